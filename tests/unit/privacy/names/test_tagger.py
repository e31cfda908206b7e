"""Each script goes to its own tagger, and of overlapping names the surest stays."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.names import Words

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.tagger import ByScript, apart


class Sure:
    """Finds one name, as sure as it is told."""

    def __init__(self, value: str, sure: float) -> None:
        self.name, self._value, self._sure = "sure", value, sure

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        return [[self._found(text)] for text in texts]

    def _found(self, text: str) -> Finding:
        start = text.index(self._value)
        end = start + len(self._value)
        return Finding(start, end, Label.PERSON, "sure", 0, self._sure)


def named(text: str, findings: Sequence[Finding]) -> list[str]:
    return [text[f.start : f.end] for f in findings]


def test_chinese_goes_to_one_and_what_stands_between_to_the_other() -> None:
    chinese, english = Words(["张伟"]), Words(["Ada Byron"])
    text = "请问 Ada Byron 和张伟 ok 吗"
    assert named(text, ByScript(chinese, english).tag([text])[0]) == ["Ada Byron", "张伟"]
    assert chinese.asked == [text]
    assert english.asked == [" Ada Byron "]


def test_a_text_without_chinese_is_not_shown_to_the_chinese_tagger() -> None:
    chinese = Words([])
    assert ByScript(chinese, Words(["Ada"])).tag(["call Ada", ""])[0][0].start == 5
    assert chinese.asked == []


@pytest.mark.parametrize(
    ("text", "taken", "kept"),
    [
        ("简历 张伟.txt", "张伟.txt", ["张伟"]),
        ("张伟.tar.gz", "张伟.tar.gz", ["张伟"]),
        ("李雷_合同.PDF", "李雷_", ["李雷"]),
        ("李雷_合同.docx", "同.docx", []),
        ("请大卫.Smith来", "大卫.Smith", ["大卫.Smith"]),
        ("张伟-王芳", "张伟-王芳", ["张伟-王芳"]),
    ],
)
def test_what_a_file_is_called_behind_a_chinese_name_is_none_of_it(text, taken, kept) -> None:
    assert named(text, ByScript(Sure(taken, 0.9), None).tag([text])[0]) == kept


@pytest.mark.parametrize(("sure", "kept"), [(0.3, False), (0.4, True)])
def test_a_guess_at_somebody_in_few_foreign_words_is_none(sure: float, *, kept: bool) -> None:
    assert bool(ByScript(None, Sure("Sonokong", sure)).tag(["韩国Sonokong公司"])[0]) is kept
    assert ByScript(None, Sure("Ada", sure)).tag(["call Ada"])[0]
    assert bool(ByScript(Sure("张伟", sure), None).tag(["请转告张伟"])[0])


def test_what_a_program_is_called_needs_more_to_be_somebody_amid_chinese() -> None:
    text = "用Jenkins部署"
    assert not ByScript(None, Sure("Jenkins", 0.8)).tag([text])[0]
    assert ByScript(None, Sure("Jenkins", 0.95)).tag([text])[0]
    assert ByScript(None, Sure("Jenkins", 0.8)).tag(["ask Jenkins"])[0]


def test_kana_are_not_shown_to_the_english_tagger() -> None:
    english = Words(["Ada"])
    ByScript(None, english).tag(["Adaで書く、Ada"])
    assert english.asked == ["Ada", "、Ada"]


def test_either_may_be_absent() -> None:
    assert ByScript().tag(["张伟 Ada"]) == [[]]
    assert ByScript(Words([]), None).name == "words"
    assert ByScript(Words([], "zh"), Words([], "en")).name == "zh+en"


def test_the_surest_of_overlapping_names_stays_then_the_longest() -> None:
    sure = Finding(2, 5, Label.PERSON, "x", 0, 0.9)
    long = Finding(0, 5, Label.ORG, "x", 0, 0.5)
    after = Finding(5, 8, Label.ORG, "x", 0, 0.2)
    assert apart([long, after, sure]) == [sure, after]
    assert apart([Finding(0, 2, Label.PERSON, "x"), Finding(0, 3, Label.PERSON, "x")])[0].end == 3


def test_one_small_word_is_shown_behind_a_word_that_leads_to_somebody() -> None:
    english = Words(["tom"])
    assert named(
        "把文件发给tom，谢谢", ByScript(english=english).tag(["把文件发给tom，谢谢"])[0]
    ) == ["tom"]
    ByScript(english=english).tag(["我用redis做缓存", "发给a", "发给X1"])
    assert english.asked == ["tom，"]


class Everything:
    """Takes each whole text for an organisation."""

    name = "everything"

    def tag(self, texts):
        return [[Finding(0, len(text), Label.ORG, "all", confidence=0.9)] for text in texts]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Acme Foods", True), ("McDonald Group", True), ("Rolls-Royce", True), ("-X POST", False),
     ("EMBA", False), ("XXXXXXXX", False), ("MaxKeyframeDistance", False), ("OC-AZ2", False)],
)  # fmt: skip
def test_what_looks_like_a_code_is_nobodys_name(text, kept):
    assert bool(ByScript(english=Everything()).tag([text])[0]) is kept


def spans() -> st.SearchStrategy[list[Finding]]:
    """Findings that may overlap, as sure as they like."""
    one = st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from((0.2, 0.5, 0.9)))
    return st.lists(
        one.map(lambda o: Finding(o[0], o[0] + o[1], Label.PERSON, "x", 0, o[2])), max_size=25
    )


@given(spans())
def test_what_stays_is_what_one_by_one_would_have_stayed(found: list[Finding]) -> None:
    taken: list[Finding] = []
    for one in sorted(found, key=lambda f: (-f.confidence, f.start - f.end, f.start)):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    assert apart(found) == sorted(taken)
