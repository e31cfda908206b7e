"""What keys may still spend: set aside before a call, settled after it.

The running total of a key is its own here from the moment it is first seen: it starts at the
`spent` of the record then at hand and from then on counts what is settled, whatever later
snapshots say. That neither forgets nor counts twice, because nobody else settles: one process
writes a data folder, and everything that earlier ones settled is in `spent` before it starts.
"""

from __future__ import annotations

from dataclasses import dataclass

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import BudgetSpent, Forbidden
from posthouse.model.usage import MicroUSD, Price


@dataclass(slots=True)
class Account:
    """One key's money: what was settled, and what is set aside for calls under way."""

    spent: int
    held: int = 0


class Budgets:
    """Every key's account."""

    __slots__ = ("_accounts",)

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}

    def reserve(self, key: KeyRecord, amount: MicroUSD) -> None:
        """Set money aside. Raises BudgetSpent where the budget does not cover it."""
        account = self._account(key)
        if key.budget is not None and account.spent + account.held + amount > key.budget:
            left = max(key.budget - account.spent - account.held, 0)
            raise BudgetSpent(
                f"expected at least {amount} micro-dollars left for key {key.id}, found {left}",
                hint="ask for a larger budget, send less, or lower the output limit",
            )
        account.held += amount

    def settle(self, key: KeyRecord, reserved: MicroUSD, cost: MicroUSD) -> None:
        """Give back what was set aside and count what it cost, even beyond the budget."""
        account = self._account(key)
        account.held = max(account.held - reserved, 0)
        account.spent += cost

    def spent(self, key: KeyRecord) -> MicroUSD:
        """Return what the key has spent, calls settled a moment ago included."""
        return MicroUSD(self._account(key).spent)

    def _account(self, key: KeyRecord) -> Account:
        account = self._accounts.get(key.id)
        if account is None:
            account = self._accounts[key.id] = Account(key.spent)
        return account


def require_price(key: KeyRecord, price: Price | None) -> None:
    """Refuse a model without a price to a key with a budget: nothing could be counted."""
    if key.budget is not None and price is None:
        raise Forbidden(
            f"expected a price for the model, since key {key.id} has a budget; found none",
            code="model_unpriced",
            hint="add a price for the model to posthouse.toml, or use a key without a budget",
        )
