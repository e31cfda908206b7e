"""What has to be done from time to time, by exactly one process of a station, however many relay.

The process that the operator started runs them (it starts the others). A job that fails is logged,
and tried again at its next time; it never runs twice at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from posthouse.model.errors import PosthouseError

LOG = logging.getLogger("posthouse.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do every so many seconds; `first_s` is when it is done first."""

    name: str
    every_s: float
    run: Callable[[], Awaitable[None]]
    first_s: float = 1.0


async def run_jobs(jobs: Iterable[Job]) -> None:
    """Run all jobs, each at its own pace, until cancelled."""
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(_repeat(job), name=f"job-{job.name}")


async def _repeat(job: Job) -> None:
    await asyncio.sleep(job.first_s)
    while True:
        await _once(job)
        await asyncio.sleep(job.every_s)


async def _once(job: Job) -> None:
    try:
        await job.run()
    except PosthouseError as error:
        told = {"job": job.name, "cause": error.message, "hint": error.hint}
        LOG.error("job failed", extra=told)
    except Exception as error:  # noqa: BLE001  the last resort: logged without content, tried again
        LOG.error("job broke", extra={"job": job.name, "kind": type(error).__name__})
