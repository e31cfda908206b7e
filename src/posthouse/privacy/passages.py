"""Passages in base64 amid a text: opened, looked into, and taken whole where they hold something.

Base64 is looked for where little else begins so: as JSON and XML do, or in a line that says base64,
as a `data:` URL does. What it holds must be UTF-8 text without controls. A passage is one value and
comes back as it was; names are not looked for in it.
"""

from __future__ import annotations

import re
import string
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from posthouse.model.finding import SECRETS, Finding
from posthouse.privacy.memo import Finder
from posthouse.privacy.names.merge import merged

RULE = "encoded-text"
FindAll = Callable[[Sequence[str]], list[tuple[Finding, ...]]]

_HEADS = ("eyJ", "eyAi", "ewog", "ewoJ", "ew0K", "W3si", "WyJ", "Wwog", "PD94bW")
"""What objects, lists and XML begin with, on one line or several."""
_WORDS = ("base64", "Base64", "BASE64")
_ANY = BytesAhoCorasick(
    [one.encode() for one in (*_HEADS, *_WORDS)], matchkind=MatchKind.LeftmostFirst
)
_LETTERS = "A-Za-z0-9+/_-"
_WITHIN = frozenset(string.ascii_letters + string.digits + "+/_-")
_RUN = re.compile(rf"(?<![{_LETTERS}])[{_LETTERS}]{{24,}}+={{0,2}}+")
_ESCAPED_RUN = re.compile(rf"(?<=\\[nrt])[{_LETTERS}]{{24,}}+={{0,2}}+")
_LINES = re.compile(rf"(?>(?:\r?\n[ \t]*+[{_LETTERS}]{{1,76}}+={{0,2}}+)+)(?![^\s\"'`])")
_FOLDED = 60  # letters of a line from which on the next may go on
_BEFORE, _BEHIND = 256, 1024  # characters of a line around the word in which a passage begins
_UNTYPED = re.compile(r"[\0-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")
_URL_SAFE = str.maketrans("-_", "+/")


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """Where base64 stands in a text, and what it holds."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Opening:
    """Finds what a finder does, and what it finds in passages in base64."""

    finder: Finder

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Return the findings of each text, sorted by start, none overlapping another."""
        return opened(self.finder.find_all, texts)


def opened(find_all: FindAll, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
    """Return what is found in each text, passages that hold something among it."""
    found = find_all(texts)
    standing = [list(passages(text)) for text in texts]
    inner = [one.text for some in standing for one in some]
    if not inner:
        return found
    looked = iter(find_all(inner))
    taken = [
        tuple(_taken(one, inside) for one in some if (inside := next(looked))) for some in standing
    ]
    return merged(found, taken)


def held(texts: Sequence[str]) -> list[str]:
    """Return what the passages of texts hold."""
    return [one.text for text in texts for one in passages(text)]


def _taken(one: Passage, inside: Sequence[Finding]) -> Finding:
    """Return a passage as one finding: a secret where it holds one."""
    most = next((f for f in inside if f.label in SECRETS), inside[0])
    return Finding(one.start, one.end, most.label, RULE)


def passages(text: str) -> Iterator[Passage]:
    """Yield the passages in base64 that hold text, in order, none overlapping another."""
    places = _places(text)
    end = folded = 0
    for at in _begun(text, places) if places else ():
        if at < end:
            continue
        for stop in _ends(text, at, whole=at >= folded):
            folded = max(folded, stop)
            if inner := _text(text[at:stop]):
                end = stop
                yield Passage(at, stop, inner)
                break


def _places(text: str) -> list[tuple[int, int]]:
    """Return which of the heads and words stand in a text, and where, in characters."""
    written = text.encode("utf-8", "replace")
    found = [(number, at) for number, at, _ in _ANY.find_matches_as_indexes(written)]
    if len(written) == len(text):
        return found
    counted: list[tuple[int, int]] = []
    done = characters = 0
    for number, at in found:
        characters += len(written[done:at].decode())
        counted.append((number, characters))
        done = at
    return counted


def _begun(text: str, places: Sequence[tuple[int, int]]) -> list[int]:
    """Return where base64 may begin: like structured text, or in a line that says base64."""
    starts: set[int] = set()
    done = 0
    for number, at in places:
        if number < len(_HEADS):
            if text[at - 1 : at] not in _WITHIN or text[at - 2 : at - 1] == "\\":
                starts.add(at)
        elif at >= done:
            done = at + _BEHIND
            line = text.rfind("\n", max(at - _BEFORE, 0), at) + 1
            runs = _RUN.finditer(text, max(line, at - _BEFORE), done)
            starts.update(run.start() for run in runs)
    return sorted(starts)


def _ends(text: str, at: int, *, whole: bool) -> Iterator[int]:
    """Yield where what begins there may end: with the lines that go on, and with the first."""
    run = _RUN.match(text, at) or _ESCAPED_RUN.match(text, at)
    if run is None:
        return
    if whole and run.end() - at >= _FOLDED and (more := _LINES.match(text, run.end())):
        yield more.end()
    yield run.end()


def _text(coded: str) -> str:
    """Return the text that base64 stands for, "" where it stands for none."""
    plain = "".join(coded.split()).rstrip("=").translate(_URL_SAFE)
    plain = plain[:-1] if len(plain) % 4 == 1 else plain
    try:
        inner = b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode()
    except (Error, UnicodeDecodeError):
        return ""
    return "" if _UNTYPED.search(inner) else inner
