import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from posthouse.model.finding import Finding, Label
from posthouse.privacy.detect import value
from posthouse.privacy.placed import is_plain
from posthouse.privacy.propagate import propagate, stands


def spread(secret: str, *others: str, label: Label = Label.CREDENTIAL) -> list[list[str]]:
    """Find `secret` in a text of its own and return the values found in the others."""
    texts = [secret, *others]
    first = (Finding(0, len(secret), label, "x"),)
    found = propagate(texts, [first, *([()] * len(others))])
    assert found[0] == first
    return [[value(t, f) for f in fs] for t, fs in zip(others, found[1:], strict=True)]


def test_without_findings_nothing_is_searched() -> None:
    empty: list[tuple[Finding, ...]] = [(), ()]
    assert propagate(["a", "b"], empty) == empty


def test_a_long_value_is_found_inside_words() -> None:
    assert spread("kQ7pw2xa", "xxkQ7pw2xayy none") == [["kQ7pw2xa"]]


def test_a_short_value_needs_word_boundaries() -> None:
    assert spread("al1ce.", "mal1ce. al1ce.x al1ce.!", "中al1ce.文") == [["al1ce."] * 2, ["al1ce."]]


def test_digits_need_digit_boundaries() -> None:
    assert spread("13800138000", "913800138000 a13800138000b") == [["13800138000"]]


def test_very_short_values_are_not_carried_over() -> None:
    assert spread("ab1!", "ab1!") == [[]]


def test_a_value_is_found_in_its_escaped_form() -> None:
    secret = 'pa"ss\\wörd\n1'
    nested = json.dumps({"a": json.dumps({"b": secret})})
    assert spread(secret, json.dumps(secret), nested) == [[secret], [secret]]


def test_the_lines_of_a_key_block_are_found_one_by_one() -> None:
    line = "Ab3xY9" * 8
    block = f"-----BEGIN PRIVATE KEY-----\n{line}\n-----END PRIVATE KEY-----"
    assert spread(block, f"   7  {line}", label=Label.PRIVATE_KEY) == [[line]]


def test_a_place_that_is_found_under_another_label_stays_under_it() -> None:
    texts = ["kQ7pw2xa", "kQ7pw2xa and kQ7pw2xa"]
    other = Finding(0, 8, Label.OTHER_ID, "y")
    found = propagate(texts, [(Finding(0, 8, Label.CREDENTIAL, "x"),), (other,)])
    assert found[1] == (other, Finding(13, 21, Label.CREDENTIAL, "propagated"))


def test_what_another_finding_covers_is_left_to_it() -> None:
    texts = ["kQ7pw2xa", "x=kQ7pw2xa&"]
    covering = (Finding(0, 10, Label.URL, "y"),)
    found = propagate(texts, [(Finding(0, 8, Label.CREDENTIAL, "x"),), covering])
    assert found[1] == covering


def test_stands_asks_for_what_propagate_would_find() -> None:
    assert stands(["kQ7pw2xa"], ["none", json.dumps("x kQ7pw2xa")])
    assert not stands(["alice", "ab"], ["malice", "ab"])
    assert not stands([], ["anything"])


@given(st.text(min_size=8, max_size=12), st.text(max_size=8), st.text(max_size=8))
def test_after_propagation_nothing_stands_outside_the_findings(
    secret: str, before: str, after: str
) -> None:
    assume(not is_plain(secret))
    texts = [secret, before + secret + after]
    found = propagate(texts, [(Finding(0, len(secret), Label.CREDENTIAL, "x"),), ()])
    left, at = [], 0
    for finding in found[1]:
        left.append(texts[1][at : finding.start])
        at = finding.end
    left.append(texts[1][at:])
    if "\\" not in texts[1] and not secret.isdigit():
        assert not any(secret in piece for piece in left)


@pytest.mark.parametrize(
    ("known", "text", "carried"),
    [
        ("张伟明", "请转告张伟明。", True),
        ("张伟", "请转告张伟明。", False),
        ("Ana Munro", "class AnaMunro: pass", False),
        ("Ana Munro", "tell Ana Munro", True),
        ("Ana Munro", "Hana Munroe", False),
        ("Wendell", "at Wendell Street", False),
    ],
)
def test_whole_names_are_carried_over_and_parts_of_words_are_not(known, text, carried):
    texts = [known, text]
    found = propagate(texts, [(Finding(0, len(known), Label.PERSON, "x"),), ()])
    assert bool(found[1]) is carried


@pytest.mark.parametrize(
    ("name", "label", "sure", "carried"),
    [
        ("顾晓岚", Label.PERSON, 0.7, True),
        ("顾晓岚", Label.PERSON, 0.4, False),
        ("顾岚", Label.PERSON, 0.7, False),
        ("苏州澄澜精密仪器有限公司", Label.ORG, 0.9, True),
        ("呼和浩特市", Label.LOCATION, 0.9, False),
        ("Ada Byron", Label.PERSON, 0.9, True),
        ("Madison", Label.PERSON, 0.9, False),
    ],
)
def test_names_are_carried_where_they_cannot_be_a_word_of_code(
    name: str, label: Label, sure: float, carried: bool
) -> None:
    first = (Finding(0, len(name), label, "x", 0, sure),)
    found = propagate([name, f"row;{name};ok"], [first, ()])
    assert bool(found[1]) is carried


def test_one_span_may_have_two_labels() -> None:
    texts = ["Ada Byron", "Ada Byron"]
    known = [(Finding(0, 9, Label.PERSON, "x"),), (Finding(0, 9, Label.ORG, "y"),)]
    assert propagate(texts, known) == known


def test_a_word_that_only_its_place_makes_a_password_is_not_carried_over() -> None:
    assert spread("kitten", "the kitten sleeps", "kittens") == [[], []]
    assert spread("kitten", "the kitten sleeps", label=Label.PROJECT) == [["kitten"]]
