"""Opening a data folder: keys, the record, and the snapshot of facts that is kept up to date."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
from sqlalchemy import Engine

from posthouse import __version__
from posthouse.config.compile import compiled, unsealed
from posthouse.config.load import load
from posthouse.config.names import wanted
from posthouse.config.schema import Settings
from posthouse.config.software import running_software
from posthouse.config.unsafe import refuse_unsafe
from posthouse.daemon.telling import Tell, telling
from posthouse.exchange.facts import Facts
from posthouse.ledger.note import NoteKey, NoteSigner, SignatureType
from posthouse.ledger.receipt import key_id
from posthouse.master.opening import begin, require_kind
from posthouse.model.event import STATION
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.server.ledger import VERIFIER
from posthouse.service.facts import FactsBuilder
from posthouse.service.reload import Snapshot, Stamp
from posthouse.store.compiled import packed_detectors
from posthouse.store.conversations import SqlConversations
from posthouse.store.credentials import SqlCredentials
from posthouse.store.database import open_database
from posthouse.store.datakeys import DataKeys, RecordKeys
from posthouse.store.disk import Disk
from posthouse.store.keyfile import open_folder
from posthouse.store.keys import SqlKeyStore
from posthouse.store.mastermark import settle_master
from posthouse.store.opening import log_of
from posthouse.store.packs import SqlPacks
from posthouse.store.remote import RemoteRecorder
from posthouse.store.sequencer import Log
from posthouse.store.standings import SqlStandings
from posthouse.store.switches import SqlSwitches
from posthouse.store.terms import SqlTerms
from posthouse.store.uploads import SqlUploads
from posthouse.vault.envelope import Profile
from posthouse.vault.keyring import Keyring
from posthouse.vault.signer import Ed25519Signer

SOFTWARE = f"posthouse/{__version__}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A data folder in use: what is known, where records go, what the station says of itself."""

    snapshot: Snapshot
    recorder: RemoteRecorder
    engine: Engine
    identity: bytes
    keyring: Keyring
    log: Log
    anomaly_action: Callable[[str], str]
    credentials: SqlCredentials
    conversations: SqlConversations
    uploads: SqlUploads


@contextlib.asynccontextmanager
async def opened(
    settings: Settings, call: Callable[[], Awaitable[RemoteRecorder]]
) -> AsyncIterator[Opened]:
    """Open the data folder and all that lives in it; close it in order.

    `call` returns once the record is open: what keys have spent is complete from then on.
    """
    folder = Path(settings.store.folder)
    open_folder(folder)
    require_kind(folder, settings.vault.master)
    keyring = begin(folder, os.environ)
    signer = Ed25519Signer(keyring.signing_seed())
    station = key_id(signer.public_key)
    recorder = await call()
    engine = open_database(folder)
    try:
        settle_master(engine, folder, STATION, time.time_ns() // 1000)
        keys, switches = SqlKeyStore(engine), SqlSwitches(engine)
        data_keys = DataKeys(keyring, Profile(settings.vault.profile))
        conversations = SqlConversations(
            engine, RecordKeys(data_keys), keyring.conversation_key(),
            settings.retention.conversation_days,
        )  # fmt: skip
        credentials = SqlCredentials(engine, data_keys, keyring.credential_mark_key())
        words = SqlTerms(engine, data_keys)
        installed = SqlPacks(engine)
        facts = FactsBuilder(
            station, SOFTWARE, keyring, keys, cached_detector(folder), running_software().build,
            switches.every, words.every, wanted, SqlStandings(engine).doubted,
            installed.in_force,
        )  # fmt: skip
        build = builder_of(settings, facts, credentials, telling(engine, keyring))
        watching = stamp(
            settings,
            lambda: (credentials.stamp(), words.stamp(), installed.stamp()),
            lambda: (keys.stamp(), switches.stamp()),
        )
        snapshot = Snapshot(build(), build, facts.rekeyed, watching, watching())
        recorder.opened = snapshot.renew
        places = (settings.ledger.origin, settings.ledger.guard_file)
        log = log_of(folder, places, keyring, station, Disk())
        said = identity(signer, station, audit_signer(keyring, log.origin))
        yield Opened(
            snapshot, recorder, engine, said, keyring, log,
            facts.anomaly_action, credentials, conversations,
            SqlUploads(engine, RecordKeys(data_keys)),
        )  # fmt: skip
    finally:
        await recorder.close()
        engine.dispose()


def cached_detector(folder: Path) -> Callable[[tuple[str, ...]], Detector]:
    """Return a maker of detectors that keeps compiled databases in the data folder."""

    def make(terms: tuple[str, ...]) -> Detector:
        return Detector(RULES, terms, packed_detectors(folder / "cache", terms))

    return make


def stamp(
    settings: Settings, sealed: Callable[[], object], often: Callable[[], object]
) -> Callable[[], Stamp]:
    """Return what changes whenever the settings' files, what is sealed, or `often` do."""
    names = [settings.source, *settings.privacy.dictionary_files]
    names += [c.key_file for c in settings.channel if c.key_file]
    paths = [Path(name) for name in names if name]

    def now() -> Stamp:
        times = []
        for path in paths:
            with contextlib.suppress(OSError):
                times.append(path.stat().st_mtime_ns)
        return Stamp((*times, sealed()), often())

    return now


def audit_signer(keyring: Keyring, origin: str) -> NoteSigner:
    """Return what signs the evidence of the station's own audits."""
    signer = Ed25519Signer(keyring.audit_seed(origin))
    key = NoteKey(f"{origin}/audits", SignatureType.ED25519, signer.public_key)
    return NoteSigner(key, signer.sign)


def identity(signer: Ed25519Signer, station: str, auditor: NoteSigner) -> bytes:
    """Return what the station says of itself to anyone: who signs its receipts and audits."""
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
            "audits": {"vkey": str(auditor.key)},
            "verifier": {"path": "/ledger/verifier.py", "sha256": _digest(VERIFIER)},
        }
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def builder_of(
    settings: Settings, facts: FactsBuilder, credentials: SqlCredentials, tell: Tell
) -> Callable[[], Facts]:
    """Return what makes new facts from the settings as they are on disk now."""

    def build() -> Facts:
        fresh = load(Path(settings.source)) if settings.source else settings
        refuse_unsafe(fresh, os.environ)
        meant = compiled(fresh, os.environ)
        built = facts.build(fresh, unsealed(fresh, meant, credentials.open))
        tell(fresh, built)
        return built

    return build
