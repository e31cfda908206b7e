"""Which cell is asked when: from a secret seed that is committed to before the first question."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from math import log


def commitment(seed: str) -> str:
    """Return what may be told of a seed before it is used."""
    return hashlib.sha256(b"posthouse audit seed " + seed.encode()).hexdigest()


FIRST = 5
"""So many questions of one kind begin: a channel that answers none of them is left alone then."""


def order(
    seed: str,
    names: Sequence[str],
    count: int,
    first: Collection[str] = (),
    shares: Mapping[str, float] | None = None,
) -> list[str]:
    """Return the cells of so many questions: rounds over all of them, each in its own order; some
    of `first` begin.

    With `shares` there is one round, in which those with a large share tend to come early, and then
    cells are drawn by their shares.
    """
    if shares is not None:
        return _begun(_drawn(seed, names, count, shares), len(names), first)[:count]
    asked: list[str] = []
    turn = 0
    while len(asked) < count and names:
        asked += sorted(names, key=lambda name: _draw(seed, f"{turn} {name}"))
        turn += 1
    return _begun(asked, len(names), first)[:count]


def _begun(asked: list[str], size: int, first: Collection[str]) -> list[str]:
    """Return the questions with some of `first` before the others of the first round."""
    begin = [name for name in asked[:size] if name in first][:FIRST]
    rest = [name for name in asked[:size] if name not in begin]
    return [*begin, *rest, *asked[size:]]


def _drawn(seed: str, names: Sequence[str], count: int, shares: Mapping[str, float]) -> list[str]:
    """Return all cells once, drawn without replacement by their shares, and more with it."""
    chances = {name: max(shares.get(name, 0.0), 1e-9) for name in names}
    asked = sorted(names, key=lambda name: -log(_unit(seed, f"0 {name}")) / chances[name])
    total = sum(chances.values())
    for turn in range(len(asked), count if names else 0):
        left = _unit(seed, f"turn {turn}") * total
        for name in names:
            left -= chances[name]
            if left <= 0:
                break
        asked.append(name)
    return asked


def _unit(seed: str, what: str) -> float:
    """Return a number above 0 and at most 1."""
    return (number(seed, what) + 1) / 2**64


def number(seed: str, what: str) -> int:
    """Return a number of 64 bits for one purpose, from the seed."""
    return int.from_bytes(_draw(seed, what)[:8], "big")


class Draws:
    """Numbers for one purpose, from the seed: the same wherever they are drawn again."""

    def __init__(self, seed: str, what: str) -> None:
        self._seed, self._what, self._count = seed, what, 0

    def between(self, low: int, high: int) -> int:
        """Return a number from `low` to below `high`, which are less than 2^48 apart."""
        self._count += 1
        return low + number(self._seed, f"{self._what} {self._count}") % (high - low)

    def nonce(self, digits: int) -> str:
        """Return so many hexadecimal digits, 12 at most."""
        return f"{self.between(0, 16**digits):0{digits}x}"


def _draw(seed: str, what: str) -> bytes:
    return hashlib.sha256(f"{seed} {what}".encode()).digest()
