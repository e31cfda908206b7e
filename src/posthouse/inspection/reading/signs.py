"""What single commands do that can be told from their program and arguments, looked up in tables.

The rows stand in `signtable` (Unix) and `wintable` (Windows); they are compiled at first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from posthouse.inspection.facts import Fact, Kind

_LONGEST = 4_000
_Table = dict[str, list[tuple["Sign", re.Pattern[str]]]]


@dataclass(frozen=True, slots=True)
class Sign:
    """One row: what a program with such arguments does."""

    kind: Kind
    programs: str
    pattern: str
    detail: str = ""
    anchors: tuple[str, ...] = ()
    """Small letters of which some stand in every match; a row of any program has them."""


@cache
def _table() -> _Table:
    from posthouse.inspection.reading import signtable, wintable

    table: _Table = {"": []}
    for sign in (*signtable.ROWS, *wintable.ROWS):
        compiled = re.compile(sign.pattern)
        for program in sign.programs.split() or [""]:
            table.setdefault(program, []).append((sign, compiled))
    return table


def signs(program: str, words: tuple[str, ...]) -> Iterator[Fact]:
    """Yield what a command does by the tables."""
    joined = " ".join(words[1:])[:_LONGEST]
    table = _table()
    name = program if program in table else program.lower().removesuffix(".exe")
    for sign, pattern in table.get(name, ()) if name else ():
        match = pattern.search(joined)
        if match:
            yield _fact(sign, match, joined)
    whole = f"{program} {joined}"
    plain = whole.lower()
    for sign, pattern in table[""]:
        anchored = any(anchor in plain for anchor in sign.anchors)
        match = pattern.search(whole) if anchored else None
        if match:
            yield _fact(sign, match, joined)


def _fact(sign: Sign, match: re.Match[str], joined: str) -> Fact:
    named = match.re.groupindex
    what = next((match[group] for group in named if match[group]), "") if named else joined
    return Fact(sign.kind, what.strip("\"' "), sign.detail)
