"""Who runs a station: an operator's account, and the roles it has in projects (tenants).

A role is had in one project or, under `STATION`, in all of them and in what belongs to none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

STATION = "*"
"""Stands where a grant holds for the whole station."""


class Role(Enum):
    """What an operator is; policy/roles.py says what each may do."""

    OWNER = "owner"
    OPERATOR = "operator"
    AUDITOR = "auditor"
    DEVELOPER = "developer"
    VIEWER = "viewer"


class Action(Enum):
    """What somebody may want to do with a station, beside relaying through it."""

    OVERVIEW_SEE = "overview.see"
    KEYS_SEE = "keys.see"
    KEYS_CHANGE = "keys.change"
    RECEIPTS_READ = "receipts.read"
    LEDGER_SEE = "ledger.see"
    EVENTS_SEE = "events.see"
    CHANNELS_SEE = "channels.see"
    CREDENTIALS_SEE = "credentials.see"
    SWITCHES_SEE = "switches.see"
    SWITCHES_CHANGE = "switches.change"
    ANOMALIES_SEE = "anomalies.see"
    INCIDENTS_SEE = "incidents.see"
    INCIDENTS_DECIDE = "incidents.decide"
    TEXTS_EXPLAIN = "texts.explain"
    TERMS_CHANGE = "terms.change"
    OPERATORS_SEE = "operators.see"
    OPERATORS_CHANGE = "operators.change"
    BREAKGLASS_SEE = "breakglass.see"
    BREAKGLASS_REQUEST = "breakglass.request"
    BREAKGLASS_APPROVE = "breakglass.approve"


class OperatorState(Enum):
    """Where an account is in its life: invited has no way to log in yet."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in one project, or in the whole station. `until` is Unix seconds; None: for good."""

    project: str
    role: Role
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Operator:
    """An account. Times are Unix seconds; `factors` names what proves it beside a password."""

    id: str
    name: str
    state: OperatorState
    grants: tuple[Grant, ...]
    created_at: int
    last_login_at: int | None = None
    factors: tuple[str, ...] = ()

    @property
    def actor(self) -> str:
        """Return how entries of the ledger name this account."""
        return f"operator:{self.name}"
