"""What a derived key is narrowed to, as JSON inside its link; what is not known is refused.

exp, nbf    Unix seconds: from when it ends, from when it begins
models channels jurisdictions endpoints tools addresses    lists of text, never empty
class       public, internal, personal or credential: the highest
budget      micro-dollars that may be spent in all by it and by all that is derived from it
label       a name for receipts and metrics, at most 64 letters
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from posthouse.model.errors import Unauthorized
from posthouse.model.scope import ANYTHING, ENDPOINTS, DataClass, Scope, network
from posthouse.vault.virtualkey import malformed

MOST_NAMES = 64
LATEST = 2**40

_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_CLASSES = {one.name.lower(): one for one in DataClass}


@dataclass(frozen=True, slots=True)
class Caveats:
    """One narrowing. `expires_at` and `not_before` 0 and `budget` None say nothing."""

    scope: Scope = ANYTHING
    expires_at: int = 0
    not_before: int = 0
    budget: int | None = None
    label: str = ""


def written_caveats(caveats: Caveats) -> bytes:
    """Return the JSON of a narrowing; only what it says is in it."""
    scope = caveats.scope
    told: dict[str, object] = {
        "exp": caveats.expires_at,
        "nbf": caveats.not_before,
        "models": list(scope.models),
        "channels": list(scope.channels),
        "jurisdictions": list(scope.jurisdictions),
        "endpoints": list(scope.endpoints),
        "tools": list(scope.tools),
        "addresses": [str(one) for one in scope.networks],
        "label": caveats.label,
    }
    told = {name: value for name, value in told.items() if value}
    if scope.highest is not None:
        told["class"] = scope.highest.name.lower()
    if caveats.budget is not None:
        told["budget"] = caveats.budget
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


def read_caveats(text: bytes) -> Caveats:
    """Return the narrowing of a link. Raises Unauthorized (key_malformed), whatever is wrong."""
    try:
        told = json.loads(text.decode(), object_pairs_hook=_members, parse_constant=_no)
        if not isinstance(told, dict) or not set(told) <= set(_READ):
            raise malformed()
        read = {name: _READ[name](value) for name, value in told.items()}
        return _caveats(read)
    except (ValueError, RecursionError, TypeError):
        raise malformed() from None


def _caveats(read: dict[str, Any]) -> Caveats:
    return Caveats(
        Scope(
            models=read.get("models", ()),
            channels=read.get("channels", ()),
            jurisdictions=read.get("jurisdictions", ()),
            endpoints=read.get("endpoints", ()),
            tools=read.get("tools", ()),
            networks=tuple(network(one) for one in read.get("addresses", ())),
            highest=read.get("class"),
        ),
        read.get("exp", 0),
        read.get("nbf", 0),
        read.get("budget"),
        read.get("label", ""),
    )


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise malformed()
    return found


def _no(_: str) -> Unauthorized:
    raise malformed()


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_NAMES:
        raise malformed()
    if not all(isinstance(one, str) and one and one.isprintable() for one in value):
        raise malformed()
    return tuple(value)


def _endpoints(value: object) -> tuple[str, ...]:
    names = _names(value)
    if not set(names) <= ENDPOINTS:
        raise malformed()
    return names


def _count(value: object) -> int:
    if value.__class__ is not int or not 0 <= int(str(value)) < LATEST:
        raise malformed()
    return int(str(value))


def _moment(value: object) -> int:
    if not (moment := _count(value)):
        raise malformed()
    return moment


def _class(value: object) -> DataClass:
    if not isinstance(value, str) or value not in _CLASSES:
        raise malformed()
    return _CLASSES[value]


def _label(value: object) -> str:
    if not isinstance(value, str) or not _LABEL.fullmatch(value):
        raise malformed()
    return value


_READ: dict[str, Callable[[object], object]] = {
    "exp": _moment,
    "nbf": _moment,
    "models": _names,
    "channels": _names,
    "jurisdictions": _names,
    "endpoints": _endpoints,
    "tools": _names,
    "addresses": _names,
    "class": _class,
    "budget": _count,
    "label": _label,
}
