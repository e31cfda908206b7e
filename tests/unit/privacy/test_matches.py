"""Where patterns match around the places that triggers told."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Label
from posthouse.privacy.matches import matches
from posthouse.privacy.rules import Rule

RULE = Rule("digits", Label.OTHER_ID, "[0-9]", "[0-9]+", before=2, after=2)
DIGITS = re.compile(RULE.pattern)


def _spans(rule: Rule, text: str, ends: list[int]) -> list[tuple[int, int]]:
    return [match.span() for match in matches(rule, re.compile(rule.pattern), text, ends)]


def test_a_match_reaches_beyond_its_stretch() -> None:
    assert _spans(RULE, "a 1234567 b", [3]) == [(2, 9)]


def test_a_match_that_begins_beyond_its_stretch_is_not_told() -> None:
    assert _spans(RULE, "1 aaaa 2", [1]) == [(0, 1)]


@given(st.text(alphabet="12ab ", max_size=40), st.data())
def test_what_is_told_begins_near_a_place(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(1, max(len(text), 1)), min_size=1)))
    found = _spans(RULE, text, ends)
    for start, _ in found:
        assert any(end - 2 <= start < end + 2 for end in ends)
    whole = [m.span() for m in DIGITS.finditer(text)]
    beside = [span for span in whole if any(end - 2 <= span[0] < end + 2 for end in ends)]
    assert set(beside) <= set(found)


@given(st.text(alphabet="1a\n", max_size=40), st.data())
def test_here_is_where_the_place_is_and_nowhere_else(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(1, max(len(text), 1)), min_size=1)))
    here = replace(RULE, here=True, before=1, after=0)
    expected = [m.span() for end in ends if (m := DIGITS.match(text, end - 1)) is not None]
    assert _spans(here, text, ends) == expected
