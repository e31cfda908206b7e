"""Installed packs of rules. A version never goes back, not even over a removal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Engine, delete, insert, select, update

from posthouse.inspection.pack import Pack
from posthouse.model.errors import PackRefused
from posthouse.model.event import Event
from posthouse.store.database import writer
from posthouse.store.marks import count, stamp
from posthouse.store.outbox import announce
from posthouse.store.pack_tables import PACKS, PACKS_CHANGED
from posthouse.store.packfile import unpacked


@dataclass(frozen=True, slots=True)
class Installed:
    """One pack at rest; `content` is the signed file, None once it was removed."""

    name: str
    version: int
    digest: str
    signer: str
    content: bytes | None
    at_us: int


class SqlPacks:
    """Packs at rest."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def every(self) -> tuple[Installed, ...]:
        """Return all packs that were ever installed, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(PACKS).order_by(PACKS.c.name)).mappings().all()
        return tuple(Installed(**row) for row in rows)

    def install(self, pack: Pack, signed: tuple[str, bytes], actor: str, at_us: int) -> bool:
        """Put a pack in the place of its last version; tell whether anything changed.

        `signed`: who signed it, and the file. Raises PackRefused for a version that goes back.
        """
        signer, content = signed
        with writer(self._engine).begin() as connection:
            before = _find(connection, pack.name)
            if before is not None:
                _refuse_older(pack, before)
                if before.content is not None and before.version == pack.version:
                    return False
                connection.execute(delete(PACKS).where(PACKS.c.name == pack.name))
            made = Installed(pack.name, pack.version, pack.digest, signer, content, at_us)
            connection.execute(insert(PACKS), asdict(made))
            count(connection, PACKS_CHANGED)
            detail = {"version": str(pack.version), "digest": pack.digest, "signer": signer}
            announce(connection, Event("pack.installed", at_us, pack.name, actor, detail=detail))
        return True

    def remove(self, name: str, actor: str, at_us: int) -> None:
        """Take a pack out of force. Raises PackRefused where none of this name is."""
        with writer(self._engine).begin() as connection:
            before = _find(connection, name)
            if before is None or before.content is None:
                raise PackRefused(
                    f"expected an installed pack, found none named {name[:40]}",
                    hint="`posthouse rules versions` lists them",
                )
            mine = PACKS.c.name == name
            connection.execute(update(PACKS).where(mine).values(content=None, at_us=at_us))
            count(connection, PACKS_CHANGED)
            detail = {"version": str(before.version), "digest": before.digest}
            announce(connection, Event("pack.removed", at_us, name, actor, detail=detail))

    def in_force(self, trusted: Sequence[str]) -> tuple[Pack, ...]:
        """Return the packs in force, each checked again. Raises PackRefused."""
        found = [one.content for one in self.every() if one.content is not None]
        return tuple(unpacked(content, trusted)[0] for content in found)

    def stamp(self) -> int:
        """Return a number that rises with every change, from whatever process."""
        return stamp(self._engine, PACKS_CHANGED)


def _find(connection: Connection, name: str) -> Installed | None:
    row = connection.execute(select(PACKS).where(PACKS.c.name == name)).mappings().one_or_none()
    return Installed(**row) if row is not None else None


def _refuse_older(pack: Pack, before: Installed) -> None:
    if pack.version < before.version:
        raise PackRefused(
            f"expected version {before.version} of the pack {pack.name} or above, "
            f"found {pack.version}",
            hint="an old pack does not come back; its makers give what they undo a new version",
        )
    if pack.version == before.version and pack.digest != before.digest:
        raise PackRefused(
            f"expected a new version of the pack {pack.name}, found another content under "
            f"version {pack.version}",
            hint="one version is one content; ask who signed it",
        )
