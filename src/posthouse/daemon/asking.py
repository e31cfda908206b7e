"""The parts with which one process asks nonces: a relay of its own beside those that serve."""

from __future__ import annotations

from collections.abc import Callable

from posthouse.config.schema import Settings
from posthouse.daemon.nonces import Asking, Means
from posthouse.daemon.opening import Opened
from posthouse.daemon.relaying import now_us, seed
from posthouse.daemon.standing import Bench
from posthouse.exchange.facts import Facts
from posthouse.model.record import Receipt
from posthouse.net.upstream import HttpUpstream
from posthouse.ports import Upstream
from posthouse.routing.health import ChannelHealth
from posthouse.server.metrics import Metrics
from posthouse.service.relay import Relay
from posthouse.store.counters import MemoryCounters
from posthouse.store.incidents import SqlIncidents
from posthouse.store.tallies import SqlTallies

EVERY_S = 60.0


class Counting:
    """Implements service.parties.Observer: counts into metrics alone."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def ended(self, receipt: Receipt, client: str) -> None:  # noqa: ARG002
        """Count one receipt."""
        self._metrics.ended(receipt)


def nonces_of(house: Opened, settings: Settings, bench: Bench, metrics: Metrics) -> Asking:
    """Return what asks nonces every EVERY_S, where chance says so."""
    upstream: Upstream = HttpUpstream()
    observer = Counting(metrics)

    def lent(facts: Callable[[], Facts]) -> Relay:
        return Relay(
            facts, seed, now_us, MemoryCounters(), ChannelHealth(), house.recorder, upstream,
            observer,
        )  # fmt: skip

    means = Means(
        house.snapshot.current, lent, SqlTallies(house.engine), SqlIncidents(house.engine),
        settings.standing.webhook,
    )  # fmt: skip
    return Asking(settings.nonces, means, bench, EVERY_S)
