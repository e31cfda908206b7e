"""Every move of a key's life, and that there are no others."""

import itertools
from dataclasses import replace

import pytest

from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import CommandError
from posthouse.model.keylife import (
    MOST_GRACE_S,
    Move,
    NewSecret,
    activated,
    after,
    edited,
    revoked,
    rotated,
    settled,
    standing,
)

KEY = KeyRecord("k", "p", "n", b"old", 0, 1000)
NEW = NewSecret(b"new", 2, b"public", 5000)
LEGAL = {
    "pending": {"activate": "active", "edit": "pending", "revoke": "revoked"},
    "active": {"rotate": "grace", "replace": "active", "edit": "active", "revoke": "revoked"},
    "grace": {"replace": "active", "settle": "active", "edit": "grace", "revoke": "revoked"},
    "revoked": {},
}


@pytest.mark.parametrize(("state", "move"), list(itertools.product(KeyState, Move)))
def test_the_table_of_moves_is_the_whole_of_a_keys_life(state, move):
    leads = LEGAL[state.value].get(move.value)
    if leads is not None:
        assert after(state, move).value == leads
        return
    with pytest.raises(CommandError) as refused:
        after(state, move)
    assert refused.value.hint


def test_rotation_keeps_the_id_and_the_old_secret_for_the_grace():
    key = rotated(KEY, NEW, 100, 10)
    assert (key.id, key.digest, key.pepper, key.public) == ("k", b"new", 2, b"public")
    assert (key.state, key.old_digest, key.grace_until) == (KeyState.GRACE, b"old", 110)
    assert key.expires_at == 5000
    assert settled(key).old_digest == b""


def test_the_grace_never_outlives_the_old_secret():
    assert rotated(KEY, NEW, 2000, 10).grace_until == 1000
    assert rotated(KEY, NEW, 2000, 1000).old_digest == b""


def test_without_grace_the_old_secrets_end_at_once():
    again = rotated(rotated(KEY, NEW, 100, 10), NEW, 0, 20)
    assert (again.state, again.old_digest, again.grace_until) == (KeyState.ACTIVE, b"", 0)


@pytest.mark.parametrize("grace_s", [-1, MOST_GRACE_S + 1])
def test_a_grace_has_its_bounds(grace_s):
    with pytest.raises(CommandError, match="72 hours"):
        rotated(KEY, NEW, grace_s, 10)


def test_a_third_secret_is_refused():
    with pytest.raises(CommandError):
        rotated(rotated(KEY, NEW, 100, 10), NEW, 100, 20)


def test_a_revoked_key_cannot_be_edited_and_a_pending_one_is_activated():
    pending = replace(KEY, state=KeyState.PENDING)
    assert activated(pending) == KEY
    with pytest.raises(CommandError):
        edited(revoked(KEY), KEY)
    assert edited(KEY, replace(KEY, name="m")).name == "m"


@pytest.mark.parametrize(
    ("key", "now_s", "told"),
    [
        (KEY, 999, "active"),
        (KEY, 1000, "expired"),
        (replace(KEY, not_before=5), 4, "waiting"),
        (replace(KEY, state=KeyState.PENDING), 4, "pending"),
        (replace(KEY, state=KeyState.GRACE, grace_until=9), 8, "grace"),
        (replace(KEY, state=KeyState.GRACE, grace_until=9), 9, "active"),
        (replace(KEY, state=KeyState.REVOKED), 2000, "revoked"),
    ],
)
def test_how_a_key_stands_is_its_state_and_the_time(key, now_s, told):
    assert standing(key, now_s) == told
