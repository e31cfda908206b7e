"""Opening the ledger of a data folder: the log it is, whether it fits, what was resolved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from posthouse.model.errors import LedgerStopped, StoreError
from posthouse.store.database import claim, identity
from posthouse.store.disk import Disk
from posthouse.store.guardfile import GuardFile, guard_path
from posthouse.store.ledgering import Ledger, Ledgering, NoLedger, StoppedLedger
from posthouse.store.receipts import Receipts
from posthouse.store.recovery import reached
from posthouse.store.resolution import announce_notice, resolve_if_asked
from posthouse.store.sequencer import Log, LogKey, log_key, number_of, open_sequencer
from posthouse.vault.keyring import Keyring
from posthouse.vault.signer import Ed25519Signer

IDENTITY = "ledger"


def log_of(
    data: Path, settings: tuple[str, str], keyring: Keyring, station: str, disk: Disk
) -> Log:
    """Return the log of a data folder; `settings` are ledger.origin and ledger.guard_file."""
    origin, guard = settings
    path = guard_path(guard, data)

    def key_of(name: str) -> LogKey:
        signer = Ed25519Signer(keyring.ledger_seed(name))
        return log_key(name, signer.public_key, signer.sign)

    return Log(data, disk, GuardFile(path, disk), base_origin(origin, station), key_of)


def base_origin(given: str, station: str) -> str:
    """Return the origin of a station's first ledger."""
    return given or f"posthouse.invalid/{station}"


def open_ledger(
    log: Log | None, engine: Engine, journal: Path, now_us: Callable[[], int]
) -> Ledger:
    """Return the ledger, stopped where it does not fit. Raises StoreError.

    The caller holds the data folder's lock.
    """
    if log is None:
        return NoLedger()
    receipts = Receipts(engine)
    met = identity(engine, IDENTITY)
    if met is not None and met != log.origin:
        raise StoreError(
            f"expected the database's own ledger.origin {met}, found {log.origin} in the settings",
            hint="set ledger.origin back; another origin is another ledger and needs another"
            " data folder",
        )
    try:
        resolve_if_asked(log, receipts, reached(journal, receipts), now_us())
        sequencer = open_sequencer(log, reached(journal, receipts), known=met is not None)
    except LedgerStopped as error:
        return StoppedLedger(error)
    except OSError as error:
        raise StoreError(
            f"expected to read and write the ledger in {log.data}, found {type(error).__name__}",
            hint="free space on its disk and check its health, then start again",
        ) from error
    claim(engine, IDENTITY, log.origin)
    announce_notice(engine, sequencer.guard.active)
    number = number_of(sequencer.key.origin, log.origin)
    assert number is not None
    ledger = Ledgering(sequencer, number, now_us)
    ledger.look_at_the_clock()
    return ledger
