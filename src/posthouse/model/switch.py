"""Kill switches: a key, a channel, a project or all of the station, off or slowed, at once.

A switch is set by an operator or by the station itself (an anomaly), holds until an operator
clears it, and reaches every worker within a second. What is off ends: new requests are refused,
running ones break off with a refusal in their dialect and a receipt. What is slowed goes on at
limits.slowed_requests_per_minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from posthouse.model.errors import Forbidden, Refusal, Unavailable

_HINT = "ask the operator, who sees why with `posthouse switch list`"


CHANNEL_OFF = "channel_switched_off"


class Reach(Enum):
    """What a switch is about."""

    KEY = "key"
    CHANNEL = "channel"
    PROJECT = "project"
    ALL = "all"

    __hash__ = object.__hash__


class Mode(Enum):
    """What a switch does."""

    OFF = "off"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch that is set; `name` is empty where it reaches all. Only keys can be slowed."""

    reach: Reach
    name: str
    reason: str
    actor: str
    at_us: int
    mode: Mode = Mode.OFF


class Switches:
    """All switches that are set, as one immutable part of the facts."""

    __slots__ = ("_off", "_slow", "none")

    def __init__(self, every: Iterable[Switch] = ()) -> None:
        found = list(every)
        self._off: Mapping[tuple[Reach, str], Switch] = MappingProxyType(
            {(one.reach, one.name): one for one in found if one.mode is Mode.OFF}
        )
        self._slow = frozenset(one.name for one in found if one.mode is Mode.SLOW)
        self.none = not self._off

    def refusal(self, key: str, project: str) -> Refusal | None:
        """Return why a request of this key may not pass, or None."""
        if self.none:
            return None
        if (Reach.ALL, "") in self._off:
            return Unavailable(
                "the operator has switched the station off",
                code="station_switched_off",
                hint=_HINT,
                retry_after_s=60,
            )
        if (Reach.PROJECT, project) in self._off:
            return Forbidden(
                "the project of this key is switched off", code="project_switched_off", hint=_HINT
            )
        if (Reach.KEY, key) in self._off:
            return Forbidden("this key is switched off", code="key_switched_off", hint=_HINT)
        return None

    def channel_refusal(self, channel: str, *, others: bool = False) -> Refusal | None:
        """Return why nothing may go to a channel, or None; `others` where some are on."""
        if self.channel_on(channel):
            return None
        if others:
            return Unavailable(
                "the channel was switched off while it answered, so its answer was ended",
                code=CHANNEL_OFF,
                hint="send the request again: another channel answers; "
                "what the ended answer may have cost is on its receipt",
                retry_after_s=1,
            )
        return Unavailable(
            "every channel that could answer is switched off",
            code=CHANNEL_OFF,
            hint=_HINT,
            retry_after_s=60,
        )

    def channel_on(self, channel: str) -> bool:
        """Tell whether a channel may be called."""
        return self.none or (Reach.CHANNEL, channel) not in self._off

    def slowed(self, key: str) -> bool:
        """Tell whether a key is to go slowly."""
        return key in self._slow


NO_SWITCHES = Switches()
