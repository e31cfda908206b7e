"""What the console's pages work with: the stores, the settings in force, clocks of a login."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from posthouse.config.load import load
from posthouse.config.schema import Settings
from posthouse.config.treatments import DEFAULT_PROJECT
from posthouse.console.given import Fetch, Given
from posthouse.console.login.ceremonies import Ceremonies
from posthouse.console.login.password import Passwords
from posthouse.console.login.throttle import Throttle
from posthouse.console.login.tokens import Digests
from posthouse.console.origin import console_origin
from posthouse.model.errors import PosthouseError
from posthouse.store.anomalies import SqlAnomalies
from posthouse.store.breakglass import SqlBreakglass
from posthouse.store.browsing import Browsing
from posthouse.store.credentials import SqlCredentials
from posthouse.store.datakeys import DataKeys
from posthouse.store.factors import SqlFactors
from posthouse.store.incidents import SqlIncidents
from posthouse.store.keys import SqlKeyStore
from posthouse.store.ledgerview import LedgerView
from posthouse.store.operators import SqlOperators
from posthouse.store.packs import SqlPacks
from posthouse.store.sequencer import Log
from posthouse.store.sessions import SqlSessions
from posthouse.store.switches import SqlSwitches
from posthouse.store.terms import SqlTerms
from posthouse.vault.envelope import Profile
from posthouse.vault.keyring import Keyring
from posthouse.vault.signer import Ed25519Signer


@dataclass(slots=True)
class Reread:
    """The settings as they are on disk now; what cannot be read leaves the last ones standing."""

    settings: Settings
    _seen: int = 0

    def __call__(self) -> Settings:
        """Return them."""
        source = self.settings.source
        try:
            seen = Path(source).stat().st_mtime_ns if source else self._seen
            if seen != self._seen:
                self.settings, self._seen = load(Path(source)), seen
        except (OSError, PosthouseError):
            pass
        return self.settings


@dataclass(frozen=True, slots=True)
class Parts:
    """All of it; safe to use from several threads."""

    folder: Path
    origin: str
    settings: Callable[[], Settings]
    keyring: Keyring
    engine: Engine
    accounts: SqlOperators
    factors: SqlFactors
    sessions: SqlSessions
    breakglass: SqlBreakglass
    keys: SqlKeyStore
    switches: SqlSwitches
    receipts: Browsing
    ledger: LedgerView
    digests: Digests
    credentials: SqlCredentials
    anomalies: SqlAnomalies
    incidents: SqlIncidents
    terms: SqlTerms
    packs: SqlPacks
    log: Log
    fetch: Fetch
    clock: Callable[[], float]
    public_key: bytes
    passwords: Passwords = field(default_factory=Passwords)
    throttle: Throttle = field(default_factory=Throttle)
    begun: Ceremonies[Any] = field(default_factory=Ceremonies)

    @property
    def projects(self) -> tuple[str, ...]:
        """Return the names of all projects."""
        return (DEFAULT_PROJECT, *(p.name for p in self.settings().project))

    @property
    def host(self) -> str:
        """Return host and port of the origin."""
        return self.origin.partition("://")[2]


def gathered(settings: Settings, given: Given, clock: Callable[[], float]) -> Parts:
    """Return the parts that work on an open data folder."""
    folder, engine, keyring = Path(settings.store.folder), given.engine, given.keyring
    console = settings.console
    return Parts(
        folder=folder,
        origin=console_origin(settings),
        settings=Reread(settings),
        keyring=keyring,
        engine=engine,
        accounts=SqlOperators(engine),
        factors=SqlFactors(engine, DataKeys(keyring, Profile(settings.vault.profile))),
        sessions=SqlSessions(engine, console.idle_minutes * 60, console.session_hours * 3600),
        breakglass=SqlBreakglass(engine),
        keys=SqlKeyStore(engine, clock),
        switches=SqlSwitches(engine),
        receipts=Browsing(engine),
        ledger=LedgerView(folder),
        digests=Digests(keyring.operator_key()),
        fetch=given.fetch,
        credentials=given.credentials,
        anomalies=SqlAnomalies(engine),
        incidents=SqlIncidents(engine),
        terms=SqlTerms(engine, DataKeys(keyring, Profile(settings.vault.profile))),
        packs=SqlPacks(engine),
        log=given.log,
        clock=clock,
        public_key=Ed25519Signer(keyring.signing_seed()).public_key,
    )
