import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.spans import bare_end, bare_start, overlapped

FOUND = [Finding(start, end, Label.IP, "ip") for start, end in ((2, 4), (4, 6), (9, 12))]


@pytest.mark.parametrize(
    ("start", "end", "first", "stop"),
    [(0, 2, 0, 0), (0, 3, 0, 1), (3, 5, 0, 2), (6, 9, 2, 2), (5, 10, 1, 3), (12, 20, 3, 3)],
)
def test_findings_that_only_touch_a_span_are_not_overlapped(start, end, first, stop):
    assert overlapped(FOUND, start, end) == slice(first, stop)


@pytest.mark.parametrize(
    ("text", "start", "end"), [(" (Ann) ", 2, 5), ("Ann", 0, 3), ("张-", 0, 1), ("--", 2, 2)]
)
def test_signs_around_a_span_are_left_out(text, start, end):
    begin = bare_start(text, 0, len(text))
    assert (begin, bare_end(text, begin, len(text))) == (start, end)


def test_a_span_that_ends_before_it_begins_is_empty_where_it_was_bounded():
    assert bare_end("abc", 2, 1) == 2
    assert bare_start("abc", 2, 1) == 1
