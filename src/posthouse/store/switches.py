"""Kill switches in the database: set and cleared with their entry in the ledger, seen by all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Delete, Engine, delete, insert, select

from posthouse.model.event import Event
from posthouse.model.switch import Mode, Reach, Switch
from posthouse.store.database import writer
from posthouse.store.marks import count, stamp
from posthouse.store.outbox import announce
from posthouse.store.switch_tables import SWITCHES, SWITCHES_CHANGED
from posthouse.store.tables import KEYS


class SqlSwitches:
    """Switches at rest. Calls block for about 100 µs; requests read a snapshot instead."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def set(self, switch: Switch) -> None:
        """Set a switch, in place of one that was set for the same."""
        with writer(self._engine).begin() as connection:
            set_switch(connection, switch)

    def clear(self, reach: Reach, name: str, actor: str, at_us: int) -> bool:
        """Clear a switch; False where none was set."""
        with writer(self._engine).begin() as connection:
            project = _project(connection, reach, name)
            found = connection.execute(_of(reach, name)).rowcount > 0
            if found:
                changed(connection)
                detail = {"reach": reach.value}
                told = Event("switch.cleared", at_us, name or "all", actor, project, detail)
                announce(connection, told)
        return found

    def every(self) -> Sequence[Switch]:
        """Return all switches that are set, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(SWITCHES).order_by(SWITCHES.c.at_us)).mappings()
            return [
                Switch(
                    Reach(row["reach"]), row["name"], row["reason"], row["actor"], row["at_us"],
                    Mode(row["mode"]),
                )
                for row in rows
            ]  # fmt: skip

    def channels(self) -> frozenset[str]:
        """Return the channels that are switched off by name."""
        return frozenset(one.name for one in self.every() if one.reach is Reach.CHANNEL)

    def stamp(self) -> int:
        """Return a number that rises with every change, from whatever process."""
        return stamp(self._engine, SWITCHES_CHANGED)


def set_switch(connection: Connection, switch: Switch) -> None:
    """Set a switch within the caller's transaction, with its event."""
    connection.execute(_of(switch.reach, switch.name))
    row = {
        "reach": switch.reach.value,
        "name": switch.name,
        "mode": switch.mode.value,
        "reason": switch.reason,
        "actor": switch.actor,
        "at_us": switch.at_us,
    }
    connection.execute(insert(SWITCHES), row)
    changed(connection)
    detail = {"reach": switch.reach.value, "mode": switch.mode.value, "reason": switch.reason}
    project = _project(connection, switch.reach, switch.name)
    subject = switch.name or "all"
    told = Event("switch.set", switch.at_us, subject, switch.actor, project, detail)
    announce(connection, told)


def _of(reach: Reach, name: str) -> Delete:
    return delete(SWITCHES).where(SWITCHES.c.reach == reach.value, SWITCHES.c.name == name)


def _project(connection: Connection, reach: Reach, name: str) -> str:
    if reach is Reach.PROJECT:
        return name
    if reach is Reach.KEY:
        query = select(KEYS.c.project).where(KEYS.c.id == name)
        return str(connection.execute(query).scalar() or "")
    return ""


def changed(connection: Connection) -> None:
    """Let every worker read anew what is decided by switches and standings."""
    count(connection, SWITCHES_CHANGED)
