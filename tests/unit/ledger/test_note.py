"""Signed notes: the specification's own example, and everything that is no note."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from posthouse.ledger.note import (
    Ed25519Verifier,
    NoteKey,
    NoteSigner,
    SignatureType,
    open_note,
    parse_note,
    parse_vkey,
    sign_note,
)
from posthouse.model.errors import VerificationFailed

VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi"
    "2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()
"""C2SP signed-note, section "Example"."""


def signer(name="a.example", seed=1):
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    public = key.public_key().public_bytes_raw()
    return NoteSigner(NoteKey(name, SignatureType.ED25519, public), key.sign)


def verifier(one):
    return Ed25519Verifier(one.key)


def line(name, data):
    return f"— {name} {base64.b64encode(data).decode()}\n".encode()


def test_the_specifications_example_opens():
    opened = open_note(NOTE, [Ed25519Verifier(parse_vkey(VKEY))])
    assert opened.text == b"This is an example message.\n"
    assert [key.name for key, _ in opened.signed] == ["example.com/foo"]
    assert str(parse_vkey(VKEY)) == VKEY
    assert bytes(parse_note(NOTE)) == NOTE


def test_a_note_of_two_signers_opens_for_either():
    one, two = signer(), signer("b.example", 2)
    note = sign_note("Grüße\n\n— not a signature\n".encode(), [one, two])
    assert len(open_note(note, [verifier(one), verifier(two)]).signed) == 2
    assert len(open_note(note, [verifier(two)]).signed) == 1


def test_signatures_of_unknown_keys_are_passed_over_even_with_a_known_name_or_id():
    one = signer()
    note = sign_note(b"text\n", [one])
    note += line("a.example", b"\0\0\0\0" + b"x" * 64)
    note += line("z.example", one.key.id + b"x" * 64)
    note += line("short.example", b"\0\0\0\0x")
    assert len(open_note(note, [verifier(one)]).signed) == 1


def test_sixteen_signatures_and_more_are_taken_and_a_flood_is_not():
    one = signer()
    note = sign_note(b"text\n", [one])
    head, tail = note.rsplit(b"\n\n", 1)
    many = b"".join(line(f"w{n}.example", b"abcd" + b"x" * 4700) for n in range(20))
    assert open_note(head + b"\n\n" + many + tail, [verifier(one)]).signed
    flood = b"".join(line(f"w{n}.example", b"abcdx") for n in range(101))
    with pytest.raises(VerificationFailed, match="at most"):
        parse_note(head + b"\n\n" + flood + tail)
    with pytest.raises(VerificationFailed, match="bytes"):
        parse_note(b"x" * 1_000_001)


def test_a_wrong_signature_of_a_known_key_is_refused_beside_a_right_one():
    one, two = signer(), signer("b.example", 2)
    note = sign_note(b"text\n", [one]) + line("b.example", two.key.id + b"x" * 64)
    assert open_note(note, [verifier(one)])
    with pytest.raises(VerificationFailed, match=r"b\.example"):
        open_note(note, [verifier(one), verifier(two)])


def test_a_note_without_a_known_signer_is_refused():
    with pytest.raises(VerificationFailed, match="known key"):
        open_note(NOTE, [verifier(signer())])
    with pytest.raises(VerificationFailed, match="differ"):
        open_note(NOTE, [verifier(signer()), verifier(signer())])


@pytest.mark.parametrize("at", range(0, len(NOTE), 3))
def test_no_changed_note_opens(at):
    changed = NOTE[:at] + bytes([NOTE[at] ^ 1]) + NOTE[at + 1 :]
    with pytest.raises(VerificationFailed):
        open_note(changed, [Ed25519Verifier(parse_vkey(VKEY))])


SIGNED = b"\n\xe2\x80\x94 a.example YWJjZHg=\n"


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n",
        b"text\n",
        b"text\n\n",
        b"text" + SIGNED,
        b"text\n" + SIGNED[:-1],
        b"text\n" + SIGNED + b"tail\n",
        b"text\n\n- a.example YWJjZHg=\n",
        b"text\n" + SIGNED.replace(b" Y", b"  Y"),
        b"text\n" + SIGNED.replace(b"a.e", b"a+e"),
        b"text\n" + SIGNED.replace(b"a.example", b""),
        b"text\n" + SIGNED.replace(b"a.e", "a\u00a0e".encode()),
        b"text\n" + SIGNED.replace(b"YWJjZHg=", b"YWJjZA=="),
        b"text\n" + SIGNED.replace(b"YWJjZHg=", b"YWJjZHg"),
        b"text\n" + SIGNED.replace(b"YWJjZHg=", b"YWJjZHh="),
        b"text\n" + SIGNED.replace(b"YWJjZHg=", b"YWJj_Hg="),
        b"te\rxt\n" + SIGNED,
        b"te\0xt\n" + SIGNED,
        b"te\txt\n" + SIGNED,
        b"te\xffxt\n" + SIGNED,
    ],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(VerificationFailed):
        parse_note(note)


def test_a_note_with_the_shortest_text_is_one():
    assert parse_note(b"\n" + SIGNED).text == b"\n"
    assert parse_note(b"\x7f\n" + SIGNED).signatures[0].value == b"x"


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "example.com/foo",
        VKEY.replace("530d903a", "530d903b"),
        VKEY.replace("530d903a", "530D903A"),
        VKEY.replace("example.com/foo", ""),
        VKEY.replace("example.com/foo", "example com"),
        VKEY[:-4],
        VKEY.replace("+A", "+/"),
        VKEY + "\n",
        "a+00000000+",
    ],
)
def test_what_is_no_verifier_key_is_refused(vkey):
    with pytest.raises(VerificationFailed):
        parse_vkey(vkey)


def test_a_signature_type_of_its_own_gives_the_same_key_another_id():
    public = signer().key.public_key
    kinds = [NoteKey("a", kind, public) for kind in list(SignatureType)[:2]]
    kinds.append(NoteKey("a", SignatureType.ML_DSA_44, b"m" * 1312))
    assert len({one.id for one in kinds}) == 3
    assert [parse_vkey(str(one)) for one in kinds] == kinds
    with pytest.raises(VerificationFailed, match="another type"):
        Ed25519Verifier(kinds[1])


@pytest.mark.parametrize("text", [b"", b"no end", b"tab\t\n", b"\xff\n"])
def test_what_is_no_text_is_not_signed(text):
    with pytest.raises(VerificationFailed):
        sign_note(text, [signer()])
