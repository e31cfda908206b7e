"""What the station tells of itself in the ledger: that it started, and what it is set to.

Every process that builds facts calls `settle_settings`; the database remembers what was told last,
so that a change is an entry once, whichever process saw it first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select, update

from posthouse.model.event import STATION, Event
from posthouse.store.database import writer
from posthouse.store.outbox import announce
from posthouse.store.tables import IDENTITY

_SETTINGS = "settings in force"
_POLICY = "policy of "


@dataclass(frozen=True, slots=True)
class InForce:
    """Digests of the settings and of each project's policy."""

    settings: str
    policies: Mapping[str, str]

    def named(self) -> dict[str, str]:
        """Return them under the names that the database keeps."""
        return {
            _SETTINGS: self.settings,
            **{_POLICY + project: policy for project, policy in self.policies.items()},
        }


def announce_start(engine: Engine, software: str, build: str, at_us: int) -> None:
    """Tell which software begins to serve."""
    with writer(engine).begin() as connection:
        announce(connection, Event("software.started", at_us, software, detail={"build": build}))


def settle_settings(engine: Engine, now: InForce, at_us: int) -> None:
    """Tell what changed since it was told last."""
    with engine.connect() as connection:
        if _told(connection) == now.named():
            return
    with writer(engine).begin() as connection:
        before, after = _told(connection), now.named()
        for name in sorted(before.keys() | after.keys()):
            old, new = before.get(name, ""), after.get(name, "")
            if old != new:
                _keep(connection, name, old, new)
                announce(connection, _changed(name, old, new, at_us))


def _told(connection: Connection) -> dict[str, str]:
    query = select(IDENTITY.c.name, IDENTITY.c.value)
    rows = connection.execute(query).all()
    return {n: v for n, v in rows if n == _SETTINGS or n.startswith(_POLICY)}


def _keep(connection: Connection, name: str, old: str, new: str) -> None:
    if not old:
        connection.execute(insert(IDENTITY), {"name": name, "value": new})
    elif new:
        connection.execute(update(IDENTITY).where(IDENTITY.c.name == name).values(value=new))
    else:
        connection.execute(delete(IDENTITY).where(IDENTITY.c.name == name))


def _changed(name: str, old: str, new: str, at_us: int) -> Event:
    detail = {"before": old, "now": new}
    if name == _SETTINGS:
        return Event("config.changed", at_us, "settings", STATION, "", detail)
    project = name.removeprefix(_POLICY)
    return Event("policy.changed", at_us, project, STATION, project, detail)
