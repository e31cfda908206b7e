"""Prometheus metrics: counts and times of exchanges, never content, never a key's secret."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from posthouse.model.record import Receipt


class Metrics:
    """Counts receipts as they are made; `page` is what /metrics answers."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._ended = Counter(
            "posthouse_exchanges",
            "Exchanges by dialect, ending and status",
            ("dialect", "ending", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "posthouse_exchange_seconds",
            "Time from head to receipt",
            ("dialect",),
            registry=self.registry,
            buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300),
        )
        self._tokens = Counter(
            "posthouse_tokens", "Tokens as upstreams told them", ("kind",), registry=self.registry
        )
        self._masked = Counter(
            "posthouse_masked_spans", "Masked spans by label", ("label",), registry=self.registry
        )
        self._faults = Counter(
            "posthouse_upstream_faults",
            "Calls that failed, by channel and fault",
            ("channel", "fault"),
            registry=self.registry,
        )
        self._inspected = Counter(
            "posthouse_inspections",
            "What inspection saw, by rule and action",
            ("rule", "action"),
            registry=self.registry,
        )
        self._cost = Counter(
            "posthouse_cost_micro_usd", "Cost settled, in micro-dollars", registry=self.registry
        )
        self.ready = Gauge("posthouse_ready", "1 while requests are served", registry=self.registry)
        self._by_kind: dict[tuple[str, str, int], Counter] = {}
        self._times: dict[str, Histogram] = {}
        self._in = self._tokens.labels("input")
        self._out = self._tokens.labels("output")

    def ended(self, receipt: Receipt) -> None:
        """Count one receipt."""
        kind = (receipt.dialect, receipt.ending.value, receipt.status)
        if kind not in self._by_kind:
            self._by_kind[kind] = self._ended.labels(*kind)
            self._times[receipt.dialect] = self._seconds.labels(receipt.dialect)
        self._by_kind[kind].inc()
        self._times[receipt.dialect].observe((receipt.ended_us - receipt.at_us) / 1e6)
        if receipt.usage.input:
            self._in.inc(receipt.usage.input)
        if receipt.usage.output:
            self._out.inc(receipt.usage.output)
        if receipt.cost:
            self._cost.inc(receipt.cost)
        self._rare(receipt)

    def _rare(self, receipt: Receipt) -> None:
        for label, count in receipt.masked.items():
            self._masked.labels(label).inc(count)
        for destination in receipt.destinations:
            if destination.fault:
                self._faults.labels(destination.channel, destination.fault).inc()
        for seen in receipt.inspections:
            self._inspected.labels(seen.rule, seen.action).inc()

    def page(self) -> bytes:
        """Return the metrics in the text exposition format."""
        return generate_latest(self.registry)
