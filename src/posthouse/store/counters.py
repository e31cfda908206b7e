"""Rates, concurrency and budgets in one process; implements ports.Counters."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.accounting.budget import Budgets
from posthouse.model.caller import KeyRecord
from posthouse.model.usage import MicroUSD
from posthouse.routing.limits import Limits


class MemoryCounters:
    """Lives as long as the process, across reloads; the key records it is given may change.

    Load the keys only after the recorder was opened, so that their `spent` is complete.
    """

    def __init__(self) -> None:
        self._limits = Limits()
        self._budgets = Budgets()

    def hold(self, key_id: str, amount: MicroUSD, at_s: float) -> None:
        """Take over what an earlier process set aside for a batch at that time."""
        self._budgets.hold(key_id, amount, at_s)

    def free(self, purses: Sequence[str], amount: MicroUSD) -> None:
        """No longer count what was set aside in these purses."""
        self._budgets.free(purses, amount)

    def enter(self, key: KeyRecord, now_s: float) -> None:
        """Count one request in. Raises Throttled."""
        self._limits.enter(key, now_s)

    def reserve(self, key: KeyRecord, amount: MicroUSD, at_s: float) -> None:
        """Set money aside before the call. Raises BudgetSpent."""
        self._budgets.reserve(key, amount, at_s)

    def settle(self, key: KeyRecord, reserved: MicroUSD, cost: MicroUSD, at_s: float) -> None:
        """Give back what was set aside and count what it cost."""
        self._budgets.settle(key, reserved, cost, at_s)

    def used(self, key: KeyRecord, tokens: int, now_s: float) -> None:
        """Count the model tokens of an answer."""
        self._limits.used(key, tokens, now_s)

    def leave(self, key: KeyRecord) -> None:
        """Count one request out."""
        self._limits.leave(key)

    def forgo(self, key: KeyRecord) -> None:
        """Count one request out that was turned away elsewhere: it does not count."""
        self._limits.forgo(key)

    def spent(self, key: KeyRecord) -> MicroUSD:
        """Return what the key has spent, calls settled a moment ago included."""
        return self._budgets.spent(key)
