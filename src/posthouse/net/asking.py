"""One audit over the network, from plan to evidence; the command line and the station use it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec

from posthouse import __version__
from posthouse.audit.cells import Cell
from posthouse.audit.evidence import EVIDENCE, Evidence, LibraryRow, ReferenceFile
from posthouse.audit.probes import probes
from posthouse.audit.probes.probe import DIFFERS
from posthouse.audit.probes.probes import STANDARD, Conversation
from posthouse.audit.speech.ask import Ask, Told
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.model.dialect import Dialect
from posthouse.net.questions import Patience, Target, ask_all

BEFORE_PROBES = 40
"""So many draws come before the probes: two of every usual cell, up to a planned look."""

Progress = Callable[[int, int], None]
"""Takes how many questions were asked and how many of them have no answer."""


def planned(
    model: str,
    source: str,
    dialect: Dialect,
    reference: ReferenceFile,
    rows: tuple[LibraryRow, ...],
) -> Evidence:
    """Return the evidence of an audit before its first question, with a fresh seed."""
    import numpy as np

    now = int(time.time())
    return Evidence(
        EVIDENCE, __version__, np.__version__, model, source, dialect, now, now,
        secrets.token_hex(16), 0.01, 1.0, 80, 60, "", reference, rows, (), STANDARD, (), {},
    )  # fmt: skip


def question(cell: Cell, max_tokens: int) -> Ask:
    """Return the question of a cell, with the reference's limit where it has none of its own."""
    limit = cell.max_tokens or max_tokens
    return Ask(cell.name, cell.prompt, max_tokens=limit, temperature=cell.temperature)


class Gathering:
    """The asking of one audit: until the plan ends, an alarm, or the channel fails."""

    def __init__(self, plan: Evidence, progress: Progress) -> None:
        from posthouse.audit.judging import Going

        self._plan = plan
        self._progress = progress
        self._going = Going(plan)
        self._cells = {cell.name for cell in plan.reference.cells}
        self._draws: list[Told] = []
        speech = SPEECHES[plan.dialect]
        self._probing = Conversation(plan.seed, plan.probes, speech)

    async def run(self, target: Target, patience: Patience) -> Evidence:
        """Ask; return the evidence."""
        stopped = await ask_all(target, self._questions(), patience, self._take)
        return self.evidence(stopped)

    def _questions(self) -> Iterator[Ask]:
        """Give some prompts, then the probes, then the other prompts, as long as they are wanted.

        So whatever an audit can find is found early, be it by draws or by a probe; and a channel of
        which nothing speaks against it is asked no more.
        """
        from posthouse.audit.judging import asked

        plan = self._plan
        order = asked(plan)
        yield from self._prompts(order[:BEFORE_PROBES])
        if plan.probes:
            yield from self._probing.audit(plan.reference.probes)
            if self._probed():
                return
        if not self._going.calm:
            yield from self._prompts(order[BEFORE_PROBES:])

    def _prompts(self, names: Sequence[str]) -> Iterator[Ask]:
        reference = self._plan.reference
        cells = {cell.name: cell for cell in reference.cells}
        for name in names:
            if self._going.done:
                return
            yield question(cells[name], reference.max_tokens)

    def _probed(self) -> bool:
        """Tell whether a probe found the channel inconsistent."""
        plan = self._plan
        found = probes.findings(plan.probes, self._probing.figures(), plan.reference.probes)
        return any(one.word == DIFFERS for one in found)

    def evidence(self, stopped: str) -> Evidence:
        """Return the evidence with what came so far."""
        return msgspec.structs.replace(
            self._plan,
            draws=tuple(self._draws),
            told=tuple(self._probing.told),
            stopped=stopped,
            ended_s=int(time.time()),
        )

    def _take(self, told: Told) -> tuple[bool | None, bool]:
        if told.name not in self._cells:
            self._probing.told.append(told)
            return bool(told.status) and told.status < 500, True
        self._draws.append(msgspec.structs.replace(told, headers={}))
        answered = self._going.take(told)
        self._progress(len(self._draws), self._going.missing.total())
        return answered, True
