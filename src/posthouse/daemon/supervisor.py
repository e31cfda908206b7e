"""Several workers: processes that relay, on sockets and a hub that this process holds for them.

What dies is started again with back-off (processes.py); what it had open is closed as interrupted
by the record's process. This process relays nothing: it answers the admin listener and runs the
station's jobs, each of which must run once.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence

import msgspec

from posthouse.accounting.usage import Hour
from posthouse.config.schema import Settings
from posthouse.daemon.control import MainsEnd
from posthouse.daemon.listening import LAST_WORDS_S, bound
from posthouse.processes import Child
from posthouse.server.tally import added
from posthouse.store.handover import passing

KILL_AFTER_S = 5.0
"""How much longer than its drain a worker may take to end."""
UP_WITHIN_S = 30.0


Used = Callable[[Sequence[Hour]], None]
"""Takes what a worker's keys used."""


class Worker:
    """One place for a worker, with whatever process fills it now."""

    def __init__(
        self, name: str, settings: Settings, shared: list[socket.socket], used: Used
    ) -> None:
        self.child = Child(name, self._spawn)
        self._used = used
        self.first_up = asyncio.Event()
        self._told = msgspec.json.encode(settings)
        self._shared = shared
        self._end: MainsEnd | None = None
        self._before = b""

    @property
    def up(self) -> bool:
        """Tell whether it takes requests."""
        return self._end is not None and self._end.up

    async def samples(self) -> bytes:
        """Return its metrics, with those of the processes that filled this place before."""
        now = await self._end.samples() if self._end is not None else b""
        return added([self._before, now])

    async def _spawn(self) -> Process:
        if self._end is not None:
            self._before = added([self._before, self._end.last])
        end = self._end = MainsEnd(self._came_up, self._used)
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        with theirs:
            files = [one.fileno() for one in (theirs, *self._shared)]
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "posthouse.daemon.worker"),
                *map(str, files),
                pass_fds=(*files, *passing(os.environ)),
                stdin=PIPE,
                start_new_session=True,
            )
        await asyncio.get_running_loop().create_connection(lambda: end, sock=ours)
        assert process.stdin is not None
        with contextlib.suppress(ConnectionError):
            process.stdin.write(self._told)
            await process.stdin.drain()
            process.stdin.close()
        return process

    def _came_up(self) -> None:
        self.child.up()
        self.first_up.set()


class Supervisor:
    """All workers of a station."""

    def __init__(self, settings: Settings, calling: socket.socket, used: Used) -> None:
        self._patience_s = settings.server.drain_timeout_s + LAST_WORDS_S + KILL_AFTER_S
        self._public = bound(settings.server.address)
        shared = [calling, *self._public]
        self.workers = [
            Worker(f"worker-{n}", settings, shared, used) for n in range(settings.server.workers)
        ]

    async def start(self) -> None:
        """Start all workers; return once each took requests once, or the time for it is over."""
        await asyncio.gather(*(worker.child.start() for worker in self.workers))
        ups = [asyncio.ensure_future(worker.first_up.wait()) for worker in self.workers]
        await asyncio.wait(ups, timeout=UP_WITHIN_S)
        for one in ups:
            one.cancel()

    def up(self) -> int:
        """Return how many workers take requests."""
        return sum(worker.up for worker in self.workers)

    async def samples(self) -> bytes:
        """Return the metrics of all workers, added up."""
        return added(await asyncio.gather(*(worker.samples() for worker in self.workers)))

    async def stop(self) -> None:
        """Tell all workers to drain and wait for them."""
        for worker in self.workers:
            worker.child.signal(signal.SIGTERM)
        await asyncio.gather(*(worker.child.ended(self._patience_s) for worker in self.workers))
        for one in self._public:
            one.close()
