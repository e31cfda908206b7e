"""Break-glass: a role for minutes, asked for by one person and approved by another.

It lends a role in one project or in the station, never the owner's, and nothing more: content is
not stored, so there is none to be had this way.
"""

from __future__ import annotations

import secrets
from typing import Annotated

from msgspec import Meta, Struct

from posthouse.console.accounts import grant
from posthouse.console.parts import Parts
from posthouse.console.route import Done, Nothing, Route, does, shows
from posthouse.console.visitor import Visitor, unknown
from posthouse.model.errors import BadRequest, Forbidden
from posthouse.model.operator import STATION, Action, Role
from posthouse.policy.roles import BORROWED, reach
from posthouse.store.breakglass import Glass

NEWEST = 50

Word = Annotated[str, Meta(max_length=64)]


class GlassShown(Struct, frozen=True):
    """One request; people by name, times in Unix seconds."""

    id: str
    project: str
    role: str
    minutes: int
    reason: str
    state: str
    requester: str
    requested_at: int
    approver: str
    ends_at: int | None
    may_approve: bool
    may_end: bool


class Glasses(Struct, frozen=True):
    """The newest requests, and what may be asked for."""

    requests: tuple[GlassShown, ...]
    projects: tuple[str, ...]
    roles: tuple[str, ...]
    most_minutes: int


class GlassAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for, for how long, and why: all of it is an entry of the ledger."""

    project: Word
    role: Word
    minutes: Annotated[int, Meta(ge=1, le=1440)]
    reason: Annotated[str, Meta(min_length=10, max_length=500)]


class GlassNamed(Struct, frozen=True, forbid_unknown_fields=True):
    """A request by its id."""

    id: Word


def listed(parts: Parts, who: Visitor, asked: Nothing) -> Glasses:
    """List the newest requests that concern the visitor."""
    found = [glass for glass in parts.breakglass.newest(NEWEST) if _concerns(who, glass)]
    return Glasses(
        requests=tuple(_shown(parts, who, glass) for glass in found),
        projects=(STATION, *parts.projects)
        if who.reach(Action.BREAKGLASS_REQUEST).whole
        else tuple(sorted(who.reach(Action.BREAKGLASS_REQUEST).projects)),
        roles=tuple(role.value for role in Role if role in BORROWED),
        most_minutes=parts.settings().console.breakglass_minutes,
    )


def request(parts: Parts, who: Visitor, asked: GlassAsked) -> Done:
    """Ask for a role; it gives nothing until another person approves it.

    Any project may be named, also one in which the visitor has no role: whether there is one of
    that name is told to its own approvers alone.
    """
    most = parts.settings().console.breakglass_minutes
    lent = grant(asked.role, STATION, ()).role
    if lent not in BORROWED or asked.minutes > most:
        raise BadRequest(
            f"expected a role below owner for at most {most} minutes, found another",
            code="bad_form",
            hint="console.breakglass_minutes sets the limit",
        )
    glass = Glass(
        id=secrets.token_hex(8),
        project=asked.project,
        role=lent,
        minutes=asked.minutes,
        reason=asked.reason,
        requester=who.operator.id,
        requested_at=int(who.now_s),
    )
    parts.breakglass.request(glass, who.act)
    return Done(goto="/breakglass")


def approve(parts: Parts, who: Visitor, asked: GlassNamed) -> Done:
    """Lend what was asked for; who asked for it cannot."""
    glass = _found(parts, who, asked.id)
    if not _rules(who, glass):
        raise Forbidden(
            "your own roles do not rule over this project",
            code="role_missing",
            hint="an owner or operator of the project or station approves it",
        )
    parts.breakglass.approve(glass.id, who.operator.id, who.act)
    return Done(goto="/breakglass")


def end(parts: Parts, who: Visitor, asked: GlassNamed) -> Done:
    """End what was lent, or refuse a request; who asked for it may do so too."""
    glass = _found(parts, who, asked.id)
    if not _rules(who, glass) and glass.requester != who.operator.id:
        raise unknown()
    parts.breakglass.end(glass.id, who.act, why="ended by hand")
    return Done(goto="/breakglass")


def _found(parts: Parts, who: Visitor, glass_id: str) -> Glass:
    glass = parts.breakglass.find(glass_id)
    if glass is None or not _concerns(who, glass):
        raise unknown()
    return glass


def _concerns(who: Visitor, glass: Glass) -> bool:
    seen = who.reach(Action.BREAKGLASS_SEE)
    return glass.requester == who.operator.id or seen.whole or glass.project in seen.projects


def _rules(who: Visitor, glass: Glass) -> bool:
    """Tell whether the visitor may approve: by a role of their own, not by a lent one."""
    own = [held for held in who.operator.grants if held.until is None]
    found = reach(own, Action.BREAKGLASS_APPROVE, who.now_s)
    return found.whole or (glass.project != STATION and glass.project in found.projects)


def _shown(parts: Parts, who: Visitor, glass: Glass) -> GlassShown:
    mine = glass.requester == who.operator.id
    waits, rules = glass.state.value == "requested", _rules(who, glass)
    return GlassShown(
        id=glass.id,
        project=glass.project,
        role=glass.role.value,
        minutes=glass.minutes,
        reason=glass.reason,
        state=glass.state.value,
        requester=_name(parts, who, glass.requester),
        requested_at=glass.requested_at,
        approver=_name(parts, who, glass.approver or ""),
        ends_at=glass.ends_at,
        may_approve=waits and rules and not mine,
        may_end=glass.state.value != "ended" and (rules or mine),
    )


def _name(parts: Parts, who: Visitor, operator_id: str) -> str:
    operator = parts.accounts.find(operator_id, who.now_s) if operator_id else None
    return operator.name if operator else ""


ROUTES: tuple[Route, ...] = (
    shows("/breakglass", listed, Nothing, Glasses, action=Action.BREAKGLASS_SEE,
          template="breakglass.html"),
    does("/breakglass", request, GlassAsked, Nothing, action=Action.BREAKGLASS_REQUEST),
    does("/breakglass/{id}/approve", approve, GlassNamed, Nothing,
         action=Action.BREAKGLASS_APPROVE),
    does("/breakglass/{id}/end", end, GlassNamed, Nothing, action=Action.BREAKGLASS_SEE),
)  # fmt: skip
