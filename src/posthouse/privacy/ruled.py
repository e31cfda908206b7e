"""Tables whose columns a ruler tells: groups of dashes or equals signs below the headings.

So print sqlplus, sqlcmd, db2, PowerShell's Format-Table, and reStructuredText. One blank divides
columns there, which may stand in a cell too: a line is cut where the ruler has its blanks, unless
two blanks divide as many cells, or it has no blanks there and as many words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from posthouse.privacy.rules import Span

_RULER = re.compile(r"[ \t]*(?:-{2,}(?: +-{2,}){1,47}|={2,}(?: +={2,}){1,47})[ \t\r]*")
_GROUP = re.compile(r"[-=]+")
_APART = re.compile(r"[^ ]+(?: [^ ]+)*")
"""A cell that two blanks divide from the next."""
_WORD = re.compile(r"[^ ]+")


def ruler(line: str) -> list[Span]:
    """Return where the groups of a ruler stand; nothing where the line is none."""
    if _RULER.fullmatch(line) is None:
        return []
    return [group.span() for group in _GROUP.finditer(line)]


def cells(line: str, groups: Sequence[Span]) -> list[Span]:
    """Return where the cells of a line stand, one for each group; nothing where it has others."""
    line = line.rstrip()
    found = _spans(_APART, line)
    if len(found) == len(groups):
        return found
    found, words = _by_width(line, groups), _spans(_WORD, line)
    narrow = all(begin == end for begin, end in found[1:])  # ends where the second would begin
    return words if narrow and len(words) == len(groups) else found


def _spans(apart: re.Pattern[str], line: str) -> list[Span]:
    return [cell.span() for cell in apart.finditer(line)]


def _by_width(line: str, groups: Sequence[Span]) -> list[Span]:
    """Cut a line where the ruler has blanks, if it has blanks there itself."""
    # Where each column of the screen is in the line: what East Asia writes fills two.
    places = [at for at, sign in enumerate(line) for _ in range(1 + _is_wide(sign))]
    spans: list[Span] = []
    starts = [start for start, _ in groups]
    for start, following in pairwise([0, *starts[1:], len(places)]):
        if 0 < start <= len(places) and line[places[start - 1]] != " ":
            return []
        begin, end = ([*places, len(line)][min(at, len(places))] for at in (start, following))
        inner = line[begin:end].strip()
        begin += line[begin:end].find(inner) if inner else 0
        spans.append((begin, begin + len(inner)))
    return spans


def _is_wide(sign: str) -> bool:
    return sign > "\u10ff" and east_asian_width(sign) in "WF"
