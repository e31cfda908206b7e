import re

import pytest

from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.lanes import expressions
from posthouse.privacy.needs import WIDTH, Need, need
from posthouse.privacy.scan import octets


@pytest.mark.parametrize(
    "expression",
    [
        "[0-9]{2}x",
        "x?[0-9][1-9]",
        "(?:12|[0-9]{3})",
        r"\b1\d",
        "(?:a[0-9])7",
        "(?:[0-9]x?[0-9]{2}){2}",
        "(?i:tel) ?[0-9]{2,4}?",
    ],
)
def test_two_digits_side_by_side_are_needed(expression: str) -> None:
    assert need(expression.encode()) is Need.DIGITS


@pytest.mark.parametrize(
    "expression", ["卡号?[0-9]", "(?:姓名|人)x?", "x{0,3}号", r"[\xc3\xe3-\xe9]", "(?i:名)"]
)
def test_more_than_ascii_is_needed(expression: str) -> None:
    assert need(octets(expression)) is Need.WIDE


@pytest.mark.parametrize(
    "expression",
    [
        "[0-9] ?[0-9]",
        "(?:a|1)2",
        "1[0-9]?",
        "(?:[0-9]a?){2}",
        "[0-9A-F]{4}",
        "[^a-z]{2}",
        r"\w{3}",
        ".[0-9].",
        "(?:号|no)x",
        "[^\\x80-\\xff]x",
        "token",
    ],
)
def test_nothing_is_needed_where_some_match_does_without(expression: str) -> None:
    assert need(octets(expression)) is Need.NOTHING


def test_what_may_be_longer_than_a_stretch_is_scanned_everywhere() -> None:
    assert need(b"[0-9]{2}" + b"x{0,%d}" % (WIDTH - 2)) is Need.DIGITS
    assert need(b"[0-9]{2}" + b"x{0,%d}" % (WIDTH - 1)) is Need.NOTHING
    assert need(b"[0-9]{2}x*") is Need.NOTHING


def test_what_triggers_match_of_the_examples_holds_what_they_need() -> None:
    holds = {Need.DIGITS: re.compile(rb"[0-9]{2}"), Need.WIDE: re.compile(rb"[\x80-\xff]")}
    met: set[Need] = set()
    for rule in RULES:
        texts = ["\0" + text.replace("‹", "").replace("›", "") + "\0" for text in rule.examples]
        for expression in {octets(one) for _, one in expressions(rule)}:
            what = need(expression)
            if what is Need.NOTHING:
                continue
            pattern = re.compile(expression, re.IGNORECASE if rule.caseless else 0)
            for match in pattern.finditer("".join(texts).encode()):
                assert holds[what].search(match[0]), (rule.name, expression)
                met.add(what)
    assert met == set(holds)
