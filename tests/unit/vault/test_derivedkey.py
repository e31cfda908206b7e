"""Derived keys: made offline, only ever narrower, and never by who has the database alone."""

import base64
import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.model.test_scope import SCOPES, answers

from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import Unauthorized
from posthouse.model.scope import DataClass, Scope, network
from posthouse.model.secret import Secret
from posthouse.vault.caveats import Caveats, written_caveats
from posthouse.vault.derivedkey import (
    LONGEST,
    MOST_LINKS,
    Chains,
    _message,
    _text,
    derive,
    parse_derived,
    public_of,
)
from posthouse.vault.virtualkey import RANDOM_LENGTH, checksum, mint

PEPPER = b"\x07" * 32
MINTED = mint(bytes(range(RANDOM_LENGTH)), PEPPER)
OTHER = mint(bytes(range(RANDOM_LENGTH))[::-1], PEPPER)
KEY = KeyRecord(
    MINTED.id, "p", "n", MINTED.digest, 0, 10_000, public=public_of(MINTED.plain), budget=1000
)
HOUR = Caveats(Scope(models=("gpt-*",)), expires_at=3600, budget=50, label="ci")


def prove(plain, kept=KEY, now_s=100):
    return Chains().prove(parse_derived(plain.reveal()), kept, now_s)


def refused(plain, kept=KEY, now_s=100):
    with pytest.raises(Unauthorized) as error:
        prove(plain, kept, now_s)
    return error.value.code


def test_a_derived_key_proves_its_narrowed_parent():
    proof = prove(derive(MINTED.plain, HOUR))
    key = proof.key
    assert not proof.old
    assert (key.id, key.project, key.expires_at, key.derived.label) == (KEY.id, "p", 3600, "ci")
    assert key.allows("gpt-x")
    assert not key.allows("claude-x")
    assert [p.limit for p in key.purses(0)] == [1000, 50]


def test_a_derived_key_can_be_narrowed_again_and_shares_the_cap():
    child = derive(MINTED.plain, HOUR)
    one = derive(child, Caveats(Scope(models=("gpt-x",)), expires_at=9999, label="step"))
    two = derive(child, Caveats(Scope(tools=("read",)), budget=5))
    a, b = prove(one).key, prove(two).key
    assert (a.expires_at, a.derived.label) == (3600, "ci/step")
    assert (a.allows("gpt-x"), a.allows("gpt-y"), b.allows("gpt-y")) == (True, False, True)
    assert a.purses(0)[1] == b.purses(0)[1]
    assert [p.limit for p in b.purses(0)] == [1000, 50, 5]


def test_the_same_narrowing_gives_the_same_key_so_that_a_cap_cannot_be_had_twice():
    assert derive(MINTED.plain, HOUR) == derive(MINTED.plain, HOUR)


@pytest.mark.parametrize(
    "kept", [None, dataclasses.replace(KEY, public=public_of(OTHER.plain)),
             dataclasses.replace(KEY, public=b"")],
)  # fmt: skip
def test_an_unknown_parent_another_secret_and_a_key_of_before_get_the_same_answer(kept):
    assert refused(derive(MINTED.plain, HOUR), kept) == "key_unknown"


def forged(seed: bytes, key_id: str = MINTED.id) -> Secret:
    """Return a derived key signed with this seed, in the right form."""
    told = written_caveats(HOUR)
    following = b"\x01" * 32
    public = Ed25519PrivateKey.from_private_bytes(following).public_key().public_bytes_raw()
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(_message(key_id, public, told))
    made = f"phd-{key_id}.{_text(public + signature + told)}.{_text(following)}"
    return Secret(made + checksum(made))


@pytest.mark.parametrize("seed", [KEY.digest, KEY.public, PEPPER, b"\x00" * 32])
def test_a_thief_of_the_database_and_even_of_the_pepper_can_make_none(seed):
    assert refused(forged(seed)) == "key_unknown"


def test_the_published_seed_for_unknown_ids_proves_nothing():
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    for kept in (None, dataclasses.replace(KEY, public=b"")):
        assert refused(forged(seed), kept) == "key_unknown"


def parts(plain):
    head, *links, tail = plain.reveal()[:-6].split(".")
    return head, links, tail


def joined(*pieces: str) -> Secret:
    text = ".".join(pieces)
    return Secret(text + checksum(text))


def test_no_link_can_be_taken_off_swapped_or_put_behind_another():
    child = derive(MINTED.plain, HOUR)
    grandchild = derive(child, Caveats(Scope(models=("gpt-x",))))
    head, (first, second), tail = parts(grandchild)
    own_tail = parts(child)[2]
    assert prove(joined(head, first, own_tail)).key.allows("gpt-y")  # the child itself
    for pieces in [
        (head, first, tail),
        (head, second, tail),
        (head, second, first, tail),
        (head, first, first, own_tail),
        (head, first, second, own_tail),
        (f"phd-{OTHER.id}", first, second, tail),
    ]:
        assert refused(joined(*pieces)) in ("key_unknown", "key_malformed")


@given(st.integers(0, 10_000), st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_no_byte_of_a_link_can_be_changed(place, flip):
    head, (first,), tail = parts(derive(MINTED.plain, HOUR))
    raw = bytearray(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    raw[place % len(raw)] ^= flip
    assert refused(joined(head, _text(bytes(raw)), tail)) in ("key_unknown", "key_malformed")


def test_revoking_the_parent_ends_what_was_derived_and_memory_does_not_outlive_a_change():
    chains, chain = Chains(), parse_derived(derive(MINTED.plain, HOUR).reveal())
    first = chains.prove(chain, KEY, 0)
    assert chains.prove(chain, KEY, 0) is first
    revoked = dataclasses.replace(KEY, state=KeyState.REVOKED)
    assert chains.prove(chain, revoked, 0).key.state is KeyState.REVOKED


def test_in_grace_keys_of_the_old_secret_hold_and_are_told_apart():
    kept = dataclasses.replace(
        KEY, public=public_of(OTHER.plain), old_public=KEY.public,
        state=KeyState.GRACE, grace_until=200,
    )  # fmt: skip
    chains, chain = Chains(), parse_derived(derive(MINTED.plain, HOUR).reveal())
    assert chains.prove(chain, kept, 199).old
    with pytest.raises(Unauthorized):
        chains.prove(chain, kept, 200)


def test_a_chain_has_a_length_and_a_parent_that_is_a_key():
    key = MINTED.plain
    for _ in range(MOST_LINKS):
        key = derive(key, Caveats(expires_at=10))
    with pytest.raises(ValueError, match="links"):
        derive(key, Caveats(expires_at=10))
    with pytest.raises(ValueError, match="characters"):
        derive(MINTED.plain, Caveats(Scope(models=tuple(str(n) * 60 for n in range(64))), 1))
    with pytest.raises(Unauthorized):
        derive(Secret("sk-something"), HOUR)


CAVEATS = st.builds(
    Caveats,
    scope=SCOPES,
    expires_at=st.integers(1, 20_000),
    not_before=st.integers(0, 20_000),
    budget=st.none() | st.integers(0, 2000),
    label=st.sampled_from(["", "a", "b.c"]),
)


@given(SCOPES, st.lists(CAVEATS, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_chain_of_caveats_ever_widens(own, narrowings):
    key = dataclasses.replace(KEY, scope=own)
    plain, before = MINTED.plain, key
    for caveats in narrowings:
        plain = derive(plain, caveats)
        now = prove(plain, key).key
        assert all(b or not n for b, n in zip(answers(before), answers(now), strict=True))
        assert now.expires_at <= before.expires_at
        assert now.not_before >= before.not_before
        assert set(now.purses(0)) >= set(before.purses(0))
        assert (now.id, now.project, now.state) == (key.id, key.project, key.state)
        before = now


@given(st.text(max_size=60) | st.text("phd-.ABCabc019_", max_size=300))
@settings(max_examples=300, deadline=None)
def test_whatever_is_parsed_is_refused_and_nothing_else_happens(text):
    for one in (text, "phd-" + text, f"phd-{MINTED.id}.{text}"):
        with pytest.raises(Unauthorized) as error:
            parse_derived(one)
        assert error.value.code == "key_malformed"


@given(st.binary(max_size=400), st.integers(1, 3))
@settings(max_examples=200, deadline=None)
def test_well_formed_chains_of_anything_prove_nothing(raw, count):
    link = _text(b"\x01" * 96 + raw)
    plain = joined(f"phd-{MINTED.id}", *([link] * count), _text(b"\x02" * 32))
    assert refused(plain) in ("key_malformed", "key_unknown")


def test_what_is_too_long_is_not_even_looked_at():
    with pytest.raises(Unauthorized):
        parse_derived(f"phd-{MINTED.id}." + "A" * LONGEST)


def test_nothing_of_a_derived_key_has_a_readable_form():
    plain = derive(MINTED.plain, HOUR)
    assert plain.reveal() not in repr(plain) + repr(parse_derived(plain.reveal()))


def test_classes_and_addresses_narrow_too():
    caveats = Caveats(
        Scope(highest=DataClass.INTERNAL, networks=(network("192.0.2.0/24"),)), expires_at=50
    )
    key = prove(derive(MINTED.plain, caveats)).key
    assert key.allows_data(DataClass.INTERNAL)
    assert not key.allows_data(DataClass.PERSONAL)
    assert key.allows_address("192.0.2.1")
    assert not key.allows_address("198.51.100.1")
