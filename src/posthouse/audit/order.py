"""Which cell is asked when: from a secret seed that is committed to before the first question.

No cell is asked again before APART others were, in an enrolment or an audit: a server that has just
read a prompt keeps what it computed of it, computes less, rounds differently, and so answers at
temperature 0 otherwise than after other prompts. Both sides have to be asked alike.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence


def commitment(seed: str) -> str:
    """Return what may be told of a seed before it is used."""
    return hashlib.sha256(b"posthouse audit seed " + seed.encode()).hexdigest()


FIRST = 5
"""So many questions of one kind begin: a channel that answers none of them is left alone then."""
APART = 6
"""More than servers keep of what they have just read; fewer where there are few cells."""


def order(
    seed: str,
    names: Sequence[str],
    count: int,
    first: Collection[str] = (),
    shares: Mapping[str, float] | None = None,
) -> list[str]:
    """Return the cells of so many questions, with some of `first` before the others.

    With `shares` each is drawn by them; without, in rounds over all, each in its own order: whole
    rounds ask every name equally often. A name that stands twice among them is asked twice a round.
    """
    if not names:
        return []
    apart = min(APART, (len(set(names)) - 1) // 2)
    rounds = _Rounds(seed, names, -(-count // len(names)), apart)
    asked: list[str] = []
    for turn in range(count):
        recent = asked[max(turn - apart, 0) :]
        left = names if shares is not None else rounds.left(turn)
        free = [name for name in left if name not in recent] or left
        if turn < FIRST:
            free = [name for name in free if name in first] or free
        if shares is None:
            asked.append(rounds.take(free))
        else:
            asked.append(_drawn(_unit(seed, f"turn {turn}"), free, shares))
    return asked


class _Rounds:
    """So many rounds over all names.

    The next begins while a few of the last one are left, which have just been asked. Where no other
    is to come, what is left most often is asked first: else nothing else would part it at the end.
    """

    def __init__(self, seed: str, names: Sequence[str], count: int, apart: int) -> None:
        self._seed, self._names, self._to_come, self._apart = seed, names, count, apart
        self._left: list[str] = []

    def left(self, turn: int) -> Sequence[str]:
        """Return what may be asked now, in order."""
        if self._to_come and len(self._left) <= self._apart:
            self._left += sorted(self._names, key=lambda name: _draw(self._seed, f"{turn} {name}"))
            self._to_come -= 1
        return self._left

    def take(self, free: Sequence[str]) -> str:
        """Take one of these that are left, and return it."""
        often = Counter(self._left)
        name = free[0] if self._to_come else max(free, key=lambda one: often[one])
        self._left.remove(name)
        return name


def _drawn(place: float, names: Sequence[str], shares: Mapping[str, float]) -> str:
    """Return the name at a place, from 0 to 1, among their shares."""
    chances = [max(shares.get(name, 0.0), 1e-9) for name in names]
    place *= sum(chances)
    for name, chance in zip(names, chances, strict=True):
        place -= chance
        if place <= 0:
            return name
    return names[-1]


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
