"""The sequencer: entries in journal order become leaves under signed heads, in Sunlight's order.

    stage     the new entries, durable, then read back from disk
    sign      the head computed from what was read back, and shown to extend the last one
    swap      the guard: compare with the last signed head, put the new one in its place
    publish   tiles, then the checkpoint
    answer    only now are the journal's segments free to go

A crash after the swap leaves a head that is signed and not published: the next start publishes it
from the stage, with the function of every day. Whatever does not fit stops the sequencer for good:
it signs nothing until an operator has resolved it in writing (resolution.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from posthouse.ledger.checkpoint import Checkpoint, open_checkpoint
from posthouse.ledger.growth import Growth, checked, grow, last_entries
from posthouse.ledger.guard import Guard, Head
from posthouse.ledger.merkle import EMPTY_ROOT
from posthouse.ledger.note import Ed25519Verifier, NoteKey, NoteSigner, SignatureType, sign_note
from posthouse.ledger.promise import Head as PromisedHead
from posthouse.model.errors import ClockSetBack, LedgerStopped, StoreError, VerificationFailed
from posthouse.store.disk import Disk
from posthouse.store.guardfile import GuardFile
from posthouse.store.logfiles import LEDGER, LogFiles, Stage, close_log

CLOCK_SLACK_US = 10_000_000
"""How far the clock may be set back (leap seconds, corrections) without anyone's word."""
RESOLVE = "put back the right files, or `posthouse ledger resolve` after reading docs/ledger.md"


@dataclass(frozen=True, slots=True)
class LogKey:
    """The key of one origin."""

    signer: NoteSigner
    verifier: Ed25519Verifier

    @property
    def origin(self) -> str:
        """The log that it signs for."""
        return self.signer.key.name


def log_key(origin: str, public_key: bytes, sign: Callable[[bytes], bytes]) -> LogKey:
    """Return the key of an origin."""
    key = NoteKey(origin, SignatureType.ED25519, public_key)
    return LogKey(NoteSigner(key, sign), Ed25519Verifier(key))


class Sequencer:
    """Grows one log; calls block, for one thread at a time. Made by open_sequencer."""

    def __init__(self, files: LogFiles, guard: GuardFile, standing: Guard, key: LogKey) -> None:
        self.key = key
        self._files = files
        self._guard = guard
        self._standing = standing
        self._head = head_of(standing.active, key)
        self._swapping: Guard | None = None
        self._published = Checkpoint(key.origin, 0, EMPTY_ROOT)

    @property
    def size(self) -> int:
        """How many entries stand under the last signed head."""
        return self._head.size

    @property
    def seq(self) -> int:
        """The journal's number of the last entry under the last signed head."""
        return self._standing.active.seq

    @property
    def published_seq(self) -> int:
        """The journal's number of the last entry under the published checkpoint."""
        return self.seq if self._published == self._head else 0

    @property
    def published(self) -> Checkpoint:
        """The published head."""
        return self._published

    @property
    def guard(self) -> Guard:
        """The guard as this sequencer left it."""
        return self._standing

    @property
    def promised(self) -> PromisedHead | None:
        """The last signed head as receipts tell of it."""
        return PromisedHead(self._head.size, self._head.root) if self._head.size else None

    def append(self, entries: Sequence[bytes], seq: int, now_us: int) -> None:
        """Sequence entries, the last of them with journal number `seq`.

        Raises LedgerStopped where something does not fit, OSError where the disk fails: nothing
        was signed, or the same head is signed and published by the next call.
        """
        self.settle()
        self.refuse_clock(now_us)
        active = self._standing.active
        self._files.stage(Stage(self.size, self.size + len(entries), seq, entries))
        grown, staged = self._read_back()
        if staged.seq != seq or staged.entries != list(entries):
            raise LedgerStopped("expected to read back what was staged, found another")
        signed = Checkpoint(self.key.origin, grown.size, grown.root)
        note = sign_note(signed.text(), [self.key.signer])
        head = Head(active.origin, note.decode(), seq, max(now_us, active.at_us), active.notice)
        head_of(head, self.key)
        self._swapping = self._standing.moved(head)
        self._swap()
        self._publish(grown)

    def settle(self) -> None:
        """Publish the last signed head if it is not published. Raises LedgerStopped, OSError."""
        if self._swapping is not None:
            if self._guard.load() == self._swapping:
                self._swap()
            self._swapping = None
        if self._published == self._head:
            return
        if not self._head.size:
            self._published = self._head
            return
        grown, _ = self._read_back()
        if (grown.size, grown.root) != (self._head.size, self._head.root):
            raise LedgerStopped(
                f"expected the entries of the signed head of size {self._head.size}, found others",
                hint=RESOLVE,
            )
        self._publish(grown)

    def look(self) -> None:
        """Compare what is published with what was signed. Raises LedgerStopped, OSError."""
        note = self._files.checkpoint()
        if note is not None:
            self._published = _opened(note, self.key)
        if self._published.size > self._head.size:
            raise LedgerStopped(
                f"expected the guard to know a head of size {self._published.size},"
                f" found {self._head.size}",
                hint=RESOLVE,
            )
        _fitting(self._published, self._files)
        if self._published.size < self._head.size:
            if _staged_size(self._files) != self._head.size:
                raise LedgerStopped(
                    f"expected {self._head.size} entries that were signed for, found"
                    f" {self._published.size}: the files are older than the last signature",
                    hint=RESOLVE,
                )
        elif self._published != self._head:
            raise LedgerStopped("expected the published head to be the signed one", hint=RESOLVE)

    def _swap(self) -> None:
        """Put the new head into the guard; after an OSError `settle` finds out whether it is."""
        assert self._swapping is not None
        self._guard.swap(self._standing, self._swapping)
        self._standing, self._swapping = self._swapping, None
        self._head = head_of(self._standing.active, self.key)

    def refuse_clock(self, now_us: int) -> None:
        """Raise ClockSetBack where the clock is behind the last signature."""
        behind = self._standing.active.at_us - now_us
        if behind > CLOCK_SLACK_US:
            raise ClockSetBack(
                f"expected the clock at or after the last signed head, found it {behind // 10**6} s"
                " behind",
                hint="set the clock right; if it was ahead before, `posthouse ledger resolve`",
            )

    def _publish(self, grown: Growth) -> None:
        self._files.publish(grown.tiles, self._standing.active.note.encode())
        self._published = self._head
        self._files.tidy(tile for tile, _ in grown.tiles)

    def _read_back(self) -> tuple[Growth, Stage]:
        """Return the tree that the stage on disk makes of the tiles on disk."""
        try:
            stage = self._files.staged()
            if stage.start == self._published.size:
                root = self._published.root
                return grow(stage.start, root, stage.entries, self._files.read), stage
        except VerificationFailed as error:
            raise LedgerStopped(error.message, hint=RESOLVE) from error
        raise LedgerStopped("expected a stage that begins where the log ends", hint=RESOLVE)


def head_of(head: Head, key: LogKey) -> Checkpoint:
    """Return the checkpoint of a head. Raises LedgerStopped where it is not this key's."""
    if not head.note:
        return Checkpoint(key.origin, 0, EMPTY_ROOT)
    return _opened(head.note.encode(), key)


def _opened(note: bytes, key: LogKey) -> Checkpoint:
    try:
        return open_checkpoint(note, [key.verifier], key.origin)[0]
    except VerificationFailed as error:
        raise LedgerStopped(
            f"expected a head signed by {key.origin}: {error.message}", hint=RESOLVE
        ) from error


def _fitting(published: Checkpoint, files: LogFiles) -> None:
    try:
        checked(published.size, published.root, files.read)
        last_entries(published.size, files.read)
    except VerificationFailed as error:
        raise LedgerStopped(error.message, hint=RESOLVE) from error


def _staged_size(files: LogFiles) -> int:
    with suppress(VerificationFailed):
        return files.staged().size
    return 0


KeyOf = Callable[[str], LogKey]


@dataclass(frozen=True, slots=True)
class Log:
    """What a sequencer is opened on; `origin` is that of the station's first ledger."""

    data: Path
    disk: Disk
    guard: GuardFile
    origin: str
    key_of: KeyOf

    @property
    def files(self) -> LogFiles:
        """The files of the ledger in use."""
        return LogFiles(self.data / LEDGER, self.disk)


def open_sequencer(log: Log, reached: int, *, known: bool) -> Sequencer:
    """Return the sequencer of a log that fits.

    `reached` is the highest number of journal and database; `known` tells that the database has
    met this log before. Raises LedgerStopped where something does not fit, StoreError where the
    guard cannot be used, OSError.
    """
    try:
        guard = log.guard.load()
    except VerificationFailed as error:
        raise LedgerStopped(f"{log.guard.path}: {error.message}", hint=RESOLVE) from error
    if guard is None or number_of(guard.active.origin, log.origin) is None:
        guard = _first(log, guard, known=known)
    if not guard.active.note and len(guard.heads) > 1:
        _close_older(log, guard)
    sequencer = Sequencer(log.files, log.guard, guard, log.key_of(guard.active.origin))
    sequencer.look()
    if sequencer.seq > reached:
        raise older_record(sequencer.seq, reached)
    sequencer.settle()
    return sequencer


def _close_older(log: Log, guard: Guard) -> None:
    """Put the files of an older ledger aside, by the number that they bear themselves."""
    note = log.files.checkpoint() or guard.heads[-2].origin.encode()
    origin = note.partition(b"\n")[0].decode(errors="replace")
    if origin != guard.active.origin:
        close_log(log.data, number_of(origin, log.origin) or 0, log.disk)


def older_record(seq: int, reached: int) -> LedgerStopped:
    """Return what is wrong where journal and database end before what was signed for."""
    return LedgerStopped(
        f"expected entry {seq}, the last that was signed for, in journal or database, found"
        f" {reached}: they are older than the last signature",
        hint=RESOLVE,
    )


def lost_guard(log: Log, guard: Guard | None) -> LedgerStopped:
    """Return what is wrong where a log is there and its guard is not."""
    what = "none" if guard is None else f"one of {guard.active.origin}"
    return LedgerStopped(
        f"expected a guard of the log {log.origin} at {log.guard.path}, found {what}: whether more"
        " was signed since is unknown",
        hint=RESOLVE,
    )


def number_of(origin: str, base: str) -> int | None:
    """Return which ledger of a station an origin names: 1 is the base itself, then base/2 …"""
    if origin == base:
        return 1
    head, _, tail = origin.rpartition("/")
    return int(tail) if head == base and tail.isdecimal() and int(tail) > 1 else None


def origin_of(base: str, number: int) -> str:
    """Return the origin of the n-th ledger."""
    return base if number == 1 else f"{base}/{number}"


def _first(log: Log, guard: Guard | None, *, known: bool) -> Guard:
    """Make the guard of a ledger that was never there. Raises LedgerStopped where it was."""
    if known or log.files.checkpoint() is not None:
        raise lost_guard(log, guard)
    head = Head(log.origin)
    new = Guard((head,)) if guard is None else guard.opened(head)
    try:
        log.guard.swap(guard, new)
    except OSError as error:
        raise StoreError(
            f"expected to write the guard {log.guard.path}, found {type(error).__name__}",
            hint="let the station's user write there, or set ledger.guard_file to another place",
        ) from error
    return new
