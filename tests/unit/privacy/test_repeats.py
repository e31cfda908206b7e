import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.detectors import detector

from posthouse.model.finding import Finding, Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.repeats import LONG, cuts, refitted, shortened, told
from posthouse.privacy.rules import Rule, made_up

DETECTOR = detector()
EXAMPLES = [
    made_up(one).replace("‹", "").replace("›", "")
    for rule in RULES[::9]
    for one in (*rule.examples, *rule.near_misses)
]


def found(text: str, every: int, at: int = 0) -> list[Finding]:
    return [Finding(n, n + 3, Label.OTHER_ID, "x") for n in range(at, len(text) - 2, every)]


def test_a_short_text_is_left_whole() -> None:
    assert cuts("ab" * (LONG // 2 - 1)) == []


def test_a_text_that_says_something_new_is_left_whole() -> None:
    assert cuts("".join(f"line {n}\n" for n in range(20_000))) == []


@pytest.mark.parametrize("piece", ["a", "ab ", "中文，", "\\n", "a" * 90 + "b", "x" * 700 + "\n"])
def test_what_is_left_of_a_stretch_goes_on_as_before(piece: str) -> None:
    text = f"before {piece * (400_000 // len(piece))} behind"
    (cut,) = cuts(text)
    assert (cut.end - cut.start) % cut.period == 0
    assert len(piece) % cut.period == 0
    left = shortened(text, [cut])
    assert len(left) < 40_000
    assert left == text[: cut.start] + text[cut.end :]
    assert text[cut.start - cut.period : cut.start] == text[cut.end - cut.period : cut.end]


def test_every_stretch_of_a_text_is_cut() -> None:
    text = "a" * 100_000 + "".join(map(str, range(9_000))) + "- " * 60_000 + "end"
    assert len(cuts(text)) == 2


def test_what_is_found_in_a_period_stands_in_each_that_was_left_out() -> None:
    text = "see key1 " * 20_000
    left_out = cuts(text)
    whole = told(found(shortened(text, left_out), 9, 4), left_out)
    assert whole == tuple(found(text, 9, 4))


def test_what_is_found_in_every_third_period_is_told_so() -> None:
    text = "-" * 200_000
    left_out = cuts(text)
    assert told(found(shortened(text, left_out), 60), left_out) == tuple(found(text, 60))


def test_a_cut_that_is_not_whole_periods_of_what_is_found_is_made_so() -> None:
    text = "-" * 200_000
    left_out = cuts(text)
    assert told(found(shortened(text, left_out), 67), left_out) is None
    again = refitted(found(shortened(text, left_out), 67), left_out)
    assert [(cut.end - cut.start) % 67 for cut in again] == [0]
    assert told(found(shortened(text, again), 67), again) == tuple(found(text, 67))


@pytest.mark.parametrize(
    "near",
    [
        [Finding(8_000, 8_003, Label.OTHER_ID, "x")],
        [Finding(10, 9_000, Label.OTHER_ID, "x")],
        [Finding(n * n, n * n + 3, Label.OTHER_ID, "x") for n in range(2, 120)],
    ],
)
def test_what_differs_from_period_to_period_has_to_be_judged_whole(near: Sequence[Finding]) -> None:
    left_out = cuts("-" * 200_000)
    assert told(near, left_out) is None
    assert refitted(near, left_out) == []


def test_no_more_than_the_ends_of_a_stretch_is_judged() -> None:
    asked: list[int] = []

    def confirm(match: re.Match[str]) -> None:
        asked.append(match.start())

    alone = Detector((Rule("word", Label.OTHER_ID, "key[0-9]", r"key\d", confirm),))
    assert alone.find("a key1 " * 100_000) == ()
    assert len(asked) < 6_000


@given(
    st.sampled_from(EXAMPLES),
    st.sampled_from(["", " ", "\n", ","]),
    st.sampled_from(EXAMPLES),
    st.sampled_from(EXAMPLES),
)
@settings(max_examples=15, deadline=None)
def test_judged_once_is_judged_each_time(before: str, by: str, again: str, behind: str) -> None:
    piece = again + by
    text = f"{before}\n{piece * (90_000 // len(piece) + 1)}\n{behind}"
    left_out = cuts(text)
    assert DETECTOR.find(text) == DETECTOR._found([text])[0]
    assert left_out or len(piece) > 2000
