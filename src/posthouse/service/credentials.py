"""Care for upstreams' sealed keys: those whose grace is over are destroyed, old ones are named."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

LOG = logging.getLogger("posthouse.credentials")
DAY_US = 86_400_000_000


class Aging(Protocol):
    """A sealed key, as far as its age goes."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def in_use(self) -> bool:
        """Tell whether it is the one in use."""

    def age_days(self, now_us: int) -> int:
        """Return how many days it has been in use."""


class Keeping(Protocol):
    """Where sealed keys are."""

    def expire(self) -> Sequence[Aging]:
        """Destroy those whose grace is over; return them."""

    def every(self) -> Sequence[Aging]:
        """Return all of them."""


@dataclass(slots=True)
class CredentialCare:
    """Runs as a job; names an old key once a day."""

    keeping: Keeping
    old_days: int
    clock_us: Callable[[], int] = lambda: time.time_ns() // 1000
    _told: dict[str, int] = field(default_factory=dict)

    async def run(self) -> None:
        """Do what is due. Raises StoreError."""
        for gone in self.keeping.expire():
            LOG.info("credential destroyed", extra={"credential": gone.name, "why": "grace over"})
        now = self.clock_us()
        for one in self.keeping.every():
            days = one.age_days(now)
            recent = now - self._told.get(one.name, -DAY_US) < DAY_US
            if one.in_use and days >= self.old_days and not recent:
                self._told[one.name] = now
                hint = "`posthouse credentials rotate` replaces it"
                LOG.warning(
                    "credential old", extra={"credential": one.name, "days": days, "hint": hint}
                )
