import pytest
from tests.lexicons import lexicon

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_lexicon import EVERYDAY
from posthouse.privacy.names.english_turned import turned

_RARE_SURNAME, _SURNAME, _FORENAME = 4, 12, 3
LEXICON = lexicon(
    {
        "smith": (_SURNAME + 1, 0),
        "okafor": (_RARE_SURNAME, 0),
        "john": (_FORENAME, 0),
        "amara": (_FORENAME, 0),
        "maria": (_FORENAME, 0),
        "grace": (_FORENAME + EVERYDAY, 0),
    }
)


def names(text: str, *read: str) -> list[str]:
    found, at = [], 0
    for value in read:
        at = text.index(value, at)
        found.append(Finding(at, at + len(value), Label.PERSON, "x"))
        at += len(value)
    return [text[one.start : one.end] for one in turned(text, found, LEXICON)]


@pytest.mark.parametrize(
    ("text", "read", "found"),
    [
        ("Smith, John (2019). A study", ("Smith", "John"), ["Smith, John"]),
        ("Present: Okafor, Amara; Smith, John", ("Okafor", "Amara", "Smith", "John"),
         ["Okafor, Amara", "Smith, John"]),
        ("Source: Okafor, Amara Joy. The", ("Amara Joy",), ["Okafor, Amara Joy"]),
        ("by Smith, J. K., & Okafor, A. (2019)", ("Smith", "J. K.", "Okafor", "A."),
         ["Smith, J. K.", "Okafor, A."]),
    ],
)  # fmt: skip
def test_a_surname_and_what_follows_it_are_one_name(text, read, found) -> None:
    assert names(text, *read) == found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Cc: Maria, John", ("Maria", "John")),
        ("I saw Smith, John and Maria there", ("Smith", "John", "Maria")),
        ("As for Okafor, Amara said no", ("Okafor", "Amara")),
        ("Signed: Smith, Grace.", ("Smith", "Grace")),
        ("Unknown, John.", ("John",)),
        (", John.", ("John",)),
        ("John", ("John",)),
    ],
)
def test_two_people_stay_two(text, read) -> None:
    assert names(text, *read) == list(read)
