"""Metrics of gathering cosignatures: how old the quorum is, and which witness failed how."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge


class WitnessMetrics:
    """Implements service.gather.Watch."""

    def __init__(self, registry: CollectorRegistry, now_s: Callable[[], float]) -> None:
        self._met_s = now_s()
        age = Gauge(
            "posthouse_witness_quorum_age_seconds",
            "Time since a quorum of the policy cosigned a checkpoint, or since the start",
            registry=registry,
        )
        age.set_function(lambda: max(0.0, now_s() - self._met_s))
        self._failures = Counter(
            "posthouse_witness_failures",
            "Requests after which a witness had not cosigned, by witness and kind",
            ("witness", "kind"),
            registry=registry,
        )

    def gathered(self, at_s: float) -> None:
        """Take note that a quorum was met."""
        self._met_s = at_s

    def failed(self, witness: str, kind: str) -> None:
        """Count a failure."""
        self._failures.labels(witness, kind).inc()
