"""Base64 amid a text is opened where it holds text, and taken whole where that holds something."""

import itertools
import json
from base64 import b64encode, encodebytes, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.detectors import detector

from posthouse.model.finding import Finding, Label
from posthouse.privacy.memo import Finder
from posthouse.privacy.passages import RULE, Opening, held, opened, passages

MAIL = "li.wei" + "@haitang-soft.test"
RECORD = json.dumps({"note": "?" * 40 + "说明~", "mail": MAIL})
PLAIN = f"Dear all, please write to {MAIL} instead."
DETECTOR = detector()


def coded(text: str) -> str:
    return b64encode(text.encode()).decode()


def found(text: str) -> list[tuple[str, Label]]:
    (some,) = Opening(DETECTOR).find_all([text])
    return [(text[one.start : one.end], one.label) for one in some]


@pytest.mark.parametrize("before", ["payload: ", 'cursor="', "?state=", "a\n", "log\\n", "，", ""])
@pytest.mark.parametrize("after", ["\n", '"', "&x=1", "\\n", " and more", ""])
def test_structured_text_is_opened_wherever_it_stands(before: str, after: str) -> None:
    passage = coded(RECORD)
    assert found(before + passage + after) == [(passage, Label.EMAIL)]


@pytest.mark.parametrize(
    "text",
    [
        f"![x](data:text/plain;base64,{coded(PLAIN)})",
        f"echo {coded(PLAIN)} | base64 -d",
        f"base64 -d <<< '{coded(PLAIN)}'",
        f"encoding: Base64\n{coded(PLAIN)}\n",
    ],
)
def test_other_text_is_opened_where_base64_is_said(text: str) -> None:
    assert found(text) == [(coded(PLAIN), Label.EMAIL)]
    assert found(f"id: {coded(PLAIN)}") == []


def test_lines_that_go_on_are_one_passage() -> None:
    lines = encodebytes((RECORD * 2).encode()).decode().strip()
    assert found(f"body:\n{lines}\n\nregards") == [(lines, Label.EMAIL)]
    assert found(f"body:\n  {lines.replace(chr(10), chr(10) + '  ')}\n")[0][1] is Label.EMAIL
    line = coded(RECORD)
    assert found(f"{line}\nregards from here") == [(line, Label.EMAIL)]


def test_either_alphabet_is_read_padded_or_not_and_cut_short() -> None:
    safe = urlsafe_b64encode(RECORD.encode()).decode().rstrip("=")
    assert found(f"state={safe}") == [(safe, Label.EMAIL)]
    short = coded(RECORD)[:-1]
    assert found(f"state={short}") == [(short, Label.EMAIL)]


@pytest.mark.parametrize(
    "text",
    [
        f"payload: {coded(json.dumps({'note': 'nothing to see here at all'}))}",
        f"x{coded(RECORD)}",
        "base64: " + b64encode(bytes(range(256))).decode(),
        "integrity: sha512-base64 " + "A" * 86 + "==",
        "eyJ" + "h" * 40,
        "base64",
    ],
)
def test_what_holds_no_text_or_nothing_in_it_stays(text: str) -> None:
    assert found(text) == []


def test_a_secret_in_it_makes_it_one() -> None:
    key = "kQ7pw2xa" + "Lm31TzvB9yRf"
    passage = coded(json.dumps({"mail": MAIL, "api_key": key}))
    assert found(f"config {passage}") == [(passage, Label.CREDENTIAL)]


def test_what_a_rule_takes_already_is_not_taken_again() -> None:
    passage = coded(RECORD)
    whole = Finding(0, len(passage), Label.CREDENTIAL, "rule")

    def rules(texts: list[str]) -> list[tuple[Finding, ...]]:
        return [(whole,) if text == passage else DETECTOR.find(text) for text in texts]

    assert opened(rules, [passage]) == [(whole,)]


def test_each_text_is_told_its_own() -> None:
    passage = coded(RECORD)
    texts = ["plain", f"a {passage}", f"{passage} b {passage}", MAIL]
    some = opened(DETECTOR.find_all, texts)
    assert [[one.rule for one in each] for each in some] == [[], [RULE], [RULE] * 2, ["email"]]
    assert held(texts) == [RECORD] * 3


def test_it_is_asked_for_nothing_more_where_there_is_no_passage() -> None:
    asked: list[int] = []

    class Counting(Finder):
        def find_all(self, texts: list[str]) -> list[tuple[Finding, ...]]:
            asked.append(len(texts))
            return [() for _ in texts]

    assert Opening(Counting()).find_all(["no", "eyJ"]) == [(), ()]
    assert asked == [2]


@given(
    st.lists(
        st.sampled_from(
            [coded(RECORD), "eyJ", "base64 ", "\n", " ", "\\n", "abc=", "=", "张", "\ud83d"]
        ),
        max_size=12,
    )
)
def test_passages_are_in_order_apart_and_inside(parts: list[str]) -> None:
    text = "".join(parts)
    some = list(passages(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(some))
    assert all(0 <= one.start < one.end <= len(text) and one.text for one in some)
