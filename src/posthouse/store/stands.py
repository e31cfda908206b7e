"""How channels stand, from everything that is known of them: for people who look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from posthouse.store.audits import SqlAudits
from posthouse.store.standings import SqlStandings
from posthouse.store.switches import SqlSwitches

USUAL, LAST, OFF = "usual", "last", "off"


@dataclass(frozen=True, slots=True)
class Stands:
    """One channel: its standing by audits, by incidents over so many keys, by nonces, of which so
    many differed; how it is routed: usual, last or off."""

    channel: str
    audits: float
    incidents: float
    keys: int
    nonces: float
    asked: int
    differed: int
    routed: str


def stands(engine: Engine, channels: Iterable[str]) -> Sequence[Stands]:
    """Return how these channels stand, in their order."""
    standings, audits = SqlStandings(engine), SqlAudits(engine)
    known = {one.channel: one for one in standings.every()}
    off = SqlSwitches(engine).channels()
    found = []
    for name in channels:
        past, asked, one = audits.last(name), standings.asked(name), known.get(name)
        doubted = one is not None and one.doubted
        found.append(
            Stands(
                name,
                past.standing if past else 0.0,
                one.incidents if one else 0.0,
                one.keys if one else 0,
                asked[-1].standing if asked else 0.0,
                len(asked),
                sum(each.word == "differs" for each in asked),
                OFF if name in off else LAST if doubted else USUAL,
            )
        )
    return found
