from posthouse.privacy.digest import SIZE, Digester


def test_a_digest_depends_on_the_key_and_on_the_text() -> None:
    one, other = Digester(b"k" * 32), Digester(b"m" * 32)
    made = {one.of(b"a"), one.of(b"b"), other.of(b"a"), one.of(b"")}
    assert len(made) == 4
    assert {len(digest) for digest in made} == {SIZE}


def test_texts_are_taken_as_utf_8_half_a_surrogate_pair_too() -> None:
    digester = Digester(b"k" * 100)
    assert digester.of_all(["号", "\ud800"])[0] == digester.of("号".encode())
    assert repr(digester) == "Digester()"
