"""The ledger at work: takes leaves as they become durable and has them sequenced, once a second.

The journal stays the truth until a leaf is published: what `done` has not reached is kept there.
Where the sequencer cannot write, leaves wait and it is tried again; where it is stopped, no new
exchange is taken on until an operator has resolved it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

from posthouse.ledger.promise import Head
from posthouse.model.errors import ClockSetBack, LedgerStopped, StoreError, VerificationFailed
from posthouse.store.receipts import Leaf
from posthouse.store.sequencer import Sequencer

Leaves = Sequence[tuple[int, bytes]]
"""Leaves with their journal numbers, in order."""

MOST_WAITING = 32_768
CHUNK = 4_096

_LOG = logging.getLogger("posthouse.ledger")


class Ledgering:
    """The ledger over a sequencer; used on one event loop."""

    closed = False

    def __init__(self, sequencer: Sequencer, number: int, now_us: Callable[[], int]) -> None:
        self.stopped: LedgerStopped | None = None
        self.trouble = ""
        self._sequencer = sequencer
        self._number = number
        self._now_us = now_us
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._next = sequencer.size
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")

    @property
    def origin(self) -> str:
        """The name of the log."""
        return self._sequencer.key.origin

    @property
    def seq(self) -> int:
        """The highest journal number that was signed for."""
        return self._sequencer.seq

    @property
    def floor(self) -> int:
        """The highest journal number that any ledger of the station has signed for."""
        return max(head.seq for head in self._sequencer.guard.heads)

    @property
    def done(self) -> int:
        """The highest journal number that needs its segment no more."""
        return self._sequencer.published_seq if self._waiting or self.trouble else 2**62

    @property
    def waiting(self) -> int:
        """How many leaves are not under a checkpoint yet."""
        return len(self._waiting)

    def head(self) -> Head | None:
        """Return the last signed head."""
        return self._sequencer.promised

    def append(self, seq: int, leaf: bytes) -> Leaf:
        """Take a leaf with its journal number, in order; return where it will stand."""
        self._waiting.append((seq, leaf))
        self._next += 1
        return Leaf(self._number, self._next - 1)

    def catch_up(
        self, after: Callable[[int, int], Leaves], put: Callable[[Mapping[int, Leaf]], None]
    ) -> None:
        """Sequence what the database holds and the journal does not, before the recorder starts.

        Raises LedgerStopped, OSError.
        """
        while leaves := after(self._sequencer.seq, CHUNK):
            first = self._sequencer.size
            put({s: Leaf(self._number, first + n) for n, (s, _) in enumerate(leaves)})
            self._append(leaves)
        self._next = self._sequencer.size

    def resume(self, leaves: Leaves) -> Mapping[int, Leaf]:
        """Take the leaves that the journal holds; return where each stands or will stand.

        Of those signed for already it is right about such as the database has not folded yet: no
        other ledger was in use since.
        """
        done = [seq for seq, _ in leaves if seq <= self._sequencer.seq]
        first = self._sequencer.size - len(done)
        places = {s: Leaf(self._number, first + n) for n, s in enumerate(done) if first + n >= 0}
        places.update({s: self.append(s, body) for s, body in leaves[len(done) :]})
        return places

    def problem(self) -> StoreError | None:
        """Return why nothing new may be taken on, None where all is well."""
        if self.stopped is not None:
            return self.stopped
        if len(self._waiting) >= MOST_WAITING:
            return StoreError(
                f"expected the ledger to keep up, found {MOST_WAITING} entries behind",
                hint=f"check the disk of the data folder: {self.trouble or 'it is slow'}",
            )
        return None

    async def sequence(self) -> None:
        """Bring what waits under signed checkpoints, as far as that is possible now."""
        loop = asyncio.get_running_loop()
        self.look_at_the_clock()
        while self._waiting and self.stopped is None:
            count = min(len(self._waiting), CHUNK)
            leaves = [self._waiting[at] for at in range(count)]
            try:
                await loop.run_in_executor(self._thread, self._append, leaves)
            except LedgerStopped as error:
                self._stop(error)
                return
            except VerificationFailed as error:
                self._stop(LedgerStopped(error.message, hint=error.hint))
                return
            except (StoreError, OSError) as error:
                self._troubled(error)
                return
            self.trouble = ""
            for _ in leaves:
                self._waiting.popleft()

    def close(self) -> None:
        """Let go of the thread."""
        self._thread.shutdown()

    def _append(self, leaves: Leaves) -> None:
        """Sequence leaves; those that were signed for before a disk failed are published first."""
        self._sequencer.settle()
        fresh = [(seq, leaf) for seq, leaf in leaves if seq > self._sequencer.seq]
        if fresh:
            self._sequencer.append([leaf for _, leaf in fresh], fresh[-1][0], self._now_us())

    def look_at_the_clock(self) -> None:
        """Stop while the clock is behind the last signature; go on when it is right again."""
        if self.stopped is not None and not self.stopped.passing:
            return
        try:
            self._sequencer.refuse_clock(self._now_us())
        except ClockSetBack as error:
            self._stop(error)
        else:
            self.stopped = None

    def _stop(self, error: LedgerStopped) -> None:
        if self.stopped is None:
            _LOG.error("ledger stopped", extra={"cause": error.message, "hint": error.hint})
        self.stopped = error
        self.trouble = error.message

    def _troubled(self, error: Exception) -> None:
        told = getattr(error, "message", "") or type(error).__name__
        self.trouble = f"the ledger cannot be written: {told}"
        _LOG.warning("%s; it is tried again", self.trouble)


class NoLedger:
    """Takes leaves and keeps none: for a record without a log."""

    closed = False
    """Whether the record may not even be written: what is in the journal stays there."""
    trouble = ""
    origin = ""
    floor = 0
    seq = 2**62
    done = 2**62
    waiting = 0

    def head(self) -> Head | None:
        """Tell of no head."""
        return None

    def append(self, seq: int, leaf: bytes) -> Leaf | None:  # noqa: ARG002
        """Let the leaf go."""
        return None

    def catch_up(
        self, after: Callable[[int, int], Leaves], put: Callable[[Mapping[int, Leaf]], None]
    ) -> None:
        """Do nothing."""

    def resume(self, leaves: Leaves) -> Mapping[int, Leaf]:  # noqa: ARG002
        """Let the leaves go."""
        return {}

    def problem(self) -> StoreError | None:
        """See none."""
        return None

    async def sequence(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class StoppedLedger(NoLedger):
    """A ledger that did not fit when it was opened: nothing is taken on, nothing is written."""

    closed = True
    seq = 0
    done = 0

    def __init__(self, error: LedgerStopped) -> None:
        self.trouble = error.message
        self._error = error
        _LOG.error("ledger stopped", extra={"cause": error.message, "hint": error.hint})

    def problem(self) -> StoreError | None:
        """Return why nothing may be taken on."""
        return self._error


Ledger: TypeAlias = Ledgering | NoLedger
"""What a recorder hands its leaves to."""
