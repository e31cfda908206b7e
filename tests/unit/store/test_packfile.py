"""A pack as a file: what was signed is what is read, and nothing else is."""

import subprocess

import pytest

from posthouse.inspection.pack import parse
from posthouse.ledger.note import parse_note
from posthouse.model.errors import PackRefused
from posthouse.store.notekey import fresh_key
from posthouse.store.packfile import packed, signer_of, unpacked

BODY = b'[lists.hosts-known]\nnames = "tools.acme.example"\n\n[modes]\n"facts/long" = "note"\n'
SECRET, PUBLIC = map(str, fresh_key("acme-security", seed=lambda length: bytes(range(length))))
FILE = packed("acme", 4, BODY, signer_of(SECRET))


def test_a_pack_is_read_as_it_was_signed():
    pack, signer = unpacked(FILE, (PUBLIC,))
    assert pack == parse("acme", 4, BODY)
    assert signer == "acme-security"


def test_others_can_check_it_with_tools_for_notes_and_sums(tmp_path):
    head, signatures, body = FILE.split(b"\n\n", 2)
    note = parse_note(head + b"\n\n" + signatures + b"\n")
    assert note.text.splitlines()[:3] == [b"posthouse/pack/1", b"acme", b"4"]
    (tmp_path / "body").write_bytes(body)
    summed = subprocess.run(["sha256sum", tmp_path / "body"], capture_output=True, check=True)
    assert summed.stdout.split()[0] == note.text.splitlines()[3]


@pytest.mark.parametrize(
    ("data", "step"),
    [
        (FILE[:-2] + b"1\n", "step 3"),
        (FILE.replace(b"\n4\n", b"\n5\n"), "step 1"),
        (FILE.replace(b"\nacme\n", b"\nacne\n"), "step 1"),
        (FILE.split(b"\n\n", 1)[0] + b"\n\n" + BODY, "step 1"),
        (BODY, "without a signature"),
        (b"", "signed pack"),
        (b"\x00" * 100, "signed pack"),
    ],
)
def test_what_was_changed_is_refused(data, step):
    with pytest.raises(PackRefused) as refused:
        unpacked(data, (PUBLIC,))
    assert step in refused.value.message
    assert refused.value.hint


def test_a_signature_by_a_key_that_nobody_trusts_is_none():
    other = str(fresh_key("acme-security", seed=bytes)[1])
    for trusted in ((), (other,), ("nonsense",)):
        with pytest.raises(PackRefused, match="step 1"):
            unpacked(FILE, trusted)


@pytest.mark.parametrize(("name", "version"), [("posthouse", 1), ("A b", 1), ("acme", 0), ("", 1)])
def test_a_pack_has_a_name_of_its_own_and_a_version(name, version):
    with pytest.raises(PackRefused):
        packed(name, version, BODY, signer_of(SECRET))


@pytest.mark.parametrize("text", ["", "x", PUBLIC, SECRET[:-4], SECRET.replace("acme-", "b")])
def test_a_key_that_is_none_is_refused(text):
    with pytest.raises(PackRefused, match="signer's key"):
        signer_of(text)
