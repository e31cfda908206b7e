"""A station, from its settings to its end: one process that relays, or several that it starts."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from posthouse.config.schema import Settings
from posthouse.config.software import running_software
from posthouse.config.unsafe import refuse_unsafe
from posthouse.console.mount import Mounted
from posthouse.daemon.jobs import console_of, jobs_of
from posthouse.daemon.listening import Draining, drained, listener, serve_until, stop_on_signals
from posthouse.daemon.observing import Observing, forget, hand_on, keep
from posthouse.daemon.opening import SOFTWARE, Opened, opened
from posthouse.daemon.relaying import face_of, new_outside, now_us
from posthouse.daemon.supervisor import Supervisor, Used
from posthouse.hardening import keep_memory_private
from posthouse.logs import configure
from posthouse.server.admin import AdminFace
from posthouse.server.logmetrics import watch_log
from posthouse.server.metrics import Metrics
from posthouse.server.tally import added, page
from posthouse.service.anomalies import AnomalyWatch
from posthouse.service.jobs import run_jobs
from posthouse.service.localmodel import LocalModel
from posthouse.store.anomalies import SqlAnomalies
from posthouse.store.brief import Brief
from posthouse.store.ledgerstanding import published
from posthouse.store.notices import announce_start
from posthouse.store.remote import start_recorder
from posthouse.store.standings import SqlStandings


async def serve(settings: Settings, *, ready: Callable[[], None] = lambda: None) -> None:
    """Run a station until SIGTERM or SIGINT, then let running answers finish."""
    keep_memory_private()
    configure(os.environ.get("POSTHOUSE_LOG", "INFO"))
    refuse_unsafe(settings, os.environ)
    stop = stop_on_signals()
    build = running_software().build
    brief = Brief(
        SOFTWARE, build, settings.record.sinks, settings.record.require,
        settings.ledger.origin, settings.ledger.guard_file,
    )  # fmt: skip
    call = partial(start_recorder, Path(settings.store.folder), brief.packed())
    async with opened(settings, call) as house, _local_model(settings):
        announce_start(house.engine, SOFTWARE, build, now_us())
        console = console_of(house, settings)
        main = Main(house, settings, Metrics(), Draining(stop), console)
        watch_log(main.metrics.registry, partial(published, house.log))
        watch = AnomalyWatch(
            SqlAnomalies(house.engine), house.anomaly_action, now_us, main.metrics.anomaly
        )
        tasks = [
            asyncio.create_task(house.snapshot.watch()),
            asyncio.create_task(run_jobs(jobs_of(house, settings, watch, main.metrics, console))),
        ]
        used = watch.take if settings.anomalies.enabled else forget
        try:
            if settings.server.workers == 1:
                await _alone(main, used, ready)
            else:
                await _with_workers(main, used, ready)
        finally:
            for task in tasks:
                task.cancel()
            await watch.check()
            await watch.keep()


@dataclass(frozen=True, slots=True)
class Main:
    """What the process that the operator started has, whether it relays or not."""

    house: Opened
    settings: Settings
    metrics: Metrics
    draining: Draining
    console: Mounted | None


async def _alone(main: Main, used: Used, ready: Callable[[], None]) -> None:
    """Relay in this process."""
    settings, metrics, draining = main.settings, main.metrics, main.draining
    outside, observer = new_outside(), Observing(metrics, main.house.keyring.address_key())
    face = face_of(main.house, settings, outside, observer, draining)

    async def told() -> bytes:
        metrics.ready.set(int(draining.ready))
        return metrics.page()

    admin = AdminFace(told, draining, main.console)
    listeners = [
        listener(face, settings.server.address, settings, public=True),
        listener(admin, settings.server.admin, settings, public=False),
    ]
    drain = partial(drained, face.under_way, settings.server.drain_timeout_s)
    kept = SqlStandings(main.house.engine).relayed if settings.standing.enabled else forget
    tasks = {
        asyncio.create_task(hand_on(observer.usage, used)),
        asyncio.create_task(keep(observer, kept)),
    }
    try:
        await serve_until(listeners, draining, drain, ready)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await outside.close()


async def _with_workers(main: Main, used: Used, ready: Callable[[], None]) -> None:
    """Start workers that relay; answer the admin listener in this process."""
    settings, metrics, draining = main.settings, main.metrics, main.draining
    supervisor = Supervisor(settings, main.house.recorder.calling, used)

    def serves() -> bool:
        return draining.ready and supervisor.up() > 0

    async def told() -> bytes:
        metrics.ready.set(int(serves()))
        metrics.workers.set(supervisor.up())
        return page(added([metrics.samples(), await supervisor.samples()]))

    face = AdminFace(told, serves, main.console)
    admin = listener(face, settings.server.admin, settings, public=False)
    try:
        await supervisor.start()
        await serve_until([admin], draining, supervisor.stop, ready)
    finally:
        await supervisor.stop()


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
