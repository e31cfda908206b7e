"""Names beside what rules confirmed: where the two overlap, the rule's finding stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

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
    if not known:
        return names
    ends = [finding.end for finding in known]
    free = []
    for name in names:
        index = bisect_right(ends, name.start)
        if index == len(known) or known[index].start >= name.end:
            free.append(name)
    return tuple(sorted((*known, *free)))
