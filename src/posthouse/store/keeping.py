"""The record, kept by a process of its own: that process. `remote.py` is the workers' side.

It takes workers in at its end of the hub (`hub.py`) and serves each at a desk (`desk.py`). It ends
when nobody is left who could call, however that came about: what had arrived is written first.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
import time
from pathlib import Path

from posthouse.ledger.receipt import key_id
from posthouse.model.errors import PosthouseError
from posthouse.store.brief import brief_of
from posthouse.store.database import open_database
from posthouse.store.desk import Desk, Office
from posthouse.store.disk import Disk
from posthouse.store.hub import answer
from posthouse.store.keyfile import open_keyring
from posthouse.store.opening import log_of
from posthouse.store.recorder import Recorder, Recording, open_recorder
from posthouse.store.sinks import open_sinks
from posthouse.vault.signer import Ed25519Signer

LOCK_PATIENCE_S = 5.0
"""How long the last station's process may take to write what it had and leave the folder."""
SWITCH_INTERVAL_S = 0.0001
"""The writer's thread hands over to the loop at every batch; the usual 5 ms would be its pace."""
CALL_PATIENCE_S = 5.0
"""How long a record that cannot be opened waits for someone to tell it to."""


class Door:
    """Takes callers in from the hub, for as long as anybody can call."""

    def __init__(self, answering: socket.socket, office: Office) -> None:
        self._answering = answering
        self._office = office
        self._loop = asyncio.get_running_loop()
        self._entering = set[asyncio.Task[object]]()
        self._open = True
        self._loop.add_reader(answering.fileno(), self._take)

    async def deserted(self) -> None:
        """Wait until nobody can call any more and everybody has left."""
        while self._open or self._entering or self._office.desks:
            await self._office.left.wait()
            self._office.left.clear()

    def _take(self) -> None:
        try:
            line = answer(self._answering)
        except BlockingIOError:
            return
        if line is None:
            self._loop.remove_reader(self._answering.fileno())
            self._open = False
            self._office.left.set()
            return
        entering = self._loop.create_task(self._enter(line))
        self._entering.add(entering)
        entering.add_done_callback(self._entering.discard)

    async def _enter(self, line: socket.socket) -> None:
        await self._loop.create_connection(lambda: Desk(self._office), sock=line)
        self._office.left.set()


async def keep(answering: socket.socket, data: Path, software: str) -> None:
    """Open the record and serve whoever calls until nobody can any more."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: None)
    office = Office()
    door = Door(answering, office)
    try:
        recorder = await _opened(data, software)
    except PosthouseError as error:
        await _tell(office, error)
        return
    for one in recorder.held():
        office.held.recall(one, time.time())
    office.recorder, office.station = recorder, recorder.station
    for desk in office.desks:
        desk.welcome()
    ends = [asyncio.create_task(door.deserted()), asyncio.create_task(recorder.renew.wait())]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    for end in ends:
        end.cancel()
    await recorder.close()


async def _tell(office: Office, error: PosthouseError) -> None:
    """Tell whoever calls first that the record cannot be opened."""
    end = time.monotonic() + CALL_PATIENCE_S
    while not office.desks and time.monotonic() < end:
        await asyncio.sleep(0.01)
    for desk in list(office.desks):
        desk.refuse(0, error)
        desk.leave()
    await asyncio.sleep(0)


async def _opened(data: Path, software: str) -> Recorder:
    keyring = open_keyring(data)
    signer = Ed25519Signer(keyring.signing_seed())
    engine = open_database(data)
    station = key_id(signer.public_key)
    brief = brief_of(software)
    sinks = open_sinks([Path(name) for name in brief.sinks], brief.require, Disk())
    log = log_of(data, (brief.origin, brief.guard), keyring, station, Disk())
    recording = Recording(
        data, engine, signer, station, brief.software, log, Disk(), _now_us,
        LOCK_PATIENCE_S, brief.build, sinks=sinks,
    )  # fmt: skip
    return await open_recorder(recording)


def _now_us() -> int:
    return time.time_ns() // 1000


def main() -> None:
    """Run until nobody is left: FD DATA BRIEF."""
    import uvloop

    from posthouse.hardening import keep_memory_private
    from posthouse.logs import configure

    keep_memory_private()
    configure(os.environ.get("POSTHOUSE_LOG", "INFO"))
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    with socket.socket(fileno=int(sys.argv[1])) as answering:
        answering.settimeout(0)
        uvloop.run(keep(answering, Path(sys.argv[2]), sys.argv[3]))


if __name__ == "__main__":
    main()
