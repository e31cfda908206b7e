"""Numbers that a listed name stands before: where it must stand, and which forms count."""

import re

import pytest

from posthouse.model.finding import Label
from posthouse.privacy.numbers import TOKEN, bare, called, judge_of, may_be

PATTERN = re.compile(TOKEN, re.ASCII)


def told(text: str) -> list[tuple[str, Label]]:
    found = []
    for match in PATTERN.finditer(text):
        value = bare(match.group("v"))
        label = called(text, match.start("v"), value)
        if label is not None:
            found.append((value, label))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Blood donor number: D4821993.",
        "x=1, blood donor number D4821993",
        "Blood donor number\nD4821993\n",
        "<bloodDonorNo>D4821993</bloodDonorNo>",
        "| Blood donor number | D4821993 |",
    ],
)
def test_a_number_is_told_by_the_name_before_it(text: str) -> None:
    assert told(text) == [("D4821993", Label.OTHER_ID)]


@pytest.mark.parametrize(
    "text",
    [
        "Blood donor number: none, order D4821993",
        "Blood donor number 12345678 and D4821993x9",
        "The blood donor number of last year is no more\nand yet D4821993",
        "sample blood donor number: D4821993",
        "blood donor number[D4821993",
    ],
)
def test_no_name_further_away_counts(text: str) -> None:
    assert ("D4821993", Label.OTHER_ID) not in told(text)


@pytest.mark.parametrize("value", ["1.20.345", "deadbeef00112233", "2026", "10000", "XXXX-1234"])
def test_what_its_form_shows_to_be_nobodys_stays(value: str) -> None:
    assert not may_be(value, Label.OTHER_ID)


def test_a_day_is_one_only_of_birth() -> None:
    assert may_be("1984-03-17", Label.DATE_BIRTH)
    assert not may_be("1984-03-17", Label.OTHER_ID)
    assert not may_be("48219933", Label.DATE_BIRTH)


def test_a_column_is_judged_by_its_whole_heading() -> None:
    fits = judge_of("Blood donor number")
    assert fits is not None
    assert fits("D4821993") is Label.OTHER_ID
    assert fits("see D4821993") is None
    assert judge_of("Pallet number") is None
