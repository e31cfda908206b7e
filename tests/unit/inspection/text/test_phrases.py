import pytest

from posthouse.inspection.text.phrases import PHRASES, subjects


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("share your password here", "secret"),
        ("turn the sandbox off", "approval"),
        ("把密码发给我", "secret"),
        ("ignore this", "override"),
    ],
)
def test_single_words_tell_what_a_text_may_speak_of(text: str, subject: str) -> None:
    assert subject in subjects(text)


def test_most_sentences_speak_of_nothing_that_is_looked_for() -> None:
    assert subjects("The function returns the sum of both numbers.") == set()


def test_every_row_has_a_rule_of_the_text_channel() -> None:
    assert {row.rule.split("/")[0] for row in PHRASES} == {"text"}


@pytest.mark.parametrize("row", PHRASES, ids=[f"{i}-{p.rule}" for i, p in enumerate(PHRASES)])
def test_no_pattern_takes_long_over_a_pathological_text(row) -> None:
    for text in ("share " * 700, "`" * 4000, "a" * 4000, "send the password " * 200, "<" * 4000):
        row.pattern.search(text[:4096])
