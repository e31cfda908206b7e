from posthouse.privacy.words import words


def test_a_table_is_split_at_blanks() -> None:
    assert words("a b  c") == {"a", "b", "c"}
