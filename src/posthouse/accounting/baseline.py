"""What is usual for a key: its last active hours, and where it was used from.

Medians and deviations are taken over hours in which the key was used at all, so that nights and
weekends do not make every working hour look large. An hour that was odd itself moves a median
hardly at all, and a month of them is what is usual then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from posthouse.accounting.usage import Hour

HOURS = 168
"""Kept of a key: a week of use around the clock, or some three weeks of working hours."""
ADDRESSES = 128
FORGOTTEN_AFTER = 30 * 24
"""Hours after which an address counts as new again."""


class Past(NamedTuple):
    """A completed hour in which the key was used."""

    hour: int
    requests: int
    errors: int
    spend: int
    tokens: int


@dataclass(slots=True)
class Baseline:
    """One key's past, and the hour that runs."""

    past: list[Past] = field(default_factory=list)
    addresses: dict[str, int] = field(default_factory=dict)
    now: Hour | None = None
    alarmed: dict[str, int] = field(default_factory=dict)
    """The hour of the last alarm, by kind."""
    _limits: dict[str, float] = field(default_factory=dict)

    def take(self, hour: Hour) -> None:
        """Add counts; those of a later hour complete the one before. Counts that come late stay."""
        if self.now is None:
            self.now = hour
        elif hour.hour > self.now.hour:
            self.complete()
            self.now = hour
        else:
            self.now.add(hour)

    def complete(self) -> None:
        """Make the hour that ran a part of the past."""
        if self.now is None:
            return
        now, self.now = self.now, None
        self.past.append(Past(now.hour, now.requests, now.errors, now.spend, now.tokens))
        del self.past[:-HOURS]
        self._limits.clear()
        for address in now.addresses:
            self.addresses.pop(address, None)
            self.addresses[address] = now.hour
        while len(self.addresses) > ADDRESSES:
            del self.addresses[next(iter(self.addresses))]

    def knows(self, address: str, hour: int) -> bool:
        """Tell whether the key was used from there in the last month, before this hour."""
        last = self.addresses.get(address)
        return last is not None and hour - last <= FORGOTTEN_AFTER

    def limit(self, kind: str, made: Callable[[list[Past]], float]) -> float:
        """Return what is made of the past; made anew when an hour was completed."""
        if kind not in self._limits:
            self._limits[kind] = made(self.past)
        return self._limits[kind]

    def days(self) -> int:
        """Return on how many days the key was used."""
        return len({past.hour // 24 for past in self.past})

    def usual_at(self, hour_of_day: int) -> int:
        """Return how often the key was used within an hour of this time of day (UTC)."""
        near = {(hour_of_day + step) % 24 for step in (-1, 0, 1)}
        return sum(past.hour % 24 in near for past in self.past)


def centre(values: Sequence[int]) -> tuple[float, float]:
    """Return median and scaled median absolute deviation (1.4826: as a normal's sigma)."""
    middle = median(values)
    return middle, 1.4826 * median(abs(value - middle) for value in values)


def quantile(values: Sequence[int], share: float) -> int:
    """Return the smallest value that this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
