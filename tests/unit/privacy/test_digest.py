import hashlib

from posthouse.privacy.digest import SIZE, Digester


def test_a_digest_depends_on_the_key_and_on_the_text() -> None:
    one, other = Digester(b"k" * 32), Digester(b"m" * 32)
    made = {*one.of_all(["a", "b", ""]), *other.of_all(["a"])}
    assert len(made) == 4
    assert {len(digest) for digest in made} == {SIZE}


def test_texts_are_taken_as_utf_8_half_a_surrogate_pair_too() -> None:
    digester = Digester(b"k" * 100)
    block = hashlib.sha256(b"k" * 100).digest().ljust(64, b"\0")
    made = hashlib.sha256(block + "号".encode()).digest()[:SIZE]
    assert digester.of_all(["号", "\ud800"])[0] == made
    assert repr(digester) == "Digester()"
