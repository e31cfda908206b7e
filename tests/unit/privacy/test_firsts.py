import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy import firsts
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.firsts import compiled, first
from posthouse.privacy.rules import made_up

_ONE = st.sampled_from(
    [
        *"aBz0_ é卡",
        ".",
        r"\d",
        r"\W",
        r"\S",
        "[a-c]",
        "[^B]",
        "[^\\s卡]",
        "[é-ë1]",
        "(?i:k)",
        "(?i:[^b])",
    ]
)
_ZERO = st.sampled_from(
    ["(?<![a-z])", r"\b", "^", "$", "(?=[aB0])", "(?!a)", "(?<=卡)", r"(?=\w|é)", "(?=a?)", "(?=)"]
)


def _more(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        inner.map(lambda one: f"(?>{one})"),
        inner.map(lambda one: f"(?i:{one})"),
        inner.map(lambda one: f"({one})"),
        st.builds(lambda one, times: f"(?:{one}){times}", inner, st.sampled_from(
            ["?", "*?", "{1,2}", "{2}", "{0,3}+", "+"]
        )),
    )  # fmt: skip


_EXPRESSIONS = st.recursive(_ONE | _ZERO, _more, max_leaves=8)
_TEXTS = st.text("aAbBkKz01_ é卡\nK", max_size=24)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], ...]]:
    return [one.regs for one in pattern.finditer(text)]


@given(_EXPRESSIONS, _TEXTS)
def test_it_matches_what_it_would_without(expression: str, text: str) -> None:
    plain = re.compile(expression, re.ASCII)
    assert _spans(compiled(expression), text) == _spans(plain, text)


@given(_EXPRESSIONS, _TEXTS)
def test_every_match_begins_with_what_is_said(expression: str, text: str) -> None:
    said = first(expression)
    for match in re.compile(expression, re.ASCII).finditer(text):
        if said is None or said.empty:
            continue
        sign = ord(match[0][0])
        assert said.signs >> sign & 1 or any(low <= sign <= high for low, high in said.wide)


def test_patterns_of_rules_match_what_they_would_without() -> None:
    told = 0
    for rule in RULES:
        pattern, plain = compiled(rule.pattern), re.compile(rule.pattern, re.ASCII)
        assert pattern.groupindex == plain.groupindex
        assert (pattern.flags, pattern.pattern) == (plain.flags, plain.pattern)
        told += pattern != plain
        for example in (*rule.examples, *rule.near_misses):
            text = made_up(example)
            assert _spans(pattern, text) == _spans(plain, text), rule.name
    assert told > len(RULES) / 2


@pytest.mark.parametrize(
    ("expression", "signs", "wide"),
    [
        (r"(?<![a-z])(?:ab|[0-2])", "a012", ()),
        (r"\b(?i:k)?é", "kK", ((0xE9, 0xE9),)),
        (r"(?=[a-c])[b-z]+", "bc", ()),
        (r"(?:x*)(?=y)[yz]", "xyz", ()),
        (r"[^\x00-y卡]", "z{|}~\x7f", ((0x80, 0x10FFFF),)),
        (r"(?P<a>1|2)(?P=a)", "12", ()),
    ],
)
def test_it_says_what_matches_begin_with(
    expression: str, signs: str, wide: tuple[tuple[int, int], ...]
) -> None:
    said = first(expression)
    assert said is not None
    assert not said.empty
    assert {chr(sign) for sign in range(128) if said.signs >> sign & 1} == set(signs)
    assert said.wide == wide


@pytest.mark.parametrize("expression", ["(a)?(?(1)b|c)", r"(a)?\1b", "(?u:\\w)"])
def test_what_is_not_known_is_compiled_as_ever(expression: str) -> None:
    assert first(expression) is None
    assert compiled(expression) == re.compile(expression, re.ASCII)


def test_another_make_of_re_compiles_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    expression = "(?<![a-z])[0-9]"
    assert compiled(expression) != re.compile(expression, re.ASCII)
    monkeypatch.setattr(firsts, "_KNOWN", frozenset())
    assert compiled(expression) == re.compile(expression, re.ASCII)
