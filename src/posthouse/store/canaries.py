"""Canaries in the database: committed with their entry in the ledger, hits with theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func, insert, select

from posthouse.audit.canary import Canary, Form, digest, token
from posthouse.model.event import Event
from posthouse.store.canary_tables import CANARIES, CANARY_HITS
from posthouse.store.database import writer
from posthouse.store.outbox import announce
from posthouse.vault.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Hit:
    """A use of a canary: when, from which address, and the digest of the request."""

    number: int
    at_us: int
    source: str
    seen: str


class SqlCanaries:
    """Canaries at rest; calls block for about a millisecond."""

    def __init__(self, engine: Engine, keyring: Keyring) -> None:
        self._engine = engine
        self._key = keyring.canary_key()

    def commit(self, channel: str, form: Form, zone: str, actor: str, at_us: int) -> Canary:
        """Make a new canary and announce its digest; it may be sent once that is in the ledger."""
        with writer(self._engine).begin() as connection:
            last = connection.execute(select(func.max(CANARIES.c.number))).scalar() or 0
            number = last + 1
            one = Canary(number, channel, form, zone, digest(token(self._key, number)), at_us)
            row = {
                "number": number, "channel": channel, "form": form.value, "zone": zone,
                "digest": one.digest, "at_us": at_us,
            }  # fmt: skip
            connection.execute(insert(CANARIES), row)
            detail = {"digest": one.digest, "form": form.value, "channel": channel}
            announce(connection, Event("canary.committed", at_us, str(number), actor, "", detail))
        return one

    def letters(self, number: int) -> str:
        """Return what makes a canary unique."""
        return token(self._key, number)

    def hit(self, number: int, source: str, seen: str, at_us: int) -> None:
        """Keep a use of a canary, and announce it."""
        with writer(self._engine).begin() as connection:
            row = {"number": number, "at_us": at_us, "source": source, "seen": seen}
            connection.execute(insert(CANARY_HITS), row)
            channel = connection.execute(
                select(CANARIES.c.channel).where(CANARIES.c.number == number)
            ).scalar_one()
            detail = {"channel": channel, "seen": seen}
            announce(connection, Event("canary.hit", at_us, str(number), "station", "", detail))

    def every(self) -> Sequence[Canary]:
        """Return all canaries, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(CANARIES).order_by(CANARIES.c.number)).mappings()
            return [
                Canary(
                    row["number"], row["channel"], Form(row["form"]), row["zone"], row["digest"],
                    row["at_us"],
                )
                for row in rows
            ]  # fmt: skip

    def hits(self) -> Sequence[Hit]:
        """Return all uses, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(CANARY_HITS).order_by(CANARY_HITS.c.seq)).mappings()
            return [Hit(r["number"], r["at_us"], r["source"], r["seen"]) for r in rows]
