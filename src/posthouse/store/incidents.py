"""Incidents in the database: opened and decided with their entries in the ledger.

A call that is held waits here, so that whoever decides may do so from any process; the worker
that holds it looks for the word. Calls block.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from posthouse.model.event import STATION, Event
from posthouse.model.incident import Incident, State
from posthouse.store.database import writer
from posthouse.store.incident_tables import INCIDENTS
from posthouse.store.outbox import announce

_FIELDS = tuple(Incident.__slots__)


class SqlIncidents:
    """Implements ports.IncidentStore and what console and command line need."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def opened(self, incidents: Sequence[Incident]) -> None:
        """Put incidents on record, each once, with an entry of the ledger."""
        if not incidents:
            return
        with writer(self._engine).begin() as connection:
            known = _known(connection, [one.id for one in incidents])
            for one in incidents:
                if one.id not in known:
                    connection.execute(insert(INCIDENTS), _row(one))
                    announce(connection, _told(one))

    def states(self, ids: Collection[str]) -> Mapping[str, Incident]:
        """Return the incidents of these ids as they stand now."""
        query = select(INCIDENTS).where(INCIDENTS.c.id.in_(list(ids)))
        with self._engine.connect() as connection:
            return {row["id"]: _incident(row) for row in connection.execute(query).mappings()}

    def decide(self, ident: str, state: State, actor: str, at_us: int) -> bool:
        """Settle a call that waits; False where none waits under this id any more."""
        with writer(self._engine).begin() as connection:
            waits = (INCIDENTS.c.id == ident) & (INCIDENTS.c.state == State.WAITING.value)
            if actor != STATION:
                waits &= INCIDENTS.c.until_us > at_us
            change = update(INCIDENTS).where(waits)
            values = {"state": state.value, "actor": actor, "decided_us": at_us}
            if not connection.execute(change.values(**values)).rowcount:
                return False
            query = select(INCIDENTS.c.project, INCIDENTS.c.receipt).where(INCIDENTS.c.id == ident)
            project, receipt = connection.execute(query).one()
            detail = {"state": state.value, "receipt": receipt}
            announce(connection, Event("incident.decided", at_us, ident, actor, project, detail))
        return True

    def find(self, ident: str) -> Incident | None:
        """Return one incident."""
        return self.states([ident]).get(ident)

    def newest(self, most: int, state: State | None = None) -> Sequence[Incident]:
        """Return the newest incidents, newest first; of one state alone where it is given."""
        query = select(INCIDENTS).order_by(INCIDENTS.c.seq.desc()).limit(most)
        if state is not None:
            query = query.where(INCIDENTS.c.state == state.value)
        with self._engine.connect() as connection:
            return [_incident(row) for row in connection.execute(query).mappings()]

    def counts(self, since_us: int) -> Mapping[str, int]:
        """Return how many incidents each channel's answers opened since then."""
        query = (
            select(INCIDENTS.c.channel, func.count())
            .where(INCIDENTS.c.at_us >= since_us)
            .group_by(INCIDENTS.c.channel)
        )
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def _known(connection: Connection, ids: Sequence[str]) -> set[str]:
    query = select(INCIDENTS.c.id).where(INCIDENTS.c.id.in_(ids))
    return set(connection.execute(query).scalars())


def _row(one: Incident) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in _FIELDS}
    return {**row, "rules": " ".join(one.rules), "state": one.state.value}


def _incident(row: Mapping[Any, Any]) -> Incident:
    told = {name: row[name] for name in _FIELDS}
    return Incident(**{**told, "rules": tuple(row["rules"].split()), "state": State(row["state"])})


def _told(one: Incident) -> Event:
    detail = {
        "what": one.what,
        "rules": " ".join(one.rules),
        "channel": one.channel,
        "model": one.model,
        "receipt": one.receipt,
    }
    return Event("incident.opened", one.at_us, one.id, STATION, one.project, detail)
