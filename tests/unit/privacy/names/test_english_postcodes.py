import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_postcodes import called, postcodes
from posthouse.privacy.names.english_words import split, vocabulary


def codes(text: str, *places: tuple[str, Label]) -> list[str]:
    found = [
        Finding(text.index(value), text.index(value) + len(value), label, "x")
        for value, label in places
    ]
    return [text[t.start : t.end] for t in postcodes(text, sorted(found))]


STREET, PLACE = Label.ADDRESS, Label.LOCATION


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4 Mill Lane, Ashcombe 40721, thanks", "40721"),
        ("4 Mill Lane\n Ashcombe\n AB1 2CD", "AB1 2CD"),
        ("4 Mill Lane, Ashcombe, OR 97024-1234.", "97024-1234"),
    ],
)
def test_a_code_behind_a_place_behind_a_street_is_found(text: str, code: str) -> None:
    assert codes(text, ("4 Mill Lane", STREET), ("Ashcombe", PLACE)) == [code]


def test_a_number_behind_a_place_without_a_street_is_left() -> None:
    assert codes("in Ashcombe 1987 it rained", ("Ashcombe", PLACE)) == []
    far = "4 Mill Lane " + "is quiet and green " * 5 + "in Ashcombe 40721"
    assert codes(far, ("4 Mill Lane", STREET), ("Ashcombe", PLACE)) == []


def test_a_time_or_a_sum_is_no_code() -> None:
    text = "4 Mill Lane, Ashcombe 4000.50 and"
    assert codes(text, ("4 Mill Lane", STREET), ("Ashcombe", PLACE)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my zip code is 35350", "35350"),
        ("ZIP: 394 13", "394 13"),
        ("Postcode: LS1 4AP", "LS1 4AP"),
        ("postal code K1A 0B1.", "K1A 0B1"),
        ("zip the folder 35350", None),
        ("post 2019 on the blog", None),
        ("zip 3.11 files", None),
    ],
)
def test_what_is_called_a_postcode_is_one(text: str, code: str | None) -> None:
    found = [text[one.start : one.end] for one in called(text, vocabulary(split(text)))]
    assert found == ([code] if code else [])
