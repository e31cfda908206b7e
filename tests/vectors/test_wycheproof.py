"""Wycheproof over the primitives as Posthouse calls them."""

import hmac
import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from posthouse.ledger.note import Ed25519Verifier, NoteKey, SignatureType

FOLDER = Path(__file__).parent / "wycheproof" / "testvectors_v1"


def cases(name):
    suite = json.loads((FOLDER / f"{name}_test.json").read_text())
    found = [(group, test) for group in suite["testGroups"] for test in group["tests"]]
    assert len(found) == suite["numberOfTests"]
    return [pytest.param(group, test, id=str(test["tcId"])) for group, test in found]


def hexed(test, *names):
    return [bytes.fromhex(test[name]) for name in names]


@pytest.mark.parametrize(("group", "test"), cases("ed25519"))
def test_ed25519(group, test):
    message, signature = hexed(test, "msg", "sig")
    key = NoteKey("k", SignatureType.ED25519, bytes.fromhex(group["publicKey"]["pk"]))
    assert Ed25519Verifier(key).verify(message, signature) is (test["result"] == "valid")


@pytest.mark.parametrize(("group", "test"), cases("aes_gcm"))
def test_aes_gcm(group, test):
    key, iv, aad, plain, sealed, tag = hexed(test, "key", "iv", "aad", "msg", "ct", "tag")
    try:
        opened = AESGCM(key).decrypt(iv, sealed + tag, aad)
    except (InvalidTag, ValueError):
        # The library takes nonces of 8 to 128 bytes; Posthouse's own have 12.
        assert test["result"] == "invalid" or not 8 <= len(iv) <= 128
        return
    assert test["result"] == "valid"
    assert opened == plain
    assert AESGCM(key).encrypt(iv, plain, aad) == sealed + tag


@pytest.mark.parametrize(("group", "test"), cases("hkdf_sha256"))
def test_hkdf(group, test):
    ikm, salt, info, okm = hexed(test, "ikm", "salt", "info", "okm")
    try:
        derived = HKDF(SHA256(), test["size"], salt, info).derive(ikm)
    except ValueError:
        assert test["result"] == "invalid"
        return
    assert test["result"] == "valid"
    assert derived == okm


@pytest.mark.parametrize(("group", "test"), cases("hmac_sha256"))
def test_hmac(group, test):
    key, message, tag = hexed(test, "key", "msg", "tag")
    computed = hmac.digest(key, message, "sha256")[: len(tag)]
    assert hmac.compare_digest(computed, tag) is (test["result"] == "valid")
