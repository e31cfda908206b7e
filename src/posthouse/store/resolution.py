"""An operator's word on a ledger that was stopped: asked for in a file, carried out at a start.

A ledger whose files are not what was signed is closed for good, with all that is left of it, and a
new one begins: under an origin and a key of its own, which carries the time of the resolution, so
that no head of it can ever contradict a head signed before. Only where nothing but the clock was
wrong does the ledger go on under its origin. Either way the guard keeps the operator's words and
they become an entry, ledger.resolved.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import orjson
from sqlalchemy import Engine, insert, select

from posthouse.ledger.checkpoint import Checkpoint, parse_checkpoint
from posthouse.ledger.guard import Guard, Head
from posthouse.ledger.note import parse_note
from posthouse.model.errors import ClockSetBack, LedgerStopped, VerificationFailed
from posthouse.model.event import Event
from posthouse.store.database import writer
from posthouse.store.files import put_in_place, read_bytes
from posthouse.store.logcheck import sound_size
from posthouse.store.outbox import announce
from posthouse.store.receipts import Receipts
from posthouse.store.sequencer import Log, number_of, open_sequencer, origin_of
from posthouse.store.tables import IDENTITY

FILE = "ledger.resolution"

_LOG = logging.getLogger("posthouse.ledger")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an operator decided: why, and who it was."""

    reason: str
    actor: str


def ask(log: Log, resolution: Resolution) -> None:
    """Leave a resolution for the next start of the record. Raises OSError."""
    data = orjson.dumps({"reason": resolution.reason, "actor": resolution.actor})
    put_in_place(log.disk, [(log.data / FILE, data)])


def asked(data: Path) -> Resolution | None:
    """Return the resolution that waits, or None."""
    written = read_bytes(data / FILE)
    if written is None:
        return None
    tree = orjson.loads(written)
    return Resolution(str(tree["reason"]), str(tree["actor"]))


def resolve_if_asked(log: Log, receipts: Receipts, reached: int, now_us: int) -> None:
    """Carry out a resolution that waits, if the ledger is really stopped. Raises OSError."""
    resolution = asked(log.data)
    if resolution is None:
        return
    try:
        sequencer = open_sequencer(log, reached, known=True)
        sequencer.refuse_clock(now_us)
    except ClockSetBack as error:
        guard = sequencer.guard
        notice = _notice(resolution, error, guard.active, now_us)
        log.guard.swap(guard, guard.moved(replace(guard.active, at_us=now_us, notice=notice)))
        _LOG.warning("ledger's clock set anew")
    except LedgerStopped as error:
        _begin_anew(log, receipts, (resolution, error), now_us)
    (log.data / FILE).unlink()
    log.disk.sync_folder(log.data)


def announce_notice(engine: Engine, head: Head) -> None:
    """Put an operator's words into the outbox, once."""
    if not head.notice:
        return
    name = f"resolved {head.notice['at_us']}"
    with writer(engine).begin() as connection:
        query = select(IDENTITY.c.value).where(IDENTITY.c.name == name)
        if connection.execute(query).scalar() is None:
            connection.execute(insert(IDENTITY), {"name": name, "value": head.origin})
            detail = {n: v for n, v in head.notice.items() if n not in ("at_us", "actor")}
            actor = head.notice["actor"]
            at_us = int(head.notice["at_us"])
            announce(connection, Event("ledger.resolved", at_us, head.origin, actor, "", detail))


def _begin_anew(
    log: Log, receipts: Receipts, why: tuple[Resolution, LedgerStopped], now_us: int
) -> None:
    guard = _known_guard(log)
    found = _found(log)
    heads = guard.heads if guard is not None else (Head(found.origin),)
    whole = sound_size(log.files, log.key_of(found.origin))
    seq = receipts.last_seq_within(number_of(found.origin, log.origin) or 1, whole)
    notice = _notice(*why, heads[-1], now_us)
    new = Head(origin_of(log.origin, now_us // 1_000_000), seq=seq, at_us=now_us, notice=notice)
    log.guard.swap(guard, Guard((*heads, new)))
    _LOG.warning("new ledger begun", extra={"origin": new.origin})


def _known_guard(log: Log) -> Guard | None:
    """Return the guard, None where there is none; a damaged one is put aside."""
    try:
        return log.guard.load()
    except VerificationFailed:
        path = log.guard.path
        log.disk.rename(path, path.with_name(f"{path.name}.damaged"))
        return None


def _notice(
    resolution: Resolution, error: LedgerStopped, last: Head, now_us: int
) -> dict[str, str]:
    notice = {
        "reason": resolution.reason,
        "actor": resolution.actor,
        "at_us": str(now_us),
        "cause": error.message,
        "closed": last.origin,
    }
    with suppress(VerificationFailed):
        head = parse_checkpoint(parse_note(last.note.encode()).text)
        notice |= {"size": str(head.size), "root": head.root.hex()}
    return notice


def _found(log: Log) -> Checkpoint:
    """Return the head that the ledger's files name, however true it is."""
    with suppress(VerificationFailed):
        note = log.files.checkpoint()
        if note is not None:
            return parse_checkpoint(parse_note(note).text)
    return Checkpoint(log.origin, 0, b"")
