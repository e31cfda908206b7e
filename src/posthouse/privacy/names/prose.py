"""Where names are looked for: stretches of a text that people wrote for people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.privacy.names.tagger import HAN

_FENCE = re.compile(r"^[ \t]*(```|~~~)", re.MULTILINE)
_CODE = re.compile(
    r"[{};]\s*$|^\s*[\w.\[\]\"']+\s*[:+-]?=\s*\S|^\s*(?:def|class|import|from|return|func|const|let"
    r"|var|if|for|while|public|private|type|package|use|fn|pub|export|async)\b|^\s*[@<}\])]"
    r"|\w\(|=>|->|::|</?\w+"
)
_INSIDE = re.compile(
    r"(?:^|\s)(?://+|#+|--|/?\*+)(?![!\w/*])\s*(?P<comment>[^\n]+)"
    r"|\"(?P<double>[^\"\n]{2,})\"|'(?P<single>[^'\n]{2,})'"
)
_WORDS = re.compile(rf"[{HAN}]{{2}}|[A-Za-z]+[,;:]?\s+[A-Za-z]+")


def prose(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of prose: lines of it outside code, comments and strings within."""
    fenced, at = False, 0
    for line in text.splitlines(keepends=True):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced or (_CODE.search(line) and not re.search(f"[{HAN}]{{4}}", line[:8])):
            yield from _inside(line, at)
        elif line.strip():
            yield at, at + len(line)
        at += len(line)


def _inside(line: str, at: int) -> Iterator[tuple[int, int]]:
    for match in _INSIDE.finditer(line):
        start, end = match.span(match.lastgroup or 0)
        if _WORDS.search(line, start, end):
            yield at + start, at + end
