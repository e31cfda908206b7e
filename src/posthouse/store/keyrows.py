"""A virtual key as a row of the database, and back."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import RowMapping

from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.scope import DataClass, Scope, network
from posthouse.model.usage import MicroUSD

_NAMES = ("channels", "jurisdictions", "endpoints", "tools")


def values_of(key: KeyRecord) -> dict[str, object]:
    """Return the row of a key."""
    return {
        "id": key.id,
        "project": key.project,
        "name": key.name,
        "digest": key.digest,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "state": key.state.value,
        "models": orjson.dumps(key.scope.models).decode(),
        "budget": key.budget,
        "spent": key.spent,
        "requests_per_minute": key.requests_per_minute,
        "concurrency": key.concurrency,
        "scope": orjson.dumps(_told(key.scope)).decode(),
        "tokens_per_minute": key.tokens_per_minute,
        "budget_day": key.budget_day,
        "budget_month": key.budget_month,
        "not_before": key.not_before,
        "pepper": key.pepper,
        "old_digest": key.old_digest or None,
        "old_pepper": key.old_pepper,
        "grace_until": key.grace_until,
        "public": key.public or None,
        "old_public": key.old_public or None,
        "last_used": key.last_used,
        "reminded": " ".join(key.reminded),
    }


def key_of(row: RowMapping, days: tuple[tuple[int, MicroUSD], ...]) -> KeyRecord:
    """Return the key of a row, with what it spent on which day."""
    return KeyRecord(
        id=row["id"],
        project=row["project"],
        name=row["name"],
        digest=row["digest"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        state=KeyState(row["state"]),
        scope=_scope(tuple(orjson.loads(row["models"])), orjson.loads(row["scope"])),
        budget=_money(row["budget"]),
        spent=MicroUSD(row["spent"]),
        requests_per_minute=row["requests_per_minute"],
        concurrency=row["concurrency"],
        tokens_per_minute=row["tokens_per_minute"],
        budget_day=_money(row["budget_day"]),
        budget_month=_money(row["budget_month"]),
        days=days,
        not_before=row["not_before"],
        pepper=row["pepper"],
        old_digest=row["old_digest"] or b"",
        old_pepper=row["old_pepper"],
        grace_until=row["grace_until"],
        public=row["public"] or b"",
        old_public=row["old_public"] or b"",
        last_used=row["last_used"],
        reminded=tuple(row["reminded"].split()),
    )


def _told(scope: Scope) -> dict[str, object]:
    told: dict[str, object] = {name: list(getattr(scope, name)) for name in _NAMES}
    told["networks"] = [str(one) for one in scope.networks]
    told = {name: value for name, value in told.items() if value}
    return told if scope.highest is None else {**told, "class": scope.highest.name.lower()}


def _scope(models: tuple[str, ...], told: dict[str, Any]) -> Scope:
    highest = told.get("class")
    return Scope(
        models=models,
        networks=tuple(network(one) for one in told.get("networks", ())),
        highest=None if highest is None else DataClass[highest.upper()],
        **{name: tuple(told.get(name, ())) for name in _NAMES},
    )


def _money(amount: int | None) -> MicroUSD | None:
    return None if amount is None else MicroUSD(amount)
