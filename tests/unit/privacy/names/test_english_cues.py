import pytest
from tests.lexicons import lexicon

from posthouse.model.finding import Label
from posthouse.privacy.names.english_cues import cued, owners
from posthouse.privacy.names.english_lexicon import BRAND, EVERYDAY, FORENAME, PLACE
from posthouse.privacy.names.english_words import split, vocabulary

LEXICON = lexicon(
    {
        "customers": (EVERYDAY, 0),
        "scratch": (EVERYDAY, 0),
        "pipe": (EVERYDAY, 0),
        "google": (0, BRAND),
        "jenkins": (FORENAME, BRAND),
        "pune": (PLACE, 0),
        "tunde": (FORENAME, 0),
        "bakare": (FORENAME, 0),
        "runner": (EVERYDAY, 0),
    }
)


def found(text: str) -> list[tuple[str, Label]]:
    told = cued(text, vocabulary(split(text)), LEXICON)
    return [(text[one.start : one.end], one.label) for one in told]


@pytest.mark.parametrize(
    ("text", "value", "label"),
    [
        ("a story about a boy named adewunmi", "adewunmi", Label.PERSON),
        ("an email to Ms. qiqi, tell her", "Ms. qiqi", Label.PERSON),
        ("ask mr li about it", "mr li", Label.PERSON),
        ("and mrs scratch said", "mrs scratch", Label.PERSON),
        ("her name is oluchi and she", "oluchi", Label.PERSON),
        ("why do you want to work for kestrelix?", "kestrelix", Label.ORG),
        ("a company called blue fern that sells tea", "blue fern", Label.ORG),
        ("my small shop is called kettleby", "kettleby", Label.ORG),
        ("ideas for my company called kettleby but short", "kettleby", Label.ORG),
        ("the market share of kettleby inc.", "kettleby inc", Label.ORG),
        ("tell me about the company kettleby today", "kettleby", Label.ORG),
        ("brand name: kettleby", "kettleby", Label.ORG),
        ("I worked for google", "google", Label.ORG),
        ("WeSteerThere is a taxi company", "WeSteerThere", Label.ORG),
        ("kettleby is a small online startup", "kettleby", Label.ORG),
        ("its name is kettleby for now", "kettleby", Label.ORG),
        ("an ad for a bakery named crumb and co", "crumb", Label.ORG),
    ],
)
def test_a_cue_announces_a_name_in_small_letters(text: str, value: str, label: Label) -> None:
    assert found(text) == [(value, label)]


@pytest.mark.parametrize(
    "text",
    [
        "it is written to a named pipe",
        "my company called customers about it",
        "the firm called off the deal",
        "a company called for help",
        "I work for pune",
        "we worked from scratch at home",
        "he named it and left",
        "the company pipe is long",
        "it is an inc",
        "the ltd or the corp",
        "scratch is a company",
        "google is an idea of a company",
        "a shop called",
        "you miss customers now",
        "open it in ms customers",
        "for mr and mrs",
    ],
)
def test_a_cue_before_everyday_words_announces_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("open /home/tunde/notes.txt", ["tunde"]),
        (r"C:\Users\Tunde Bakare\Desktop\a.txt", ["Tunde Bakare"]),
        ("in /Users/tunde.bakare/work", ["tunde.bakare"]),
        ("in /home/runner/work and /home/jenkins/ws", []),
        ("in /home/kettleby/x and /home/", []),
        ("the page /tunde/home/", []),
    ],
)
def test_a_home_folder_names_its_owner(text: str, values: list[str]) -> None:
    assert [
        text[one.start : one.end] for one in owners(text, vocabulary(split(text)), LEXICON)
    ] == values
