"""The record, kept by a process of its own: that process. `remote.py` is the station's side.

It ends when the station's end of the socket closes, however that came about: what had arrived is
written first, and exchanges that stay open are closed by the recovery of the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import orjson

from posthouse.ledger.promise import promise_of
from posthouse.ledger.receipt import key_id
from posthouse.model.errors import PosthouseError, StoreError
from posthouse.store.brief import brief_of
from posthouse.store.database import open_database
from posthouse.store.disk import Disk
from posthouse.store.frames import Frame, FrameProtocol, told
from posthouse.store.keyfile import open_keyring
from posthouse.store.recorder import NoLedger, Recorder, Recording, open_recorder
from posthouse.store.sinks import open_sinks
from posthouse.store.software import installed_build
from posthouse.vault.signer import Ed25519Signer

LOCK_PATIENCE_S = 5.0
"""How long the last station's process may take to write what it had and leave the folder."""
SWITCH_INTERVAL_S = 0.0001
"""The writer's thread hands over to the loop at every batch; the usual 5 ms would be its pace."""


class Keeper(FrameProtocol):
    """Carries out one station's frames."""

    def __init__(self) -> None:
        super().__init__(self._carry_out)
        self.gone = asyncio.Event()
        self.recorder: Recorder | None = None

    def _carry_out(self, kind: int, number: int, body: bytes) -> None:
        """Take one frame and answer it when it is durable."""
        assert self.recorder is not None
        if kind == Frame.FIND:
            self.send(Frame.FOUND, number, self.recorder.find(body.decode()) or b"")
            return
        if kind == Frame.INTEND:
            future = self.recorder.intend_body(orjson.loads(body)["id"], body)
            future.add_done_callback(partial(self._answer, number, told=_nothing))
        else:
            future = self.recorder.conclude_body(body)
            future.add_done_callback(partial(self._answer, number, told=promise_of))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The station has ended."""
        self.gone.set()

    def refuse(self, number: int, error: PosthouseError) -> None:
        """Tell the station what is wrong."""
        self.send(Frame.FAILED, number, told(error))

    def _answer(
        self, number: int, future: asyncio.Future[bytes], told: Callable[[bytes], bytes]
    ) -> None:
        error = future.exception()
        if error is None:
            self.send(Frame.DONE, number, told(future.result()))
        else:
            known = error if isinstance(error, PosthouseError) else StoreError(type(error).__name__)
            self.refuse(number, known)


async def keep(ours: socket.socket, data: Path, software: str) -> None:
    """Open the record and carry out frames until the station is gone."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: None)
    keeper = Keeper()
    transport, _ = await loop.create_connection(lambda: keeper, sock=ours)
    transport.pause_reading()
    try:
        keeper.recorder = await _opened(data, software)
    except PosthouseError as error:
        keeper.refuse(0, error)
        transport.close()
        return
    keeper.send(Frame.READY, 0)
    transport.resume_reading()
    await keeper.gone.wait()
    await keeper.recorder.close()


async def _opened(data: Path, software: str) -> Recorder:
    keyring = open_keyring(data)
    signer = Ed25519Signer(keyring.signing_seed())
    engine = open_database(data)
    station = key_id(signer.public_key)
    brief = brief_of(software)
    sinks = open_sinks([Path(name) for name in brief.sinks], brief.require, Disk())
    recording = Recording(
        data, engine, signer, station, brief.software, NoLedger(), Disk(), _now_us,
        LOCK_PATIENCE_S, installed_build(), sinks=sinks,
    )  # fmt: skip
    return await open_recorder(recording)


def _nothing(_: bytes) -> bytes:
    return b""


def _now_us() -> int:
    return time.time_ns() // 1000


def main() -> None:
    """Run until the station is gone: FD DATA BRIEF."""
    import uvloop

    from posthouse.logs import configure

    configure(os.environ.get("POSTHOUSE_LOG", "INFO"))
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    with contextlib.closing(socket.socket(fileno=int(sys.argv[1]))) as ours:
        ours.settimeout(0)
        uvloop.run(keep(ours, Path(sys.argv[2]), sys.argv[3]))


if __name__ == "__main__":
    main()
