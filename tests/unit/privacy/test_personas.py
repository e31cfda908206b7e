"""People's surrogates: who is named in part stays the same person."""

import pytest

from posthouse.privacy.personas import aliases, person
from posthouse.privacy.pools import GIVEN, SURNAMES, WORDS
from posthouse.privacy.token import Minter

MINTER = Minter(b"k" * 32, "B")


def made(value: str, attempt: int = 0) -> str:
    found = person(MINTER, value, attempt)
    assert found is not None
    return found


def test_a_word_of_a_latin_name_stands_for_itself_everywhere():
    first, last = made("John Smith").split()
    assert {first, last} <= set(WORDS)
    assert made("Mr Smith") == f"Mr {last}"
    assert made("SMITH") == last.upper()
    assert made("John A. Smith") == f"{first} A. {last}"
    assert made("Ludwig van Smith").split()[1:] == ["van", last]


def test_a_chinese_family_name_has_one_stand_in():
    name = made("张伟")
    assert len(name) == 2
    assert name[0] in SURNAMES
    assert name[1] in GIVEN
    assert made("张秀英")[0] == name[0]
    assert made("张总") == f"{name[0]}总"
    assert made("小张") == f"小{name[0]}"
    assert len(made("欧阳修文")) == 3


@pytest.mark.parametrize("value", ["张伟", "John Smith", "小张"])
def test_another_attempt_gives_another(value):
    assert len({made(value, attempt) for attempt in range(12)}) > 6


def test_a_name_in_another_script_has_none():
    assert person(MINTER, "Иван Петров", 0) is None
    assert person(MINTER, "Mr.", 0) is None


def test_aliases_of_a_chinese_name_are_how_people_call_each_other():
    found = dict(aliases("张秀英", "郦明轩"))
    assert found["郦总"] == "张总"
    assert found["小郦"] == "小张"
    assert found["郦先生"] == "张先生"
    assert found["明轩"] == "秀英"
    assert not dict(aliases("张总", "郦总"))


def test_aliases_of_a_latin_name_are_its_words():
    found = dict(aliases("John van Smith", "Halworth van Fencombe"))
    assert found == {"Halworth": "John", "Fencombe": "Smith"}
    assert not dict(aliases("Smith", "Fencombe"))
