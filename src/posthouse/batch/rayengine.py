"""The same jobs on a Ray cluster, by Ray Data: actors load the detectors once and do job by job.

Source, output and state are read and written where the jobs say, so all machines need them at the
same paths. A job writes its drafts anew whenever it is done again, so that a lost worker costs its
jobs' time and changes no byte. The masking key travels to the actors: use a cluster you trust.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from posthouse.batch.engine import Maker
from posthouse.batch.job import Done, Job
from posthouse.model.errors import CommandError

WAVE = 10_000
"""Jobs that are handed over at once."""
_FEW = 4
"""Jobs in one batch."""


class Ray:
    """A Ray cluster: that of $RAY_ADDRESS, else one of this machine with so many workers."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(self, maker: Maker, jobs: Iterable[Job]) -> Iterator[tuple[Job, Done | None]]:
        """Hand jobs over in waves. Raises CommandError where Ray is not installed."""
        data = self._begun()
        waiting = iter(jobs)
        while wave := list(islice(waiting, WAVE)):
            yield from self._wave(data, maker, wave)

    def _begun(self) -> Any:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers
        try:
            import ray
            import ray.data
        except ImportError as error:
            raise CommandError(
                "expected Ray for --engine ray, found it not installed",
                hint="pip install 'posthouse[ray]', or leave --engine out",
            ) from error
        if not ray.is_initialized():
            local: dict[str, Any] = (
                {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": self._workers}
            )
            ray.init(include_dashboard=False, log_to_driver=False, logging_level="ERROR", **local)
        ray.data.DataContext.get_current().enable_progress_bars = False
        return ray.data

    def _wave(self, data: Any, maker: Maker, wave: list[Job]) -> Iterator[tuple[Job, Done | None]]:
        rows = [{"job": msgspec.msgpack.encode(job)} for job in wave]
        blocks = min(len(rows), max(4 * self._workers, len(rows) // 64))
        done = data.from_items(rows, override_num_blocks=blocks).map_batches(
            _Actor,
            fn_constructor_args=(maker,),
            batch_size=_FEW,
            batch_format="pyarrow",
            compute=data.ActorPoolStrategy(size=self._workers),
        )
        for row in done.iter_rows():
            job, result = msgspec.msgpack.decode(row["done"], type=tuple[Job, Done])
            yield job, result


class _Actor:
    """One process of the cluster."""

    def __init__(self, maker: Maker) -> None:
        self._work = maker.work()

    def __call__(self, batch: Any) -> dict[str, list[bytes]]:
        jobs = [msgspec.msgpack.decode(one, type=Job) for one in batch.column("job").to_pylist()]
        return {"done": [msgspec.msgpack.encode((job, self._work(job))) for job in jobs]}
