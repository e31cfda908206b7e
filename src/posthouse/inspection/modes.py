"""What is done about what inspection found: the one place where a verdict becomes a deed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from posthouse.inspection.verdict import Action, Verdict


class Mode(StrEnum):
    """How a key's answers are inspected.

    observe: everything passes and is recorded. ask: what would be blocked is held until somebody
    decides. enforce: it is blocked.
    """

    OBSERVE = "observe"
    ASK = "ask"
    ENFORCE = "enforce"


class Word(Enum):
    """What a second witness says of a call."""

    AGREES = "agrees"
    DIFFERS = "differs"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Witnessing:
    """How risky calls are confirmed on a second channel (decision 0036).

    `calls`: "risky", or "doubtful" for those alone that the gate doubts. `channels`: which may be
    asked, in order; none: routing chooses. `a_day`: questions of one key within a UTC day.
    `silent`: ask, block, or as the gate says, where no answer comes.
    """

    calls: str = "risky"
    channels: tuple[str, ...] = ()
    timeout_s: float = 30.0
    a_day: int = 200
    silent: str = "ask"

    def told(self) -> str:
        """Return it in words, for a policy's digest."""
        named = ",".join(self.channels)
        return f"{self.calls} {named} {self.timeout_s:g} {self.a_day} {self.silent}"


@dataclass(frozen=True, slots=True)
class Modes:
    """What holds for one key.

    `doubtful`: ask, block or pass a call that may be honest. `text`: defuse hostile text, or stop
    the answer there. `wait_s`: how long a held call waits before it is blocked. `witness`: how
    risky calls are confirmed, None where they are not.
    """

    mode: Mode = Mode.ENFORCE
    doubtful: str = "block"
    text: str = "defuse"
    wait_s: int = 120
    witness: Witnessing | None = None

    def confirms(self, verdict: Verdict) -> bool:
        """Tell whether a second witness is asked: never about what is blocked anyway."""
        if self.witness is None or not verdict.risky:
            return False
        if verdict.action is Action.BLOCK:
            return self.mode is Mode.ASK
        return verdict.doubtful or self.witness.calls == "risky"

    def witnessed(self, verdict: Verdict, word: Word) -> Action:
        """Return what is done with a call after the witness's word.

        A witness clears doubt; a rule that blocks stands whatever he says.
        """
        if self.mode is Mode.OBSERVE:
            return Action.PASS
        if word is Word.DIFFERS:
            return Action.BLOCK
        silent = self.witness.silent if self.witness is not None else "gate"
        if word is Word.SILENT and silent != "gate":
            return Action.ASK if silent == "ask" else Action.BLOCK
        if word is Word.AGREES and verdict.action is not Action.BLOCK:
            return Action.PASS
        return self.deed(verdict)

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
