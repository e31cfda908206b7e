"""The composition root: the one file that knows every adapter and puts a station together."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import secrets
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import orjson
import uvicorn

from posthouse import __version__
from posthouse.config.compile import compiled, listen_address
from posthouse.config.load import load
from posthouse.config.schema import Settings
from posthouse.config.unsafe import refuse_unsafe
from posthouse.exchange.facts import Facts
from posthouse.exchange.state import Seed
from posthouse.ledger.commitment import SALT_LENGTH
from posthouse.ledger.receipt import key_id
from posthouse.logs import configure
from posthouse.model.errors import StoreError
from posthouse.net.upstream import HttpUpstream
from posthouse.privacy.detect import Detector, database, fingerprint
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.routing.health import ChannelHealth
from posthouse.server.admin import AdminFace
from posthouse.server.connection import timed
from posthouse.server.metrics import Metrics
from posthouse.server.station import StationFace
from posthouse.service.facts import FactsBuilder
from posthouse.service.localmodel import LocalModel
from posthouse.service.models import Models
from posthouse.service.relay import STOPPED, Relay
from posthouse.service.reload import Snapshot
from posthouse.store.brief import Brief
from posthouse.store.counters import MemoryCounters
from posthouse.store.database import open_database
from posthouse.store.keyfile import open_folder, open_keyring
from posthouse.store.keys import SqlKeyStore
from posthouse.store.remote import RemoteRecorder, start_recorder
from posthouse.store.software import installed_build
from posthouse.vault.signer import Ed25519Signer

LOG = logging.getLogger("posthouse.daemon")
LAST_WORDS_S = 2.0
SOFTWARE = f"posthouse/{__version__}"


def seed() -> Seed:
    """Draw what one exchange needs of the outside world."""
    at_ns = time.time_ns()
    drawn = secrets.token_bytes(SALT_LENGTH + 16)
    ident = f"{at_ns // 1_000_000:012x}{drawn[SALT_LENGTH:].hex()}"
    return Seed(ident, drawn[:SALT_LENGTH], at_ns // 1000, time.monotonic())


def now_us() -> int:
    """Return Unix time in microseconds."""
    return time.time_ns() // 1000


@dataclass(slots=True)
class Draining:
    """Whether the station still takes requests."""

    ready: bool = False

    def __call__(self) -> bool:
        """Tell whether it does."""
        return self.ready


class _Server(uvicorn.Server):
    """uvicorn without signal handling of its own: the daemon decides when to drain."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def cached_detector(folder: Path) -> Callable[[tuple[str, ...]], Detector]:
    """Return a maker of detectors that keeps compiled databases in the data folder."""

    def make(terms: tuple[str, ...]) -> Detector:
        path = folder / "cache" / f"detectors-{fingerprint(RULES, terms)}"
        try:
            packed = path.read_bytes()
        except OSError:
            packed = database(RULES, terms)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_bytes(packed)
            draft.replace(path)
        return Detector(RULES, terms, packed)

    return make


def stamp(settings: Settings, keys: SqlKeyStore) -> Callable[[], object]:
    """Return what changes whenever the settings' files or the keys do."""
    names = [settings.source, *settings.privacy.dictionary_files]
    names += [c.key_file for c in settings.channel if c.key_file]
    paths = [Path(name) for name in names if name]

    def now() -> object:
        times = []
        for path in paths:
            with contextlib.suppress(OSError):
                times.append(path.stat().st_mtime_ns)
        return (*times, keys.stamp())

    return now


def identity(signer: Ed25519Signer, station: str) -> bytes:
    """Return what the station says of itself to anyone: who signs its receipts."""
    return orjson.dumps(
        {
            "station": station,
            "software": SOFTWARE,
            "receipts": {
                "algorithm": signer.name,
                "key_id": key_id(signer.public_key),
                "public_key": signer.public_key.hex(),
                "path": "/receipts/{id}",
            },
        }
    )


def builder_of(settings: Settings, facts: FactsBuilder) -> Callable[[], Facts]:
    """Return what makes new facts from the settings as they are on disk now."""

    def build() -> Facts:
        fresh = load(Path(settings.source)) if settings.source else settings
        refuse_unsafe(fresh, os.environ)
        return facts.build(fresh, compiled(fresh, os.environ))

    return build


@contextlib.asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Snapshot, RemoteRecorder, bytes]]:
    """Open the data folder and all that lives in it; close it in order."""
    folder = Path(settings.store.folder)
    open_folder(folder)
    keyring = open_keyring(folder)
    signer = Ed25519Signer(keyring.signing_seed())
    station = key_id(signer.public_key)
    brief = Brief(SOFTWARE, settings.record.sinks, settings.record.require)
    recorder = await start_recorder(folder, brief.packed())
    engine = open_database(folder)
    try:
        keys = SqlKeyStore(engine)
        facts = FactsBuilder(
            station, SOFTWARE, keyring, keys, cached_detector(folder), installed_build()
        )
        build = builder_of(settings, facts)
        watching = stamp(settings, keys)
        yield Snapshot(build(), build, watching, watching()), recorder, identity(signer, station)
    finally:
        await recorder.close()
        engine.dispose()


def server(app: object, address: str, settings: Settings, *, public: bool) -> _Server:
    """Return a listener; TLS only on the public one."""
    host, port = listen_address(address, "server")
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=host,
        port=port,
        http=timed(settings.server.head_timeout_s),
        ws="none",
        loop="uvloop",
        lifespan="off",
        interface="asgi3",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        backlog=2048,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,  # all that was under way has ended before
        ssl_certfile=(settings.server.tls_cert or None) if public else None,
        ssl_keyfile=(settings.server.tls_key or None) if public else None,
    )
    return _Server(config)


async def serve(settings: Settings, *, ready: Callable[[], None] | None = None) -> None:
    """Run a station until SIGTERM or SIGINT, then let running answers finish."""
    configure(os.environ.get("POSTHOUSE_LOG", "INFO"))
    refuse_unsafe(settings, os.environ)
    draining = Draining()
    metrics = Metrics()
    upstream = HttpUpstream()
    async with opened(settings) as (snapshot, recorder, public), _local_model(settings):
        relay = Relay(
            snapshot.current, seed, now_us, MemoryCounters(), ChannelHealth(), recorder, upstream,
            metrics,
        )  # fmt: skip
        models = Models(snapshot.current, time.time)
        face = StationFace(
            relay, models, public, draining,
            settings.server.body_timeout_s, settings.server.max_in_flight,
        )  # fmt: skip
        listeners = [
            server(face, settings.server.address, settings, public=True),
            server(AdminFace(metrics, draining), settings.server.admin, settings, public=False),
        ]
        watching = asyncio.create_task(snapshot.watch())
        try:
            await _run(
                listeners, draining,
                partial(_drained, face.under_way, settings.server.drain_timeout_s), ready,
            )  # fmt: skip
        finally:
            watching.cancel()
            await upstream.close()


async def _drained(under_way: set[asyncio.Task[None]], within_s: float) -> None:
    """Wait for the requests under way, then tell those that are left to end."""
    if under_way:
        await asyncio.wait(set(under_way), timeout=within_s)
    for task in set(under_way):
        task.cancel(STOPPED)
    if under_way:
        await asyncio.wait(set(under_way), timeout=LAST_WORDS_S)


async def _run(
    listeners: list[_Server],
    draining: Draining,
    drained: Callable[[], Awaitable[None]],
    ready: Callable[[], None] | None,
) -> None:
    """Serve until a signal; then refuse new requests, in words, and wait for those under way."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    running = [asyncio.create_task(_listen(listener)) for listener in listeners]
    try:
        while not all(listener.started for listener in listeners):
            await asyncio.sleep(0.005)
            for task in running:
                if task.done():
                    task.result()
        draining.ready = True
        _settle_memory()
        LOG.info("ready")
        if ready is not None:
            ready()
        await stop.wait()
    finally:
        draining.ready = False
        LOG.info("draining")
        await drained()
        for listener in listeners:
            listener.should_exit = True
        await asyncio.gather(*running, return_exceptions=True)


def _settle_memory() -> None:
    """Keep what lives as long as the station out of garbage collection, and collect less often.

    Exchanges hold no cycles worth chasing; the usual thresholds cost a fifth of the throughput
    (decision 0004).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


async def _listen(listener: _Server) -> None:
    try:
        await listener.serve()
    except SystemExit:
        where = f"{listener.config.host}:{listener.config.port}"
        raise StoreError(
            f"cannot listen on {where}", hint="another program uses that port; choose another"
        ) from None


@contextlib.asynccontextmanager
async def _local_model(settings: Settings) -> AsyncIterator[None]:
    if not settings.local_model.enabled:
        yield
        return
    log = Path(settings.store.folder) / "local-model.log"
    model = LocalModel(settings.local_model.name, settings.local_model.port, log)
    await model.start()
    try:
        yield
    finally:
        await model.stop()
