"""Draws digits, letters and members of pools out of one large number."""

from __future__ import annotations

from collections.abc import Sequence

_LETTERS = "abcdefghjkmnpqrstuvwxyz"


class Draw:
    """What is drawn for one value; the same number draws the same."""

    __slots__ = ("_left",)

    def __init__(self, number: int) -> None:
        self._left = number

    def below(self, bound: int) -> int:
        """Return the next number below a bound."""
        self._left, number = divmod(self._left, bound)
        return number

    def of(self, pool: Sequence[str]) -> str:
        """Return the next member of a pool."""
        return pool[self.below(len(pool))]

    def digits(self, count: int) -> str:
        """Return the next digits."""
        return f"{self.below(10**count):0{count}d}" if count else ""

    def letters(self, count: int, alphabet: str = _LETTERS) -> str:
        """Return the next letters."""
        return "".join(self.of(alphabet) for _ in range(count))
