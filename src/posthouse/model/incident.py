"""Incidents: what inspection stopped, defused or held in one answer, for people to look at.

Nothing here holds content: evidence is a call's arguments with everything masked but the names of
programs, options and hosts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How an incident stands: told, or waiting for somebody's word and what came of it."""

    OPEN = "open"
    WAITING = "waiting"
    APPROVED = "approved"
    DENIED = "denied"
    EXPIRED = "expired"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. `what`: blocked, held, defused or observed; `where`: a tool call or channel.

    `channel` and `model`: where the answer came from. `until_us`: when a held call is given up.
    `actor` and `decided_us`: who decided and when. Times are Unix microseconds.
    """

    id: str
    at_us: int
    receipt: str
    key: str
    project: str
    channel: str
    model: str
    what: str
    where: str
    rules: tuple[str, ...]
    evidence: str = ""
    state: State = State.OPEN
    until_us: int = 0
    actor: str = ""
    decided_us: int = 0
