"""Further cells: read as they are meant, named once."""

import pytest

from posthouse.audit.cells import read
from posthouse.audit.morecells import FACTS, SETS, TONGUES


def test_names_and_prompts_stand_once():
    every = [cell for cells in SETS.values() for cell in cells]
    assert len({cell.name for cell in every}) == len(every) == len({cell.prompt for cell in every})
    assert len(FACTS) >= 10
    assert {cell.name.rpartition("-")[2] for cell in TONGUES} == {
        *("zh", "ja", "de", "fr", "es", "code", "json")
    }


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("fact-ushuaia", "About 29,452 people.", "29452"),
        ("fact-ushuaia", "I do not know.", None),
        ("fact-zh-yangtze", "约700条。", "700"),
        ("user-json", '{"age": 34}', "34"),
        ("user-json", '{"age": 340}', None),
        ("port-code", "8443", "8443"),
        ("variable-code", "`row`", "row"),
        ("dish-zh", "宫保鸡丁。", "宫保鸡丁"),
        ("dish-fr", "Le bœuf bourguignon", "le bœuf bourguignon"),
    ],
)
def test_answers_are_read(name, text, found):
    reader = next(cell.reader for cell in (*FACTS, *TONGUES) if cell.name == name)
    assert read(reader, text) == found
