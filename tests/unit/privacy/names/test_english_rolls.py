import pytest
from tests.lexicons import lexicon

from posthouse.privacy.names.english_lexicon import BRAND, EVERYDAY, FORENAME, PLACE, SURNAME
from posthouse.privacy.names.english_rolls import is_somebody, rolls
from posthouse.privacy.names.english_words import split, vocabulary

LEXICON = lexicon(
    {
        "amara": (FORENAME, 0),
        "tunde": (FORENAME, 0),
        "bassey": (SURNAME, 0),
        "lagos": (PLACE, 0),
        "ibadan": (PLACE | FORENAME, 0),
        "kestrel": (FORENAME, BRAND),
        "note": (EVERYDAY, 0),
        "today": (EVERYDAY, 0),
        "grant": (EVERYDAY | FORENAME, 0),
    }
)


def found(text: str) -> list[str]:
    told = rolls(text, vocabulary(split(text)), LEXICON)
    return list(dict.fromkeys(text[one.start : one.end] for one in told))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Present: Amara Bassey (chair), Tunde and Amara Oyelaran", 3),
        ("Apologies – Tunde", 1),
        ("Out next week: Amara, back Monday", 1),
        ("ISSUES  Interviewers: Amara Bassey, Mx. Tunde", 1),
        ("Emergency contact: Amara Bassey 0161 496 0000", 1),
        ("Approved by = Tunde Bassey / Amara Bassey", 2),
        ("- Amara Bassey: asked for the keys", 1),
        ("key: x  # Tunde: temporary, sorry", 1),
        ("**Amara (mum)**: see you", 1),
        ("3. Tunde van den Bassey: yes", 1),
    ],
)
def test_who_is_announced_is_somebody(text: str, names: int) -> None:
    assert len(found(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "Present: Today",
        "Contact: Kestrel Support",
        "Driver: Kestrel",
        "- Lagos: the office",
        "- Ibadan: three",
        "# Note: Grant",
        "Amara::Bassey",
        "owner: amara",
        "https://host.example/Amara: x",
    ],
)
def test_what_is_no_name_is_not_announced(text: str) -> None:
    assert found(text) == []


def test_a_trade_word_makes_no_name() -> None:
    assert is_somebody("Amara Bassey", LEXICON)
    assert not is_somebody("Amara Service", LEXICON)
    assert not is_somebody("A. B.", LEXICON)
