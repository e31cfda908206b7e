"""Operators and their roles. A project's owner rules over roles in that project, no further."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from posthouse.console.accounts import ENROLMENT_S, enrolment, grant, new_operator
from posthouse.console.pages.account import RoleShown
from posthouse.console.parts import Parts
from posthouse.console.route import Done, Nothing, Route, does, shows
from posthouse.console.visitor import Visitor, unknown
from posthouse.model.operator import STATION, Action, Operator, Role
from posthouse.policy.roles import TABLE, Reach

Word = Annotated[str, Meta(max_length=64)]


class OperatorShown(Struct, frozen=True):
    """An account with its roles in the visitor's projects."""

    id: str
    name: str
    state: str
    roles: tuple[RoleShown, ...]
    factors: tuple[str, ...]
    created_at: int
    last_login_at: int | None


class Permission(Struct, frozen=True):
    """One row of the table of roles."""

    action: str
    roles: tuple[str, ...]


class Operators(Struct, frozen=True):
    """The accounts, and what each role may do."""

    operators: tuple[OperatorShown, ...]
    may_make: bool
    may_grant: tuple[str, ...]
    roles: tuple[str, ...]
    table: tuple[Permission, ...]


class OperatorNamed(Struct, frozen=True, forbid_unknown_fields=True):
    """An account by its id."""

    id: Word


class NewOperator(Struct, frozen=True, forbid_unknown_fields=True):
    """A new account with its first role."""

    name: Word
    role: Word
    project: Word = STATION


class RoleAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A role to be given or taken away."""

    id: Word
    role: Word
    project: Word = STATION


class Invitation(Struct, frozen=True):
    """An enrolment code, shown this once."""

    name: str
    code: str
    link: str
    hours: int


def listed(parts: Parts, who: Visitor, asked: Nothing) -> Operators:
    """List the accounts that have a role in the visitor's projects."""
    seen, changes = who.reach(Action.OPERATORS_SEE), who.reach(Action.OPERATORS_CHANGE)
    every = parts.accounts.every(who.now_s)
    grantable = (STATION, *parts.projects) if changes.whole else sorted(changes.projects)
    return Operators(
        operators=tuple(_shown(each, seen) for each in every if _known(each, seen)),
        may_make=changes.whole,
        may_grant=tuple(grantable),
        roles=tuple(role.value for role in Role),
        table=tuple(
            Permission(action.value, tuple(r.value for r in Role if r in roles))
            for action, roles in TABLE.items()
        ),
    )


def make(parts: Parts, who: Visitor, asked: NewOperator) -> Invitation:
    """Make an account; its enrolment code is shown this once."""
    who.require_station(Action.OPERATORS_CHANGE)
    given = grant(asked.role, asked.project, parts.projects)
    operator = new_operator(asked.name, (given,), who.now_s)
    code, kept = enrolment(parts.digests, who.now_s)
    parts.accounts.add(operator, kept, who.act)
    return _invitation(parts, operator, code)


def give(parts: Parts, who: Visitor, asked: RoleAsked) -> Done:
    """Give a role."""
    operator = _found(parts, who, asked.id)
    _require(who, asked.project)
    parts.accounts.grant(operator.id, grant(asked.role, asked.project, parts.projects), who.act)
    return Done(goto="/operators")


def withdraw(parts: Parts, who: Visitor, asked: RoleAsked) -> Done:
    """Take a role away."""
    operator = _found(parts, who, asked.id)
    _require(who, asked.project)
    held = {each.project for each in operator.grants}
    given = grant(asked.role, asked.project, {*parts.projects, *held})
    parts.accounts.withdraw(operator.id, given, who.act)
    return Done(goto="/operators")


def disable(parts: Parts, who: Visitor, asked: OperatorNamed) -> Done:
    """Lock an account out at once."""
    operator = _found(parts, who, asked.id)
    who.require_station(Action.OPERATORS_CHANGE)
    parts.accounts.disable(operator.id, who.act)
    return Done(goto="/operators")


def reset(parts: Parts, who: Visitor, asked: OperatorNamed) -> Invitation:
    """Forget all that proves an account; a new enrolment code is shown this once."""
    operator = _found(parts, who, asked.id)
    who.require_station(Action.OPERATORS_CHANGE)
    code, kept = enrolment(parts.digests, who.now_s)
    parts.accounts.invite(operator.id, kept, who.act)
    return _invitation(parts, operator, code)


def _found(parts: Parts, who: Visitor, operator_id: str) -> Operator:
    operator = parts.accounts.find(operator_id, who.now_s)
    if operator is None or not _known(operator, who.reach(Action.OPERATORS_SEE)):
        raise unknown()
    return operator


def _known(operator: Operator, seen: Reach) -> bool:
    return seen.whole or any(grant.project in seen.projects for grant in operator.grants)


def _require(who: Visitor, project: str) -> None:
    if project == STATION:
        who.require_station(Action.OPERATORS_CHANGE)
    elif project not in who.reach(Action.OPERATORS_CHANGE):
        raise unknown()


def _invitation(parts: Parts, operator: Operator, code: str) -> Invitation:
    link = f"{parts.origin}/enrol#{code}"
    return Invitation(operator.name, code, link, ENROLMENT_S // 3600)


def _shown(operator: Operator, seen: Reach) -> OperatorShown:
    return OperatorShown(
        id=operator.id,
        name=operator.name,
        state=operator.state.value,
        roles=tuple(
            RoleShown(g.project, g.role.value, g.until)
            for g in operator.grants
            if seen.whole or g.project in seen.projects
        ),
        factors=operator.factors,
        created_at=operator.created_at,
        last_login_at=operator.last_login_at,
    )


_SEES, _CHANGES = Action.OPERATORS_SEE, Action.OPERATORS_CHANGE

ROUTES: tuple[Route, ...] = (
    shows("/operators", listed, Nothing, Operators, action=_SEES, template="operators.html"),
    does("/operators", make, NewOperator, Invitation, action=_CHANGES, template="invitation.html"),
    does("/operators/{id}/give", give, RoleAsked, Nothing, action=_CHANGES),
    does("/operators/{id}/withdraw", withdraw, RoleAsked, Nothing, action=_CHANGES),
    does("/operators/{id}/disable", disable, OperatorNamed, Nothing, action=_CHANGES),
    does("/operators/{id}/reset", reset, OperatorNamed, Invitation, action=_CHANGES,
         template="invitation.html"),
)  # fmt: skip
