"""Virtual keys: typos are refused before any look-up, secrets are never told."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import Unauthorized
from posthouse.vault.virtualkey import (
    RANDOM_LENGTH,
    Proof,
    check,
    digest,
    mint,
    parse,
)

PEPPER = b"\x07" * 32
MINTED = mint(bytes(range(RANDOM_LENGTH)), PEPPER)
LIFE_S = 90 * 24 * 3600
RECORD = KeyRecord(MINTED.id, "p", "n", MINTED.digest, 1000, 1000 + LIFE_S)


@given(st.binary(min_size=RANDOM_LENGTH, max_size=RANDOM_LENGTH))
def test_what_is_minted_parses_and_checks(random):
    minted = mint(random, PEPPER)
    presented = parse(minted.plain.reveal())
    assert presented.id == minted.id
    record = KeyRecord(minted.id, "p", "n", minted.digest, 0, 10)
    assert check(presented, record, {1: PEPPER}, 9.9) == Proof(record)


def test_has_the_documented_shape_and_strength():
    prefix, key_id, rest = MINTED.plain.reveal().split("-")
    assert (prefix, len(key_id), len(rest)) == ("ph", 8, 36)
    assert 30 * math.log2(62) >= 178


@given(st.integers(0, 47), st.characters(min_codepoint=33, max_codepoint=126))
def test_refuses_every_single_typo(place, character):
    text = MINTED.plain.reveal()
    typo = text[:place] + character + text[place + 1 :]
    if typo != text:
        with pytest.raises(Unauthorized) as refused:
            parse(typo)
        assert refused.value.code == "key_malformed"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ph-",
        "ph--",
        MINTED.plain.reveal()[:-1],
        MINTED.plain.reveal() + "0",
        MINTED.plain.reveal() + "\n",
        " " + MINTED.plain.reveal(),
        MINTED.plain.reveal().swapcase(),
        "ph-" + "é" * 8 + "-" + "0" * 36,
        "ph-" + "٣" * 8 + "-" + "0" * 36,
        "sk-" + "a" * 48,
        "\ud800" * 48,
        "x" * 100_000,
    ],
)
def test_refuses_what_is_no_key_without_echoing_it(text):
    with pytest.raises(Unauthorized) as refused:
        parse(text)
    assert refused.value.code == "key_malformed"
    assert refused.value.hint
    assert len(text) < 4 or text not in refused.value.message + refused.value.hint


@pytest.mark.parametrize(
    ("record", "pepper", "now_s", "code"),
    [
        (None, PEPPER, 2000, "key_unknown"),
        (RECORD, b"\x08" * 32, 2000, "key_unknown"),
        (dataclasses.replace(RECORD, digest=b"\x00" * 32), PEPPER, 2000, "key_unknown"),
        (RECORD, PEPPER, 1000 + LIFE_S, "key_expired"),
        (dataclasses.replace(RECORD, state=KeyState.REVOKED), PEPPER, 2000, "key_revoked"),
        (dataclasses.replace(RECORD, state=KeyState.REVOKED), b"x", 2000, "key_unknown"),
        (dataclasses.replace(RECORD, state=KeyState.PENDING), PEPPER, 2000, "key_pending"),
        (dataclasses.replace(RECORD, not_before=2001), PEPPER, 2000, "key_pending"),
        (dataclasses.replace(RECORD, pepper=2), PEPPER, 2000, "key_unknown"),
    ],
)
def test_refuses_with_the_code_that_fits(record, pepper, now_s, code):
    with pytest.raises(Unauthorized) as refused:
        check(parse(MINTED.plain.reveal()), record, {1: pepper}, now_s)
    assert refused.value.code == code
    assert refused.value.hint


@given(st.text(max_size=80) | st.text("ph-0aZ", min_size=40, max_size=60))
def test_whatever_else_is_parsed_is_refused_in_one_way(text):
    for one in (text, f"ph-{MINTED.id}-{text}"):
        with pytest.raises(Unauthorized) as refused:
            parse(one)
        assert refused.value.code == "key_malformed"


def test_shows_the_plain_key_nowhere():
    shown = repr(MINTED) + repr(parse(MINTED.plain.reveal()))
    assert MINTED.plain.reveal() not in shown


def test_the_digest_depends_on_the_pepper():
    assert digest(MINTED.plain, PEPPER) != digest(MINTED.plain, b"\x08" * 32)


def test_refuses_too_little_randomness():
    with pytest.raises(ValueError, match="48 random bytes"):
        mint(b"short", PEPPER)


OTHER = mint(bytes(range(RANDOM_LENGTH))[::-1], b"\x09" * 32, MINTED.id)
ROTATED = dataclasses.replace(
    RECORD,
    digest=OTHER.digest,
    pepper=2,
    old_digest=MINTED.digest,
    state=KeyState.GRACE,
    grace_until=2000,
)
BOTH = {1: PEPPER, 2: b"\x09" * 32}


def test_in_grace_both_secrets_prove_the_key_each_under_its_pepper():
    assert OTHER.id == MINTED.id
    assert check(parse(OTHER.plain.reveal()), ROTATED, BOTH, 1999) == Proof(ROTATED)
    assert check(parse(MINTED.plain.reveal()), ROTATED, BOTH, 1999) == Proof(ROTATED, old=True)


@pytest.mark.parametrize(
    ("record", "now_s"), [(ROTATED, 2000), (dataclasses.replace(ROTATED, state=KeyState.ACTIVE), 1)]
)
def test_after_grace_only_the_new_secret_proves_the_key(record, now_s):
    assert not check(parse(OTHER.plain.reveal()), record, BOTH, now_s).old
    with pytest.raises(Unauthorized) as refused:
        check(parse(MINTED.plain.reveal()), record, BOTH, now_s)
    assert refused.value.code == "key_rotated"
