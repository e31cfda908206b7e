"""Who does the jobs: this process alone, or several beside it; the results are the same bytes.

A job is retried once where its process died; a second death is told as None, and the rest goes on.
Only so many jobs are under way at once, so that neither jobs nor results pile up in memory.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Protocol

from posthouse.batch.job import Done, Job

Work = Callable[[Job], Done]
ATTEMPTS = 2
AHEAD = 2
"""Jobs that one process holds: one under way, one waiting."""


class Maker(Protocol):
    """Makes the function that does jobs, in the process that does them. Travels between them."""

    def work(self) -> Work:
        """Return the function; loading what it needs takes a moment."""


class Engine(Protocol):
    """Does jobs, in any order."""

    def run(self, maker: Maker, jobs: Iterable[Job]) -> Iterator[tuple[Job, Done | None]]:
        """Yield each job with its result, None for one whose process died each time."""


class Alone:
    """This process does it all."""

    def run(self, maker: Maker, jobs: Iterable[Job]) -> Iterator[tuple[Job, Done | None]]:
        """Do one job after the other."""
        work = maker.work()
        for job in jobs:
            yield job, work(job)


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    line: Connection
    jobs: deque[Job] = field(default_factory=deque)


class Processes:
    """So many processes of this machine."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def run(self, maker: Maker, jobs: Iterable[Job]) -> Iterator[tuple[Job, Done | None]]:
        """Hand jobs out as processes become free."""
        waiting = iter(jobs)
        again: deque[Job] = deque()
        deaths: dict[tuple[int, int], int] = {}
        try:
            while True:
                self._fill(maker, waiting, again)
                if not any(worker.jobs for worker in self._workers):
                    return
                for worker in self._ready():
                    yield from self._taken(worker, again, deaths)
        finally:
            self._end()

    def _fill(self, maker: Maker, waiting: Iterator[Job], again: deque[Job]) -> None:
        for place in range(AHEAD * self._count):
            job = again.popleft() if again else next(waiting, None)
            if job is None:
                return
            worker = self._freest(maker, place)
            if worker is None:
                again.appendleft(job)
                return
            worker.jobs.append(job)
            with contextlib.suppress(OSError):  # a dead one: its jobs are taken back later
                worker.line.send(job)

    def _freest(self, maker: Maker, place: int) -> _Worker | None:
        """Return a process that takes one more job, starting one where there are too few."""
        if len(self._workers) < self._count and place >= len(self._workers):
            self._workers.append(self._start(maker))
        free = [worker for worker in self._workers if len(worker.jobs) < AHEAD]
        return min(free, key=lambda worker: len(worker.jobs), default=None)

    def _start(self, maker: Maker) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(maker, theirs), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _ready(self) -> list[_Worker]:
        lines = {worker.line: worker for worker in self._workers}
        return [lines[line] for line in wait(list(lines)) if isinstance(line, Connection)]

    def _taken(
        self, worker: _Worker, again: deque[Job], deaths: dict[tuple[int, int], int]
    ) -> Iterator[tuple[Job, Done | None]]:
        try:
            done: Done = worker.line.recv()
        except (EOFError, OSError):
            self._workers.remove(worker)
            worker.process.join()
            worker.line.close()
            for place, job in enumerate(worker.jobs):
                name = (job.file, job.part)
                deaths[name] = deaths.get(name, 0) + (place == 0)
                if deaths[name] >= ATTEMPTS:
                    yield job, None
                else:
                    again.append(job)
            return
        yield worker.jobs.popleft(), done

    def _end(self) -> None:
        for worker in self._workers:
            worker.line.close()
        for worker in self._workers:
            worker.process.join(timeout=2)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


def _serve(maker: Maker, line: Connection) -> None:
    """Do jobs until the line is closed; Ctrl-C is the parent's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = maker.work()
    while True:
        try:
            line.send(work(line.recv()))
        except (EOFError, OSError):
            return
