"""What is examined together: a part with what stands around it, a table a few hundred rows a time.

Rows are told by the heading of their column, so the first row stands above each window of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from posthouse.dataset.kind import Kind
from posthouse.model.finding import Finding
from posthouse.wire.decoding import ASCII, UTF8

TABLES = (Kind.CSV, Kind.TSV)
ROWS = 400
"""Rows below one heading; detectors of columns look at 500."""

_ROWS = re.compile(rf"(?:[^\n]*\n){{{ROWS}}}|[\s\S]+")
_QUOTED = re.compile(r'"[^"]*+"')
_BLANKS = {0x0A: " ", 0x0D: " "}
_LOST = "\ufffd"
_MANY = 8
"""Characters lost at which a context is not UTF-8: one cut at its ends loses a few."""


@dataclass(frozen=True, slots=True)
class Window:
    """A text to examine; its characters from `low` on are the part's from `start` to `end`."""

    text: str
    low: int
    start: int
    end: int

    def own(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """Yield what of the findings lies in the part, by the part's own offsets."""
        high = self.low + self.end - self.start
        if self.low == self.start == 0 and high == len(self.text):
            yield from found
            return
        shift = self.start - self.low
        for one in found:
            start, end = max(one.start, self.low), min(one.end, high)
            if start < end:
                yield Finding(
                    start + shift, end + shift, one.label, one.rule, one.depth, one.confidence
                )


def near(data: bytes, codec: str) -> str:
    """Decode what stands around a part, whatever it is: it is read, never written."""
    if codec != ASCII:
        return data.decode(codec, "replace")
    text = data.decode(UTF8, "replace")
    return data.decode("gb18030", "replace") if text.count(_LOST) > _MANY else text


def table(text: str, head: str) -> list[Window]:
    """Return windows over a table's rows, each below `head`, or below the text's own first row."""
    windows: list[Window] = []
    for start, end in _stretches(text):
        above = head if start or head else ""
        windows.append(Window(above + _flat(text[start:end]), len(above), start, end))
        if not head:
            head = text[: _first_row(text)]
    return windows


def _flat(rows: str) -> str:
    """Put blanks in the place of line ends inside quoted cells, so that a row is a line.

    Blocks of keys keep theirs: their lines are what they are known by.
    """
    return _QUOTED.sub(_on_one_line, rows) if '"' in rows else rows


def _on_one_line(match: re.Match[str]) -> str:
    cell = match.group()
    return cell if "-----BEGIN" in cell else cell.translate(_BLANKS)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of some rows at a time; line ends inside quoted cells divide nothing."""
    start = quotes = 0
    quoted = '"' in text
    for match in _ROWS.finditer(text):
        quotes += text.count('"', *match.span()) if quoted else 0
        if quotes % 2 == 0:
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _first_row(text: str) -> int:
    """Return where the first row ends."""
    end = text.find("\n") + 1
    while end and text.count('"', 0, end) % 2:
        end = text.find("\n", end) + 1
    return end
