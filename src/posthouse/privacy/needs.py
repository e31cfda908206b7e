"""What must stand in a text for a trigger to fire: two digits side by side, or more than ASCII.

It is read from the expression itself, never told by a rule: a lane whose triggers all need the same
is run over those stretches of a long text alone in which it stands (excerpts.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from importlib import import_module
from typing import Any, NamedTuple

WIDTH = 96
"""Bytes that the longest match of a trigger has which is said to need something."""
_RE: Any = import_module("re._parser")  # what reads expressions for `re`
_CODES: Any = import_module("re._constants")
_DIGITS = frozenset(range(ord("0"), ord("9") + 1))
_WIDE = frozenset(range(0x80, 0x100))
_NAMED = {
    _CODES.CATEGORY_DIGIT: _DIGITS,
    _CODES.CATEGORY_SPACE: frozenset(b" \t\n\r\f\v"),
}
_ANY = frozenset(range(0x100))


class Need(StrEnum):
    """What a match of a trigger always holds."""

    NOTHING = ""
    DIGITS = "digits"
    WIDE = "wide"


class _Told(NamedTuple):
    """Of all that an expression matches: whether it always holds two signs of a kind side by side,
    begins with one, ends with one, holds one at all.
    """

    pair: bool
    begins: bool
    ends: bool
    one: bool


_NOTHING = _Told(pair=False, begins=False, ends=False, one=False)


def need(expression: bytes) -> Need:
    """Return what every match of an expression holds, where none is longer than WIDTH."""
    read = _RE.parse(expression)
    if read.getwidth()[1] > WIDTH:
        return Need.NOTHING
    if _sequence(read, _WIDE).one:
        return Need.WIDE
    return Need.DIGITS if _sequence(read, _DIGITS).pair else Need.NOTHING


def _sequence(items: Any, kind: frozenset[int]) -> _Told:
    """Tell of what stands one after the other."""
    told: _Told | None = None
    for operation, argument in items:
        if operation is _CODES.AT:  # a place, no sign
            continue
        new = _item(operation, argument, kind)
        told = new if told is None else _beside(told, new)
    return told or _NOTHING


def _beside(told: _Told, new: _Told) -> _Told:
    return _Told(
        pair=told.pair or new.pair or (told.ends and new.begins),
        begins=told.begins,
        ends=new.ends,
        one=told.one or new.one,
    )


def _item(operation: Any, argument: Any, kind: frozenset[int]) -> _Told:
    if operation is _CODES.LITERAL:
        return _sign(fits=argument in kind)
    if operation is _CODES.IN:
        return _sign(fits=_members(argument) <= kind)
    if operation is _CODES.SUBPATTERN:
        return _sequence(argument[3], kind)
    if operation is _CODES.BRANCH:
        return _Told(*map(all, zip(*[_sequence(one, kind) for one in argument[1]], strict=True)))
    if operation in (_CODES.MAX_REPEAT, _CODES.MIN_REPEAT) and argument[0]:
        told = _sequence(argument[2], kind)
        return told._replace(pair=told.pair or (argument[0] > 1 and told.ends and told.begins))
    return _NOTHING


def _sign(*, fits: bool) -> _Told:
    return _Told(pair=False, begins=fits, ends=fits, one=fits)


def _members(items: Sequence[Any]) -> frozenset[int]:
    """Return the bytes of a class; all where it is not known what one stands for."""
    found: frozenset[int] = frozenset()
    negated = False
    for operation, argument in items:
        if operation is _CODES.NEGATE:
            negated = True
        elif operation is _CODES.LITERAL:
            found |= {argument}
        elif operation is _CODES.RANGE:
            found |= frozenset(range(argument[0], argument[1] + 1))
        else:
            known = _NAMED.get(argument)
            if known is None:
                return _ANY
            found |= known
    return _ANY - found if negated else found
