"""Names of numbers: how they are listed, and which of them ends where a number begins."""

import pytest

from posthouse.model.finding import Label
from posthouse.privacy.numbernames import label_of, listed, may_end, spelled


def test_names_are_listed_once_as_they_are_spelled() -> None:
    for name in listed():
        assert name == name.strip().lower()
    assert len(listed()) > 4000
    assert {Label.OTHER_ID, Label.ACCOUNT, None} <= set(listed().values())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Blood donor number", "blood donor no"),
        ("bloodDonorNr", "blood donor no"),
        ("BLOOD_DONOR_NO.", "blood donor no"),
        ("租赁备案号码", "租赁备案号"),
        ("numero", "numero"),
    ],
)
def test_a_name_has_one_spelling(name: str, told: str) -> None:
    assert spelled(name) == told


@pytest.mark.parametrize(
    ("lead", "label"),
    [
        ("Blood donor number: ", Label.OTHER_ID),
        ("please find my blood donor no. is", Label.OTHER_ID),
        ('"bloodDonorNumber": "', Label.OTHER_ID),
        ("我的租赁备案编号是", Label.OTHER_ID),
        ("Pallet number: ", None),
        ("donor 7 ", None),
        ("", None),
    ],
)
def test_the_longest_listed_name_at_the_end_tells(lead: str, label: Label | None) -> None:
    assert label_of(lead) is label


def test_a_name_that_must_be_whole_has_nothing_before_it() -> None:
    assert label_of("Blood donor number", whole=True) is Label.OTHER_ID
    assert label_of("my blood donor number", whole=True) is None


def test_what_cannot_end_a_name_is_told_by_its_last_word() -> None:
    assert may_end("Blood donor number")
    assert may_end("它的租赁备案号")
    assert not may_end("received")
    assert not may_end("收到了")
