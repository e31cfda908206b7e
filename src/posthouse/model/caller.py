"""Who asks: a virtual key as it is kept, and the caller it proves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum

from posthouse.model.dialect import Dialect, Operation
from posthouse.model.scope import ANYTHING, DataClass, Scope
from posthouse.model.usage import NOTHING, MicroUSD

DAY_S = 24 * 3600


class KeyState(Enum):
    """Where a key is in its life (model/keylife.py has the moves)."""

    PENDING = "pending"
    ACTIVE = "active"
    GRACE = "grace"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Purse:
    """Money that one limit counts: `account` names it, `opening` was spent from it before.

    Accounts read k1, k1@2026-11-25 (one day in UTC), k1@2026-11 (one month), k1/<derived key>.
    """

    account: str
    limit: MicroUSD | None
    opening: MicroUSD = NOTHING


@dataclass(frozen=True, slots=True)
class Derived:
    """What a derived key adds to its parent: a name, a mark of its own, its caps on spending.

    Each cap is (mark, micro-dollars) of a link of its chain: all keys behind that link share it.
    """

    label: str
    mark: str
    caps: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Leak:
    """A key that stood where it does not belong; `derived` is the mark of a derived one.

    `where` is request, answer, report or file.
    """

    key: str
    where: str
    derived: str = ""


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A virtual key at rest: no secret, only its HMAC under a pepper of the station.

    Times are Unix seconds. `old_digest` is of the secret before, which holds until `grace_until`.
    `public` checks what holders derive from the key without asking (vault/derivedkey.py),
    `old_public` what they derived from the secret before.
    `reminded` is what was said of it (model/reminder.py).
    `narrowed` and `derived` are set for the caller that a derived key proves, never at rest.
    Budgets are in all, a UTC day and a UTC month; None means none. `spent` is what was settled in
    all when the snapshot was taken, `days` (day, spent) of late, where a day or month is limited.
    """

    id: str
    project: str
    name: str
    digest: bytes
    created_at: int
    expires_at: int
    state: KeyState = KeyState.ACTIVE
    scope: Scope = ANYTHING
    budget: MicroUSD | None = None
    spent: MicroUSD = NOTHING
    requests_per_minute: int | None = None
    concurrency: int | None = None
    tokens_per_minute: int | None = None
    budget_day: MicroUSD | None = None
    budget_month: MicroUSD | None = None
    days: tuple[tuple[int, MicroUSD], ...] = ()
    not_before: int = 0
    pepper: int = 1
    old_digest: bytes = b""
    old_pepper: int = 1
    grace_until: int = 0
    public: bytes = b""
    old_public: bytes = b""
    last_used: int = 0
    reminded: tuple[str, ...] = ()
    narrowed: tuple[Scope, ...] = ()
    derived: Derived | None = None

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Return every scope that must allow what is asked."""
        return (self.scope, *self.narrowed)

    def allows(self, model: str) -> bool:
        """Tell whether this key may use the model."""
        return all(scope.model(model) for scope in self.scopes)

    def allows_tool(self, name: str) -> bool:
        """Tell whether a request may offer, or an answer call, this tool."""
        return all(scope.tool(name) for scope in self.scopes)

    def allows_channel(self, name: str, jurisdiction: str) -> bool:
        """Tell whether a channel may answer this key."""
        return all(scope.channel(name, jurisdiction) for scope in self.scopes)

    def allows_endpoint(self, dialect: Dialect, operation: Operation) -> bool:
        """Tell whether this key may use the endpoint."""
        return all(scope.endpoint(dialect, operation) for scope in self.scopes)

    def allows_address(self, address: str) -> bool:
        """Tell whether a client may use this key from there."""
        return all(scope.address(address) for scope in self.scopes)

    def allows_data(self, found: DataClass) -> bool:
        """Tell whether a request of this class may be sent with this key."""
        return all(scope.data(found) for scope in self.scopes)

    @property
    def limits_tools(self) -> bool:
        """Tell whether some tool may not be used."""
        return any(scope.tools for scope in self.scopes)

    @property
    def limits_data(self) -> bool:
        """Tell whether some class of data may not be sent."""
        return any(scope.highest is not None for scope in self.scopes)

    @property
    def has_budget(self) -> bool:
        """Tell whether this key's money is limited in some way."""
        limits = (self.budget, self.budget_day, self.budget_month)
        return any(limit is not None for limit in limits) or bool(self._caps())

    def purses(self, at_s: float) -> tuple[Purse, ...]:
        """Return every purse that a call at this time is paid from, that of the key first."""
        found = [Purse(self.id, self.budget, self.spent)]
        if self.budget_day is not None or self.budget_month is not None:
            found += self._windows(at_s)
        found += [Purse(f"{self.id}/{mark}", MicroUSD(cap)) for mark, cap in self._caps()]
        return tuple(found)

    def _caps(self) -> tuple[tuple[str, int], ...]:
        return self.derived.caps if self.derived else ()

    def _windows(self, at_s: float) -> list[Purse]:
        today = datetime.fromtimestamp(at_s, UTC).date()
        day = today.toordinal()
        first = today.replace(day=1).toordinal()
        _, of_day, of_month = accounts_of(self.id, at_s)
        windows = ((of_day, self.budget_day, day), (of_month, self.budget_month, first))
        return [
            Purse(name, limit, MicroUSD(sum(spent for d, spent in self.days if since <= d <= day)))
            for name, limit, since in windows
            if limit is not None
        ]


def accounts_of(key_id: str, at_s: float) -> tuple[str, str, str]:
    """Return the names of a key's purses: in all, of a day, of a month."""
    today = datetime.fromtimestamp(at_s, UTC).date()
    return key_id, f"{key_id}@{today:%Y-%m-%d}", f"{key_id}@{today:%Y-%m}"


def day_of(at_s: float) -> int:
    """Return the UTC day of a Unix time, as its proleptic Gregorian ordinal."""
    return int(at_s // DAY_S) + _EPOCH_DAY


_EPOCH_DAY = date(1970, 1, 1).toordinal()
