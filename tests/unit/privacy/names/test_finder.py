"""Names are found in prose, comments and strings, through escapes, and nowhere in code."""

import json
from collections.abc import Sequence

import pytest
from tests.names import Words

from posthouse.model.finding import Finding, Label
from posthouse.privacy.detect import value
from posthouse.privacy.names.finder import Names, Told
from posthouse.privacy.names.manner import FORM


def found(text: str, *words: str) -> list[str]:
    return [value(text, finding) for finding in Names(Words(words)).find_all([text])[0]]


@pytest.mark.parametrize(
    "text",
    [
        "请转告张伟。",
        "x = 1  # 张伟写的，别动",
        'owner = "客户张伟"',
        "> 张伟 说得对",
        "第一行\n张伟 第二行",
    ],
)
def test_a_name_is_found_where_people_write(text: str) -> None:
    assert found(text, "张伟") == ["张伟"]


@pytest.mark.parametrize(
    "text", ["张伟 = 张伟.name()", "```py\nx = 张伟(1)\nreturn x\n```", "def 张伟():"]
)
def test_a_name_in_code_is_left_alone(text: str) -> None:
    assert found(text, "张伟") == []


def test_a_name_is_found_in_text_that_stands_escaped() -> None:
    inner = json.dumps({"note": "请转告张伟。\n谢谢"})
    assert found(inner, "张伟") == ["张伟"]
    nested = json.dumps({"arguments": json.dumps({"note": "请转告张伟。"})})
    assert found(nested, "张伟") == ["张伟"]


def test_confidence_and_label_are_the_taggers() -> None:
    (finding,) = Names(Words(["张伟"], sure=0.7)).find_all(["请转告张伟。"])[0]
    assert (finding.label, finding.confidence, finding.depth) == (Label.PERSON, 0.7, 0)


def test_what_was_found_ahead_is_told_and_the_rest_looked_for() -> None:
    tagger = Words(["张伟"])
    ahead = {"甲": (Finding(0, 1, Label.PERSON, "ahead"),)}
    first, second = Told(Names(tagger), ahead).find_all(["甲", "请转告张伟"])
    assert first == ahead["甲"]
    assert second[0].start == 3
    assert tagger.asked == ["请转告张伟"]


class Forms:
    """Takes one name as an English tagger told it, where it stands."""

    name = "forms"

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return the place of the name in each text that holds it."""
        starts = [text.find("Amara Bassey") for text in texts]
        return [
            [Finding(at, at + 12, Label.PERSON, FORM, 0, 0.95)] if at >= 0 else [] for at in starts
        ]


def test_parts_of_a_name_are_known_in_the_other_lines_of_a_numbered_file() -> None:
    text = "     1\tAsk Amara Bassey.\n     2\tBassey is in\n     3\tx = bassey.Amara(1)\n"
    assert [value(text, one) for one in Names(Forms()).find_all([text])[0]] == [
        "Amara Bassey",
        "Bassey",
    ]
