"""A memory within bounds: what was used least recently is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(OrderedDict[K, V]):
    """Values by their keys: at most `most` of what `size_of` counts, and at most so many entries.

    Values come in by `keep` and leave by `drop`, which keep `size`.
    """

    def __init__(self, most: int, size_of: Callable[[V], int], entries: int | None = None) -> None:
        super().__init__()
        self.size = 0
        self._most = most
        self._size_of = size_of
        self._entries = entries

    def keep(self, key: K, value: V) -> list[tuple[K, V]]:
        """Remember a value; return what is forgotten for it: what it replaces, then the oldest."""
        gone: list[tuple[K, V]] = []
        if (old := self.drop(key)) is not None:
            gone.append((key, old))
        self[key] = value
        self.size += self._size_of(value)
        while self and self._passes(1):
            gone.append(last := self.popitem(last=False))
            self.size -= self._size_of(last[1])
        return gone

    def drop(self, key: K) -> V | None:
        """Forget a value, and return it if it was known."""
        old = self.pop(key, None)
        if old is not None:
            self.size -= self._size_of(old)
        return old

    def touch(self, keys: Iterable[K]) -> None:
        """Note that these were used; which goes first matters only where one soon has to."""
        if self._passes(2):
            for key in keys:
                if key in self:
                    self.move_to_end(key)

    def _passes(self, times: int) -> bool:
        """Tell whether so many times what is held would be too much."""
        entries = self._entries
        return self.size * times > self._most or (
            entries is not None and len(self) * times > entries
        )
