import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Label
from posthouse.privacy.escapes import unescaped
from posthouse.privacy.mapping import EMPTY, Mapping
from posthouse.privacy.original import START, Form, Original, escape, left_of


@given(st.text(), st.integers(0, 3))
def test_unescaping_undoes_escape(text: str, depth: int) -> None:
    assert unescaped(escape(text, depth), depth) == text


@given(st.text())
def test_one_layer_is_what_json_writes_and_reads(text: str) -> None:
    assert json.loads(f'"{escape(text)}"') == text
    assert unescaped(json.dumps(text)[1:-1], 1) == text


def test_a_left_context_is_bounded_and_knows_the_start_of_the_text() -> None:
    assert left_of("abc", 2) == START + "ab"
    assert left_of("0123456789abcdef", 14) == "23456789abcd"
    assert len(left_of("x" * 12, 12)) == 12


def test_an_empty_mapping_is_falsy_and_knows_nothing() -> None:
    assert not EMPTY
    assert EMPTY.get("QXMBBBBBBBBBBB") is None
    assert EMPTY.counts() == {}
    assert EMPTY.values() == set()
    assert not EMPTY.begins("Q")


def test_counts_places_by_label_and_lists_values_as_they_were_spelled() -> None:
    mapping = Mapping(
        {
            "QXMBBBBBBBBBBB": Original("a@example.com", Label.EMAIL, spans=3),
            "QXMBBBBBBBBBBC": Original("b@example.com", Label.EMAIL),
            "QXCBBBBBBBBBBB": Original('a"b', Label.CREDENTIAL, {"x": Form(r"a\"b", 1)}),
        }
    )
    assert mapping.counts() == {"EMAIL": 4, "CREDENTIAL": 1}
    assert mapping.values() == {"a@example.com", "b@example.com", 'a"b', r"a\"b"}
    assert mapping.contextual


@pytest.mark.parametrize(
    ("tail", "begins"),
    [("Q", True), ("QX", True), ("QXM", True), ("QXC", False), ("QXMBBBBBBBBBBC", False)],
)
def test_knows_the_beginnings_of_its_own_tokens_only(tail: str, begins: bool) -> None:
    mapping = Mapping({"QXMBBBBBBBBBBB": Original("a@example.com", Label.EMAIL)})
    assert mapping.begins(tail) is begins


def test_nothing_of_a_value_shows_when_printed() -> None:
    mapping = Mapping({"QXMBBBBBBBBBBB": Original("a@example.com", Label.EMAIL)})
    shown = repr(mapping) + repr(mapping.get("QXMBBBBBBBBBBB")) + repr(Form("a@example.com", 0))
    assert "example" not in shown
