"""Kill switches: what is switched off or slowed now; set and cleared with a reason."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from posthouse.console.parts import Parts
from posthouse.console.route import Done, Nothing, Route, does, shows
from posthouse.console.visitor import Visitor, unknown
from posthouse.model.errors import BadRequest
from posthouse.model.operator import Action
from posthouse.model.switch import Mode, Reach, Switch

Name = Annotated[str, Meta(max_length=64)]


class SwitchShown(Struct, frozen=True):
    """A switch that is set; `name` is empty where it reaches all."""

    reach: str
    name: str
    mode: str
    reason: str
    actor: str
    at_us: int
    may_clear: bool


class Switches(Struct, frozen=True):
    """Every switch that is set, and what the visitor may switch."""

    switches: tuple[SwitchShown, ...]
    reaches: tuple[str, ...]
    projects: tuple[str, ...]


class SwitchAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """What to switch off, or to slow (keys alone), and why: the reason is told in the ledger."""

    reach: Name
    reason: Annotated[str, Meta(min_length=3, max_length=200)]
    name: Name = ""
    mode: Name = Mode.OFF.value


class SwitchNamed(Struct, frozen=True, forbid_unknown_fields=True):
    """A switch by what it reaches."""

    reach: Name
    name: Name = ""


def listed(parts: Parts, who: Visitor, asked: Nothing) -> Switches:
    """List the switches that are set in the visitor's projects."""
    changes = who.reach(Action.SWITCHES_CHANGE)
    found = tuple(
        SwitchShown(
            s.reach.value, s.name, s.mode.value, s.reason, s.actor, s.at_us,
            _within(parts, who, Action.SWITCHES_CHANGE, s.reach, s.name),
        )
        for s in parts.switches.every()
        if _within(parts, who, Action.SWITCHES_SEE, s.reach, s.name)
    )  # fmt: skip
    own = (Reach.KEY, Reach.PROJECT)
    reaches = tuple(Reach) if changes.whole else own if changes else ()
    projects = tuple(name for name in parts.projects if name in changes)
    return Switches(found, tuple(reach.value for reach in reaches), projects)


def set_(parts: Parts, who: Visitor, asked: SwitchAsked) -> Done:
    """Set a switch: it reaches every worker within a second, running answers break off."""
    reach, mode = _reach(asked.reach), _mode(asked.mode)
    name = "" if reach is Reach.ALL else asked.name.strip()
    if (not name and reach is not Reach.ALL) or (mode is Mode.SLOW and reach is not Reach.KEY):
        raise BadRequest(
            "expected a name for what is not all, and only keys to be slowed, found another",
            code="bad_form",
            hint="name a key's id, a channel or a project",
        )
    _require(parts, who, reach, name)
    told = Switch(reach, name, asked.reason, who.operator.actor, int(who.now_s * 1e6), mode)
    parts.switches.set(told)
    return Done(goto="/switches")


def clear(parts: Parts, who: Visitor, asked: SwitchNamed) -> Done:
    """Clear a switch."""
    reach = _reach(asked.reach)
    _require(parts, who, reach, asked.name)
    if not parts.switches.clear(reach, asked.name, who.operator.actor, int(who.now_s * 1e6)):
        raise unknown()
    return Done(goto="/switches")


def _require(parts: Parts, who: Visitor, reach: Reach, name: str) -> None:
    """Go on where the visitor rules over what the switch reaches. Raises NotFound, Forbidden."""
    if reach in (Reach.ALL, Reach.CHANNEL):
        who.require_station(Action.SWITCHES_CHANGE)
        known = reach is Reach.ALL or name in {c.name for c in parts.settings().channel}
    else:
        known = _within(parts, who, Action.SWITCHES_CHANGE, reach, name)
    if not known:
        raise unknown()


def _within(parts: Parts, who: Visitor, action: Action, reach: Reach, name: str) -> bool:
    """Tell whether the visitor may do it to what a switch reaches."""
    able = who.reach(action)
    if able.whole:
        return reach is not Reach.KEY or parts.keys.find(name) is not None
    if reach is Reach.PROJECT:
        return name in able
    key = parts.keys.find(name) if reach is Reach.KEY else None
    return key is not None and key.project in able


def _reach(text: str) -> Reach:
    if text not in {each.value for each in Reach}:
        raise BadRequest("expected key, channel, project or all, found another", code="bad_form")
    return Reach(text)


def _mode(text: str) -> Mode:
    if text not in {each.value for each in Mode}:
        raise BadRequest("expected off or slow, found another", code="bad_form")
    return Mode(text)


ROUTES: tuple[Route, ...] = (
    shows("/switches", listed, Nothing, Switches, action=Action.SWITCHES_SEE,
          template="switches.html"),
    does("/switches", set_, SwitchAsked, Nothing, action=Action.SWITCHES_CHANGE),
    does("/switches/clear", clear, SwitchNamed, Nothing, action=Action.SWITCHES_CHANGE),
)  # fmt: skip
