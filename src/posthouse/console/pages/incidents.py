"""Incidents: what inspection stopped, defused or held; held calls are approved or denied here."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from posthouse.console.parts import Parts
from posthouse.console.route import Done, Nothing, Route, does, shows
from posthouse.console.visitor import Visitor, unknown
from posthouse.model.errors import Conflict
from posthouse.model.incident import Incident, State
from posthouse.model.operator import Action

MOST = 200

Ident = Annotated[str, Meta(max_length=64)]


class IncidentShown(Struct, frozen=True):
    """One incident; `evidence` is masked, times are Unix microseconds."""

    id: str
    at_us: int
    what: str
    state: str
    where: str
    rules: tuple[str, ...]
    evidence: str
    channel: str
    model: str
    key: str
    project: str
    receipt: str
    until_us: int
    actor: str
    may_decide: bool


class Incidents(Struct, frozen=True):
    """The newest incidents in the visitor's projects, newest first; those that wait come first."""

    waiting: tuple[IncidentShown, ...]
    incidents: tuple[IncidentShown, ...]


class IncidentNamed(Struct, frozen=True, forbid_unknown_fields=True):
    """An incident by its id."""

    id: Ident


def listed(parts: Parts, who: Visitor, asked: Nothing) -> Incidents:
    """List the newest incidents."""
    seen = who.reach(Action.INCIDENTS_SEE)

    def told(found: list[Incident]) -> tuple[IncidentShown, ...]:
        return tuple(_shown(who, one) for one in found if one.project in seen)

    waiting = list(parts.incidents.newest(MOST, State.WAITING))
    others = [one for one in parts.incidents.newest(MOST) if one.state is not State.WAITING]
    return Incidents(told(waiting), told(others))


def approve(parts: Parts, who: Visitor, asked: IncidentNamed) -> Done:
    """Let a held call go out as it came."""
    return _decide(parts, who, asked.id, State.APPROVED)


def deny(parts: Parts, who: Visitor, asked: IncidentNamed) -> Done:
    """Block a held call; its client reads why."""
    return _decide(parts, who, asked.id, State.DENIED)


def _decide(parts: Parts, who: Visitor, ident: str, state: State) -> Done:
    found = parts.incidents.find(ident)
    if found is None or found.project not in who.reach(Action.INCIDENTS_DECIDE):
        raise unknown()
    if not parts.incidents.decide(ident, state, who.operator.actor, int(who.now_s * 1e6)):
        raise Conflict(
            "this call does not wait any more",
            code="not_waiting",
            hint="somebody else decided, its time is over, or its client has gone",
        )
    return Done(goto="/incidents")


def _shown(who: Visitor, one: Incident) -> IncidentShown:
    waits = one.state is State.WAITING and who.now_s * 1e6 < one.until_us
    return IncidentShown(
        one.id, one.at_us, one.what, one.state.value, one.where, one.rules, one.evidence,
        one.channel, one.model, one.key, one.project, one.receipt, one.until_us, one.actor,
        waits and one.project in who.reach(Action.INCIDENTS_DECIDE),
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    shows("/incidents", listed, Nothing, Incidents, action=Action.INCIDENTS_SEE,
          template="incidents.html"),
    does("/incidents/{id}/approve", approve, IncidentNamed, Nothing,
         action=Action.INCIDENTS_DECIDE),
    does("/incidents/{id}/deny", deny, IncidentNamed, Nothing, action=Action.INCIDENTS_DECIDE),
)  # fmt: skip
