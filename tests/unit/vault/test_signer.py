"""Signatures are Ed25519 and the signer does not leave the process."""

import pickle

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from posthouse.vault.signer import Ed25519Signer

# RFC 8032 section 7.1, test 1
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
EMPTY = (
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
    "6bd25bf5f0595bbe24655141438e7a100b"
)


def test_signs_as_the_rfc_says():
    signer = Ed25519Signer(SEED)
    assert signer.public_key.hex() == PUBLIC
    assert signer.sign(b"").hex() == EMPTY
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(signer.public_key).verify(signer.sign(b"a"), b"b")


def test_cannot_be_pickled():
    with pytest.raises(TypeError):
        pickle.dumps(Ed25519Signer(SEED))
