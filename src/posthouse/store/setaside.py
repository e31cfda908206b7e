"""What is set aside for batches, in the record's process: counted until an upstream gave them up.

    counted -> settled                    an answer told what the batch cost
    counted -> free -> settled            nobody asked within FREE_AFTER_S; the cost still counts

Whether it is counted follows from its age alone: nothing is written, so a crash changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posthouse.model.batch import given_up
from posthouse.model.caller import KeyRecord, accounts_of
from posthouse.model.usage import NOTHING, MicroUSD
from posthouse.store.counters import MemoryCounters
from posthouse.store.heldmoney import Held

CHECK_S = 60.0


@dataclass(slots=True)
class Aside:
    """One batch's money, and the purses in which it is counted."""

    purses: Sequence[str]
    amount: MicroUSD
    at_s: float


class SetAside:
    """All of it by the exchanges that set it aside; each is taken once."""

    def __init__(self, counters: MemoryCounters) -> None:
        self._counters = counters
        self._held: dict[str, Aside] = {}
        self._checked_s = 0.0

    def __contains__(self, ident: str) -> bool:
        return ident in self._held

    def recall(self, one: Held, now_s: float) -> None:
        """Take over what an earlier run set aside; it counts as long as it would have then."""
        amount = NOTHING if given_up(one.at_s, now_s) else one.amount
        if amount:
            self._counters.hold(one.key, amount, one.at_s)
        self._held[one.id] = Aside(accounts_of(one.key, one.at_s), amount, one.at_s)

    def add(self, ident: str, key: KeyRecord, amount: MicroUSD, at_s: float) -> None:
        """Keep what an exchange reserved."""
        self._held[ident] = Aside([one.account for one in key.purses(at_s)], amount, at_s)

    def take(self, ident: str) -> Aside | None:
        """Return what is to be given back now, None where that was settled or never held."""
        return self._held.pop(ident, None)

    def put_back(self, ident: str, aside: Aside) -> None:
        """Keep what could not be settled after all."""
        self._held[ident] = aside

    def free(self, now_s: float) -> None:
        """No longer count what no upstream can still work on; looked at once a minute.

        `now_s` is Unix time. A clock that was set back is looked at anew.
        """
        if 0 <= now_s - self._checked_s < CHECK_S:
            return
        self._checked_s = now_s
        for aside in self._held.values():
            if aside.amount and given_up(aside.at_s, now_s):
                self._counters.free(aside.purses, aside.amount)
                aside.amount = NOTHING
