"""What exactly one process of a station does: its jobs, a line for each, and the console."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from functools import partial

from posthouse.config.schema import Settings
from posthouse.config.witnesses import witness_addresses, witness_policy
from posthouse.console.given import Given
from posthouse.console.mount import Mounted
from posthouse.daemon.asking import EVERY_S, nonces_of
from posthouse.daemon.auditing import Auditing
from posthouse.daemon.batches import EVERY_S as BATCHES_EVERY_S
from posthouse.daemon.batches import unasked_of
from posthouse.daemon.following import Filing, following_of
from posthouse.daemon.opening import Opened
from posthouse.daemon.retention import retain
from posthouse.daemon.standing import Bench, Standings
from posthouse.model.event import STATION
from posthouse.net.fetch import fetch
from posthouse.net.hook import post_signed
from posthouse.net.upstream import HttpUpstream
from posthouse.net.witness import WitnessClient
from posthouse.server.metrics import Metrics
from posthouse.server.standing import StandingMetrics
from posthouse.server.witnesses import WitnessMetrics
from posthouse.service.anomalies import AnomalyWatch
from posthouse.service.credentials import CredentialCare
from posthouse.service.gather import Gatherer
from posthouse.service.jobs import Job
from posthouse.service.keycare import KeyCare
from posthouse.store.audits import SqlAudits
from posthouse.store.breakglass import SqlBreakglass
from posthouse.store.cosigned import CosignedLog
from posthouse.store.keys import SqlKeyStore
from posthouse.store.operators import Act
from posthouse.store.standings import SqlStandings
from posthouse.store.switches import SqlSwitches
from posthouse.vault.signer import Ed25519Signer

RETENTION_EVERY_S = 3600.0
AUDITS_EVERY_S = 60.0
"""How often it is looked whether an audit is due."""

STANDING_EVERY_S = 10.0
CARE_S = 30.0
"""How often keys are looked after: reminders speak of days."""


def jobs_of(
    house: Opened,
    settings: Settings,
    watch: AnomalyWatch,
    metrics: Metrics,
    console: Mounted | None,
) -> Iterator[Job]:
    """Yield every job; those that the settings leave out are not there."""
    if settings.ledger.witness_policy:
        told = WitnessMetrics(metrics.registry, time.time)
        yield Job("witnesses", 1.0, lambda: _gathered(house, settings, told))
    if console is not None:
        yield Job("logins", 5.0, console.tell)
    glasses = SqlBreakglass(house.engine)
    yield Job("breakglass", 1.0, lambda: _ended(glasses))
    care = CredentialCare(house.credentials, settings.vault.credential_age_days)
    yield Job("credentials", 60.0, care.run)
    keys = SqlKeyStore(house.engine)
    wanted = settings.keys
    keycare = KeyCare(keys, time.time, wanted.unused_days, fetch, wanted.webhook)
    yield Job("keys", CARE_S, keycare.run)
    if settings.anomalies.enabled:
        yield Job("anomalies", 5.0, watch.check)
    if settings.audits.enabled:
        yield Job("audits", AUDITS_EVERY_S, partial(_audit, house, settings), first_s=5.0)
    bench = Bench(
        SqlStandings(house.engine), SqlAudits(house.engine), SqlSwitches(house.engine),
        partial(post_signed, Ed25519Signer(house.keyring.signing_seed()).sign),
    )  # fmt: skip
    if settings.standing.enabled:
        shown = StandingMetrics(metrics.registry)
        names = [one.name for one in settings.channel]
        standings = Standings(settings.standing, names, bench, shown.stands)
        yield Job("standing", STANDING_EVERY_S, standings.run, first_s=2.0)
    if settings.nonces.enabled:
        asking = nonces_of(house, settings, bench, metrics)
        yield Job("nonces", EVERY_S, asking.run, first_s=5.0)
    if after_s := settings.limits.batch_unasked_s:
        unasked = unasked_of(house, settings, metrics)
        yield Job("batches", min(BATCHES_EVERY_S, after_s), unasked.run)
    yield Job("retention", RETENTION_EVERY_S, partial(_retain, house, settings), first_s=60.0)


async def _gathered(house: Opened, settings: Settings, told: WitnessMetrics) -> None:
    """Gather cosignatures for as long as the station runs."""
    policy = witness_policy(settings.ledger)
    near = settings.ledger.witness_private_network
    upstream = HttpUpstream()
    client = WitnessClient(upstream, witness_addresses(policy), near=near)
    log = CosignedLog(house.log.files, house.log.disk)
    try:
        await Gatherer(policy, log, client.ask, told, time.time).run()
    finally:
        await upstream.close()


async def _audit(house: Opened, settings: Settings) -> None:
    """Audit the station's channels that are due."""
    upstream = HttpUpstream()
    auditing = Auditing(
        settings.audits,
        {channel.name: channel for channel in house.snapshot.current().channels},
        upstream,
        following_of(house, settings),
        Filing.of(house, settings),
    )
    try:
        await auditing.run()
    finally:
        await upstream.close()


async def _ended(glasses: SqlBreakglass) -> None:
    """End what break-glass lent, once its time is over."""
    await asyncio.to_thread(glasses.sweep, Act(STATION, time.time()))


def console_of(house: Opened, settings: Settings) -> Mounted | None:
    """Return the console for the admin listener, None where the settings leave it out."""
    if not settings.console.enabled:
        return None
    return Mounted(
        settings, Given(house.engine, house.keyring, house.log, house.credentials, fetch)
    )


async def _retain(house: Opened, settings: Settings) -> None:
    now_us = time.time_ns() // 1000
    await asyncio.to_thread(retain, settings, house.engine, now_us)
