"""What the owner of a key should hear before it hurts: its end comes near, or nobody uses it."""

from __future__ import annotations

from dataclasses import dataclass

from posthouse.model.caller import DAY_S, KeyRecord, KeyState

DAYS_BEFORE = (1, 3, 14)
"""How many days before its end a key is spoken of, nearest first."""

EXPIRED, EXPIRING, UNUSED = "expired", "expiring", "unused"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to be said once; `mark` is kept with the key and tells it from the next."""

    what: str
    days: int
    mark: str


def due(key: KeyRecord, now_s: float, unused_days: int) -> Reminder | None:
    """Return what is to be said of a key now and was not yet, or None. 0 days: never unused."""
    if key.state is KeyState.REVOKED:
        return None
    for found in (_ending(key, now_s), _unused(key, now_s, unused_days)):
        if found is not None and found.mark not in key.reminded:
            return found
    return None


def _ending(key: KeyRecord, now_s: float) -> Reminder | None:
    left_s = key.expires_at - now_s
    if left_s <= 0:
        return Reminder(EXPIRED, 0, f"{EXPIRED}:0:{key.expires_at}")
    life_s = key.expires_at - max(key.created_at, key.not_before)
    for days in DAYS_BEFORE:
        if left_s <= days * DAY_S < life_s:
            return Reminder(EXPIRING, days, f"{EXPIRING}:{days}:{key.expires_at}")
    return None


def _unused(key: KeyRecord, now_s: float, unused_days: int) -> Reminder | None:
    since = max(key.created_at, key.not_before, key.last_used)
    idle = int((now_s - since) // DAY_S)
    over = now_s >= key.expires_at
    if not unused_days or idle < unused_days or over or key.state is KeyState.PENDING:
        return None
    return Reminder(UNUSED, idle, f"{UNUSED}:{since}")


def marked(key: KeyRecord, reminder: Reminder) -> tuple[str, ...]:
    """Return the marks of a key once a reminder was said; the newest of each kind is kept."""
    others = [mark for mark in key.reminded if not mark.startswith(f"{reminder.what}:")]
    return (*others, reminder.mark)
