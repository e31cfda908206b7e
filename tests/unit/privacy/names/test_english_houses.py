import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_houses import whole


@pytest.mark.parametrize(
    ("text", "street", "written"),
    [
        ("at 580 60 Balsham Road now", "60 Balsham Road", "580 60 Balsham Road"),
        ("to Flat 4, 12 Oak Row, Leeds", "12 Oak Row", "Flat 4, 12 Oak Row"),
        ("at 12 Oak Row, Apt. 31, Leeds", "12 Oak Row", "12 Oak Row, Apt. 31"),
        ("> 12 Oak Row\n> Suite 804\n> Leeds", "12 Oak Row", "12 Oak Row\n> Suite 804"),
        ("in 12 Oak Row since 2019", "12 Oak Row", "12 Oak Row"),
        ("v1.2 60 Oak Row", "60 Oak Row", "60 Oak Row"),
        ("we, 12 Oak Row", "12 Oak Row", "12 Oak Row"),
    ],
)
def test_numbers_and_flats_belong_to_a_street(text: str, street: str, written: str) -> None:
    start = text.index(street)
    (one,) = whole(text, [Finding(start, start + len(street), Label.ADDRESS, "x")])
    assert text[one.start : one.end] == written


def test_an_address_takes_nothing_from_its_neighbours() -> None:
    text = "7 60 Oak Row, Apt 3"
    before = Finding(0, 1, Label.PERSON, "x")
    behind = Finding(14, 19, Label.LOCATION, "x")
    street = Finding(2, 12, Label.ADDRESS, "x")
    assert whole(text, [before, street, behind]) == [before, street, behind]
