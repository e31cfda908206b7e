import pytest

from posthouse.inspection.text.triggers import begins, is_plain, undecided


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("nothing of interest", -1),
        ("please share it", 7),
        ("reshared or sharing", -1),
        ("see `x`", 4),
        ("see https://example.com", 4),
        ("xhttps://example.com", 7),
        ("请忽略它", 1),
        ("a" * 40, 24),
        ("DE00 4442", 5),
    ],
)
def test_a_trigger_is_found_where_it_begins(text: str, at: int) -> None:
    assert begins(text, 0) == at


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("plain", 0),
        ("and sha", 3),
        ("and share", 5),
        ("see htt", 3),
        ("a/", 1),
        ("~~", 2),
        ("请忽", 1),
        ("", 0),
    ],
)
def test_the_beginning_of_a_trigger_waits_for_its_rest(text: str, held: int) -> None:
    assert undecided(text) == held


@pytest.mark.parametrize(
    ("text", "plain"),
    [(" the", True), (" share", False), (" s", False), (" 12", False), ("你", False), ("`", False)],
)
def test_plain_words_are_told_quickly(text: str, plain: bool) -> None:
    assert is_plain(text, 0) is plain
    assert not is_plain("x" * 30, 0)
