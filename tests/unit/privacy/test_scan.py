from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Label
from posthouse.privacy.escapes import Layer
from posthouse.privacy.rules import Rule
from posthouse.privacy.scan import Scanner, database, fingerprint, octets, thinned

RULES = (
    Rule("letters", Label.OTHER_ID, r"ab[0-9]", r"ab\d"),
    Rule("digits", Label.OTHER_ID, r"[0-9]{4}[^0-9]", r"\d{4}"),
)
SCANNER = Scanner(database(RULES, ("Bluefinch",)))


def places(*texts: str) -> dict[int, dict[int, list[int]]]:
    return dict(SCANNER.places([Layer(text) for text in texts]))


def test_places_are_told_per_view_in_code_points_whatever_lane_found_them() -> None:
    assert places("ab1", "", "号ab2 和 1234。") == {0: {0: [3]}, 2: {0: [4], 1: [12]}}


def test_the_end_of_a_view_counts_as_a_sign_of_its_own() -> None:
    assert places("1234") == {0: {1: [5]}}


def test_nothing_is_found_across_two_views() -> None:
    assert places("ab", "1", "12", "34 ") == {}


def test_terms_are_numbered_behind_the_rules() -> None:
    assert places("see bluefinch") == {0: {2: [13]}}


def test_no_text_has_no_places() -> None:
    assert places() == {}


LONG = "·" * 40_000


@given(st.lists(st.sampled_from(["ab1", "1234", "号", "bluefinch", " ", LONG]), max_size=8))
def test_another_thread_beside_changes_nothing(some: list[str]) -> None:
    views = [Layer("".join(some)), Layer(LONG)]
    with ThreadPoolExecutor(1) as beside:
        assert list(SCANNER.twin(beside).places(views)) == list(SCANNER.places(views))


def test_a_thread_that_is_busy_is_not_waited_for() -> None:
    go = Event()
    with ThreadPoolExecutor(1) as beside:
        beside.submit(go.wait, 30)
        try:
            assert list(SCANNER.twin(beside).places([Layer(f"{LONG}ab1")])) == [(0, {0: [40_003]})]
        finally:
            go.set()


def test_what_fails_in_the_other_thread_fails_here() -> None:
    class Refuses(Executor):
        def submit(self, *_args: object, **_more: object) -> Future[Any]:
            failed: Future[Any] = Future()
            failed.set_exception(MemoryError())
            return failed

    with pytest.raises(MemoryError):
        list(SCANNER.twin(Refuses()).places([Layer(LONG)]))


def test_the_fingerprint_tells_rules_and_terms() -> None:
    names = {fingerprint(RULES, ()), fingerprint(RULES[:1], ()), fingerprint(RULES, ("x1",))}
    assert len(names) == 3


@given(st.lists(st.integers(1, 400), min_size=1, max_size=40), st.integers(1, 60))
def test_places_left_out_lie_within_what_is_looked_at_all_the_same(
    ends: list[int], reach: int
) -> None:
    ends.sort()
    kept = thinned(ends, reach)
    assert set(kept) <= set(ends)
    assert stretches(kept, reach) == stretches(ends, reach)


def stretches(ends: list[int], reach: int) -> list[tuple[int, int]]:
    found = [(ends[0], ends[0])]
    for end in ends:
        low, high = found[-1]
        if end - high <= reach:
            found[-1] = (low, end)
        else:
            found.append((end, end))
    return found


def test_where_triggers_end_at_every_character_only_the_ends_of_a_stretch_are_told() -> None:
    scanner = Scanner(database(RULES, ("Bluefinch",)), [20, 20])
    text = "ab1" * 100
    told = dict(scanner.places([Layer(text), Layer(f"号{text} bluefinch bluefinch"), Layer("ab1")]))
    assert told[0][0][0] == 3
    assert told[0][0][-1] == 300
    assert len(told[0][0]) < 40
    assert told[1][0] == [end + 1 for end in told[0][0]]
    assert told[1][2] == [311, 321]
    assert told[2] == {0: [3]}


@pytest.mark.parametrize(
    ("trigger", "text", "end"),
    [("卡号?[0-9]", "卡7", 2), ("卡号?[0-9]", "卡号7", 3), ('名[”」"]{0,2}x', "名”」x", 4)],
)
def test_a_character_of_several_bytes_counts_as_one(trigger: str, text: str, end: int) -> None:
    rule = Rule("some", Label.OTHER_ID, trigger, "x")
    assert dict(Scanner(database((rule,), ()), [0]).places([Layer(text)])) == {0: {0: [end]}}


@pytest.mark.parametrize("trigger", ["[^号]x", "[一-龥]x"])
def test_what_has_no_meaning_over_bytes_is_refused(trigger: str) -> None:
    with pytest.raises(ValueError, match="over bytes"):
        octets(trigger)
