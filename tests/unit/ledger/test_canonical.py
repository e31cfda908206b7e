"""RFC 8785 within the subset of JSON that the station signs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.ledger.canonical import LARGEST, NotCanonical, canonical

VECTORS = [
    ({}, b"{}"),
    ({"b": 1, "a": 2, "": 3, "B": 4, "aa": 5}, b'{"":3,"B":4,"a":2,"aa":5,"b":1}'),
    ({"a": [True, False, None, -0, -7]}, b'{"a":[true,false,null,0,-7]}'),
    (
        {"s": '\u20ac$\u000f\nA\'B"\\\\"/'},
        b'{"s":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ),
    ({"s": "\b\t\n\f\r\x00\x1f\x7f\x80"}, b'{"s":"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f\xc2\x80"}'),
    ({"s": "\u2028\ufb33\U0001f600"}, '{"s":"\u2028\ufb33\U0001f600"}'.encode()),
    ({"n": LARGEST, "m": -LARGEST}, b'{"m":-9007199254740991,"n":9007199254740991}'),
]


@pytest.mark.parametrize(("tree", "expected"), VECTORS)
def test_writes_the_bytes_that_the_rfc_asks_for(tree, expected):
    assert canonical(tree) == expected


@pytest.mark.parametrize(
    "tree",
    [
        {"a": float("nan")},
        {"a": float("inf")},
        {"a": LARGEST + 1},
        {"a": -LARGEST - 1},
        {"a": 10**30},
        {1: 1},
        {"\ud800": 1},
        {"a": "\ud800"},
        {"a": b"bytes"},
        {"a": {"b": [object()]}},
    ],
)
def test_refuses_what_has_no_canonical_form_here(tree):
    with pytest.raises(NotCanonical):
        canonical(tree)


_scalars = (
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.text(st.characters(codec="utf-8"))
)
_keys = st.text(st.characters(max_codepoint=127), max_size=8)
_trees = st.recursive(
    _scalars, lambda c: st.lists(c, max_size=4) | st.dictionaries(_keys, c, max_size=4)
)


@given(_trees)
def test_reads_back_and_writes_the_same_bytes_again(tree):
    written = canonical(tree)
    assert json.loads(written) == tree
    assert canonical(json.loads(written)) == written


@given(_trees)
def test_agrees_with_another_writer_of_sorted_json(tree):
    other = json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert canonical(tree) == other.encode()
