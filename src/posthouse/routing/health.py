"""Which channels are fit: consecutive faults of their own, cooling down, and trying again.

    fit --3 faults in a row--> cooling --cooldown over--> on trial --answer--> fit
                                  ^                          |
                                  +----- another fault ------+   (cooldown doubled, 5 s to 300 s)

On trial one request at a time is let through: `fit` says yes once in TRIAL_S. A client's error is
never a channel's fault. A 429 cools for as long as it says, at most a minute, and is no fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posthouse.model.errors import Fault

FAULTS = 3
COOLDOWN_S = 5.0
LONGEST_COOLDOWN_S = 300.0
TRIAL_S = 2.0
BUSY_S = 2.0
LONGEST_BUSY_S = 60.0


class Blame(Enum):
    """What an upstream's behaviour says about its channel."""

    NONE = "none"
    BUSY = "busy"
    OWN = "own"


# Ours to mend, not the client's: a credential that is refused or out of money.
_CREDENTIAL = frozenset({401, 402, 403})


def blame_status(status: int) -> Blame:
    """Return what an answer's status says about the channel."""
    if status == 429:
        return Blame.BUSY
    if status >= 500 or status in _CREDENTIAL:
        return Blame.OWN
    return Blame.NONE


def blame_fault(kind: Fault, status: int = 0) -> Blame:
    """Return what a fault says about the channel; STATUS is judged by its status."""
    return blame_status(status) if kind is Fault.STATUS else Blame.OWN


@dataclass(slots=True)
class State:
    """One channel's recent past; times on the caller's clock."""

    faults: int = 0
    cooldown_s: float = 0.0
    until_s: float = 0.0


class ChannelHealth:
    """Every channel's state, in memory of one worker."""

    __slots__ = ("_states",)

    def __init__(self) -> None:
        self._states: dict[str, State] = {}

    def fit(self, channel: str, now_s: float) -> bool:
        """Tell whether the channel may be tried now; on trial, one yes in TRIAL_S."""
        state = self._states.get(channel)
        if state is None or not state.until_s:
            return True
        if now_s < state.until_s:
            return False
        if state.cooldown_s:
            state.until_s = now_s + TRIAL_S
        return True

    def worked(self, channel: str) -> None:
        """Note an answer: all is forgotten."""
        self._states.pop(channel, None)

    def failed(self, channel: str, now_s: float) -> None:
        """Note a fault that was the channel's own."""
        state = self._states.setdefault(channel, State())
        state.faults += 1
        if state.faults >= FAULTS:
            state.cooldown_s = min(max(state.cooldown_s * 2, COOLDOWN_S), LONGEST_COOLDOWN_S)
            state.until_s = max(state.until_s, now_s + state.cooldown_s)

    def busy(self, channel: str, now_s: float, retry_after_s: float = 0.0) -> None:
        """Note a 429: cool briefly, as long as it asks, without counting a fault."""
        state = self._states.setdefault(channel, State())
        wait_s = min(retry_after_s or BUSY_S, LONGEST_BUSY_S)
        state.until_s = max(state.until_s, now_s + wait_s)
