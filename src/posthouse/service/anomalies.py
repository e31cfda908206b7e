"""Watching keys: use comes in by the hour, what is out of the ordinary is told and answered.

Runs in one process of a station. Baselines of the keys used lately are in memory, all are at rest;
what was counted since they were last kept is lost when this process is killed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import orjson

from posthouse.accounting.anomaly import Anomaly, anomalies
from posthouse.accounting.baseline import Baseline, Past
from posthouse.accounting.usage import Hour, joined

LOG = logging.getLogger("posthouse.anomalies")
MOST_IN_MEMORY = 512
KEEP_EVERY = 60
"""Checks after which baselines are kept: every five minutes."""
AT_ONCE = 20


class AnomalyStore(Protocol):
    """Baselines and findings at rest; calls block."""

    def baseline(self, key: str) -> bytes | None:
        """Return a key's baseline as it was kept."""

    def keep(self, baselines: dict[str, bytes], at_us: int) -> None:
        """Keep baselines."""

    def found(self, hour: Hour, anomaly: Anomaly, action: str, at_us: int) -> None:
        """Put a finding on record, and do to the key what the action says."""


class AnomalyWatch:
    """Holds baselines up to date and judges what comes in."""

    def __init__(
        self,
        store: AnomalyStore,
        action: Callable[[str], str],
        now_us: Callable[[], int],
        noted: Callable[[str], None],
    ) -> None:
        self._store = store
        self._action = action
        self._now_us = now_us
        self._noted = noted
        self._baselines: dict[str, Baseline] = {}
        self._dirty: set[str] = set()
        self._waiting: list[Hour] = []
        self._checks = 0

    def take(self, hours: Iterable[Hour]) -> None:
        """Take counts from any process that relays."""
        self._waiting += hours

    async def check(self) -> None:
        """Judge what came in since the last time."""
        waiting, self._waiting = joined(self._waiting), []
        for number, hour in enumerate(waiting, 1):
            await self._judge(hour)
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
        self._checks += 1
        if self._checks % KEEP_EVERY == 0 or len(self._baselines) > MOST_IN_MEMORY:
            await self.keep()

    async def keep(self) -> None:
        """Write what has changed, and let go of keys that were not used for long."""
        dirty = {key: packed(self._baselines[key]) for key in self._dirty}
        self._dirty = set()
        if dirty:
            await asyncio.to_thread(self._store.keep, dirty, self._now_us())
        for key in list(self._baselines)[:-MOST_IN_MEMORY]:
            if key not in self._dirty:
                del self._baselines[key]

    async def _judge(self, hour: Hour) -> None:
        baseline = self._baselines.pop(hour.key, None)
        if baseline is None:
            kept = await asyncio.to_thread(self._store.baseline, hour.key)
            baseline = unpacked(kept) if kept else Baseline()
        self._baselines[hour.key] = baseline
        self._dirty.add(hour.key)
        baseline.take(hour)
        for anomaly in anomalies(baseline):
            action = self._action(hour.project)
            told = {"key": hour.key, "kind": anomaly.kind.value, "action": action}
            LOG.warning(
                "anomaly", extra={**told, "found": anomaly.found, "expected": anomaly.expected}
            )
            self._noted(anomaly.kind.value)
            await asyncio.to_thread(self._store.found, hour, anomaly, action, self._now_us())


def packed(baseline: Baseline) -> bytes:
    """Return a baseline as JSON."""
    now = baseline.now
    return orjson.dumps(
        {
            "past": [tuple(past) for past in baseline.past],
            "addresses": baseline.addresses,
            "alarmed": baseline.alarmed,
            "now": None if now is None else hour_told(now),
        }
    )


def unpacked(body: bytes) -> Baseline:
    """Return the baseline that was kept."""
    tree = orjson.loads(body)
    now = None if tree["now"] is None else hour_of(tree["now"])
    past = [Past(*values) for values in tree["past"]]
    return Baseline(past, tree["addresses"], now, tree["alarmed"])


def hour_told(hour: Hour) -> list[Any]:
    """Return an hour as JSON holds it."""
    return [
        hour.key, hour.project, hour.hour, hour.requests, hour.errors, hour.spend, hour.tokens,
        hour.addresses,
    ]  # fmt: skip


def hour_of(told: list[Any]) -> Hour:
    """Return the hour that was told."""
    *counts, addresses = told
    key, project, hour, requests, errors, spend, tokens = counts
    counted = {name: (asked, refused) for name, (asked, refused) in addresses.items()}
    return Hour(key, project, hour, requests, errors, spend, tokens, counted)
