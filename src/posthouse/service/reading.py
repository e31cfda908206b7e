"""Has media read by processes of their own: what strangers made is opened beside the relay.

    idle -> busy -> idle
              |
              +-- too long, or ended: killed; another is started for the next job

The first is started with the first job. Each costs the memory of what reads images, so few run.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from posthouse.media.asking import HEAD, MODULE, frame, known, outcome_of, size_of
from posthouse.media.outcome import Job, Outcome, Problem, Work

PROCESSES = 2
LIMIT_S: Mapping[Work, float] = {
    Work.DOCUMENT: 30.0,
    Work.ILLUSTRATED: 120.0,
    Work.IMAGE: 60.0,
    Work.COVER: 30.0,
}
LOG = logging.getLogger("posthouse.reading")


@dataclass(slots=True)
class Readers:
    """A bounded number of processes; jobs wait for one in the order they came."""

    most: int = PROCESSES
    limits_s: Mapping[Work, float] = field(default_factory=lambda: LIMIT_S)
    command: tuple[str, ...] = (sys.executable, "-m", MODULE)
    _free: asyncio.Semaphore | None = None
    _idle: list[Process] = field(default_factory=list)
    _closed: bool = False

    async def __call__(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Return what each job came to."""
        return list(await asyncio.gather(*map(self._one, jobs)))

    async def close(self) -> None:
        """End the processes."""
        self._closed = True
        while self._idle:
            await _ended(self._idle.pop())

    async def _one(self, job: Job) -> Outcome:
        if self._free is None:
            self._free = asyncio.Semaphore(self.most)
        async with self._free:
            try:
                process = await self._process()
            except OSError as error:
                LOG.error("reader not started", extra={"kind": type(error).__name__})
                return Outcome(problem=Problem.TOO_SLOW)
            done = None
            try:
                done = await asyncio.wait_for(_asked(process, job), self.limits_s[job.work])
            except TimeoutError:
                LOG.warning("reader too slow", extra={"work": job.work.value})
                return Outcome(problem=Problem.TOO_SLOW)
            except (OSError, asyncio.IncompleteReadError):
                LOG.warning("reader ended", extra={"work": job.work.value})
                return Outcome(problem=Problem.BROKEN)
            finally:
                if done is None or self._closed:
                    await _ended(process)
                else:
                    self._idle.append(process)
            return done

    async def _process(self) -> Process:
        """Return one that waits, or a new one. Raises OSError."""
        while self._idle:
            process = self._idle.pop()
            if process.returncode is None:
                return process
        return await asyncio.create_subprocess_exec(
            *self.command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=known(os.environ)
        )


async def _asked(process: Process, job: Job) -> Outcome:
    """Have one job done. Raises OSError, IncompleteReadError where the process ends on it."""
    assert process.stdin is not None
    assert process.stdout is not None
    for piece in frame(job):
        process.stdin.write(piece)
    await process.stdin.drain()
    size = size_of(await process.stdout.readexactly(HEAD))
    return outcome_of(await process.stdout.readexactly(size))


async def _ended(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
