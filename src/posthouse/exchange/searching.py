"""Which texts of a request are so long that they are searched for values off the loop.

    unsearched(case) -> Search   once media were read, where much is new; searched(case, …)

A text made to be slow takes up to a second a megabyte: nobody else waits for it meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posthouse.exchange.stages.classify import examined
from posthouse.exchange.state import Case
from posthouse.model.finding import Finding
from posthouse.privacy import passages
from posthouse.privacy.detect import Detector
from posthouse.privacy.names.finder import Told

AT_ONCE = 128 * 1024
"""Characters of new texts that are searched on the loop: some ten milliseconds."""


@dataclass(frozen=True, slots=True, repr=False)
class Search:
    """Texts in which nobody has looked yet, what looks, for whom, and how long it may."""

    key: str
    detector: Detector
    texts: list[str]
    most_s: float


def unsearched(case: Case) -> Search | None:
    """Return what is to be searched off the loop, None where it is little."""
    assert case.key is not None
    if case.document is None:
        return None
    texts, _ = examined(case)
    if sum(map(len, texts)) <= AT_ONCE:
        return None
    words = case.project.words if case.project is not None else None
    looking = words or case.facts
    new = looking.memo.unknown(texts, case.digests)
    if sum(map(len, new)) <= AT_ONCE:
        return None
    new += passages.held(new)
    return Search(case.key.id, looking.detector, new, case.facts.limits.search_s)


def searched(case: Case, search: Search, found: Mapping[str, tuple[Finding, ...]]) -> None:
    """Take what was found."""
    case.searched = Told(search.detector, found)
