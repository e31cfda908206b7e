"""Names beside what rules confirmed: where the two overlap, the rule's finding stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from posthouse.model.finding import Finding


def merged(
    confirmed: Sequence[tuple[Finding, ...]], named: Sequence[tuple[Finding, ...]]
) -> list[tuple[Finding, ...]]:
    """Return per text the confirmed findings and the names that overlap none of them."""
    return [
        _merged(known, names) if names else known
        for known, names in zip(confirmed, named, strict=True)
    ]


def _merged(known: tuple[Finding, ...], names: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted((*known, *beside(names, known)))) if known else names


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
