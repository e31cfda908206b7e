import pytest
from tests.lexicons import lexicon

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_doubts import Doubts
from posthouse.privacy.names.english_lexicon import EVERYDAY, FORENAME, NATION, SURNAME

DOUBTS = Doubts(
    lexicon(
        {
            "amara": (FORENAME, 0),
            "okafor": (SURNAME, 0),
            "rose": (FORENAME | EVERYDAY, 0),
            "hidden": (EVERYDAY, 0),
            "extension": (EVERYDAY, 0),
            "welsh": (0, NATION),
        }
    )
)


@pytest.mark.parametrize(
    ("taken", "confidence", "written", "worth"),
    [
        (["Gribble"], 0.02, True, True),
        (["Hidden"], 0.09, True, False),
        (["Hidden"], 0.11, True, True),
        (["Hidden", "Extension"], 0.06, True, True),
        (["Hidden", "Extension"], 0.04, True, False),
        (["Hidden", "-", "Gribble"], 0.02, True, True),
        (["May"], 0.5, True, False),
        (["May"], 0.7, True, True),
        (["Welsh"], 0.8, True, False),
        (["Welsh"], 0.95, True, True),
        (["Welsh", "Gribble"], 0.5, True, True),
        (["gribble"], 0.55, True, False),
        (["gribble"], 0.55, False, True),
        (["gribble"], 0.45, False, False),
        (["rose"], 0.9, False, False),
        (["rose"], 0.98, False, True),
        (["CEO"], 1.0, True, False),
    ],
)
def test_the_likelier_words_are_no_name_the_surer_it_must_be(
    taken: list[str], confidence: float, *, written: bool, worth: bool
) -> None:
    assert DOUBTS.worth(taken, confidence, written=written) is worth


@pytest.mark.parametrize(
    ("taken", "full"),
    [
        (["Amara", "Okafor"], True),
        (["Amara", "B", "Okafor"], True),
        (["Amara"], False),
        (["Amara", "Gribble"], False),
        (["Rose", "Okafor"], False),
        (["A", "Okafor"], False),
    ],
)
def test_a_full_name_holds_a_forename_and_a_surname(taken: list[str], *, full: bool) -> None:
    assert DOUBTS.full(taken) is full


@pytest.mark.parametrize(
    ("value", "usual"),
    [
        ("Hidden Extension", True),
        ("Amara Extension", False),
        ("Rose", False),
        ("General Extension", True),
        ("General Okafor", False),
        ("Mr. Hidden", False),
    ],
)
def test_a_field_is_usual_whose_words_all_are(value: str, *, usual: bool) -> None:
    assert DOUBTS.usual(value) is usual


def test_what_is_never_read_with_confidence_is_a_term_from_the_third_time_on() -> None:
    text = "Hidden and Hidden and Hidden"
    read = [Finding(at, at + 6, Label.ORG, "x", 0, 0.1) for at in (0, 11, 22)]
    assert DOUBTS.without_terms(text, read) == []
    assert DOUBTS.without_terms(text, read[:2]) == read[:2]
    surer = [*read[:2], Finding(22, 28, Label.ORG, "x", 0, 0.3)]
    assert DOUBTS.without_terms(text, surer) == surer
    unknown = text.replace("Hidden", "Gribbl")
    assert DOUBTS.without_terms(unknown, read) == read
