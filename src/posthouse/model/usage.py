"""Tokens as the upstream told them, prices, and money in integers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NewType

MicroUSD = NewType("MicroUSD", int)
NOTHING = MicroUSD(0)


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts by class; None where the upstream said nothing.

    `input` counts every prompt token, cached ones included; `cache_read` and `cache_write` are the
    parts of it that were read from or written to a cache. `output` includes `reasoning`.
    """

    input: int | None = None
    output: int | None = None
    cache_read: int | None = None
    cache_write: int | None = None
    reasoning: int | None = None

    @property
    def total(self) -> int:
        """Return all tokens that were told, of prompt and answer."""
        return (self.input or 0) + (self.output or 0)

    def merged(self, later: Usage) -> Usage:
        """Return both, the larger count where both speak: a later event never erases an earlier."""
        if self in (NOT_TOLD, later):
            return later
        told = ((getattr(self, f.name), getattr(later, f.name)) for f in fields(self))
        return Usage(*(_larger(one, two) for one, two in told))

    def plus(self, other: Usage) -> Usage:
        """Return the sum of both; what neither tells stays untold."""
        told = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return Usage(*(_added(one, two) for one, two in told))


NOT_TOLD = Usage()


def _larger(one: int | None, two: int | None) -> int | None:
    if one is None or two is None:
        return two if one is None else one
    return max(one, two)


def _added(one: int | None, two: int | None) -> int | None:
    return (one or 0) + (two or 0) if one is not None or two is not None else None


@dataclass(frozen=True, slots=True)
class Price:
    """Micro-dollars for a million tokens of each class; `batch` is what of that a batch is charged,
    in millionths.
    """

    input: MicroUSD
    output: MicroUSD
    cache_read: MicroUSD | None = None
    cache_write: MicroUSD | None = None
    batch: int = 1_000_000
