"""What keys may still spend: set aside before a call, settled after it.

A call is paid from every purse of its key (all in all, a day, a month, a derived key's cap). The
running total of a purse is its own here from the moment it is first seen: it starts at the
`opening` of the record then at hand and from then on counts what is settled, whatever later
snapshots say. That neither forgets nor counts twice, because nobody else settles: one process
writes a data folder, and everything that earlier ones settled is in `opening` before it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posthouse.model.caller import KeyRecord, Purse, accounts_of
from posthouse.model.errors import BudgetSpent, Forbidden
from posthouse.model.usage import MicroUSD, Price

MOST_ACCOUNTS = 100_000


@dataclass(slots=True)
class Account:
    """One purse's money: what was settled, and what is set aside for calls under way."""

    spent: int
    held: int = 0


class Budgets:
    """Every purse's account."""

    __slots__ = ("_accounts", "_held")

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._held: dict[str, int] = {}

    def hold(self, key_id: str, amount: MicroUSD, at_s: float) -> None:
        """Take over what an earlier process set aside at that time; before anything is asked."""
        for account in accounts_of(key_id, at_s):
            self._held[account] = self._held.get(account, 0) + amount

    def reserve(self, key: KeyRecord, amount: MicroUSD, at_s: float) -> None:
        """Set money aside in every purse. Raises BudgetSpent where one does not cover it."""
        purses = key.purses(at_s)
        accounts = [self._account(purse) for purse in purses]
        for purse, account in zip(purses, accounts, strict=True):
            if purse.limit is not None and account.spent + account.held + amount > purse.limit:
                left = max(purse.limit - account.spent - account.held, 0)
                raise BudgetSpent(
                    f"expected at least {amount} micro-dollars left for key {purse.account},"
                    f" found {left}",
                    hint="ask for a larger budget, send less, or lower the output limit",
                )
        for account in accounts:
            account.held += amount

    def settle(self, key: KeyRecord, reserved: MicroUSD, cost: MicroUSD, at_s: float) -> None:
        """Give back what was set aside at that time and count the cost, even beyond the budget."""
        for purse in key.purses(at_s):
            account = self._account(purse)
            account.held = max(account.held - reserved, 0)
            account.spent += cost

    def free(self, purses: Sequence[str], amount: MicroUSD) -> None:
        """No longer count what was set aside in these purses."""
        for name in purses:
            account = self._accounts.get(name)
            if account is not None:
                account.held = max(account.held - amount, 0)
            elif name in self._held:
                self._held[name] = max(self._held[name] - amount, 0)

    def spent(self, key: KeyRecord) -> MicroUSD:
        """Return what the key has spent in all, calls settled a moment ago included."""
        return MicroUSD(self._account(Purse(key.id, key.budget, key.spent)).spent)

    def _account(self, purse: Purse) -> Account:
        account = self._accounts.get(purse.account)
        if account is None:
            if len(self._accounts) >= MOST_ACCOUNTS:
                self._forget()
            held = self._held.pop(purse.account, 0)
            account = self._accounts[purse.account] = Account(purse.opening, held)
        return account

    def _forget(self) -> None:
        """Drop the oldest half of the days, months and derived keys without money held."""
        passing = [n for n, a in self._accounts.items() if not a.held and ("@" in n or "/" in n)]
        for name in passing[: len(passing) // 2 + 1]:
            del self._accounts[name]


def require_price(key: KeyRecord, price: Price | None) -> None:
    """Refuse a model without a price to a key with a budget: nothing could be counted."""
    if key.has_budget and price is None:
        raise Forbidden(
            f"expected a price for the model, since key {key.id} has a budget; found none",
            code="model_unpriced",
            hint="add a price for the model to posthouse.toml, or use a key without a budget",
        )
