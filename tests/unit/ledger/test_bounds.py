"""No entry is ever longer than a bundle can hold."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.ledger.bounds import MOST_BYTES, bounded
from posthouse.ledger.canonical import canonical
from posthouse.ledger.event import event_body
from posthouse.ledger.tiles import LONGEST_ENTRY
from posthouse.model.event import Event

LONG = st.sampled_from(["x" * 7_000, "界" * 3_000, '"' * 6_500, "\x01" * 2_000])
TREES = st.dictionaries(
    st.text("abc", max_size=3),
    LONG | st.lists(LONG, max_size=20) | st.dictionaries(st.text("ab", max_size=8), LONG),
    min_size=1,
    max_size=30,
)


@settings(deadline=None, max_examples=25)
@given(TREES)
def test_whatever_is_too_long_is_cut_and_says_so(tree):
    body = canonical(tree)
    shorter = bounded(body, "extra")
    assert len(shorter) <= LONGEST_ENTRY - 2_000
    if len(body) > MOST_BYTES:
        assert json.loads(shorter)["extra"] == {"abridged": f"it had {len(body)} bytes"}
    else:
        assert shorter == body


def test_an_event_of_any_length_fits():
    long = Event("key.revoked", 1, "s" * 100_000, detail={"cause": "c" * 100_000})
    assert len(event_body(long)) < LONGEST_ENTRY
    assert json.loads(event_body(long))["kind"] == "key.revoked"
