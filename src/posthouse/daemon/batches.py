"""Batches that nobody asks about: the station asks their upstreams itself, to settle their money.

So what a batch cost is charged to who made it, and what it did not cost is free again before three
days have passed. One question at a time, so many a run, each batch once in a while; what an
upstream does not answer, or has forgotten, is asked again until the money is free by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Engine

from posthouse.config.schema import Settings
from posthouse.daemon.asking import Counting
from posthouse.daemon.opening import Opened
from posthouse.daemon.relaying import now_us, seed
from posthouse.exchange.facts import Facts
from posthouse.exchange.looking import OWN, Looking
from posthouse.exchange.settling import read
from posthouse.model.batch import FREE_AFTER_S, Hold
from posthouse.model.errors import PosthouseError
from posthouse.model.http import RequestHead
from posthouse.net.upstream import HttpUpstream
from posthouse.routing.health import ChannelHealth
from posthouse.server.metrics import Metrics
from posthouse.service.inhouse import InHouse
from posthouse.service.memory import Memory
from posthouse.service.parties import Made
from posthouse.service.relay import Relay
from posthouse.store.conversations import SqlConversations
from posthouse.store.counters import MemoryCounters
from posthouse.store.database import answering
from posthouse.store.heldmoney import every
from posthouse.wire.dialects import resolve, wire_of

LOG = logging.getLogger("posthouse.batches")
EVERY_S = 60.0
MOST_A_RUN = 20
TIMEOUT_S = 120.0
_FINE, _FAILED = 200, 500

Lent = Callable[[Callable[[], Facts], Made], Relay]
"""Makes a relay that goes by these facts and makes such exchanges."""


@dataclass(frozen=True, slots=True)
class Due:
    """A batch of a project, with a channel, of which nobody has asked."""

    project: str
    channel: str
    hold: Hold


@dataclass(frozen=True, slots=True)
class Kept:
    """What the station knows of batches: their money, and what is kept with them."""

    engine: Engine
    conversations: SqlConversations

    def unasked(self, after_s: float, now_s: float) -> list[Due]:
        """Return the batches whose money is held and of which nobody asked, forgotten ones first.

        Raises StoreError.
        """
        until, since = now_s - after_s, now_s - FREE_AFTER_S
        with answering(), self.engine.connect() as connection:
            held = {one.id for one in every(connection) if since < one.at_s <= until}
        if not held:
            return []
        known = self.conversations.batches(int(since * 1e6), int(until * 1e6))
        found = [Due(project, channel, read(plain)) for project, channel, plain in known]
        return [one for one in found if one.hold.at and one.hold.id in held]


@dataclass(slots=True)
class Unasked:
    """Asks where nobody has asked for `after_s`; `run` is a job that is due every EVERY_S."""

    after_s: float
    kept: Kept
    facts: Callable[[], Facts]
    relay: Lent
    now_s: Callable[[], float]
    _asked: dict[str, float] = field(default_factory=dict)

    async def run(self) -> None:
        """Ask about some of what is due; of several with a channel that is down, about one."""
        now, asked = self.now_s(), self._asked
        due = await asyncio.to_thread(self.kept.unasked, self.after_s, now)
        self._asked = {one.hold.id: asked.get(one.hold.id, 0.0) for one in due}
        late = [one for one in due if now - self._asked[one.hold.id] >= self.after_s]
        down: set[str] = set()
        for one in sorted(late, key=lambda one: self._asked[one.hold.id])[:MOST_A_RUN]:
            if one.channel not in down and self._on(one):
                self._asked[one.hold.id] = now
                if not await self._ask(one):
                    down.add(one.channel)

    def _on(self, one: Due) -> bool:
        """Tell whether nobody has switched off the channel, the project or all."""
        switches = self.facts().switches
        return switches.channel_on(one.channel) and switches.refusal(OWN, one.project) is None

    async def _ask(self, one: Due) -> bool:
        """Ask about a batch, and its results where they tell what it cost.

        Tell whether there was an answer.
        """
        try:
            status, results = await self._carried(one, one.hold.at)
            if status == _FINE and results:
                status, _ = await self._carried(one, results)
        except PosthouseError as error:
            LOG.error("batch not asked about", extra={"batch": one.hold.id, "cause": error.message})
            return True
        return 0 < status < _FAILED

    async def _carried(self, one: Due, at: str) -> tuple[int, str]:
        """Let the relay carry a question; return the status, 0 for none in time, and what came."""
        path, _, query = at.partition("?")
        endpoint = resolve(RequestHead("GET", path, query, ()))
        batches = wire_of(endpoint).batches
        head = RequestHead("GET", path, query, batches.headers if batches is not None else ())
        client = InHouse(head, b"")
        facts = self.facts()
        relay = self.relay(lambda: facts, partial(Looking, (one.project, one.hold.id)))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TIMEOUT_S):
                await relay.serve(client, endpoint)
        return client.status, client.got.decode("utf-8", "replace")


def unasked_of(house: Opened, settings: Settings, metrics: Metrics) -> Unasked:
    """Return what asks about a station's batches."""
    upstream, health = HttpUpstream(), ChannelHealth()
    observer, memory = Counting(metrics), Memory(house.conversations, now_us)

    def lent(facts: Callable[[], Facts], made: Made) -> Relay:
        return Relay(
            facts, seed, now_us, MemoryCounters(), health, house.recorder, upstream, observer,
            memory=memory, made=made,
        )  # fmt: skip

    return Unasked(
        settings.limits.batch_unasked_s, Kept(house.engine, house.conversations),
        house.snapshot.current, lent, time.time,
    )  # fmt: skip
