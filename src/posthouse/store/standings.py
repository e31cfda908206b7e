"""What a channel's standing rests on, at rest: exchanges by day, incidents, nonces; and its values.

Written by every process that relays, read by the one that judges. Calls block for a moment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, delete, insert, select, update

from posthouse.model.event import Event
from posthouse.store.database import writer
from posthouse.store.incident_tables import INCIDENTS
from posthouse.store.outbox import announce
from posthouse.store.standing_tables import CHANNEL_DAYS, NONCES, STANDINGS
from posthouse.store.switches import changed

Place = tuple[str, str, int]
"""A channel, a key, and a UTC day as its ordinal."""
_ENFORCED = ("blocked", "held", "defused")


@dataclass(frozen=True, slots=True)
class Hit:
    """An incident as far as a standing counts it; `approved`: somebody found it to be honest."""

    channel: str
    key: str
    at_us: int
    rules: tuple[str, ...]
    approved: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a channel stands: by incidents over so many keys, by nonces; whether it is doubted."""

    channel: str
    incidents: float
    keys: int
    nonces: float
    doubted: bool
    at_us: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One nonce: what came of it, what was strange in the answer, and the standing after it."""

    channel: str
    model: str
    at_us: int
    word: str
    strange: tuple[str, ...]
    standing: float
    receipt: str


class SqlStandings:
    """Standings in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def relayed(self, counts: Mapping[Place, int]) -> None:
        """Add exchanges that channels answered."""
        with writer(self._engine).begin() as connection:
            for (channel, key, day), count in counts.items():
                row = {"channel": channel, "key": key, "day": day}
                same = [CHANNEL_DAYS.c[name] == value for name, value in row.items()]
                more = CHANNEL_DAYS.c.exchanges + count
                done = connection.execute(update(CHANNEL_DAYS).where(*same).values(exchanges=more))
                if not done.rowcount:
                    connection.execute(insert(CHANNEL_DAYS), {**row, "exchanges": count})

    def days(self, channel: str, since_day: int) -> Mapping[int, Mapping[str, int]]:
        """Return a channel's exchanges by day and key."""
        table = CHANNEL_DAYS
        query = select(table.c.day, table.c.key, table.c.exchanges).where(
            table.c.channel == channel, table.c.day >= since_day
        )
        found: dict[int, dict[str, int]] = {}
        with self._engine.connect() as connection:
            for day, key, count in connection.execute(query):
                found.setdefault(day, {})[key] = count
        return found

    def hits(self, since_us: int) -> Sequence[Hit]:
        """Return the incidents since then in which something was stopped or held."""
        table = INCIDENTS
        query = select(
            table.c.channel, table.c.key, table.c.at_us, table.c.rules, table.c.state
        ).where(table.c.at_us >= since_us, table.c.what.in_(_ENFORCED), table.c.channel != "")
        with self._engine.connect() as connection:
            return [
                Hit(channel, key, at_us, tuple(rules.split()), state == "approved")
                for channel, key, at_us, rules, state in connection.execute(query)
            ]

    def every(self) -> Sequence[Standing]:
        """Return all standings, by channel."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(STANDINGS).order_by(STANDINGS.c.channel)).mappings()
            return [Standing(**{**row, "doubted": bool(row["doubted"])}) for row in rows]

    def doubted(self) -> frozenset[str]:
        """Return the channels that are routed to last."""
        return frozenset(one.channel for one in self.every() if one.doubted)

    def put(self, one: Standing) -> None:
        """Keep a standing; requests hear of it where it changes who is doubted."""
        mine = select(STANDINGS.c.doubted).where(STANDINGS.c.channel == one.channel)
        with writer(self._engine).begin() as connection:
            was = bool(connection.execute(mine).scalar())
            connection.execute(delete(STANDINGS).where(STANDINGS.c.channel == one.channel))
            connection.execute(insert(STANDINGS), {**asdict(one), "doubted": int(one.doubted)})
            if one.doubted != was:
                changed(connection)
                detail = {
                    "doubted": str(one.doubted).lower(),
                    "incidents": f"{one.incidents:.4g}",
                    "keys": str(one.keys),
                    "nonces": f"{one.nonces:.4g}",
                }
                announce(connection, Event("standing.moved", one.at_us, one.channel, detail=detail))

    def asked(self, channel: str, most: int = 100) -> Sequence[Asked]:
        """Return a channel's last nonces, oldest first."""
        query = select(NONCES).where(NONCES.c.channel == channel).order_by(NONCES.c.seq.desc())
        with self._engine.connect() as connection:
            rows = list(connection.execute(query.limit(most)).mappings())
        told = [{k: v for k, v in row.items() if k != "seq"} for row in reversed(rows)]
        return [Asked(**{**row, "strange": tuple(json.loads(row["strange"]))}) for row in told]

    def ask(self, one: Asked) -> None:
        """Keep a nonce and announce it."""
        detail = {"word": one.word, "standing": f"{one.standing:.4g}", "receipt": one.receipt}
        with writer(self._engine).begin() as connection:
            connection.execute(insert(NONCES), {**asdict(one), "strange": json.dumps(one.strange)})
            announce(connection, Event("nonce.asked", one.at_us, one.channel, detail=detail))
