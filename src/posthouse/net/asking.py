"""One audit over the network, from plan to evidence; the command line and the station use it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

import msgspec

from posthouse import __version__
from posthouse.audit.cells import Cell
from posthouse.audit.evidence import EVIDENCE, Evidence, LibraryRow, ReferenceFile
from posthouse.audit.probes.probes import STANDARD, Conversation
from posthouse.audit.speech.ask import Ask, Told
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.model.dialect import Dialect
from posthouse.net.questions import Patience, Target, ask_all

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
        secrets.token_hex(16), 0.01, 1.0, 120, 60, "", reference, rows, (), STANDARD, (), {},
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
        self._draws: list[Told] = []
        speech = SPEECHES[plan.dialect]
        self._probing = Conversation(plan.seed, plan.probes, speech)

    async def run(self, target: Target, patience: Patience) -> Evidence:
        """Ask the prompts, then the probes; return the evidence."""
        from posthouse.audit.judging import asked

        plan = self._plan
        cells = {cell.name: cell for cell in plan.reference.cells}
        limit = plan.reference.max_tokens
        questions = [question(cells[name], limit) for name in asked(plan)]
        stopped = await ask_all(target, questions, patience, self._take)
        if plan.probes and not stopped:
            probing = self._probing.audit(plan.reference.probes)
            stopped = await ask_all(target, probing, patience, self._take_probe)
        return self.evidence(stopped)

    def evidence(self, stopped: str) -> Evidence:
        """Return the evidence with what came so far."""
        return msgspec.structs.replace(
            self._plan,
            draws=tuple(self._draws),
            told=tuple(self._probing.told),
            stopped=stopped,
            ended_s=int(time.time()),
        )

    def _take(self, draw: Told) -> tuple[bool | None, bool]:
        self._draws.append(msgspec.structs.replace(draw, headers={}))
        answered = self._going.take(draw)
        self._progress(len(self._draws), self._going.missing.total())
        return answered, not self._going.done and len(self._draws) < self._plan.most

    def _take_probe(self, one: Told) -> tuple[bool, bool]:
        self._probing.told.append(one)
        return bool(one.status) and one.status < 500, True
