import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.escapes import MAX_DEPTH, inside_escape, layers, unescaped


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        (r"a\nb", "a\nb"),
        (r"\"x\" \/ \\", '"x" / \\'),
        (r"\u5f20\u4f1f", "张伟"),
        (r"\ud83d\ude00!", "😀!"),
        (r"\ud83d alone", r"\ud83d alone"),
        (r"\q \u12", r"\q \u12"),
        ("ends in \\", "ends in \\"),
    ],
)
def test_one_layer_is_undone(raw: str, plain: str) -> None:
    assert unescaped(raw, 1) == plain


def test_a_text_without_escapes_has_one_view() -> None:
    assert [view.text for view in layers(r"plain \d+")] == [r"plain \d+"]


def test_nested_escapes_give_a_view_each_and_no_more_than_the_bound() -> None:
    text = "a\nb"
    for _ in range(5):
        text = json.dumps(text)[1:-1]
    views = layers(text)
    assert [view.depth for view in views] == list(range(MAX_DEPTH + 1))


@given(st.text(), st.text(min_size=1), st.text(), st.integers(1, 3), st.booleans())
def test_a_span_of_a_view_leads_back_to_its_escaped_form(
    before: str, wanted: str, after: str, depth: int, ascii_only: bool
) -> None:
    parts = [before, wanted, after]
    for _ in range(depth):
        parts = [json.dumps(part, ensure_ascii=ascii_only)[1:-1] for part in parts]
    text = "".join(parts)
    views = layers(text)
    deepest = views[min(depth, len(views) - 1)]
    if deepest.text != before + wanted + after:
        return  # what was escaped here held escapes of its own, or none
    start, end = deepest.span(len(before), len(before) + len(wanted))
    assert unescaped(text[start:end], deepest.depth) == wanted


@given(st.text(alphabet='\\"nu0dD8eF/ a\ud83d', max_size=40))
def test_any_text_has_views_and_every_span_stays_inside_it(text: str) -> None:
    for view in layers(text):
        for end in range(len(view.text) + 1):
            low, high = view.span(0, end)
            assert 0 <= low <= high <= len(text)


@given(st.integers(2, 40), st.sampled_from(["", "n", '"', "z", "u0041"]))
def test_a_run_of_backslashes_is_undone_two_by_two(count: int, tail: str) -> None:
    view = layers("a" + "\\" * count + tail)[1]
    escaped = count % 2 and tail not in ("", "z")
    plain = {"n": "\n", "u0041": "A"}.get(tail, tail) if escaped else "\\" * (count % 2) + tail
    assert view.text == "a" + "\\" * (count // 2) + plain
    for at in range(1, count // 2 + 1):
        assert view.span(at, at + 1) == (2 * at - 1, 2 * at + 1)


def test_a_position_behind_a_single_backslash_divides_an_escape() -> None:
    assert inside_escape(r"a\nb", 2)
    assert not inside_escape(r"a\\nb", 3)
    assert not inside_escape(r"a\qb", 2)


def test_a_view_with_a_reach_holds_the_lines_around_escapes_alone() -> None:
    line = "an ordinary line without any escape\n"
    text = line * 40 + 'say "a\\u0062c" here\n' + line * 40
    view = layers(text, 50)[1]
    assert "abc" in view.text
    assert len(view.text) < len(text) // 4
    start = view.text.index("abc")
    begin, end = view.span(start, start + 3)
    assert text[begin:end] == "a\\u0062c"


@given(st.lists(st.sampled_from(["x" * 90, "y\n", "\\n", "\\u0041", "\\\\n", "z"]), max_size=30))
def test_what_a_view_with_a_reach_holds_stands_where_it_says(parts: list[str]) -> None:
    text = "".join(parts)
    whole, near = layers(text), layers(text, 5)
    assert len(near) <= len(whole)
    for view in near[1:2]:
        for at, character in enumerate(view.text):
            if character != "\0":
                assert unescaped(text[slice(*view.span(at, at + 1))], 1) == character
