"""Comparisons on real requests, put on record: evidence in the folder, entry, standing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from posthouse.audit.comparison import Comparison
from posthouse.audit.signing import digest, written
from posthouse.audit.standing import CHANGED, COMPARED
from posthouse.config.schema import Settings
from posthouse.daemon.following import Filing, Following, following_of
from posthouse.daemon.opening import SOFTWARE, Opened
from posthouse.exchange.state import Seed
from posthouse.model.caller import day_of
from posthouse.service.comparing import Comparing, Terms
from posthouse.store.audits import COMPARISON_FILES, Audited
from posthouse.store.tallies import SqlTallies


@dataclass(frozen=True, slots=True)
class Compared:
    """Takes a finished comparison."""

    filing: Filing
    following: Following

    async def told(self, found: Comparison) -> None:
        """Keep the evidence, then the entry; what follows is as for an audit."""
        at_us = time.time_ns() // 1000
        name = f"{COMPARISON_FILES}{found.channel}-{at_us}.json"
        await asyncio.to_thread(self.filing.keep, name, written(found, (self.filing.signer,)))
        done = Audited(
            channel=found.channel,
            model=found.model,
            at_us=at_us,
            word=CHANGED if found.changed else COMPARED,
            p=min(1.0, 1.0 / found.e),
            standing=0.0,
            asked=sum(row.how == "shadow" for row in found.rows),
            tokens=0,
            file=name,
            digest=digest(msgspec.to_builtins(found)),
        )
        await self.following.follow(done, found.e)


def comparing_of(house: Opened, settings: Settings, seed: Callable[[], Seed]) -> Comparing | None:
    """Return what compares channels, None where the settings name none to compare."""
    wanted = settings.audits
    if not wanted.enabled or not any(one.shadow or one.control for one in wanted.channel):
        return None
    tallies = SqlTallies(house.engine)

    async def take(channel: str, most: int) -> bool:
        day = day_of(time.time())
        return await asyncio.to_thread(tallies.take, f"shadow/{channel}", day, most)

    told = Compared(Filing.of(house, settings), following_of(house, settings)).told
    terms = Terms(SOFTWARE, wanted.tolerance, wanted.alpha, wanted.compared, wanted.shadows_a_day)
    return Comparing(terms, told, take, seed)
