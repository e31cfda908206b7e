"""Metrics of the ledger: how old its checkpoint is, and how many entries stand under it."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Gauge


def watch_log(registry: CollectorRegistry, published: Callable[[], tuple[float, int]]) -> None:
    """Tell age and size whenever they are asked for; `published` reads both.

    The age also grows while there is nothing new to sign.
    """
    age = Gauge(
        "posthouse_ledger_checkpoint_age_seconds",
        "Time since the newest checkpoint of the ledger was published",
        registry=registry,
    )
    size = Gauge(
        "posthouse_ledger_entries", "Entries under the newest checkpoint", registry=registry
    )
    age.set_function(lambda: published()[0])
    size.set_function(lambda: published()[1])
