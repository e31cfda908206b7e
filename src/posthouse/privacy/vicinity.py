"""What stands together with a value: its line, and the lines of a configuration around it.

A line that ends in a backslash goes on. Lines around count where they and the value's own line are
assignments (`KEY=…`, `"key": …`): a paragraph of prose around a value says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

AROUND = 2
LONGEST = 2000
"""Signs of a line on either side of a value that are looked at."""

_ASSIGNS = re.compile(r"[\s\"'-]{0,40}(?:export\s+|set\s+|const\s+|let\s+)?[\w.\"'-]{1,80}\s*[:=]")
_LINE_END = re.compile(r"(?<!\\)\n")
_NO_FIGURES = re.compile(r"[^\n\d]*")


def line_end(text: str, start: int) -> int:
    """Return where the line of a place ends; -1 where the text does not say so yet."""
    match = _LINE_END.search(text, start)
    return match.start() if match else -1


def line_start(text: str, place: int) -> int:
    """Return where the line of a place begins."""
    at = place
    while (at := text.rfind("\n", 0, at)) > 0 and text[at - 1] == "\\":
        pass
    return at + 1


def since_figure(before: str) -> str:
    """Return what of a text stands in its last line behind the last figure."""
    behind = _NO_FIGURES.match(before[::-1])
    return before[len(before) - behind.end() :] if behind is not None else ""


def lines_with(text: str, value: str) -> Iterator[str]:
    """Yield for each place of a value what stands together with it."""
    start = text.find(value)
    while start >= 0:
        yield _together(text, start, start + len(value))
        start = text.find(value, start + len(value))


def _together(text: str, start: int, end: int) -> str:
    first, last = line_start(text, start), line_end(text, end)
    last = len(text) if last < 0 else last
    own = text[max(first, start - LONGEST) : min(last, end + LONGEST)]
    if not _ASSIGNS.match(text[first:last]):
        return own
    before = _assignments(reversed(text[max(0, first - LONGEST) : first].split("\n")[:-1]))
    after = _assignments(iter(text[last + 1 : last + 1 + LONGEST].split("\n")))
    return "\n".join([*reversed(before), own, *after])


def _assignments(lines: Iterator[str]) -> list[str]:
    """Return the next lines as long as they assign."""
    found: list[str] = []
    for line in lines:
        if len(found) == AROUND or not _ASSIGNS.match(line):
            break
        found.append(line)
    return found
