"""Which role may do what: the one table, and the one question that everything else asks.

Roles in a project reach that project alone; what belongs to no project (channels, credentials,
accounts) asks for a role in the station. What is not in the table is not allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from posthouse.model.operator import STATION, Action, Grant, Role

_ALL = frozenset(Role)
_OWNER, _RUNS = frozenset({Role.OWNER}), frozenset({Role.OWNER, Role.OPERATOR})
_CHECKS = _RUNS | {Role.AUDITOR}
_BUILDS = _RUNS | {Role.DEVELOPER}

TABLE: Mapping[Action, frozenset[Role]] = {
    Action.OVERVIEW_SEE: _ALL,
    Action.KEYS_SEE: _ALL,
    Action.KEYS_CHANGE: _BUILDS,
    Action.RECEIPTS_READ: _CHECKS | {Role.DEVELOPER},
    Action.LEDGER_SEE: _ALL,
    Action.EVENTS_SEE: _CHECKS,
    Action.CHANNELS_SEE: _ALL,
    Action.CREDENTIALS_SEE: _CHECKS,
    Action.SWITCHES_SEE: _CHECKS,
    Action.SWITCHES_CHANGE: _RUNS,
    Action.ANOMALIES_SEE: _CHECKS,
    Action.INCIDENTS_SEE: _CHECKS,
    Action.INCIDENTS_DECIDE: _RUNS,
    Action.TEXTS_EXPLAIN: _CHECKS | {Role.DEVELOPER},
    Action.TERMS_CHANGE: _RUNS,
    Action.OPERATORS_SEE: _CHECKS,
    Action.OPERATORS_CHANGE: _OWNER,
    Action.BREAKGLASS_SEE: _CHECKS,
    Action.BREAKGLASS_REQUEST: _RUNS,
    Action.BREAKGLASS_APPROVE: _RUNS,
}

BORROWED = frozenset(Role) - _OWNER
"""What break-glass may lend: never the role that makes accounts."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The projects in which somebody may do something: some, or with `whole` every one."""

    whole: bool
    projects: frozenset[str]

    def __contains__(self, project: object) -> bool:
        return self.whole or project in self.projects

    def __bool__(self) -> bool:
        return self.whole or bool(self.projects)

    @property
    def names(self) -> frozenset[str] | None:
        """Return the projects by name, None where no name is left out."""
        return None if self.whole else self.projects


def reach(grants: Iterable[Grant], action: Action, now_s: float) -> Reach:
    """Return in which projects grants allow an action now."""
    able = TABLE[action]
    held = {g.project for g in grants if g.role in able and (g.until is None or now_s < g.until)}
    return Reach(STATION in held, frozenset(held - {STATION}))
