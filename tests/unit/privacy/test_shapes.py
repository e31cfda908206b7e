import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.rules import made_up
from posthouse.privacy.shapes import (
    cut,
    example,
    leads,
    longest,
    pattern,
    shortest,
    stand_in,
    trigger,
)

SHAPES = (
    "sk-(proj|admin)-{url:40-220}",
    "{hex:32}.{b62:16}",
    "do[opr]_v1_{hex:64}",
    "fc-{b64:20-30}{pad}",
    "launch-{uuid}",
    "lin_(api_|){low:32}",
)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_matches_its_own_examples(shape: str) -> None:
    made = made_up(example(shape))
    assert re.fullmatch(pattern(shape), made)
    assert re.search(trigger(shape), made)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_cut_or_stands_in_is_no_key(shape: str) -> None:
    assert re.fullmatch(pattern(shape), made_up(cut(shape))) is None
    assert set("x") <= set(stand_in(shape))


def test_runs_have_bounds_and_literals_stand_for_themselves() -> None:
    assert re.fullmatch(pattern("a.b{dig:2-3}"), "a.b123")
    assert re.fullmatch(pattern("a.b{dig:2-3}"), "axb123") is None
    assert re.fullmatch(pattern("a.b{dig:2-3}"), "a.b1234") is None


def test_lengths_count_every_part() -> None:
    assert (shortest("sk-(a|bcd)-{hex:4-6}"), longest("sk-(a|bcd)-{hex:4-6}")) == (9, 13)
    assert (shortest("{uuid}"), longest("{b64:20}{pad}")) == (36, 22)


def test_leads_are_all_literals_before_the_first_run() -> None:
    assert leads("gh[po]_(x|y)-{b62:36}") == ("ghp_x-", "ghp_y-", "gho_x-", "gho_y-")
    assert leads("{hex:32}-us{dig:2}") == ("",)
    assert leads("sq0[a-z]-{url:22}") == ("sq0",)


def test_a_trigger_is_bounded_and_ends_in_the_run_that_tells_a_key() -> None:
    assert trigger("sk-{url:60-140}") == r"sk\-[A-Za-z0-9_-]{40}"
    assert trigger("{hex:32}-us{dig:1-2}") == r"[0-9a-f]{32}\-us[0-9]{1}"


def test_a_shape_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be read from character 3"):
        pattern("sk-{oops}")


@given(st.integers(1, 80), st.integers(0, 80))
def test_a_run_matches_from_its_least_to_its_most(low: int, more: int) -> None:
    found = re.compile(pattern(f"k-{{b62:{low}-{low + more}}}"))
    assert found.fullmatch("k-" + "a" * low)
    assert found.fullmatch("k-" + "a" * (low + more))
    assert found.fullmatch("k-" + "a" * (low + more + 1)) is None
    assert low == 1 or found.fullmatch("k-" + "a" * (low - 1)) is None
