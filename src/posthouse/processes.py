"""Processes that run beside this one: started, watched, started again when they end.

    start -> up ----------------> ended -> waits 0.2 s, 0.4 s … 2 s -> start
      |                             ^
      +-- not up in time: killed ---+

A process that ran for STEADY_S begins again with the shortest wait.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable

FIRST_WAIT_S = 0.2
LONGEST_WAIT_S = 2.0
STEADY_S = 10.0
UP_WITHIN_S = 30.0

LOG = logging.getLogger("posthouse.processes")


class Child:
    """One such process; `spawn` starts it, `up` is called by whoever hears that it serves."""

    def __init__(
        self, name: str, spawn: Callable[[], Awaitable[Process]], up_within_s: float = UP_WITHIN_S
    ) -> None:
        self.name = name
        self.process: Process | None = None
        self._spawn = spawn
        self._up_within_s = up_within_s
        self._up = asyncio.Event()
        self._closing = False
        self._keeping: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start it for the first time. Raises OSError."""
        self.process = await self._spawn()
        self._keeping = asyncio.create_task(self._keep())

    def up(self) -> None:
        """Note that it serves."""
        self._up.set()

    def signal(self, number: int) -> None:
        """Send a signal, if it runs."""
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number)

    async def ended(self, within_s: float | None = None) -> None:
        """Start it no more and wait until it has ended; kill it after `within_s`."""
        self._closing = True
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait({self._keeping})
        if self.process is None:
            return
        try:
            await asyncio.wait_for(self.process.wait(), within_s)
        except TimeoutError:
            LOG.error("process killed", extra={"child": self.name, "after_s": within_s})
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        wait_s = FIRST_WAIT_S
        while not self._closing:
            began = loop.time()
            code = await self._run()
            if self._closing:
                return
            LOG.error("process ended", extra={"child": self.name, "code": code})
            steady = loop.time() - began >= STEADY_S
            wait_s = FIRST_WAIT_S if steady else wait_s
            await asyncio.sleep(wait_s)
            wait_s = min(wait_s * 2, LONGEST_WAIT_S)
            self._up.clear()
            try:
                self.process = await self._spawn()
            except OSError as error:
                self.process = None
                LOG.error("process not started", extra={"kind": type(error).__name__})

    async def _run(self) -> int | None:
        """Wait until it has ended; what does not come up in time is killed."""
        process = self.process
        if process is None:
            return None
        waiting = {asyncio.ensure_future(self._up.wait()), asyncio.ensure_future(process.wait())}
        try:
            await asyncio.wait(
                waiting, timeout=self._up_within_s, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for one in waiting:
                one.cancel()
        if not self._up.is_set() and process.returncode is None:
            LOG.error("process hangs", extra={"child": self.name})
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        return await process.wait()
