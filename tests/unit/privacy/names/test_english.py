import itertools
from collections.abc import Sequence

import numpy as np
from tests.lexicons import lexicon

from posthouse.model.finding import Label
from posthouse.privacy.names.english import English
from posthouse.privacy.names.english_lexicon import EVERYDAY
from posthouse.privacy.names.english_model import LABELS, Floats
from posthouse.privacy.names.english_words import Words


class Knows:
    """A reader that knows some words by heart: word -> (label, probability)."""

    def __init__(self, sure: float = 0.95, everyday: tuple[str, ...] = (), **known: str) -> None:
        self._known, self._sure = known, sure
        self.lexicon = lexicon(dict.fromkeys(everyday, (EVERYDAY, 0)))

    def label(self, texts: Sequence[Words]) -> list[Floats]:
        return [self._labelled(words) for words in texts]

    def _labelled(self, words: Words) -> Floats:
        table = np.full((len(words.texts), len(LABELS)), 1e-4, np.float32)
        for row, word in zip(table, words.texts, strict=True):
            label = self._known.get(word)
            row[LABELS.index(label) if label else 0] = self._sure if label else 0.999
        return np.log(table)


def names(text: str, reader: Knows) -> list[tuple[str, Label]]:
    (found,) = English(reader).tag([text])
    return [(text[f.start : f.end], f.label) for f in found]


AMARA = {"Amara": "B-PERSON", "Okafor": "L-PERSON"}


def test_finds_what_is_read_and_the_title_before_it() -> None:
    assert names("Then Dr. Amara Okafor left.", Knows(**AMARA)) == [
        ("Dr. Amara Okafor", Label.PERSON)
    ]


def test_a_calling_is_taken_with_a_name_and_tells_none() -> None:
    assert names("ask Nurse Amara Okafor now", Knows(**AMARA)) == [
        ("Nurse Amara Okafor", Label.PERSON)
    ]
    assert names("ask Nurse Training now", Knows()) == []


def test_a_name_ends_where_a_column_does() -> None:
    assert names("it was Amara      Okafor there", Knows(**AMARA)) == [
        ("Amara", Label.PERSON),
        ("Okafor", Label.PERSON),
    ]


def test_knows_a_name_again_by_a_part() -> None:
    text = "Amara Okafor left. Nobody saw Amara."
    assert [value for value, _ in names(text, Knows(Okafor="L-PERSON", Amara="B-PERSON"))] == [
        "Amara Okafor",
        "Amara",
    ]


def test_form_and_reading_that_agree_make_one_name() -> None:
    reader = Knows(Brightwater="B-ORG", Foods="L-ORG")
    assert names("paid by Brightwater Foods Ltd today", reader) == [
        ("Brightwater Foods Ltd", Label.ORG)
    ]


def test_findings_are_in_order_and_apart() -> None:
    reader = Knows(**AMARA, Oslo="U-LOCATION")
    (found,) = English(reader).tag(["Oslo: Mr Okafor, Amara Okafor and Okafor in Oslo"])
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_small_letters_among_capitals_are_no_name_where_they_are_words() -> None:
    text = "We like Mandolin music, and a rose is a rose. So it goes in May."
    assert names(text, Knows(everyday=("rose",), rose="U-PERSON")) == []


def test_small_letters_are_a_name_where_all_is_written_small() -> None:
    assert names("i talked to tunde about it", Knows(tunde="U-PERSON")) == [("tunde", Label.PERSON)]


def test_a_field_of_everyday_words_names_nobody() -> None:
    everyday = Knows(everyday=("hidden", "extension"))
    assert names("name: Hidden Extension", everyday) == []
    assert names("name: Amara Extension", everyday) == [("Amara Extension", Label.PERSON)]
    assert names("Code 1: General Extension", everyday) == []
    assert names("ask General Okafor", everyday) == [("General Okafor", Label.PERSON)]
    assert names("ask Mr. Hidden", everyday) == [("Mr. Hidden", Label.PERSON)]


def test_signs_around_a_name_and_parts_of_identifiers_are_none() -> None:
    reader = Knows(**{"*": "B-PERSON", "Amara": "L-PERSON", "PERSON": "U-ORG", "IBAN": "U-ORG"})
    assert names("said *Amara* of her IBAN in <NAMED_PERSON>", reader) == [("Amara", Label.PERSON)]


def test_a_name_ends_where_its_sentence_ends() -> None:
    reader = Knows(Ashcombe="B-ORG", institute="I-ORG", Later="L-ORG", **{".": "I-ORG"})
    assert names("at the Ashcombe institute. Later", reader)[0] == ("Ashcombe institute", Label.ORG)


def test_a_dash_that_stands_alone_parts_names() -> None:
    reader = Knows(Ashcombe="B-ORG", Later="L-ORG", **{"-": "I-ORG"})
    assert names("at Ashcombe - Later", reader) == [("Ashcombe", Label.ORG), ("Later", Label.ORG)]
    assert names("at Ashcombe-Later", reader) == [("Ashcombe-Later", Label.ORG)]


def test_a_month_and_a_nation_are_no_name_on_a_mere_suspicion() -> None:
    assert names("It was May that year", Knows(sure=0.3, May="U-PERSON")) == []
    assert names("It was May that year", Knows(sure=0.9, May="U-PERSON")) == [("May", Label.PERSON)]


def test_what_is_read_again_and_again_without_confidence_is_a_term() -> None:
    text = "the GRV and the GRV and the GRV"
    assert names(text, Knows(sure=0.1, GRV="U-ORG")) == []
    assert len(names(text, Knows(sure=0.5, GRV="U-ORG"))) == 3
    unknown = text.replace("GRV", "Gribble")
    assert len(names(unknown, Knows(sure=0.1, Gribble="U-ORG"))) == 3


def test_those_who_wrote_with_somebody_are_taken_with_the_name() -> None:
    reader = Knows(Okafor="U-PERSON")
    assert names("as Okafor et al. (2019) show", reader) == [("Okafor et al.", Label.PERSON)]
    assert names("as Okafor et alia", reader) == [("Okafor", Label.PERSON)]


def test_codes_are_left_out_of_what_is_read_without_confidence() -> None:
    reader = Knows(
        0.08, ("model",), TRW="U-ORG", Model="B-ORG", X="I-ORG", **{"-": "I-ORG", "200": "L-ORG"}
    )
    assert names("order TRW|40718KM is a Model X-200 now", reader) == []
    assert names("order TRW is a Model here", reader) == [("TRW", Label.ORG)]


def test_empty_texts_hold_none() -> None:
    assert English(Knows()).tag(["", " \n"]) == [[], []]
