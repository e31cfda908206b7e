"""One audit over the network, from plan to evidence; the command line and the station use it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

import msgspec

from posthouse import __version__
from posthouse.audit.evidence import EVIDENCE, Evidence, LibraryRow, ReferenceFile
from posthouse.audit.probes.probes import PROBES, Conversation
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
        secrets.token_hex(16), 0.01, 1.0, 120, 60, "", reference, rows, (), tuple(PROBES), (), {},
    )  # fmt: skip


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
        prompts = {cell.name: cell.prompt for cell in plan.reference.cells}
        limit = plan.reference.max_tokens
        questions = [Ask(name, prompts[name], max_tokens=limit) for name in asked(plan)]
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

    def _take(self, draw: Told) -> tuple[bool, bool]:
        self._draws.append(msgspec.structs.replace(draw, headers={}))
        why = self._going.take(draw)
        self._progress(len(self._draws), self._going.missing.total())
        return why is None, not self._going.done and len(self._draws) < self._plan.most

    def _take_probe(self, one: Told) -> tuple[bool, bool]:
        self._probing.told.append(one)
        return bool(one.status) and one.status < 500, True
