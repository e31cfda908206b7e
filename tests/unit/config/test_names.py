"""The shipped taggers: read when first asked, and a missing model is told."""

from pathlib import Path

import pytest
from tests.names import Words

from posthouse.config.names import CHINESE, FOLDER, Late, shipped, wanted
from posthouse.model.errors import ConfigError
from posthouse.model.finding import Finding, Label


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="names model") as told:
        shipped(tmp_path)
    assert "privacy.names" in told.value.hint


def test_a_tagger_is_made_once_when_it_is_first_asked(tmp_path: Path) -> None:
    made: list[bytes] = []

    def make(packed: bytes) -> Words:
        made.append(packed)
        return Words(["张伟"])

    path = tmp_path / "model.npz"
    path.write_bytes(b"model")
    late = Late(path, make)
    assert not made
    assert late.tag(["张伟"]) == [[Finding(0, 2, late.tag(["张伟"])[0][0].label, "words")]]
    assert made == [b"model"]


def test_another_model_has_another_name(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(b"one")
    first = Late(path, Words).name
    path.write_bytes(b"two")
    assert Late(path, Words).name != first


def test_off_means_off_and_the_others_the_shipped_ones() -> None:
    assert wanted("off") is None
    assert wanted("on") is wanted("auto") is shipped()
    assert (FOLDER / CHINESE[0]).is_file()


_SEPARATE = "|"
_PEOPLE = [
    ("Please ask Mr Li about the budget.", "Mr Li"),
    ("Ms. Garcia will call you tomorrow.", "Ms. Garcia"),
    ("Maria Garcia is here. Maria said that Garcia's team is late.", "Maria Garcia|Maria|Garcia"),
    ("I met Oluwaseun Adeyemi; Oluwaseun's brother came.", "Oluwaseun Adeyemi|Oluwaseun"),
    ("J. Smith wrote the report.", "J. Smith"),
    ("Smith, John (2019). A study of rivers.", "Smith, John"),
    ("Zhang Wei and Wang Xiaoming will present.", "Zhang Wei|Wang Xiaoming"),
    ("please tell zhang wei that wang xiaoming is late", "zhang wei|wang xiaoming"),
    ("Jean-Luc Moreau met Anne-Marie O'Brien-Walsh", "Jean-Luc Moreau|Anne-Marie O'Brien-Walsh"),
    ("Dear Xiaoming,", "Xiaoming"),
    ("Kind regards,\nPriya Raman", "Priya Raman"),
    ("Dr. Okafor's patient, Tunde, was late", "Dr. Okafor|Tunde"),
    ("a story about a boy named adewunmi and his dog", "adewunmi"),
    ("as Moreno et al. (2006) have shown", "Moreno et al."),
    ("open /home/oluwaseun/notes.txt", "oluwaseun"),
    ("Nguyen Van Anh and Kim Min-jun agree", "Nguyen Van Anh|Kim Min-jun"),
]
_NOBODY = [
    "We meet in May or June. Will you mark the date? Grace is a virtue.",
    "The March report is due on Friday, the April one in a week.",
    "My IBAN and my ATM card, ASAP please. FYI: the CEO and the HR know.",
    "I think I'll go. \u201cI\u2019m late,\u201d I said.",
    "Translate this into Arabic, Chinese and Russian.",
    "write a function that sorts a list and returns the first item",
    "you must not miss any of them, open /home/runner/work",
    "AIK_CLIENT_ID=AIK_CLIENT_a1B2c3D4e5F6g7H8i9J0k1",
    "Redistribution and use in source and binary forms, with or without change. NO WARRANTY.",
]


@pytest.mark.parametrize(("text", "people"), _PEOPLE)
def test_people_are_known_in_whole_and_by_a_part(text: str, people: str) -> None:
    (found,) = shipped().find_all([text])
    told = [text[one.start : one.end] for one in found if one.label is Label.PERSON]
    assert told == people.split(_SEPARATE)


@pytest.mark.parametrize("text", _NOBODY)
def test_what_only_looks_like_a_name_is_nobodys(text: str) -> None:
    (found,) = shipped().find_all([text])
    assert not [text[one.start : one.end] for one in found if one.label is Label.PERSON]


@pytest.mark.parametrize(
    "text",
    [
        "r9_WesXNvqsCpq7r1gpQABpB3NJvdR21nb2s7HVy",
        "sgp_652d9a2e48FC7E!FcDbEA1BC2E2A6CE23cFe7F7D",
        "AIzaSyANUvH9H9BsUccjsu2pCmEkOPjjaXeDQgY",
    ],
)
def test_nothing_is_cut_out_of_a_key(text: str) -> None:
    (found,) = shipped().find_all([text])
    assert not found
