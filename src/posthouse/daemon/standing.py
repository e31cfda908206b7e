"""How channels stand by their own answers: judged anew every so often, told where it changes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from posthouse.audit.incidents import KeyDay, Stood, stood, weight_of
from posthouse.config.standing import StandingSettings
from posthouse.daemon.following import ACTOR, Post
from posthouse.inspection.shipped import shipped_pack
from posthouse.model.caller import DAY_S, day_of
from posthouse.model.switch import Reach, Switch
from posthouse.service.webhook import tell
from posthouse.store.audits import INCIDENTS, Audited, SqlAudits
from posthouse.store.standings import Hit, SqlStandings, Standing
from posthouse.store.switches import SqlSwitches

LOG = logging.getLogger("posthouse.standing")


@cache
def heavy() -> frozenset[str]:
    """Return the rules that ship by which a call is blocked without asking."""
    rows = shipped_pack().body.rule
    return frozenset(row.id for row in rows if row.kinds and row.mode == "block")


def _blocks(rule: str) -> bool:
    return rule == "witness/differs" or rule.startswith("commands/") or rule in heavy()


Gauge = Callable[[str, Mapping[str, float], bool], None]
"""Takes a channel, its standings by what they come from, and whether it is doubted."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a standing is judged with; `post` sends a signed body to an address."""

    standings: SqlStandings
    audits: SqlAudits
    switches: SqlSwitches
    post: Post
    now_us: Callable[[], int] = lambda: time.time_ns() // 1000


@dataclass(slots=True)
class Standings:
    """Judges every channel; `run` is a job."""

    settings: StandingSettings
    channels: Collection[str]
    bench: Bench
    gauge: Gauge = lambda *_: None

    async def run(self) -> None:
        """Judge all channels."""
        moved = await asyncio.to_thread(self._judged)
        for one, held in moved:
            LOG.warning("channel's standing moved", extra={"channel": one.channel})
            if self.settings.webhook:
                told = {"kind": "standing", "channel": one.channel, "incidents": one.incidents,
                        "keys": one.keys, "nonces": one.nonces, "doubted": one.doubted,
                        "quarantined": held}  # fmt: skip
                send = partial(self.bench.post, self.settings.webhook)
                await tell(send, told, LOG, channel=one.channel)

    def _judged(self) -> list[tuple[Standing, bool]]:
        """Judge, keep what changed, quarantine; return what is worth telling."""
        bench, now_us = self.bench, self.bench.now_us()
        hits = bench.standings.hits(now_us - self.settings.days * DAY_S * 1_000_000)
        known = {one.channel: one for one in bench.standings.every()}
        off = bench.switches.channels()
        moved = []
        for channel in self.channels:
            past = bench.audits.last(channel)
            found, alone = self._stood(channel, [h for h in hits if h.channel == channel])
            asked = bench.standings.asked(channel, 1)
            nonces = asked[-1].standing if asked else 0.0
            audits = past.standing if past else 0.0
            limit = self.settings.doubt
            doubted = 0 < limit <= max(found.value, nonces, audits)
            self.gauge(
                channel,
                {"incidents": found.value, "nonces": nonces, "audits": audits},
                doubted,
            )
            one = Standing(channel, found.value, found.keys, nonces, doubted, now_us)
            was = known.get(channel) or Standing(channel, 0.0, 0, 0.0, doubted=False, at_us=0)
            if (was.incidents, was.nonces, was.doubted) != (one.incidents, one.nonces, doubted):
                bench.standings.put(one)
            held = self._held(one, alone=alone) and channel not in off
            if held:
                reason = f"incidents: standing {one.incidents:.3g} over {one.keys} keys"
                quarantine(bench, channel, INCIDENTS, reason)
            if held or doubted != was.doubted:
                moved.append((one, held))
        return moved

    def _held(self, one: Standing, *, alone: bool) -> bool:
        """Tell whether incidents lead to a quarantine: one key of several is not enough."""
        limit = self.settings.quarantine
        return 0 < limit <= one.incidents and (one.keys > 1 or alone)

    def _stood(self, channel: str, hits: Sequence[Hit]) -> tuple[Stood, bool]:
        """Return how a channel stands by incidents, and whether one key alone uses it.

        What led to a quarantine before does not count again.
        """
        mark = self.bench.audits.last(channel, INCIDENTS)
        since_us = mark.at_us if mark else 0
        counted = [hit for hit in hits if hit.at_us > since_us and not hit.approved]
        weights: dict[int, dict[str, float]] = {}
        for hit in counted:
            of_day = weights.setdefault(day_of(hit.at_us / 1_000_000), {})
            weight = weight_of(hit.rules, _blocks)
            of_day[hit.key] = max(of_day.get(hit.key, 0.0), weight)
        if not any(weight for of_day in weights.values() for weight in of_day.values()):
            return Stood(), False
        used = self.bench.standings.days(channel, min(weights))
        keys = {key for of_day in (*used.values(), *weights.values()) for key in of_day}
        days = [
            [
                KeyDay(key, used.get(day, {}).get(key, 1), weights.get(day, {}).get(key, 0.0))
                for key in sorted({*used.get(day, {}), *weights.get(day, {})})
            ]
            for day in sorted({*used, *weights})
        ]
        return stood(days, self.settings.honest), len(keys) == 1


def quarantine(bench: Bench, channel: str, word: str, reason: str) -> None:
    """Switch a channel off until audits prove it or somebody clears the switch; keep the mark."""
    now_us = bench.now_us()
    bench.switches.set(Switch(Reach.CHANNEL, channel, reason, ACTOR, now_us))
    past = bench.audits.last(channel)
    standing = past.standing if past else 0.0
    bench.audits.add(Audited(channel, "", now_us, word, 1.0, standing, 0, 0, "", ""))
