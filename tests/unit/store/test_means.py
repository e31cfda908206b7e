"""What counts of a key comes over whole, and nothing else does."""

from dataclasses import replace

from posthouse.model.caller import Derived, KeyRecord
from posthouse.store.means import Packing, Unpacking, packed, unpacked

KEY = KeyRecord(
    "k", "p", "n", b"digest", 1, 2, budget=3, spent=4, budget_day=5, budget_month=6,
    requests_per_minute=7, tokens_per_minute=8, concurrency=9, days=((739000, 2), (739001, 3)),
)  # fmt: skip
CHILD = replace(KEY, derived=Derived("ci", "mark", (("m1", 10), ("m2", 3))))


def test_all_that_counts_comes_over_and_no_digest():
    for key in (KEY, CHILD):
        told = unpacked(packed(key))
        at_s = (739001 - 719163) * 86400.0
        assert told.purses(at_s) == key.purses(at_s)
        assert (told.requests_per_minute, told.tokens_per_minute, told.concurrency) == (7, 8, 9)
        assert told.digest == b""
        assert b"digest" not in packed(key)


def test_a_key_and_what_is_derived_from_it_are_packed_and_read_once_each():
    packing, unpacking = Packing(), Unpacking()
    assert packing(KEY) is packing(KEY)
    assert packing(CHILD) is packing(CHILD)
    assert packing(KEY) is packing(KEY) != packing(CHILD)
    assert unpacking(packing(KEY)) is unpacking(packed(KEY))
    assert packing(replace(KEY, budget=1)) != packing(KEY)
