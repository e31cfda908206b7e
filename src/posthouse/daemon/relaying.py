"""Relaying: the parts of one process that serves clients."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from functools import partial

from posthouse.config.schema import Settings
from posthouse.daemon.comparing import comparing_of
from posthouse.daemon.listening import Draining
from posthouse.daemon.observing import Observing
from posthouse.daemon.opening import Opened
from posthouse.exchange.state import Seed
from posthouse.ledger.commitment import SALT_LENGTH
from posthouse.model.caller import day_of
from posthouse.net.hook import post_signed
from posthouse.net.upstream import HttpUpstream
from posthouse.ports import Upstream
from posthouse.routing.health import ChannelHealth
from posthouse.server.leakreport import LeakReports
from posthouse.server.ledger import LedgerFace
from posthouse.server.station import StationFace
from posthouse.service.approvals import Approvals
from posthouse.service.leaks import Leaks
from posthouse.service.memory import Memory
from posthouse.service.models import Models
from posthouse.service.naming import NameThreads
from posthouse.service.reading import Readers
from posthouse.service.receipts import Receipts as OwnList
from posthouse.service.relay import Relay, durable
from posthouse.service.searching import SearchThread
from posthouse.service.uploading import Uploading
from posthouse.store.counters import MemoryCounters
from posthouse.store.incidents import SqlIncidents
from posthouse.store.keys import SqlKeyStore
from posthouse.store.ownreceipts import OwnReceipts
from posthouse.store.proofs import LogReader
from posthouse.store.receipts import Receipts
from posthouse.store.tallies import SqlTallies
from posthouse.vault.signer import Ed25519Signer


def seed() -> Seed:
    """Draw what one exchange needs of the outside world."""
    at_ns = time.time_ns()
    drawn = secrets.token_bytes(SALT_LENGTH + 16)
    ident = f"{at_ns // 1_000_000:012x}{drawn[SALT_LENGTH:].hex()}"
    return Seed(ident, drawn[:SALT_LENGTH], at_ns // 1000, time.monotonic())


def now_us() -> int:
    """Return Unix time in microseconds."""
    return time.time_ns() // 1000


def face_of(
    house: Opened, settings: Settings, outside: Outside, observer: Observing, draining: Draining
) -> StationFace:
    """Return the application of the public listener."""
    snapshot = house.snapshot
    sign = Ed25519Signer(house.keyring.signing_seed()).sign
    approvals = Approvals(
        SqlIncidents(house.engine), now_us, lambda: settings.inspection.webhook,
        partial(post_signed, sign),
    )  # fmt: skip
    leaks = Leaks(snapshot.current, SqlKeyStore(house.engine), time.time)
    relay = Relay(
        snapshot.current, seed, now_us, MemoryCounters(), ChannelHealth(), house.recorder,
        outside.upstream, observer, leaks.noticed, approvals, snapshot.fresher, NameThreads(),
        Memory(house.conversations, now_us), partial(_may_ask, SqlTallies(house.engine)),
        comparing_of(house, settings, seed),
        Uploading(house.uploads, house.keyring.ticket_key(), now_us, secrets.token_bytes,
                  tls=bool(settings.server.tls_cert)),
        outside.readers, SearchThread(),
    )  # fmt: skip
    snapshot.swapped = relay.end_halted
    server = settings.server
    most = -(-server.max_in_flight // server.workers)
    face = StationFace(
        relay, Models(snapshot.current, time.time), house.identity, draining.takes,
        server.body_timeout_s, LeakReports(leaks.reported, time.time), most, _ledger(house, relay),
        OwnList(snapshot.current, time.time, OwnReceipts(house.engine)),
    )  # fmt: skip
    if relay.comparing is not None:
        relay.comparing.tasks = face.under_way
    return face


async def _may_ask(tallies: SqlTallies, key: str, most: int) -> bool:
    """Count a question to a second witness on behalf of a key."""
    return await asyncio.to_thread(tallies.take, f"witness/{key}", day_of(time.time()), most)


def _ledger(house: Opened, relay: Relay) -> LedgerFace:
    async def known(receipt_id: str) -> bytes | None:
        return await durable(relay.records.find(receipt_id))

    return LedgerFace(LogReader(house.log, Receipts(house.engine)), known)


@dataclass(frozen=True, slots=True)
class Outside:
    """What a relaying process has open beside its listeners: connections, readers of media."""

    upstream: Upstream
    readers: Readers

    async def close(self) -> None:
        """Close connections and end readers."""
        await self.upstream.close()
        await self.readers.close()


def new_outside() -> Outside:
    """Return the client side with its pool of connections, and readers, none of them started."""
    return Outside(HttpUpstream(), Readers())
