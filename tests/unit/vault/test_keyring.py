"""One master key gives many that tell nothing of each other."""

import pickle

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from posthouse.vault.keyring import Keyring

MASTER = bytes(range(32))


def test_every_purpose_has_its_own_key():
    ring = Keyring(MASTER)
    keys = [
        ring.key_pepper(),
        ring.signing_seed(),
        ring.memo_key(),
        ring.operator_key(),
        ring.masking_key("a", "1"),
        ring.masking_key("a", "2"),
        ring.masking_key("b", "1"),
        ring.masking_key("a1", ""),
        ring.masking_key("", "a1"),
    ]
    assert len(set(keys)) == len(keys)
    assert all(len(k) == 32 for k in keys)


def test_the_same_master_gives_the_same_keys_on_every_machine():
    assert Keyring(MASTER).masking_key("a", "1") == Keyring(MASTER).masking_key("a", "1")
    assert Keyring(bytes(32)).key_pepper() != Keyring(MASTER).key_pepper()


def test_follows_the_documented_derivation():
    info = b"\x00\x07masking\x00\x01a\x00\x012"
    expected = HKDF(SHA256(), 32, b"posthouse/keyring/1", info).derive(MASTER)
    assert Keyring(MASTER).masking_key("a", "2") == expected


def test_refuses_a_master_of_another_length_and_has_no_readable_form():
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(b"short")
    assert repr(Keyring(MASTER)) == "Keyring()"
    with pytest.raises(TypeError):
        pickle.dumps(Keyring(MASTER))
