"""Block typing: which stretches of a text are prose, comment, literal, data, code, log and so on.

First what announces itself is cut out (fences, numbered files, diffs, COPY blocks, tracebacks);
what lies between is typed by a sample of its lines (blocktypes.py), as a whole or, where it is
mixed, by paragraphs and then by lines; last, code and data are read for comments, literals and
values (lexing.py). Segments cover the text exactly and in order. Whoever looks for names looks in
LOOKED_IN alone. The time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from posthouse.privacy.blocktypes import (
    LOG_HEAD,
    PROMPT,
    PROSE,
    Type,
    is_lock,
    language,
    line_type,
    sampled,
    spoken,
    typed,
)
from posthouse.privacy.escapes import Layer
from posthouse.privacy.lexing import Family, Kind, Segment, lexed, segment

LOOKED_IN = frozenset((Kind.PROSE, Kind.COMMENT, Kind.STRING, Kind.DATA))

_DEPTH = 3  # containers inside containers
_BY_LINES = 65_536  # characters of a mixed paragraph whose lines are judged one by one
_BIT = 512  # characters judged at once, for each such length, in a longer one
_NESTED = 64  # characters of a JSON value that may hold lines of its own

_NUMBER = r"[ ]{0,7}\d{1,6}(?:\t|→|[ ]?[│|] ?)"
_HEADER = (
    r"(?:diff |index [0-9a-f]|--- |\+\+\+ |@@|new file|deleted file|similarity|dissimilarity|"
    r"rename |copy |old mode|new mode|Binary |GIT binary|Index: |={9})"
)
_MARK = (
    r"(?:[ \t>]{0,8}(?:\d{1,3}[.)] |[-*] )?(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]{0,200})(?=\n)"
    rf"|(?P<number>{_NUMBER})"
    r"|(?P<diff>diff --git |@@ -\d|--- \S[^\n]{0,300}\n\+\+\+ \S)"
    r"|(?P<copy>COPY [^\n]{1,600} FROM stdin;)(?=\n)"
    r"|(?P<trace>Traceback \(most recent call last\):)(?=\n))"
)
_HERE, _LATER = re.compile(_MARK), re.compile("\n" + _MARK)
_NUMBERED = re.compile(rf"(?>(?:{_NUMBER}[^\n]*+\n?+)+)")
_NUMBERED_LINE = re.compile(rf"(?P<x>{_NUMBER})[^\n]*+\n?+")
_DIFFED = re.compile(rf"(?>(?:(?:{_HEADER}|[+\- \\])[^\n]*+\n?+|\r?\n(?=[+\- @]))+)")
_DIFF_HEADER = re.compile(rf"{_HEADER}[^\n]*+\n?+")
_DIFF_LINE = re.compile(r"(?P<x>[+\- \\]?)[^\n]*+\n?+")
_TRACED = re.compile(r"[^\n]*+\n(?>(?:[ \t]+[^\n]*+\n)*)[^\n]*+")
_COPIED = re.compile(r"\n\\\.(?=\s|\Z)")
_BLANK = re.compile(r"\n[ \t\r]*\n")
_INLINE = re.compile(r"`[^`\n]++`")
_HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_LOGGED = re.compile(
    rf"{LOG_HEAD}(?>(?:[ \t|]*+(?:\[[^\]\n]{{0,80}}\]|\([^)\n]{{0,60}}\)|(?:TRACE|DEBUG|INFO|"
    r"NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL)(?!\w)|[\w.$/-]{1,60}(?:\[\d+\])?:(?=\s)|"
    r"--?-?(?= )))*)(?P<m>[^\n]*+)"
)
_PROMPTED = re.compile(rf"(?:^|(?<=\n)){PROMPT}[^\n]*+\n?+")

Inside = Callable[["_Cutter", int], None]
Container = tuple[int, Inside]


def segments(text: str) -> list[Segment]:
    """Return segments that cover the text, in order; neighbours differ in kind."""
    one_line = "\n" not in text and text[:1] not in ("{", "[")
    return _joined(_cut(text, 0 if one_line else _DEPTH))


def _cut(text: str, depth: int, said: Type | None = None) -> list[Segment]:
    cutter = _Cutter(text)
    if said is None:
        cutter.cut(0, len(text), depth)
    else:
        cutter.read(0, len(text), said, depth)
    return cutter.found


def _joined(found: list[Segment]) -> list[Segment]:
    """Drop what is empty and join neighbours of one kind."""
    joined: list[Segment] = []
    before: Kind | None = None
    for one in found:
        start, end, kind = one
        if start == end:
            continue
        if kind is before:
            joined[-1] = segment(joined[-1].start, end, kind)
        else:
            joined.append(one)
            before = kind
    return joined


class _Cutter:
    """Cuts one text; what it found covers what it was given, in order."""

    __slots__ = ("found", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Segment] = []

    def put(self, start: int, end: int, kind: Kind) -> None:
        if start < end:
            self.found.append(segment(start, end, kind))

    def cut(self, start: int, end: int, depth: int) -> None:
        """Cut out what announces itself; type what lies between."""
        text, at = self.text, start
        mark = (_HERE.match(text, at, end) or _LATER.search(text, at, end)) if depth else None
        while mark is not None:
            begin = mark.start() + (mark.re is _LATER)
            stop, inside = _CONTAINERS[mark.lastgroup or ""](text, begin, end, mark)
            self.plain(at, begin, depth)
            inside(self, depth - 1)
            at = stop
            mark = _HERE.match(text, at, end) or _LATER.search(text, at, end)
        self.plain(at, end, depth)

    def within(self, lines: Sequence[re.Match[str]], mark: Kind, inner: list[Segment]) -> None:
        """Put what was found in lines without their marks where it stands with them."""
        below = [0, *accumulate(one.end() - one.end("x") for one in lines)]
        done = lines[0].start()
        for low, high, kind in inner:
            first = bisect_right(below, low) - 1
            last = bisect_left(below, high, first + 1) - 1
            for number in range(first, last + 1) if kind in LOOKED_IN else ():
                content = lines[number].end("x")
                begin = content + max(low - below[number], 0)
                self.put(done, begin, mark)
                done = content + min(high, below[number + 1]) - below[number]
                self.put(begin, done, kind)
            if kind not in LOOKED_IN:
                stop = lines[last].end("x") + high - below[last]
                self.put(done, stop, kind)
                done = stop
        self.put(done, lines[-1].end(), mark)

    def plain(self, start: int, end: int, depth: int) -> None:
        """Type a stretch without containers: as a whole if it is of one type, or by its parts."""
        if start >= end:
            return
        lines = sampled(self.text, start, end)
        whole = Type(Kind.LOCK) if is_lock(lines) else typed(lines)
        if whole is None:
            self.mixed(start, end, depth)
        elif whole.kind is Kind.CODE:
            first, last = _code_between(self.text, start, end)
            self.read(start, first, PROSE, depth)
            self.read(first, last, whole, depth)
            self.read(last, end, PROSE, depth)
        else:
            self.read(start, end, whole, depth)

    def mixed(self, start: int, end: int, depth: int) -> None:
        """Read the parts of a mixed stretch, neighbours of one type together."""
        begin, stop, before = start, start, PROSE
        for low, high, part in _parts(self.text, start, end):
            if part != before:
                self.read(begin, stop, before, depth)
                begin, before = low, part
            stop = high
        self.read(begin, stop, before, depth)

    def read(self, start: int, end: int, whole: Type, depth: int) -> None:
        """Read a stretch of one type."""
        kind, family = whole
        if start >= end:
            return
        if family is not None:
            base = Kind.CODE if kind is Kind.DATA else kind
            inner = lexed(self.text, start, end, family, base)
            self.found += _opened(self.text, inner, depth) if family is Family.JSON else inner
        elif kind is Kind.PROSE:
            self.prose(start, end)
        elif kind is Kind.DIFF:
            lines = _cut_lines(_DIFF_LINE, self.text, start, end)
            self.within(lines, Kind.DIFF, _cut(_content(lines), max(depth - 1, 0)))
        elif kind is Kind.LOG:
            self.log(start, end)
        elif kind is Kind.SHELL:
            self.session(start, end, depth)
        else:
            self.put(start, end, kind)

    def prose(self, start: int, end: int) -> None:
        """Prose is prose but for its inline code; that is prose too where it is Chinese."""
        for match in _INLINE.finditer(self.text, start, end):
            if _HAN.search(self.text, *match.span()) is None:
                self.put(start, match.start(), Kind.PROSE)
                self.put(*match.span(), Kind.CODE)
                start = match.end()
        self.put(start, end, Kind.PROSE)

    def log(self, start: int, end: int) -> None:
        """What the lines of a log say is prose; time, level and place are not."""
        text, at = self.text, start
        while at < end:
            match = _LOGGED.match(text, at, end)
            if match is not None:
                said = match.start("m")
                self.put(start, said, Kind.LOG)
                self.put(said, match.end(), Kind.PROSE)
                start = match.end()
            at = text.find("\n", at, end) + 1 or end
        self.put(start, end, Kind.LOG)

    def session(self, start: int, end: int, depth: int) -> None:
        """Commands of a session are shell; what they print is what it is."""
        at = start
        for match in _PROMPTED.finditer(self.text, start, end):
            self.printed(at, match.start(), depth)
            self.found += lexed(self.text, *match.span(), Family.HASH, Kind.SHELL)
            at = match.end()
        self.printed(at, end, depth)

    def printed(self, start: int, end: int, depth: int) -> None:
        if depth:
            self.cut(start, end, depth - 1)
        else:
            self.put(start, end, Kind.DATA)


def _fence(text: str, begin: int, end: int, mark: re.Match[str]) -> Container:
    """Take a Markdown fence up to its like, or to the end; its own lines are code."""
    closing = re.compile(rf"\n[ \t>]*{mark['fence']}[`~]*[ \t\r]*(?=\n|\Z)")
    close = closing.search(text, mark.end(), end)
    first = mark.end() + 1
    last, stop = (close.start() + 1, close.end()) if close is not None else (end, end)

    def inside(cutter: _Cutter, depth: int) -> None:
        cutter.put(begin, first, Kind.CODE)
        said = language(mark["info"])
        if first < last:
            if said is None:
                cutter.cut(first, last, depth)
            else:
                cutter.read(first, last, said, depth)
        cutter.put(max(first, last), stop, Kind.CODE)

    return stop, inside


def _number(text: str, begin: int, end: int, _: re.Match[str]) -> Container:
    """Take a file with its lines numbered, as tools hand it out."""
    run = _NUMBERED.match(text, begin, end)
    stop = run.end() if run is not None else end

    def inside(cutter: _Cutter, depth: int) -> None:
        lines = _cut_lines(_NUMBERED_LINE, text, begin, stop)
        cutter.within(lines, Kind.CODE, _cut(_content(lines), depth))

    return stop, inside


def _diff(text: str, begin: int, end: int, _: re.Match[str]) -> Container:
    """Take a unified diff: its headings, and the content of its hunks by what it is."""
    run = _DIFFED.match(text, begin, end)
    stop = run.end() if run is not None else end

    def inside(cutter: _Cutter, depth: int) -> None:
        body: list[re.Match[str]] = []
        said: Type | None = None
        for line in _DIFF_LINE.finditer(text, begin, stop):
            head = _DIFF_HEADER.match(text, line.start(), stop)
            if head is None:
                body += (line,) if line.start() < line.end() else ()
                continue
            _hunk(cutter, body, said, depth)
            body = []
            cutter.put(*head.span(), Kind.DIFF)
            if head.group().startswith(("+++", "diff --git")):
                said = language(head.group())
        _hunk(cutter, body, said, depth)

    return stop, inside


def _hunk(cutter: _Cutter, body: list[re.Match[str]], said: Type | None, depth: int) -> None:
    if body:
        cutter.within(body, Kind.DIFF, _cut(_content(body), depth, said))


def _copy(text: str, begin: int, end: int, mark: re.Match[str]) -> Container:
    """Take the rows of a COPY statement of PostgreSQL."""
    close = _COPIED.search(text, mark.end(), end)
    stop = close.end() if close is not None else end
    first = min(mark.end() + 1, stop)

    def inside(cutter: _Cutter, _: int) -> None:
        cutter.put(begin, first, Kind.CODE)
        cutter.put(first, stop, Kind.DATA)

    return stop, inside


def _trace(text: str, begin: int, end: int, _: re.Match[str]) -> Container:
    run = _TRACED.match(text, begin, end)
    stop = run.end() if run is not None else end
    return stop, lambda cutter, _: cutter.put(begin, stop, Kind.LOG)


_CONTAINERS: dict[str, Callable[[str, int, int, re.Match[str]], Container]] = {
    "info": _fence,
    "number": _number,
    "diff": _diff,
    "copy": _copy,
    "trace": _trace,
}


def _cut_lines(line: re.Pattern[str], text: str, start: int, end: int) -> list[re.Match[str]]:
    return [found for found in line.finditer(text, start, end) if found.start() < found.end()]


def _content(lines: Sequence[re.Match[str]]) -> str:
    return "".join([one.string[one.end("x") : one.end()] for one in lines])


def _code_between(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where code begins and ends that has a paragraph of prose before or after it."""
    first = _BLANK.search(text, start, end)
    if first is None:
        return start, end
    begin = first.end() if spoken(sampled(text, start, first.start())) else start
    last = text.rfind("\n\n", begin, end)
    if last < 0 or not spoken(sampled(text, last + 2, end)):
        return begin, end
    return begin, last + 2


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, Type]]:
    """Yield paragraphs with their types; what is mixed even so by lines."""
    at = start
    for blank in (*(found.end() for found in _BLANK.finditer(text, start, end)), end):
        if at < blank:
            part = typed(sampled(text, at, blank))
            if part is not None:
                yield at, blank, part
            else:
                yield from _lines(text, at, blank)
        at = blank


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, Type]]:
    """Yield the lines of a mixed paragraph with their types; many of them at once in a long one."""
    step = (end - start) // _BY_LINES * _BIT
    at, before = start, PROSE
    while at < end:
        stop = text.find("\n", min(at + step, end - 1), end) + 1 or end
        before = line_type(sampled(text, at, stop)) or before
        yield at, stop, before
        at = stop


def _opened(text: str, inner: list[Segment], depth: int) -> list[Segment]:
    """Open values that hold lines of their own: files inside JSON."""
    if not depth:
        return inner
    opened: list[Segment] = []
    for one in inner:
        start, end, kind = one
        long = end - start > _NESTED and kind is Kind.DATA and text.find("\\n", start, end) >= 0
        view = Layer(text[start:end]).undone() if long else None
        if view is None:
            opened.append(one)
            continue
        at = 0
        for _, high, held in _cut(view.text, depth - 1):
            stop = view.span(high, high)[0]
            opened.append(segment(start + at, start + stop, held))
            at = stop
    return opened
