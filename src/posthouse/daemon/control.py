"""The line between the process that the operator started and one worker: notes in frames.

    worker -> UP                       it takes requests
    main   -> ASK n   worker -> TOLD n its metrics (server/tally.py)
    worker -> USED                     what keys used since the last time, by the hour

When it closes the other end has died: a worker then stops at once, for nobody would ever stop it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from enum import IntEnum

import orjson

from posthouse.accounting.usage import Hour
from posthouse.service.anomalies import hour_of, hour_told
from posthouse.store.frames import FrameProtocol

ANSWER_WITHIN_S = 1.0


class Note(IntEnum):
    """What a frame of this line says."""

    UP = 1
    ASK = 2
    TOLD = 3
    USED = 4


class WorkersEnd(FrameProtocol):
    """A worker's end: answers, and sets `gone` when there is nobody left to answer."""

    def __init__(self, samples: Callable[[], bytes]) -> None:
        super().__init__(self._noted)
        self._samples = samples
        self.gone = asyncio.Event()

    def up(self) -> None:
        """Say that requests are taken."""
        self.send(Note.UP, 0)

    def used(self, hours: Sequence[Hour]) -> None:
        """Say what keys used."""
        if hours:
            self.send(Note.USED, 0, orjson.dumps([hour_told(hour) for hour in hours]))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Nobody is there any more."""
        self._transport = None
        self.gone.set()

    def _noted(self, kind: int, number: int, body: bytes) -> None:  # noqa: ARG002
        if kind == Note.ASK:
            self.send(Note.TOLD, number, self._samples())


class MainsEnd(FrameProtocol):
    """The other end: hears that a worker is up, asks for its metrics, remembers the last ones."""

    def __init__(self, came_up: Callable[[], None], used: Callable[[Sequence[Hour]], None]) -> None:
        super().__init__(self._noted)
        self._came_up = came_up
        self._used = used
        self._asked: dict[int, asyncio.Future[bytes]] = {}
        self._number = 0
        self.up = False
        self.last = b""

    async def samples(self) -> bytes:
        """Return the worker's metrics, or its last ones where it does not answer in time."""
        if self._transport is None or not self.up:
            return self.last
        number = self._number = self._number + 1
        future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._asked[number] = future
        self.send(Note.ASK, number)
        done, _ = await asyncio.wait({future}, timeout=ANSWER_WITHIN_S)
        self._asked.pop(number, None)
        if done and not future.cancelled():
            self.last = future.result()
        return self.last

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The worker has ended."""
        self._transport = None
        self.up = False
        for future in self._asked.values():
            if not future.done():
                future.set_result(self.last)

    def _noted(self, kind: int, number: int, body: bytes) -> None:
        if kind == Note.UP:
            self.up = True
            self._came_up()
        elif kind == Note.USED:
            self._used([hour_of(told) for told in orjson.loads(body)])
        elif kind == Note.TOLD:
            future = self._asked.pop(number, None)
            if future is not None and not future.done():
                future.set_result(body)
