"""Names beside what rules confirmed: where they overlap neither leaves the rest in clear.

A name within a rule's finding is dropped. What the two tell alike becomes one finding: both places,
both bodies, both of one person; and a body that is called after a place is a body. Of any other
name what the rule leaves of it is kept, where that still names somebody or something.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from msgspec.structs import replace

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_abbreviations import nameless
from posthouse.privacy.spans import bare_end, bare_start, overlapped

_PLACES = frozenset({Label.ADDRESS, Label.LOCATION})
_RUN = re.compile(r"[A-Za-z0-9_]+")
_LETTER = re.compile(r"[A-Za-z0-9_]")
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u3400-\u9fff]{2}")


def merged(
    confirmed: Sequence[tuple[Finding, ...]], more: Sequence[tuple[Finding, ...]]
) -> list[tuple[Finding, ...]]:
    """Return per text the confirmed findings and those others that overlap none of them."""
    return [
        _merged(known, others) if others else known
        for known, others in zip(confirmed, more, strict=True)
    ]


def _merged(known: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted((*known, *beside(others, known)))) if known else others


def united(
    texts: Sequence[str],
    confirmed: Sequence[tuple[Finding, ...]],
    named: Sequence[tuple[Finding, ...]],
) -> list[tuple[Finding, ...]]:
    """Return per text the confirmed findings with the names."""
    return [
        _united(text, known, names) if known and names else known or names
        for text, known, names in zip(texts, confirmed, named, strict=True)
    ]


def _united(
    text: str, known: tuple[Finding, ...], names: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    free = beside(names, known)
    found = sorted((*known, *free))
    if len(free) < len(names):
        alone = set(map(id, free))
        for name in names:
            if id(name) not in alone:
                _join(text, found, name)
    return tuple(found)


def _join(text: str, found: list[Finding], name: Finding) -> None:
    """Put a name among findings, in order, some of which it overlaps."""
    at = overlapped(found, name.start, name.end)
    over = found[at]
    if any(one.start <= name.start and name.end <= one.end for one in over):
        return
    if all(_alike(name, one) for one in over):
        found[at] = [_whole(name, over)]
    else:
        found[at] = sorted((*over, *_rest(text, name, over)))


def _alike(name: Finding, one: Finding) -> bool:
    """Tell whether both say the same of what they mark, or one has the other in its name."""
    if name.depth and one.depth and name.depth != one.depth:
        return False
    if name.label is Label.ORG and one.label is Label.LOCATION:
        return name.start <= one.start and one.end <= name.end
    return name.label is one.label or {name.label, one.label} == _PLACES


def _whole(name: Finding, over: Sequence[Finding]) -> Finding:
    """Return what a name and findings mark together: an address where one of them is one."""
    address = any(one.label is Label.ADDRESS for one in over)
    return replace(
        name,
        start=min(name.start, over[0].start),
        end=max(name.end, over[-1].end),
        label=Label.ADDRESS if address else name.label,
        depth=max(one.depth for one in (name, *over)),
        confidence=max(one.confidence for one in (name, *over)),
    )


def _rest(text: str, name: Finding, over: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the parts of a name that no finding covers and that are names."""
    edges = [name.start, *(at for one in over for at in (one.start, one.end)), name.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        begin, stop = _bare(text, start, end)
        if _names(text[begin:stop]):
            yield replace(name, start=begin, end=stop, depth=0)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a part begins and ends without signs and halves of words at its edges."""
    if start and _LETTER.match(text[start - 1]) and (half := _RUN.match(text, start, end)):
        start = half.end()
    if _LETTER.match(text, end):
        while end > start and _LETTER.match(text, end - 1):
            end -= 1
    start = bare_start(text, start, end)
    return start, bare_end(text, start, end)


def _names(part: str) -> bool:
    """Tell whether what is left of a name names anything."""
    if "\\" in part:
        return False
    if _HAN.search(part):
        return True
    words = [word for word in _WORD.findall(part) if len(word) > 1]
    return any(word[0].isupper() for word in words) and not nameless(words)


class Placed(Protocol):
    """What stands from `start` to `end`."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Behind its last character."""


One = TypeVar("One", bound=Placed)


def beside(found: Iterable[One], known: Sequence[Placed]) -> list[One]:
    """Return what overlaps nothing that is known, which stands in order."""
    ends = [one.end for one in known]
    free = []
    for one in found:
        index = bisect_right(ends, one.start)
        if index == len(known) or known[index].start >= one.end:
            free.append(one)
    return free
