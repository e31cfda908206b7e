"""Prometheus metrics: counts and times of exchanges, never content, never a key's secret."""

from __future__ import annotations

from collections import Counter as Counted

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from posthouse.model.record import Receipt
from posthouse.server.tally import dumped

MOST_WAITS = 4096
MOST_LABELS = 200


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
        self._verdicts = Counter(
            "posthouse_inspection",
            "Verdicts of inspection, by class of rules and by channel",
            ("verdict", "rule_class", "channel"),
            registry=self.registry,
        )
        self._proofs = Counter(
            "posthouse_key_proofs",
            "Exchanges of derived keys and of old secrets in their grace, by key",
            ("key", "derived", "secret"),
            registry=self.registry,
        )
        self._cost = Counter(
            "posthouse_cost_micro_usd", "Cost settled, in micro-dollars", registry=self.registry
        )
        self._anomalies = Counter(
            "posthouse_anomalies", "Anomalies found, by kind", ("kind",), registry=self.registry
        )
        self.ready = Gauge("posthouse_ready", "1 while requests are served", registry=self.registry)
        self.workers = Gauge(
            "posthouse_workers", "Processes that relay now", registry=self.registry
        )
        self.workers.set(1)
        self._kinds: Counted[tuple[str, str, int]] = Counted()
        self._sums: Counted[str] = Counted()
        self._waits: list[tuple[str, float]] = []
        self._labels: set[str] = set()

    def ended(self, receipt: Receipt) -> None:
        """Count one receipt; what is usual goes into Prometheus' own numbers when they are read."""
        if not receipt.settles[0]:  # that of a batch is no exchange
            self._kinds[receipt.dialect, receipt.ending.value, receipt.status] += 1
            self._waits.append((receipt.dialect, (receipt.ended_us - receipt.at_us) / 1e6))
        usage, sums = receipt.usage, self._sums
        sums["input"] += usage.input or 0
        sums["output"] += usage.output or 0
        sums["cost"] += receipt.cost
        self._rare(receipt)
        if len(self._waits) >= MOST_WAITS:
            self._settle()

    def _settle(self) -> None:
        for kind, count in self._kinds.items():
            self._ended.labels(*kind).inc(count)
        for dialect, seconds in self._waits:
            self._seconds.labels(dialect).observe(seconds)
        for name in ("input", "output"):
            self._tokens.labels(name).inc(self._sums[name])
        self._cost.inc(self._sums["cost"])
        self._kinds.clear()
        self._sums.clear()
        self._waits.clear()

    def _rare(self, receipt: Receipt) -> None:
        for label, count in receipt.masked.items():
            self._masked.labels(label).inc(count)
        for destination in receipt.destinations:
            if destination.fault:
                self._faults.labels(destination.channel, destination.fault).inc()
        if receipt.extra:
            self._proved(receipt)
        for seen in receipt.inspections:
            self._inspected.labels(seen.rule, seen.action).inc()
            channel = receipt.destinations[-1].channel if receipt.destinations else ""
            self._verdicts.labels(seen.action, seen.rule.partition("/")[0], channel).inc()

    def _proved(self, receipt: Receipt) -> None:
        """Count how a key was proved; labels of derived keys are their holders' own, so bounded."""
        label, secret = receipt.extra.get("derived", ""), receipt.extra.get("secret", "new")
        if label and label not in self._labels:
            if len(self._labels) < MOST_LABELS:
                self._labels.add(label)
            else:
                label = "other"
        self._proofs.labels(receipt.key, label, secret).inc()

    def anomaly(self, kind: str) -> None:
        """Count one anomaly."""
        self._anomalies.labels(kind).inc()

    def samples(self) -> bytes:
        """Return the metrics as they are added up with those of other processes."""
        self._settle()
        return dumped(self.registry)

    def page(self) -> bytes:
        """Return the metrics in the text exposition format."""
        self._settle()
        return generate_latest(self.registry)
