"""What inspection says of a tool call."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from posthouse.inspection.facts import Fact


class Action(StrEnum):
    """What is done with what was inspected."""

    PASS = "pass"
    ASK = "ask"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict: `rule` names the check, `notice` is what the client reads in place of a call.

    `incident` is the id of the incident that it opened. `rule` is
    empty where there is nothing to say; a passed call may still carry a rule to record.
    """

    action: Action
    rule: str = ""
    notice: str = ""
    incident: str = ""
    doubtful: bool = False
    """Whether the call may well be honest: what is done then is for the modes to say."""
    risky: tuple[Fact, ...] = field(default=(), compare=False)
    """What of the call a second witness would have to confirm."""
    unconfirmed: bool = False
    """Whether the call waits for that; `action` is what the gate alone says then."""

    @property
    def passes(self) -> bool:
        """Whether the call goes on at once."""
        return self.action is Action.PASS and not self.unconfirmed


PASSED = Verdict(Action.PASS)
