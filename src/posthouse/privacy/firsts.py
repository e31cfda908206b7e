"""Patterns that pass over the places where nothing can begin that they match.

The engine of `re` passes over a character that no match begins with, if its compiler wrote down
with which one may. The compiler does so where an expression begins with a class, but not where it
begins with an assertion, as nearly all patterns do. What such an expression begins with is read
here from what `re` parsed, and written down in the same way: the block INFO in CPython's
Lib/re/_compiler.py. Where anything is not known, or `re` is of another make, it compiles as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from importlib import import_module
from typing import Any, NamedTuple

_PARSER: Any = import_module("re._parser")
_COMPILER: Any = import_module("re._compiler")
_IS: Any = import_module("re._constants")
_ENGINE: Any = import_module("_sre")
_KNOWN = frozenset((20220615, 20221023, 20230612))
"""What `re` calls the code that CPython 3.11, 3.12 and 3.13 understand."""
_WORTH = 100  # signs of ASCII, none wide beside them, above which nothing would be passed over

Ranges = tuple[tuple[int, int], ...]


class First(NamedTuple):
    """What a match may begin with: signs of ASCII as bits, others as ranges; if it may be empty."""

    signs: int
    wide: Ranges
    empty: bool


_ASCII, _LAST = 0x80, 0x10FFFF
_ALL = (1 << _ASCII) - 1
_CAPITALS = sum(1 << sign for sign in range(ord("A"), ord("Z") + 1))
_SMALL = _CAPITALS << 32
_DIGITS = sum(1 << sign for sign in b"0123456789")
_CATEGORIES: dict[Any, int] = {
    _IS.CATEGORY_DIGIT: _DIGITS,
    _IS.CATEGORY_SPACE: sum(1 << sign for sign in b" \t\n\r\f\v"),
    _IS.CATEGORY_WORD: _DIGITS | _CAPITALS | _SMALL | 1 << ord("_"),
}
_NOT_OF: dict[Any, Any] = {
    _IS.CATEGORY_NOT_DIGIT: _IS.CATEGORY_DIGIT,
    _IS.CATEGORY_NOT_SPACE: _IS.CATEGORY_SPACE,
    _IS.CATEGORY_NOT_WORD: _IS.CATEGORY_WORD,
}
_EVERY_WIDE: Ranges = ((_ASCII, _LAST),)
_ANY = First(_ALL, _EVERY_WIDE, empty=False)


class _UnknownError(Exception):
    """It is not known what this may begin with."""


def compiled(expression: str) -> re.Pattern[str]:
    """Compile an expression with re.ASCII; it matches what `re` lets it match."""
    if _IS.MAGIC not in _KNOWN:
        return re.compile(expression, re.ASCII)
    parsed = _PARSER.parse(expression, re.ASCII)
    code = _COMPILER._code(parsed, re.ASCII)  # noqa: SLF001  there is no other way in
    told = _told(parsed, code)
    names = parsed.state.groupdict
    groups: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        groups[number] = name
    flags = parsed.state.flags | re.ASCII
    pattern: re.Pattern[str] = _ENGINE.compile(
        expression, flags, told, len(groups) - 1, names, tuple(groups)
    )
    return pattern


def first(expression: str) -> First | None:
    """Return what a match of an expression may begin with, None where it is not known."""
    return _first_of(_PARSER.parse(expression, re.ASCII))


def _told(parsed: Any, code: list[int]) -> list[int]:
    """Return the code of an expression with what it begins with, where that says something."""
    block, size, says, least, most = code[:5]
    found = None if block != _IS.INFO or says or size != 4 or not least else _first_of(parsed)
    if found is None or found.empty or (found.wide and found.signs.bit_count() > _WORTH):
        return code
    ranges = [*((sign, sign) for sign in range(_ASCII) if found.signs >> sign & 1), *found.wide]
    signs: list[int] = []
    members = _COMPILER._optimize_charset([(_IS.RANGE, one) for one in ranges])[0]  # noqa: SLF001
    _COMPILER._compile_charset(members, re.ASCII, signs)  # noqa: SLF001
    return [block, size + len(signs), _IS.SRE_INFO_CHARSET, least, most, *signs, *code[5:]]


def _first_of(parsed: Any) -> First | None:
    try:
        return _sequence(parsed, parsed.state.flags)
    except _UnknownError:
        return None


def _sequence(items: Iterable[tuple[Any, Any]], flags: int) -> First:
    """Return what stands one after the other begins with."""
    signs, wide, begun, ahead = 0, Ranges(), False, _ANY
    for operation, argument in items:
        if operation in (_IS.AT, _IS.ASSERT_NOT):
            continue
        if operation is _IS.ASSERT:
            if not begun and argument[0] > 0:
                ahead = _both(ahead, _sequence(argument[1], flags))
            continue
        one = _item(operation, argument, flags)
        signs, wide, begun = signs | one.signs, wide + one.wide, True
        if not one.empty:
            return _both(First(signs, wide, empty=False), ahead)
    return First(signs, wide, empty=True)


def _both(one: First, other: First) -> First:
    """Return at least what both begin with; what may be empty says nothing of what follows."""
    if other.empty:
        return one
    wide = other.wide if not other.wide or one.wide == _EVERY_WIDE else one.wide
    return First(one.signs & other.signs, wide, one.empty)


def _item(operation: Any, argument: Any, flags: int) -> First:
    if operation in (_IS.ANY, _IS.NOT_LITERAL):
        return _ANY
    if operation in (_IS.LITERAL, _IS.IN):
        one_sign = operation is _IS.LITERAL
        return _members([(operation, argument)] if one_sign else argument, flags)
    return _inner(operation, argument, flags)


def _inner(operation: Any, argument: Any, flags: int) -> First:
    """Return what something begins with that holds other expressions."""
    if operation is _IS.SUBPATTERN:
        _, added, taken, inner = argument
        if added & re.UNICODE:
            raise _UnknownError
        return _sequence(inner, (flags | added) & ~taken)
    if operation is _IS.ATOMIC_GROUP:
        return _sequence(argument, flags)
    if operation in (_IS.MAX_REPEAT, _IS.MIN_REPEAT, _IS.POSSESSIVE_REPEAT):
        one = _sequence(argument[2], flags)
        return one._replace(empty=one.empty or argument[0] == 0)
    if operation is _IS.BRANCH:
        return reduce(_any_of, (_sequence(one, flags) for one in argument[1]))
    raise _UnknownError


def _any_of(one: First, other: First) -> First:
    return First(one.signs | other.signs, one.wide + other.wide, one.empty or other.empty)


def _members(items: Sequence[tuple[Any, Any]], flags: int) -> First:
    """Return the signs of a class, in both cases where case counts not."""
    signs, wide, but = 0, Ranges(), False
    for operation, argument in items:
        if operation is _IS.NEGATE:
            but = True
            continue
        if operation is _IS.CATEGORY:
            some, others = _category(argument)
        else:
            low, high = argument if operation is _IS.RANGE else (argument, argument)
            some, others = _signs(low, high), _wide(low, high)
        signs, wide = signs | some, wide + others
    if flags & re.IGNORECASE:
        signs |= (signs & _CAPITALS) << 32 | (signs & _SMALL) >> 32
    if but:
        signs, wide = _ALL & ~signs, _EVERY_WIDE
    return First(signs, wide, empty=False)


def _category(name: Any) -> tuple[int, Ranges]:
    """Return what a class like \\d stands for, in ASCII."""
    if name in _CATEGORIES:
        return _CATEGORIES[name], ()
    if name in _NOT_OF:
        return _ALL & ~_CATEGORIES[_NOT_OF[name]], _EVERY_WIDE
    raise _UnknownError


def _wide(low: int, high: int) -> Ranges:
    return ((max(low, _ASCII), high),) if high >= _ASCII else ()


def _signs(low: int, high: int) -> int:
    return (1 << min(high + 1, _ASCII)) - (1 << min(low, _ASCII))
