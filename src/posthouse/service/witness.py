"""A witness at work: one request after the other, nothing answered that is not on disk.

Checking the old size, signing and writing happen under one lock, so that of two requests which
start from the same head one gets 409. When a write fails nobody knows which of the two heads the
disk holds: the log's head is read back before the next request on it is judged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from posthouse.ledger.checkpoint import parse_checkpoint
from posthouse.ledger.cosignature import CosignatureVerifier, cosign, time_of
from posthouse.ledger.note import Note, NoteKey, open_note
from posthouse.ledger.witnessing import SIZE_TYPE, Asked, Head, Logs, WitnessRefusal, asked, judge
from posthouse.model.errors import PosthouseError

LOG = logging.getLogger("posthouse.witness")
TEXT = "text/plain; charset=utf-8"


class Heads(Protocol):
    """Where a witness keeps what it cosigned last; calls block."""

    def every(self, verifier: CosignatureVerifier) -> Sequence[bytes]:
        """Return all heads. Raises StoreError for a damaged one."""

    def one(self, origin: str, verifier: CosignatureVerifier) -> bytes | None:
        """Return the head of a log, None where there is none. Raises StoreError."""

    def put(self, origin: str, note: bytes) -> None:
        """Keep a head; it is durable once this returns. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of the witness."""

    status: int
    type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Kept:
    """A head as it stands on disk, and when it was cosigned."""

    head: Head
    at_s: int
    note: bytes


@dataclass(slots=True)
class Witness:
    """Cosigns for the logs that it knows; made by open_witness."""

    key: NoteKey
    sign: Callable[[bytes], bytes]
    logs: Callable[[], Logs]
    heads: Heads
    now_s: Callable[[], float]
    _last: dict[str, _Kept] = field(default_factory=dict)
    _unsure: set[str] = field(default_factory=set)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def add(self, body: bytes) -> Told:
        """Answer one add-checkpoint request."""
        try:
            found = asked(body, self.logs())
            async with self._lock:
                return await self._cosigned(found)
        except WitnessRefusal as refusal:
            if refusal.size is not None:
                return Told(refusal.status, SIZE_TYPE, b"%d\n" % refusal.size)
            return Told(refusal.status, TEXT, f"{refusal.message}\n".encode())

    def checkpoint(self, origin: str) -> bytes | None:
        """Return what was cosigned last of a log."""
        kept = self._last.get(origin)
        return kept.note if kept else None

    def origins(self) -> Sequence[str]:
        """Return every log that was ever cosigned."""
        return list(self._last)

    def load(self) -> None:
        """Read all heads. Raises StoreError where one is damaged."""
        for note in self.heads.every(self._verifier):
            self._take(note)

    @property
    def _verifier(self) -> CosignatureVerifier:
        return CosignatureVerifier(self.key)

    def _take(self, note: bytes) -> None:
        opened = open_note(note, [self._verifier])
        told = parse_checkpoint(opened.text)
        at_s = time_of(opened.signed[0][1].value)
        self._last[told.origin] = _Kept(Head(told.size, told.root), at_s, note)

    async def _cosigned(self, found: Asked) -> Told:
        """Judge, sign, write, answer; the lock is held."""
        origin = found.checkpoint.origin
        try:
            await self._be_sure(origin)
        except (OSError, PosthouseError) as error:
            return _failed("read", origin, error)
        kept = self._last.get(origin)
        head = judge(found, kept.head if kept else Head())
        at_s = max(int(self.now_s()), kept.at_s if kept else 1)  # time never goes back
        line = cosign(self.key, self.sign, found.note.text, at_s)
        note = bytes(Note(found.note.text, (*found.note.signatures, line)))
        self._unsure.add(origin)
        try:
            await asyncio.shield(asyncio.to_thread(self.heads.put, origin, note))
        except OSError as error:
            return _failed("write", origin, error)
        self._unsure.discard(origin)
        self._last[origin] = _Kept(head, at_s, note)
        return Told(200, TEXT, line.line().encode())

    async def _be_sure(self, origin: str) -> None:
        """Read a head back whose last write did not end well. Raises StoreError, OSError."""
        if origin in self._unsure:
            note = await asyncio.to_thread(self.heads.one, origin, self._verifier)
            if note is not None:
                self._take(note)
            self._unsure.discard(origin)


def _failed(doing: str, origin: str, error: Exception) -> Told:
    told = {"doing": doing, "log": origin, "kind": type(error).__name__}
    LOG.error("a head cannot be kept: nothing was signed", extra=told)
    return Told(503, TEXT, b"the witness cannot keep its state now: nothing was signed\n")
