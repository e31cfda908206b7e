"""Baselines and anomalies in the database; a finding, its entry and its switch stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select

from posthouse.accounting.anomaly import Anomaly
from posthouse.accounting.usage import Hour
from posthouse.model.event import STATION, Event
from posthouse.model.switch import Mode, Reach, Switch
from posthouse.store.anomaly_tables import ANOMALIES, BASELINES
from posthouse.store.database import writer
from posthouse.store.outbox import announce
from posthouse.store.switch_tables import SWITCHES
from posthouse.store.switches import set_switch

_MODES = {"throttle": Mode.SLOW, "suspend": Mode.OFF}


@dataclass(frozen=True, slots=True)
class Found:
    """One anomaly on record."""

    at_us: int
    key: str
    project: str
    kind: str
    found: str
    expected: str
    action: str


class SqlAnomalies:
    """Implements service.anomalies.AnomalyStore; calls block."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def baseline(self, key: str) -> bytes | None:
        """Return a key's baseline as it was kept."""
        with self._engine.connect() as connection:
            query = select(BASELINES.c.body).where(BASELINES.c.key == key)
            return connection.execute(query).scalar()

    def keep(self, baselines: dict[str, bytes], at_us: int) -> None:
        """Keep baselines."""
        with writer(self._engine).begin() as connection:
            for key, body in baselines.items():
                connection.execute(delete(BASELINES).where(BASELINES.c.key == key))
                connection.execute(insert(BASELINES), {"key": key, "body": body, "at_us": at_us})

    def found(self, hour: Hour, anomaly: Anomaly, action: str, at_us: int) -> None:
        """Put a finding on record, and set the key's switch where the action says so.

        A switch that is set already stands: an operator's word is not replaced.
        """
        row = {
            "at_us": at_us,
            "key": hour.key,
            "project": hour.project,
            "kind": anomaly.kind.value,
            "found": anomaly.found,
            "expected": anomaly.expected,
            "action": action,
        }
        detail = {name: str(row[name]) for name in ("kind", "found", "expected", "action")}
        with writer(self._engine).begin() as connection:
            connection.execute(insert(ANOMALIES), row)
            told = Event("anomaly.found", at_us, hour.key, STATION, hour.project, detail)
            announce(connection, told)
            mode = _MODES.get(action)
            if mode is not None and not _stands(connection, hour.key, mode):
                reason = f"anomaly: {anomaly.kind.value}, {anomaly.found}"
                set_switch(connection, Switch(Reach.KEY, hour.key, reason, STATION, at_us, mode))

    def every(self, most: int) -> Sequence[Found]:
        """Return the newest findings, newest first."""
        columns = [ANOMALIES.c[name] for name in Found.__slots__]
        query = select(*columns).order_by(ANOMALIES.c.seq.desc()).limit(most)
        with self._engine.connect() as connection:
            return [Found(*row) for row in connection.execute(query)]


def _stands(connection: Connection, key: str, mode: Mode) -> bool:
    """Tell whether the key's switch is set, at least as far as this mode."""
    query = select(SWITCHES.c.mode).where(
        SWITCHES.c.reach == Reach.KEY.value, SWITCHES.c.name == key
    )
    found = connection.execute(query).scalar()
    return found is not None and (found == Mode.OFF.value or mode is Mode.SLOW)
