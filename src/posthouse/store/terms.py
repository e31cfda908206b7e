"""Projects' own words, sealed in the database: code names are what nobody else should read.

All words of a project are one sealed value, so that 20,000 of them open in one step. A change and
its entry in the ledger are one transaction; the entry counts words and names none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select

from posthouse.model.event import Event
from posthouse.model.finding import Label
from posthouse.model.terms import NO_TERMS, Allowance, Terms
from posthouse.store.database import writer
from posthouse.store.datakeys import DataKeys
from posthouse.store.marks import count, stamp
from posthouse.store.outbox import announce
from posthouse.store.term_tables import TERMS, TERMS_CHANGED
from posthouse.vault.envelope import Place

_Kept = tuple[list[str], list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes words, and when."""

    name: str
    at_us: int


class SqlTerms:
    """Words at rest."""

    def __init__(self, engine: Engine, data_keys: DataKeys) -> None:
        self._engine = engine
        self._data_keys = data_keys

    def change(self, project: str, change: Callable[[Terms], Terms], actor: Actor) -> Terms:
        """Change a project's words and return them; nothing is told where nothing changed."""
        with writer(self._engine).begin() as connection:
            before = self._of(connection, project)
            after = in_order(change(before))
            if after == before:
                return before
            connection.execute(delete(TERMS).where(TERMS.c.project == project))
            if after:
                plain = msgspec.msgpack.encode(_kept(after))
                sealed = self._data_keys.seal(connection, _place(project), plain, actor.at_us)
                row = {"project": project, "sealed": sealed, "at_us": actor.at_us}
                connection.execute(insert(TERMS), row)
            count(connection, TERMS_CHANGED)
            announce(connection, _event(project, before, after, actor))
        return after

    def every(self) -> Mapping[str, Terms]:
        """Return the words of every project that has any. Raises SealBroken, MasterKeyRefused."""
        with self._engine.connect() as connection:
            names = connection.execute(select(TERMS.c.project)).scalars().all()
            return {name: self._of(connection, name) for name in names}

    def stamp(self) -> int:
        """Return a number that rises with every change, from whatever process."""
        return stamp(self._engine, TERMS_CHANGED)

    def _of(self, connection: Connection, project: str) -> Terms:
        query = select(TERMS.c.sealed).where(TERMS.c.project == project)
        sealed = connection.execute(query).scalar()
        if sealed is None:
            return NO_TERMS
        plain = self._data_keys.open(connection, _place(project), sealed)
        masked, allowed = msgspec.msgpack.decode(plain, type=_Kept)
        return Terms(
            tuple(masked),
            tuple(Allowance(value, Label(la) if la else None) for value, la in allowed),
        )


def _place(project: str) -> Place:
    return Place(project, "terms", project)


def in_order(terms: Terms) -> Terms:
    """Return words as they are kept: each once, sorted."""
    return Terms(
        tuple(sorted(set(terms.masked))),
        tuple(sorted(set(terms.allowed), key=_by_value)),
    )


def _by_value(one: Allowance) -> tuple[str, str]:
    return one.value, one.label.value if one.label else ""


def _kept(terms: Terms) -> _Kept:
    return list(terms.masked), [_by_value(one) for one in terms.allowed]


def _event(project: str, before: Terms, after: Terms, actor: Actor) -> Event:
    masked, allowed = set(after.masked), set(after.allowed)
    detail = {
        "terms": str(len(masked)),
        "terms_added": str(len(masked - set(before.masked))),
        "terms_removed": str(len(set(before.masked) - masked)),
        "allowed": str(len(allowed)),
        "allowed_added": str(len(allowed - set(before.allowed))),
        "allowed_removed": str(len(set(before.allowed) - allowed)),
    }
    return Event("policy.changed", actor.at_us, project, actor.name, project, detail)
