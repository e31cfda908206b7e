"""What is done about what inspection found: the one place where a verdict becomes a deed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posthouse.inspection.verdict import Action, Verdict


class Mode(StrEnum):
    """How a key's answers are inspected.

    observe: everything passes and is recorded. ask: what would be blocked is held until somebody
    decides. enforce: it is blocked.
    """

    OBSERVE = "observe"
    ASK = "ask"
    ENFORCE = "enforce"


@dataclass(frozen=True, slots=True)
class Modes:
    """What holds for one key.

    `doubtful`: ask, block or pass a call that may be honest. `text`: defuse hostile text, or stop
    the answer there. `wait_s`: how long a held call waits before it is blocked.
    """

    mode: Mode = Mode.ENFORCE
    doubtful: str = "block"
    text: str = "defuse"
    wait_s: int = 120

    def deed(self, verdict: Verdict) -> Action:
        """Return what is done with a call: pass, ask or block."""
        if self.mode is Mode.OBSERVE:
            return Action.PASS
        if verdict.action is Action.BLOCK:
            return Action.ASK if self.mode is Mode.ASK else Action.BLOCK
        if not verdict.doubtful:
            return Action.PASS
        if self.mode is Mode.ASK:
            return Action.ASK
        return {"ask": Action.ASK, "block": Action.BLOCK}.get(self.doubtful, Action.PASS)


USUAL = Modes()
