import numpy as np
import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_lexicon import EVERYDAY, Lexicon
from posthouse.privacy.names.english_turned import turned
from posthouse.privacy.names.english_words import LEXICON_BITS, digest

_RARE_SURNAME, _SURNAME, _FORENAME = 4, 12, 3
_KNOWN = {
    "smith": _SURNAME + 1,
    "okafor": _RARE_SURNAME,
    "john": _FORENAME,
    "amara": _FORENAME,
    "maria": _FORENAME,
    "grace": _FORENAME + EVERYDAY,
}


def lexicon() -> Lexicon:
    """Return a lexicon of these words alone."""
    known = sorted((digest(word) & LEXICON_BITS, flags) for word, flags in _KNOWN.items())
    steps = np.diff([key for key, _ in known], prepend=0).astype(np.uint32)
    flags = np.array([(flags, 0) for _, flags in known], np.uint8)
    return Lexicon((steps & 0xFF).astype(np.uint8), steps >> 8, flags)


def names(text: str, *read: str) -> list[str]:
    found, at = [], 0
    for value in read:
        at = text.index(value, at)
        found.append(Finding(at, at + len(value), Label.PERSON, "x"))
        at += len(value)
    return [text[one.start : one.end] for one in turned(text, found, lexicon())]


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
