"""What keys use, counted by the hour: the raw material of baselines (baseline.py).

Counted where exchanges end, handed on every few seconds, added up in one place. Addresses come as
keyed digests: nothing here could be turned back into one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from posthouse.model.record import Ending, Receipt

HOUR_US = 3_600_000_000
MOST_ADDRESSES = 64
"""Counted apart for a key in an hour; more of them are counted in its totals alone."""


@dataclass(slots=True)
class Hour:
    """One key's use in one hour (Unix hours); `errors` are refusals of the caller's own making.

    `addresses` holds requests and errors of each, by digest.
    """

    key: str
    project: str
    hour: int
    requests: int = 0
    errors: int = 0
    spend: int = 0
    tokens: int = 0
    addresses: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, other: Hour) -> None:
        """Add what was counted elsewhere for the same key and hour."""
        self.requests += other.requests
        self.errors += other.errors
        self.spend += other.spend
        self.tokens += other.tokens
        for address, (requests, errors) in other.addresses.items():
            self.visit(address, requests, errors)

    def visit(self, address: str, requests: int, errors: int) -> None:
        """Count an address."""
        known = self.addresses.get(address)
        if known is not None:
            self.addresses[address] = (known[0] + requests, known[1] + errors)
        elif len(self.addresses) < MOST_ADDRESSES:
            self.addresses[address] = (requests, errors)


class Usage:
    """Counts exchanges as they end, until they are taken."""

    __slots__ = ("_hours",)

    def __init__(self) -> None:
        self._hours: dict[tuple[str, int], Hour] = {}

    def ended(self, receipt: Receipt, address: str) -> None:
        """Count one exchange; `address` is a digest, or empty where none is known."""
        if not receipt.key:
            return
        at = (receipt.key, receipt.ended_us // HOUR_US)
        hour = self._hours.get(at)
        if hour is None:
            hour = self._hours[at] = Hour(receipt.key, receipt.project, at[1])
        error = int(receipt.ending is Ending.REFUSED and receipt.status < 500)
        hour.requests += not receipt.settles[0]  # that of a batch is no request
        hour.errors += error
        hour.spend += receipt.cost
        hour.tokens += (receipt.usage.input or 0) + (receipt.usage.output or 0)
        if address:
            hour.visit(address, 1, error)

    def taken(self) -> list[Hour]:
        """Return what was counted since the last time."""
        hours, self._hours = list(self._hours.values()), {}
        return hours


def joined(hours: Iterable[Hour]) -> list[Hour]:
    """Return counts of the same key and hour as one."""
    found: dict[tuple[str, int], Hour] = {}
    for hour in hours:
        known = found.get((hour.key, hour.hour))
        if known is None:
            found[hour.key, hour.hour] = hour
        else:
            known.add(hour)
    return list(found.values())
