"""Examples of documentation are found by their shape where they are asked for."""

import itertools

import pytest

from posthouse.privacy.examples import examples


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mail user@example.com now", ["user@example.com"]),
        ("user%40example.com", ["user%40example.com"]),
        ("SSN 900-12-3456.", ["900-12-3456"]),
        ("card 6011-1111-1111-1117,", ["6011-1111-1111-1117"]),
        ("card 6011-1111-1111-1118,", []),
        ("call 202-555-0143", ["202-555-0143"]),
        ("AKIAIOSFODNN7EXAMPLE", ["AKIAIOSFODNN7EXAMPLE"]),
        ("ghp_EXAMPLENOTAREALGITHUBTOKEN0000000000", ["ghp_EXAMPLENOTAREALGITHUBTOKEN0000000000"]),
        ("xoxb-00000-00000-EXAMPLENOTAREALTOKEN", ["xoxb-00000-00000-EXAMPLENOTAREALTOKEN"]),
        ("host 192.0.2.7 and 10.0.0.1", ["192.0.2.7"]),
        ("version 1.2.3, 2026-11-25, risk-averse", []),
    ],
)
def test_finds(text, found):
    assert [text[f.start : f.end] for f in examples([text])[0]] == found


def test_findings_are_sorted_and_do_not_overlap():
    (found,) = examples(["a@example.com 900-12-3456 b@example.com"])
    assert list(found) == sorted(found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
