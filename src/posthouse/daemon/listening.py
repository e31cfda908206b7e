"""Listening: sockets, servers on them, and how they stop: drained, in words, in time."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

import uvicorn

from posthouse.config.compile import listen_address, trusted_proxies
from posthouse.config.schema import Settings
from posthouse.model.errors import StoreError
from posthouse.server.connection import tuned
from posthouse.service.relay import stopped

LOG = logging.getLogger("posthouse.daemon")
LAST_WORDS_S = 2.0
BACKLOG = 2048


@dataclass(slots=True)
class Draining:
    """Whether the station is up, and whether it still takes requests: until `stop` is set."""

    stop: asyncio.Event
    ready: bool = False

    def __call__(self) -> bool:
        """Tell whether all of it is up."""
        return self.ready

    def takes(self) -> bool:
        """Tell whether it takes what reaches it: from the first connection until told to stop."""
        return not self.stop.is_set()


class Listener(uvicorn.Server):
    """uvicorn without signal handling of its own: the daemon decides when to drain."""

    sockets: list[socket.socket] | None = None

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the daemon."""
        yield

    async def listen(self) -> None:
        """Serve until told to exit. Raises StoreError where the address is taken."""
        try:
            await self.serve(self.sockets)
        except SystemExit:
            raise taken(self.config.host, self.config.port) from None


def taken(host: str, port: int) -> StoreError:
    """Return what to say where an address cannot be listened on."""
    return StoreError(
        f"cannot listen on {host}:{port}", hint="another program uses that port; choose another"
    )


def listener(app: object, address: str, settings: Settings, *, public: bool) -> Listener:
    """Return a listener; TLS only on the public one."""
    host, port = listen_address(address, "server")
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=host,
        port=port,
        http=tuned(settings.server.head_timeout_s, trusted_proxies(settings.server)),
        ws="none",
        loop="uvloop",
        lifespan="off",
        interface="asgi3",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,  # all that was under way has ended before
        ssl_certfile=(settings.server.tls_cert or None) if public else None,
        ssl_keyfile=(settings.server.tls_key or None) if public else None,
    )
    return Listener(config)


def bound(address: str) -> list[socket.socket]:
    """Return sockets on every address that a host means, for several processes to accept from.

    Whoever is idle accepts first, so that the load spreads by itself; what waits to be accepted
    outlives a worker that dies (decision 0015). Raises StoreError.
    """
    host, port = listen_address(address, "server")
    sockets: list[socket.socket] = []
    try:
        for family, kind, _, _, where in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            one = socket.socket(family, kind)
            sockets.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind(where)
            one.settimeout(0)
    except OSError:
        for one in sockets:
            one.close()
        raise taken(host, port) from None
    return sockets


def stop_on_signals() -> asyncio.Event:
    """Return what is set by SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def drained(under_way: set[asyncio.Task[None]], within_s: float) -> None:
    """Wait for the requests under way, then tell those that are left to end."""
    if under_way:
        await asyncio.wait(set(under_way), timeout=within_s)
    for task in set(under_way):
        task.cancel(stopped())
    if under_way:
        await asyncio.wait(set(under_way), timeout=LAST_WORDS_S)


async def serve_until(
    listeners: list[Listener],
    draining: Draining,
    drain: Callable[[], Awaitable[None]],
    ready: Callable[[], None],
) -> None:
    """Serve until told to stop; then refuse new requests, in words, and drain."""
    running = [asyncio.create_task(one.listen()) for one in listeners]
    try:
        while not all(one.started for one in listeners):
            await asyncio.sleep(0.005)
            for task in running:
                if task.done():
                    task.result()
        draining.ready = True
        _settle_memory()
        LOG.info("ready")
        ready()
        await draining.stop.wait()
    finally:
        draining.ready = False
        draining.stop.set()
        LOG.info("draining")
        await drain()
        for one in listeners:
            one.should_exit = True
        await asyncio.gather(*running, return_exceptions=True)


def _settle_memory() -> None:
    """Keep what lives as long as the station out of garbage collection, and collect less often.

    Exchanges hold no cycles worth chasing; the usual thresholds cost a fifth of the throughput
    (decision 0004).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
