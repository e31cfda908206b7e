"""How a ledger stands, read without touching it and without its lock: for commands and faces."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from posthouse.ledger.checkpoint import Checkpoint, parse_checkpoint
from posthouse.ledger.note import parse_note
from posthouse.model.errors import LedgerStopped, StoreError, VerificationFailed
from posthouse.store.database import identity
from posthouse.store.logfiles import CHECKPOINT
from posthouse.store.opening import IDENTITY
from posthouse.store.receipts import Receipts
from posthouse.store.recovery import reached
from posthouse.store.sequencer import RESOLVE, Log, Sequencer, lost_guard, number_of, older_record

LOOKS = 4
"""A running station moves guard, files and journal one after another: what looks odd between two
of its steps does not the next time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A ledger as found; `trouble` is empty where it is well, `age_s` that of the checkpoint."""

    origin: str
    vkey: str
    head: Checkpoint | None
    age_s: int | None
    guard: Path
    trouble: str = ""
    hint: str = ""

    def tree(self) -> dict[str, object]:
        """Return it for programs."""
        return {
            "origin": self.origin,
            "vkey": self.vkey,
            "size": self.head.size if self.head else 0,
            "root": self.head.root.hex() if self.head else "",
            "checkpoint_age_s": self.age_s,
            "guard": str(self.guard),
            "trouble": self.trouble,
            "hint": self.hint,
        }

    def rows(self) -> list[tuple[str, str]]:
        """Return it for people."""
        told = self.tree()
        return [(name, "-" if value is None else str(value)) for name, value in told.items()]


def standing(log: Log, engine: Engine, journal: Path, now_us: int) -> Standing:
    """Return how the ledger stands. Raises StoreError where the guard cannot be read."""
    found = _look(log, engine, journal, now_us)
    for _ in range(LOOKS - 1):
        if not found.trouble:
            break
        time.sleep(0.3)
        found = _look(log, engine, journal, now_us)
    return found


def _look(log: Log, engine: Engine, journal: Path, now_us: int) -> Standing:
    origin, head = log.origin, None
    trouble = hint = ""
    try:
        guard = log.guard.load()
        if guard is None or number_of(guard.active.origin, log.origin) is None:
            if identity(engine, IDENTITY) is not None or log.files.checkpoint() is not None:
                raise lost_guard(log, guard)
        else:
            origin = guard.active.origin
            sequencer = Sequencer(log.files, log.guard, guard, log.key_of(origin))
            sequencer.look()
            head = sequencer.published
            sequencer.refuse_clock(now_us)
            known = reached(journal, Receipts(engine))
            if sequencer.seq > known:
                raise older_record(sequencer.seq, known)
    except (LedgerStopped, VerificationFailed) as error:
        trouble, hint = error.message, error.hint or RESOLVE
    except OSError as error:
        raise StoreError(
            f"expected to read the ledger in {log.data}, found {type(error).__name__}",
            hint="run it as the station's user",
        ) from error
    vkey = str(log.key_of(origin).signer.key)
    return Standing(origin, vkey, head, _age_s(log), log.guard.path, trouble, hint)


def _age_s(log: Log) -> int | None:
    try:
        written = (log.files.folder / CHECKPOINT).stat().st_mtime
    except OSError:
        return None
    return max(0, int(time.time() - written))


def published(log: Log) -> tuple[float, int]:
    """Return age in seconds and size of the newest checkpoint; zeros where there is none."""
    with suppress(OSError, VerificationFailed):
        note = log.files.checkpoint()
        if note is not None:
            written = (log.files.folder / CHECKPOINT).stat().st_mtime
            head = parse_checkpoint(parse_note(note).text)
            return max(0.0, time.time() - written), head.size
    return 0.0, 0
