"""The metrics of several processes as one page: each dumps its samples, one adds them up.

Counts and sums are added, of times of creation the first counts, of gauges the largest. What an
ended process had counted is kept, so that no counter goes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import Metric

_Key = tuple[str, tuple[tuple[str, str], ...]]


def dumped(registry: CollectorRegistry) -> bytes:
    """Return all samples of a registry."""
    return orjson.dumps(
        [
            [m.name, m.documentation, m.type, [[s.name, s.labels, s.value] for s in m.samples]]
            for m in registry.collect()
        ]
    )


def added(dumps: Iterable[bytes]) -> bytes:
    """Return the sum of several dumps, as a dump."""
    families: dict[str, tuple[str, str, dict[_Key, float]]] = {}
    for dump in dumps:
        for name, words, kind, samples in orjson.loads(dump) if dump else ():
            _, _, sums = families.setdefault(name, (words, kind, {}))
            for sample, labels, value in samples:
                key = (sample, tuple(labels.items()))
                sums[key] = _joined(sums.get(key), value, sample, kind)
    return orjson.dumps(
        [
            [name, words, kind, [[sample, dict(labels), v] for (sample, labels), v in sums.items()]]
            for name, (words, kind, sums) in families.items()
        ]
    )


def page(dump: bytes) -> bytes:
    """Return a dump in the text exposition format."""
    registry = CollectorRegistry()
    registry.register(_Dumped(orjson.loads(dump)))
    return generate_latest(registry)


def _joined(so_far: float | None, value: float, sample: str, kind: str) -> float:
    if so_far is None:
        return value
    if sample.endswith("_created"):
        return min(so_far, value)
    return max(so_far, value) if kind == "gauge" else so_far + value


class _Dumped:
    """A dump as prometheus_client collects it."""

    def __init__(self, families: list[Any]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        for name, words, kind, samples in self._families:
            metric = Metric(name, words, kind)
            for sample, labels, value in samples:
                metric.add_sample(sample, labels, value)
            yield metric
