"""Gathering cosignatures: every checkpoint is shown to the witnesses of the policy, in rounds.

A round takes the newest checkpoint and asks every witness that is not busy with an earlier round
nor resting after a failure. As soon as enough have cosigned, the checkpoint is kept with their
lines; who comes later is added while the checkpoint is still the newest. A witness that is down,
slow or wrong costs nobody else any time: each is asked in a task of its own, within a time limit.
Where the log rests, its checkpoint is cosigned again from time to time, to show that it is fresh.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from posthouse.ledger.checkpoint import Checkpoint, parse_checkpoint
from posthouse.ledger.gathering import (
    WitnessFailed,
    add_checkpoint,
    behind,
    cosignature_in,
    cosigned_note,
)
from posthouse.ledger.note import Signature, parse_note
from posthouse.ledger.policy import Policy, WitnessLine
from posthouse.ledger.tiles import Tile, TileNodes
from posthouse.model.errors import PosthouseError, UpstreamFault, VerificationFailed

LOG = logging.getLogger("posthouse.witnesses")

ROUND_S = 1.0
"""How long a round waits for a quorum before the next checkpoint is looked at."""
ASK_S = 10.0
"""How long one witness may take for one answer."""
REFRESH_S = 20.0
OLD_S = 60.0
MOST_REST_S = 30.0
CATCH_UPS = 3

Answer = tuple[int, str, bytes]
"""Status, content type, body."""
Ask = Callable[[WitnessLine, bytes], Awaitable[Answer]]
"""POSTs an add-checkpoint body to a witness. Raises UpstreamFault, OSError."""


class LogSource(Protocol):
    """The log whose checkpoints are cosigned; calls block and raise OSError."""

    def checkpoint(self) -> bytes | None:
        """Return the newest signed head, None where there is none."""

    def tile(self, tile: Tile) -> bytes | None:
        """Return a tile, None where there is none."""

    def keep(self, note: bytes) -> None:
        """Keep a checkpoint that enough witnesses cosigned; it is durable once this returns."""


class Watch(Protocol):
    """Who is told how gathering goes."""

    def gathered(self, at_s: float) -> None:
        """Take note that a quorum was met."""

    def failed(self, witness: str, kind: str) -> None:
        """Take note that a witness did not cosign."""


@dataclass(slots=True)
class _Party:
    """A witness, and how it was found to be."""

    line: WitnessLine
    known: int = 0
    failures: int = 0
    trouble: str = ""
    rests_until_s: float = 0.0
    task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Tell whether it is being asked."""
        return self.task is not None and not self.task.done()


@dataclass(slots=True)
class _Target:
    """A checkpoint on its way to a quorum."""

    note: bytes
    text: bytes
    head: Checkpoint
    begun_s: float
    number: int
    lines: dict[str, Signature] = field(default_factory=dict)
    met: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Gatherer:
    """Gathers for one log; `now_s` is Unix time in seconds."""

    policy: Policy
    log: LogSource
    ask: Ask
    watch: Watch
    now_s: Callable[[], float]
    round_s: float = ROUND_S
    _parties: list[_Party] = field(default_factory=list)
    _target: _Target | None = None
    _met_s: float = 0.0
    _warned_s: float = 0.0
    _trouble: str = ""
    _kept: int = 0
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self._parties = [_Party(one) for one in self.policy.witnesses.values() if one.url]
        self._met_s = self.now_s()

    async def run(self) -> None:
        """Gather for ever. Cancelled, it leaves no request behind."""
        try:
            while True:
                await self._safely()
                await asyncio.sleep(self.round_s if self._fresh() else 0.05)
        finally:
            for party in self._parties:
                if party.task is not None:
                    party.task.cancel()

    async def _safely(self) -> None:
        """Do a round; where the log itself cannot be read, say so and rest."""
        try:
            await self.round()
        except (OSError, PosthouseError) as error:
            told = getattr(error, "message", "") or type(error).__name__
            if told != self._trouble:
                LOG.error("the log cannot be shown to witnesses", extra={"cause": told})
            self._trouble = told
            self._warn()
            await asyncio.sleep(self.round_s)

    async def round(self) -> None:
        """Show the newest checkpoint to whoever can be asked; wait for a quorum, but not long."""
        target = await self._newest()
        if target is None:  # nothing to cosign yet
            self._met_s = self.now_s()
            self.watch.gathered(self._met_s)
            return
        asked = [self._start(party, target) for party in self._parties if self._due(party, target)]
        waiting = {asyncio.ensure_future(target.met.wait()), *asked}
        until_s = asyncio.get_running_loop().time() + self.round_s
        while not target.met.is_set() and any(not one.done() for one in asked):
            left_s = until_s - asyncio.get_running_loop().time()
            if left_s <= 0:
                break
            await asyncio.wait(waiting, timeout=left_s, return_when=asyncio.FIRST_COMPLETED)
            waiting = {one for one in waiting if not one.done()}
        for one in waiting - set(asked):
            one.cancel()
        if not target.met.is_set() and all(one.done() for one in asked):
            await asyncio.sleep(self.round_s / 4)
        self._warn()

    async def _newest(self) -> _Target | None:
        """Return the checkpoint to gather for: a new one, or the same once more where it is old."""
        note = await asyncio.to_thread(self.log.checkpoint)
        if note is None:
            return None
        target, now_s = self._target, self.now_s()
        text = parse_note(note).text
        if target is None or target.text != text or now_s - target.begun_s > REFRESH_S:
            number = target.number + 1 if target else 1
            target = self._target = _Target(note, text, parse_checkpoint(text), now_s, number)
        return target

    def _fresh(self) -> bool:
        return self._target is None or self._target.met.is_set()

    def _due(self, party: _Party, target: _Target) -> bool:
        resting = self.now_s() < party.rests_until_s
        return not (party.busy or resting or party.line.name in target.lines)

    def _start(self, party: _Party, target: _Target) -> asyncio.Task[None]:
        party.task = asyncio.create_task(self._one(party, target), name=party.line.name)
        return party.task

    async def _one(self, party: _Party, target: _Target) -> None:
        """Ask one witness for one checkpoint; whatever it does ends here."""
        try:
            async with asyncio.timeout(ASK_S):
                signature = await self._cosigned(party, target)
        except WitnessFailed as error:
            self._failed(party, error.kind, error)
        except UpstreamFault as error:
            self._failed(party, error.kind.value, error)
        except (TimeoutError, OSError, PosthouseError, ValueError) as error:
            self._failed(party, "timeout" if isinstance(error, TimeoutError) else "other", error)
        else:
            party.failures, party.trouble = 0, ""
            await self._take(party, target, signature)

    async def _cosigned(self, party: _Party, target: _Target) -> Signature:
        for _ in range(CATCH_UPS):
            body = await asyncio.to_thread(self._body, party.known, target)
            status, kind, told = await self.ask(party.line, body)
            size = behind(status, kind, told, target.head)
            if size is None:
                signature = cosignature_in(status, told, target.text, party.line)
                party.known = target.head.size
                return signature
            party.known = size
        raise WitnessFailed("behind", "expected a witness to take what follows its size")

    def _body(self, old: int, target: _Target) -> bytes:
        old = min(old, target.head.size)
        return add_checkpoint(
            old, target.head, target.note, TileNodes(target.head.size, self._tile)
        )

    def _tile(self, tile: Tile) -> bytes:
        data = self.log.tile(tile)
        if data is None:
            raise VerificationFailed(f"expected {tile.path} of the log, found none")
        return data

    async def _take(self, party: _Party, target: _Target, signature: Signature) -> None:
        """Add a cosignature; keep the checkpoint where they are enough."""
        target.lines[party.line.name] = signature
        if not self.policy.met(set(target.lines)):
            return
        async with self._writing:
            if target.number < self._kept:
                return  # too late: a newer checkpoint is kept
            note = cosigned_note(target.note, self.policy, target.lines)
            try:
                await asyncio.to_thread(self.log.keep, note)
            except OSError as error:
                LOG.error("cosignatures cannot be kept", extra={"kind": type(error).__name__})
                return
            self._kept = target.number
        self._met_s = self.now_s()
        self.watch.gathered(self._met_s)
        target.met.set()

    def _failed(self, party: _Party, kind: str, error: Exception) -> None:
        party.failures += 1
        party.rests_until_s = self.now_s() + min(MOST_REST_S, 0.5 * 2 ** min(party.failures, 10))
        told = getattr(error, "message", "") or type(error).__name__
        if party.trouble != kind:
            hint = getattr(error, "hint", "")
            extra = {"witness": party.line.name, "kind": kind, "cause": told, "hint": hint}
            LOG.warning("a witness did not cosign", extra=extra)
        party.trouble = kind
        self.watch.failed(party.line.name, kind)

    def _warn(self) -> None:
        """Say once a minute that the quorum is old, and what to do."""
        now_s = self.now_s()
        if now_s - self._met_s <= OLD_S or now_s - self._warned_s < OLD_S:
            return
        self._warned_s = now_s
        troubles = [f"{p.line.name}: {p.trouble}" for p in self._parties if p.trouble]
        LOG.warning(
            "no witness quorum for more than a minute",
            extra={
                "age_s": int(now_s - self._met_s),
                "witnesses": "; ".join(troubles) or "no answer yet",
                "hint": "see that enough witnesses of ledger.witness_policy run, can be reached,"
                " and know this log's vkey (/ledger/vkey)",
            },
        )
