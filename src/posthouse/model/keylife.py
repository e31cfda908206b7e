"""The life of a virtual key as a state machine; every move that is not listed is refused.

    pending ──activate──▶ active ──rotate──▶ grace ──settle──▶ active
       │                    │                  │
       └──────revoke────────┴──────revoke──────┴────▶ revoked

In grace two secrets of one key hold: the new one, and the old one until `grace_until`. `replace`
is a rotation without grace: the old secret, and in grace both, end at once. A revoked key never
comes back. Expired is no state: time alone makes it (`expires_at`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import CommandError

MOST_GRACE_S = 72 * 3600


class Move(Enum):
    """What can happen to a key."""

    ACTIVATE = "activate"
    ROTATE = "rotate"
    REPLACE = "replace"
    SETTLE = "settle"
    EDIT = "edit"
    REVOKE = "revoke"


_MOVES: dict[tuple[KeyState, Move], KeyState] = {
    (KeyState.PENDING, Move.ACTIVATE): KeyState.ACTIVE,
    (KeyState.PENDING, Move.EDIT): KeyState.PENDING,
    (KeyState.PENDING, Move.REVOKE): KeyState.REVOKED,
    (KeyState.ACTIVE, Move.ROTATE): KeyState.GRACE,
    (KeyState.ACTIVE, Move.REPLACE): KeyState.ACTIVE,
    (KeyState.ACTIVE, Move.EDIT): KeyState.ACTIVE,
    (KeyState.ACTIVE, Move.REVOKE): KeyState.REVOKED,
    (KeyState.GRACE, Move.REPLACE): KeyState.ACTIVE,
    (KeyState.GRACE, Move.SETTLE): KeyState.ACTIVE,
    (KeyState.GRACE, Move.EDIT): KeyState.GRACE,
    (KeyState.GRACE, Move.REVOKE): KeyState.REVOKED,
}

_WHY = {
    KeyState.PENDING: "activate it first: `posthouse keys activate`",
    KeyState.ACTIVE: "it is in use already; `posthouse keys show` tells its state",
    KeyState.GRACE: "two secrets hold already: wait for the end of the grace, or rotate with"
    " --grace 0h, which ends both",
    KeyState.REVOKED: "a revoked key never comes back; `posthouse keys create` makes a new one",
}


def after(state: KeyState, move: Move) -> KeyState:
    """Return the state that a move leads to. Raises CommandError where there is no such move."""
    found = _MOVES.get((state, move))
    if found is None:
        raise CommandError(f"a key that is {state.value} cannot {move.value}", hint=_WHY[state])
    return found


def activated(key: KeyRecord) -> KeyRecord:
    """Return the key in use."""
    return replace(key, state=after(key.state, Move.ACTIVATE))


def revoked(key: KeyRecord) -> KeyRecord:
    """Return the key revoked, its old secret with it."""
    return replace(
        key, state=after(key.state, Move.REVOKE), old_digest=b"", old_public=b"", grace_until=0
    )


def settled(key: KeyRecord) -> KeyRecord:
    """Return the key after its grace: the old secret is gone."""
    return replace(
        key, state=after(key.state, Move.SETTLE), old_digest=b"", old_public=b"", grace_until=0
    )


@dataclass(frozen=True, slots=True)
class NewSecret:
    """What a rotation puts in the place of the secret before."""

    digest: bytes
    pepper: int
    public: bytes
    expires_at: int


def rotated(key: KeyRecord, new: NewSecret, grace_s: int, now_s: int) -> KeyRecord:
    """Return the key with a new secret; the old one holds for the grace, never past its expiry.

    Raises CommandError where the grace is longer than MOST_GRACE_S or the state forbids it.
    """
    if not 0 <= grace_s <= MOST_GRACE_S:
        raise CommandError(
            f"expected a grace of at most {MOST_GRACE_S // 3600} hours, found another",
            hint="for instance --grace 24h; --grace 0h ends the old secret at once",
        )
    until = min(now_s + grace_s, key.expires_at)
    lasting = grace_s > 0 and until > now_s
    return replace(
        key,
        state=after(key.state, Move.ROTATE if lasting else Move.REPLACE),
        digest=new.digest,
        pepper=new.pepper,
        public=new.public,
        expires_at=new.expires_at,
        old_digest=key.digest if lasting else b"",
        old_pepper=key.pepper if lasting else 1,
        old_public=key.public if lasting else b"",
        grace_until=until if lasting else 0,
    )


def edited(key: KeyRecord, new: KeyRecord) -> KeyRecord:
    """Return a key's new limits, if it is one that can still be edited."""
    after(key.state, Move.EDIT)
    return new


def grace_is_over(key: KeyRecord, now_s: float) -> bool:
    """Tell whether an old secret stopped holding, so that the key can settle."""
    return key.state is KeyState.GRACE and now_s >= key.grace_until


def standing(key: KeyRecord, now_s: float) -> str:
    """Return how a key stands now, in one word: its state, or what time has made of it."""
    told: str = key.state.value
    if key.state is not KeyState.REVOKED and now_s >= key.expires_at:
        return "expired"
    if key.state is KeyState.GRACE and now_s >= key.grace_until:
        return "active"
    if key.state is KeyState.ACTIVE and now_s < key.not_before:
        return "waiting"
    return told
