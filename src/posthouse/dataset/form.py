"""Keeps the form of structured files: what may be replaced where in JSON and in tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from posthouse.dataset.kind import Kind
from posthouse.model.finding import Finding

Fitted = tuple[Finding, bool]

_STRING = re.compile(r'"(?>(?:[^"\\]|\\.)*)"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_SCALAR = re.compile(r'[^\s,:{}\[\]"]+')
_CONSTANTS = frozenset(("true", "false", "null"))
_CELLS = {Kind.CSV: re.compile(r'[^,"\r\n]++'), Kind.TSV: re.compile(r'[^\t"\r\n]++')}


def fitted(text: str, found: Sequence[Finding], kind: Kind) -> list[Fitted]:
    """Return findings that can be replaced in a file of this kind, each with whether its token
    needs quotes of its own.
    """
    if kind in (Kind.JSON, Kind.JSONL):
        return list(_in_json(text, found))
    if kind in _CELLS:
        return [(one, False) for f in found for one in _in_cells(text, f, _CELLS[kind])]
    return [(f, False) for f in found]


def _in_cells(text: str, finding: Finding, cell: re.Pattern[str]) -> Iterable[Finding]:
    """Divide a finding that holds separators or quotes into what stands between them.

    A separator inside a quoted cell divides too: its parts are masked one by one.
    """
    if cell.fullmatch(text, finding.start, finding.end) is not None:
        return (finding,)
    pieces = [m.span() for m in cell.finditer(text, finding.start, finding.end)]
    return [
        replace(finding, start=start, end=end) for start, end in pieces if text[start:end].strip()
    ]


def _in_json(text: str, found: Sequence[Finding]) -> Iterator[Fitted]:
    """Divide findings at the ends of strings; numbers and what is around them become strings."""
    strings, plainly = _Strings(text), _Plainly(text)
    done = 0
    for finding in found:
        inside = plainly.inside(finding.start, finding.end)
        for one, quoted in ((finding, False),) if inside else _pieces(text, finding, strings):
            if one.start >= done:
                yield one, quoted
                done = one.end


def _pieces(text: str, finding: Finding, strings: _Strings) -> Iterator[Fitted]:
    """Yield what of a finding lies in strings, and whole numbers that it touches outside of them.

    What is neither, in a file that is not quite JSON, is replaced as it stands: nothing is kept
    for the sake of a form that is broken already.
    """
    for start, end, is_string in strings.runs(finding.start, finding.end):
        if is_string:
            if start < end:
                yield replace(finding, start=start, end=end), False
            continue
        for scalar in _SCALAR.finditer(text, _first(text, start)):
            if scalar.start() >= end:
                break
            if _NUMBER.fullmatch(scalar.group()):
                yield replace(finding, start=scalar.start(), end=scalar.end(), depth=0), True
            elif scalar.group() not in _CONSTANTS:
                low, high = max(scalar.start(), start), min(scalar.end(), end)
                yield replace(finding, start=low, end=high), False


def _first(text: str, start: int) -> int:
    """Return where the scalar begins that holds a place."""
    while start > 0 and _SCALAR.match(text[start - 1]):
        start -= 1
    return start


class _Plainly:
    """Whether what is asked about, one place after the other, lies in one string without escapes.

    As a rule it does: the quotes since the last place are counted, and nothing else is read.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open = False
        self._escaped = 0

    def inside(self, start: int, end: int) -> bool:
        """Tell so; False where it takes a closer look."""
        text = self._text
        if start < self._escaped or start < self._at:
            return False
        if line := text.rfind("\n", self._at, start) + 1:
            self._at, self._open = line, False
        if text.find("\\", self._at, end) >= 0:
            stop = text.find("\n", end)
            self._escaped = stop if stop >= 0 else len(text)
            return False
        self._open ^= text.count('"', self._at, start) % 2 == 1
        self._at = start
        if not self._open:
            return False
        close = text.find('"', start)
        return close >= end and text.find("\n", start, close) < 0


class _Strings:
    """Where the strings of a JSON text stand; found line by line, as far as they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._line = (0, 0)

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Yield (start, end, is_string) of a stretch, the quotes themselves left out."""
        self._read(start, end)
        at = start
        index = max(bisect_right(self._starts, start) - 1, 0)
        for low, high in zip(self._starts[index:], self._ends[index:], strict=True):
            if low >= end:
                break
            if high < at:
                continue
            if at < low - 1:
                yield at, low - 1, False
            yield max(at, low), min(high, end), True
            at = high + 1
        if at < end:
            yield at, end, False

    def _read(self, start: int, end: int) -> None:
        """Find the strings of the lines around a stretch: no JSON string holds a line end."""
        low = self._text.rfind("\n", 0, start) + 1
        high = self._text.find("\n", end)
        high = len(self._text) if high < 0 else high
        if self._line[0] <= low and high <= self._line[1]:
            return
        self._line = (low, high)
        matches = [(m.start() + 1, m.end() - 1) for m in _STRING.finditer(self._text, low, high)]
        self._starts = [one for one, _ in matches]
        self._ends = [two for _, two in matches]
