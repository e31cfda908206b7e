"""Metrics of channels' standing: what speaks against each, and which are routed to last."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Gauge


class StandingMetrics:
    """Shows standings as they were judged last."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._standing = Gauge(
            "posthouse_channel_standing",
            "Evidence against a channel, by what it comes from; 1 and below is none",
            ("channel", "of"),
            registry=registry,
        )
        self._doubted = Gauge(
            "posthouse_channel_doubted",
            "1 while a channel is routed to last",
            ("channel",),
            registry=registry,
        )

    def stands(self, channel: str, by: Mapping[str, float], doubted: bool) -> None:  # noqa: FBT001
        """Show how a channel stands."""
        for name, value in by.items():
            self._standing.labels(channel, name).set(value)
        self._doubted.labels(channel).set(int(doubted))
