"""One worker of several: a process that relays and nothing else.

Started by `supervisor.py` as `python -m posthouse.daemon.worker CONTROL HUB LISTENER…` (numbers of
inherited sockets), with its settings as JSON on stdin. It ends on SIGTERM, drained, or at once when
the process that started it is gone.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys

import msgspec

from posthouse.config.schema import Settings
from posthouse.config.unsafe import refuse_unsafe
from posthouse.daemon.control import WorkersEnd
from posthouse.daemon.listening import Draining, drained, listener, serve_until, stop_on_signals
from posthouse.daemon.observing import Observing, forget, hand_on, keep
from posthouse.daemon.opening import opened
from posthouse.daemon.relaying import face_of, new_outside
from posthouse.hardening import keep_memory_private
from posthouse.logs import configure
from posthouse.model.errors import PosthouseError
from posthouse.server.metrics import Metrics
from posthouse.store.remote import RemoteRecorder
from posthouse.store.standings import SqlStandings

LOG = logging.getLogger("posthouse.daemon")


async def work(
    settings: Settings, control: socket.socket, calling: socket.socket, public: list[socket.socket]
) -> None:
    """Relay until told to stop."""
    refuse_unsafe(settings, os.environ)
    metrics, draining, outside = Metrics(), Draining(stop_on_signals()), new_outside()
    loop = asyncio.get_running_loop()
    _, end = await loop.create_connection(lambda: WorkersEnd(metrics.samples), sock=control)

    async def call() -> RemoteRecorder:
        recorder = RemoteRecorder(calling)
        await recorder.start()
        return recorder

    async with opened(settings, call) as house:
        observer = Observing(metrics, house.keyring.address_key())
        face = face_of(house, settings, outside, observer, draining)
        listening = listener(face, settings.server.address, settings, public=True)
        listening.sockets = public

        async def drain() -> None:
            patience_s = 0.0 if end.gone.is_set() else settings.server.drain_timeout_s
            await drained(face.under_way, patience_s)

        kept = SqlStandings(house.engine).relayed if settings.standing.enabled else forget
        tasks = [
            asyncio.create_task(house.snapshot.watch()),
            asyncio.create_task(_stop_when(end.gone, draining.stop)),
            asyncio.create_task(
                hand_on(observer.usage, end.used if settings.anomalies.enabled else forget)
            ),
            asyncio.create_task(keep(observer, kept)),
        ]
        try:
            await serve_until([listening], draining, drain, end.up)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            await outside.close()


async def _stop_when(gone: asyncio.Event, stop: asyncio.Event) -> None:
    await gone.wait()
    LOG.error("the process that started this worker is gone")
    stop.set()


def main() -> int:
    """Run until told to stop; settings come on stdin."""
    import uvloop

    keep_memory_private()
    configure(os.environ.get("POSTHOUSE_LOG", "INFO"))
    settings = msgspec.json.decode(sys.stdin.buffer.read(), type=Settings)
    sockets = [socket.socket(fileno=int(number)) for number in sys.argv[1:]]
    for one in sockets:
        one.settimeout(0)
    control, calling, *public = sockets
    try:
        uvloop.run(work(settings, control, calling, public))
    except PosthouseError as error:
        LOG.error("worker cannot start", extra={"cause": error.message, "hint": error.hint})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
