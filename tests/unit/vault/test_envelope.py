"""A sealed value opens in its place and nowhere else, under its key and no other."""

import json
import os
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.errors import SealBroken
from posthouse.vault.envelope import (
    MOST_MESSAGES,
    Header,
    Place,
    Profile,
    decrypt,
    encrypt,
    open_sealed,
    seal,
    split,
)

VECTORS = Path(__file__).parents[2] / "vectors" / "wycheproof" / "testvectors_v1"
PROFILES = list(Profile)
words = st.text(max_size=12)
places = st.builds(Place, words, words, words, words)
PLACE = Place("default", "note", "r-1", "text")
HEADER = {p: Header(p, 3, "0123456789abcdef") for p in PROFILES}


def key_of(profile: Profile, fill: int = 7) -> bytes:
    return bytes([fill]) * profile.key_length


@pytest.mark.parametrize("profile", PROFILES)
@given(place=places, plain=st.binary(max_size=80), nonce=st.binary(min_size=12, max_size=12))
def test_opens_where_it_was_sealed(profile, place, plain, nonce):
    sealed = seal(key_of(profile), HEADER[profile], place, plain, nonce)
    assert open_sealed(key_of(profile), place, sealed) == plain
    assert split(sealed)[0] == HEADER[profile]


@pytest.mark.parametrize("profile", PROFILES)
@given(one=places, other=places)
def test_does_not_open_for_another_tenant_purpose_record_or_field(profile, one, other):
    sealed = seal(key_of(profile), HEADER[profile], one, b"secret", bytes(12))
    if one == other:
        assert open_sealed(key_of(profile), other, sealed) == b"secret"
    else:
        with pytest.raises(SealBroken):
            open_sealed(key_of(profile), other, sealed)


@given(parts=st.lists(words, min_size=4, max_size=4), cut=st.integers(0, 40))
def test_no_two_places_run_together(parts, cut):
    """Letters that move from one part to the next make another place."""
    whole = "".join(parts)
    cut = min(cut, len(whole))
    moved = Place(whole[:cut], whole[cut:], "", "")
    assert (moved.bound() == Place(*parts).bound()) == (moved == Place(*parts))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_flipped_bit_is_found(profile):
    sealed = seal(key_of(profile), HEADER[profile], PLACE, b"secret", bytes(range(12)))
    for bit in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(SealBroken):
            open_sealed(key_of(profile), PLACE, bytes(flipped))


@pytest.mark.parametrize("profile", PROFILES)
def test_another_key_and_a_shortened_value_are_refused(profile):
    sealed = seal(key_of(profile), HEADER[profile], PLACE, b"secret", bytes(12))
    for key in (key_of(profile, 8), b"", key_of(profile) + b"\x00"):
        with pytest.raises(SealBroken):
            open_sealed(key, PLACE, sealed)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            open_sealed(key_of(profile), PLACE, sealed[:length])


def test_the_error_names_the_place_and_nothing_of_the_content():
    sealed = seal(key_of(PROFILES[0]), HEADER[PROFILES[0]], PLACE, b"secret", bytes(12))
    with pytest.raises(SealBroken) as refused:
        open_sealed(key_of(PROFILES[0]), Place("other", "note", "r-1", "text"), sealed)
    assert "note sealed for r-1 of other" in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("master", ["", "m" * 256])
def test_a_master_id_fits_one_byte_of_length(master):
    with pytest.raises(ValueError, match="1 to 255"):
        Header(PROFILES[0], 1, master).encode()


def test_a_key_seals_far_less_than_random_nonces_bear():
    assert MOST_MESSAGES <= 2**28


def wycheproof():
    tests = json.loads((VECTORS / "aes_gcm_test.json").read_text())
    for group in tests["testGroups"]:
        for case in group["tests"]:
            yield group["keySize"], group["ivSize"], case


def test_wycheproof_aes_gcm_through_our_own_functions():
    ran = refused = 0
    for key_size, iv_size, case in wycheproof():
        key, nonce, aad, message, sealed = (
            bytes.fromhex(case[name]) for name in ("key", "iv", "aad", "msg", "ct")
        )
        sealed += bytes.fromhex(case["tag"])
        profile = Profile.AES_256_GCM
        if (key_size, iv_size) != (256, 96):
            refused += 1
            with pytest.raises(ValueError, match="expected a key"):
                encrypt(profile, key, nonce, message, aad)
            with pytest.raises(ValueError, match="expected a key"):
                decrypt(profile, key, nonce, sealed, aad)
            continue
        ran += 1
        if case["result"] == "valid":
            assert encrypt(profile, key, nonce, message, aad) == sealed, case["tcId"]
            assert decrypt(profile, key, nonce, sealed, aad) == message, case["tcId"]
        else:
            with pytest.raises(InvalidTag):
                decrypt(profile, key, nonce, sealed, aad)
    assert ran > 50
    assert refused > 50


def test_sm4_gcm_of_rfc_8998():
    """RFC 8998, appendix A.1."""
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    aad = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    sealed = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    assert encrypt(Profile.SM4_GCM, key, nonce, plain, aad) == sealed
    assert decrypt(Profile.SM4_GCM, key, nonce, sealed, aad) == plain
    with pytest.raises(InvalidTag):
        decrypt(Profile.SM4_GCM, key, nonce, sealed[:-1] + b"\x00", aad)


def test_what_is_sealed_twice_has_nothing_in_common():
    profile = Profile.AES_256_GCM
    one, two = (
        seal(os.urandom(32), HEADER[profile], PLACE, b"secret", os.urandom(12)) for _ in range(2)
    )
    assert one[-22:] != two[-22:]
