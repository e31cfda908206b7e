"""What was found in a text before: clients send the whole conversation again with every turn.

Texts are known by a keyed digest and findings are spans and labels, so that the memory holds
neither text nor value. The least recently used entries go first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import not_
from typing import Protocol, cast

from posthouse.model.finding import Finding
from posthouse.privacy.digest import Digester
from posthouse.privacy.recent import Recent
from posthouse.privacy.spread import Spread

_ENTRY_BYTES = 200  # digest, dictionary slot and tuple, measured with sys.getsizeof on CPython 3.11
_FINDING_BYTES = 160


class Finder(Protocol):
    """Finds values in texts: the detector, or what looks for names."""

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Return the findings of each text, sorted by start, none overlapping another."""


class Memo:
    """Remembers findings per text for one finder; a reload makes a new one.

    `spread` remembers what was carried over from one text to the others.
    """

    def __init__(
        self, key: bytes, capacity: int = 50_000, max_bytes: int = 32 * 1024 * 1024
    ) -> None:
        self.spread = Spread()
        self._digester = Digester(key)
        self._known: Recent[bytes, tuple[Finding, ...]] = Recent(max_bytes, _size, capacity)

    def __len__(self) -> int:
        return len(self._known)

    def digests(self, texts: Sequence[str]) -> list[bytes]:
        """Return the digests by which texts are known here and to `spread`."""
        return self._digester.of_all(texts)

    def find_all(
        self, finder: Finder, texts: Sequence[str], digests: Sequence[bytes] | None = None
    ) -> list[tuple[Finding, ...]]:
        """Return what the finder finds in each text, asking it only for texts not yet known."""
        if digests is None:
            digests = self.digests(texts)
        found: list[tuple[Finding, ...] | None] = list(map(self._known.get, digests))
        absent = [index for index, known in enumerate(found) if known is None]
        self._known.touch(digests)
        new = {digests[index]: texts[index] for index in absent}
        told = dict(zip(new, finder.find_all(list(new.values())), strict=True)) if new else {}
        for index in absent:
            found[index] = told[digests[index]]
        for digest, findings in told.items():
            self._known.keep(digest, findings)
        return cast("list[tuple[Finding, ...]]", found)

    def unknown(self, texts: Sequence[str], digests: Sequence[bytes]) -> list[str]:
        """Return the texts, each once, whose findings are not remembered."""
        known = map(self._known.__contains__, digests)
        return list(dict.fromkeys(compress(texts, map(not_, known))))


def _size(findings: tuple[Finding, ...]) -> int:
    return _ENTRY_BYTES + _FINDING_BYTES * len(findings)
