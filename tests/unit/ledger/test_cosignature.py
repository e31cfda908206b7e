"""Cosignatures are as C2SP and transparency-dev write them."""

import base64

import pytest
from tests.evidence import AT_S, ORIGIN, WITNESSES, small_log

from posthouse.ledger.cosignature import (
    CosignatureVerifier,
    cosign,
    cosigning,
    message,
    time_of,
)
from posthouse.ledger.note import SignatureType, open_note, parse_vkey, sign_note
from posthouse.model.errors import VerificationFailed

LOG = small_log()
WITNESS = WITNESSES[0]
# transparency-dev/formats note/note_cosigv1_test.go @0b850f1 (Apache-2.0)
WORKS = (
    "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJ"
    "XORmnFBOBA=="
)
OF_A_NOTE = (
    "eQjRQm6eSKzFoiYalgwCPXu2y3ijtg68is9M46JKxuZB+dRfTmeQeDBoXnvxZx2ugnkyV+MUMLXpWs1hPb/W/4xkNQY="
)


def test_the_message_is_the_one_of_the_specification():
    # C2SP/C2SP tlog-cosignature.md @5ba5ee8
    body = b"example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert message(body, 1679315147) == b"cosignature/v1\ntime 1679315147\n" + body


def test_a_cosignature_opens_the_checkpoint_below_which_it_stands():
    note = LOG.checkpoint(11, WITNESSES)
    opened = open_note(note, [CosignatureVerifier(one.key) for one in WITNESSES])
    assert [key.name for key, _ in opened.signed] == [one.key.name for one in WITNESSES]
    assert {time_of(signature.value) for _, signature in opened.signed} == {AT_S}


@pytest.mark.parametrize("at", [0, 7, 8, 40, 71])
def test_every_byte_of_it_counts(at):
    text = LOG.head(11).text()
    value = bytearray(cosign(WITNESS.key, WITNESS.signer.sign, text, AT_S).value)
    verifier = CosignatureVerifier(WITNESS.key)
    assert verifier.verify(text, bytes(value))
    value[at] ^= 1
    assert not verifier.verify(text, bytes(value))
    assert not verifier.verify(text + b"extension\n", bytes(value[:at]) + b"\x00" * (72 - at))


def test_it_covers_extension_lines():
    text = LOG.head(11).text()
    value = cosign(WITNESS.key, WITNESS.signer.sign, text + b"Extendo\n", AT_S).value
    assert not CosignatureVerifier(WITNESS.key).verify(text, value)


def test_reads_the_time_of_published_ones():
    assert time_of(base64.b64decode(WORKS)[4:]) == 1727964367
    with pytest.raises(VerificationFailed, match="72"):
        time_of(base64.b64decode(OF_A_NOTE)[4:])
    with pytest.raises(VerificationFailed, match="2\\^63"):
        time_of(b"\x80" + bytes(71))


@pytest.mark.parametrize(
    "vkey",
    [
        # transparency-dev/formats note/note_cosigv1_test.go @0b850f1 (Apache-2.0)
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    ],
)
def test_takes_published_keys_of_witnesses(vkey):
    key = cosigning(parse_vkey(vkey))
    assert key.type is SignatureType.COSIGNATURE
    assert cosigning(key) == key
    assert CosignatureVerifier(key).key.name == vkey.split("+")[0]


def test_a_plain_key_opens_no_cosignature_and_the_other_way_round():
    plain = parse_vkey("TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6")
    with pytest.raises(VerificationFailed, match="cosigning"):
        CosignatureVerifier(plain)
    assert cosigning(plain).id != plain.id


def test_refuses_the_key_types_that_cannot_cosign_here():
    key = LOG.party.key
    mldsa = type(key)(ORIGIN, SignatureType.ML_DSA_44, bytes(1312))
    with pytest.raises(VerificationFailed, match="0x06"):
        cosigning(mldsa)


def test_a_note_without_the_log_is_no_checkpoint_but_opens():
    text = LOG.head(3).text()
    line = cosign(WITNESS.key, WITNESS.signer.sign, text, AT_S).line()
    note = sign_note(text, []) + line.encode()
    assert open_note(note, [CosignatureVerifier(WITNESS.key)]).text == text
