import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.audit.signing import BESIDE, digest, keys_of, opened, signed, signed_text, written
from posthouse.ledger.note import Ed25519Verifier as Verifier
from posthouse.ledger.note import NoteKey, NoteSigner, SignatureType, open_note
from posthouse.model.errors import VerificationFailed
from posthouse.vault.signer import Ed25519Signer


def signer(name, seed=1):
    made = Ed25519Signer(bytes([seed]) * 32)
    return NoteSigner(NoteKey(name, SignatureType.ED25519, made.public_key), made.sign)


ANN, BEN = signer("ann.example.com"), signer("ben.example.com", 2)
CONTENT = {"kind": "some.kind/1", "n": 1.5, "rows": ["é", {"b": 1, "a": 2}]}


FIGURES = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15) | st.text()


@given(st.dictionaries(st.text(), FIGURES))
def test_what_is_written_opens_as_it_was(tree):
    content = {name: value for name, value in tree.items() if name not in BESIDE}
    content["kind"] = "some.kind/1"
    file = opened(written(content, [ANN]))
    assert file.tree == content
    assert file.by([ANN.key]) == [ANN.key]


def test_a_digest_is_over_everything_but_itself_and_the_signatures():
    assert digest({"a": 1, "digest": "x", "signatures": []}) == digest({"a": 1})
    assert digest({"a": 1}) != digest({"a": 2})


def test_a_signature_is_one_of_a_signed_note():
    tree = orjson.loads(written(CONTENT, [ANN]))
    (line,) = tree["signatures"]
    note = signed_text("some.kind/1", tree["digest"]) + b"\n" + line.encode() + b"\n"
    assert open_note(note, [Verifier(ANN.key)]).signed[0][0] == ANN.key


def test_whoever_is_trusted_has_to_have_signed():
    file = opened(written(CONTENT, [ANN]))
    file.require([])
    file.require([BEN.key, ANN.key])
    assert (file.names, file.by([BEN.key])) == (["ann.example.com"], [])
    with pytest.raises(VerificationFailed, match="found one by ann"):
        file.require([BEN.key])
    with pytest.raises(VerificationFailed, match="found one by nobody"):
        opened(written(CONTENT, [])).require([ANN.key])


def test_another_may_sign_beside_and_the_same_signs_once():
    first = opened(written(CONTENT, [ANN]))
    both = opened(signed(opened(signed(first, [BEN])), [ANN]))
    assert sorted(both.names) == ["ann.example.com", "ben.example.com"]
    assert both.digest == first.digest


def test_a_signature_of_other_content_does_not_fit():
    tree = orjson.loads(written(CONTENT, [ANN]))
    tree["n"] = 2
    tree["digest"] = digest(tree)
    with pytest.raises(VerificationFailed, match="does not fit"):
        opened(orjson.dumps(tree)).require([ANN.key])
    other = opened(
        orjson.dumps({**tree, "kind": "other/1", "digest": digest({**tree, "kind": "other/1"})})
    )
    with pytest.raises(VerificationFailed, match="does not fit"):
        other.by([ANN.key])


@pytest.mark.parametrize(
    "change",
    [
        {"n": 2},
        {"digest": ""},
        {"digest": None},
        {"signatures": "x"},
        {"signatures": ["x"]},
        {"signatures": ["— ann.example.com !"]},
        {"signatures": ["— ann.example.com AAAA\nsome"]},
        {"signatures": [""]},
    ],
)
def test_a_file_that_was_changed_is_refused(change):
    tree = {**orjson.loads(written(CONTENT, [ANN])), **change}
    with pytest.raises(VerificationFailed):
        opened(orjson.dumps(tree))


def test_keys_are_ed25519_verifier_keys():
    assert keys_of([str(ANN.key)]) == (ANN.key,)
    other = NoteKey("w.example.com", SignatureType.COSIGNATURE, ANN.key.public_key)
    for wrong in ("", "name", str(other)):
        with pytest.raises(VerificationFailed):
            keys_of([wrong])
