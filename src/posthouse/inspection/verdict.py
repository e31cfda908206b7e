"""What inspection says of a tool call."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What is done with what was inspected."""

    PASS = "pass"
    DEFUSE = "defuse"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict: `rule` names the check, `notice` is what the client reads in place of a call.

    `rule` is empty where there is nothing to say; a passed call may still carry a rule to record.
    """

    action: Action
    rule: str = ""
    notice: str = ""
    doubtful: bool = False
    """Whether somebody should be asked. Until a station can ask, such a call passes, noted."""


PASSED = Verdict(Action.PASS)
