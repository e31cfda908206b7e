"""A tree that grows step by step is the tree that was built at once, or it does not grow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.ledger.growth import grow
from posthouse.ledger.merkle import EMPTY_ROOT, leaf_hash, root_hash
from posthouse.ledger.tiles import ENTRIES, Tile, grown
from posthouse.model.errors import VerificationFailed


def entries(count, start=0):
    return [b"entry %d" % n for n in range(start, start + count)]


def built(*counts):
    """Return (size, root, files) of a log that grew by these counts."""
    size, root, files = 0, EMPTY_ROOT, {}
    for count in counts:
        found = grow(size, root, entries(count, size), files.__getitem__)
        assert {tile for tile, _ in found.tiles} == set(grown(size, size + count))
        size, root = found.size, found.root
        files.update(found.tiles)
    return size, root, files


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=6))
def test_steps_make_no_difference(counts):
    size, root, files = built(*counts)
    assert size == sum(counts)
    assert root == root_hash(leaf_hash(one) for one in entries(size))
    _, _, at_once = built(size)
    assert all(files[tile] == data for tile, data in at_once.items())


def test_a_large_tree_grows_over_full_tiles_of_a_level_above():
    size, root, files = built(65_000, 700, 1)
    assert Tile(1, 0) in files
    assert Tile(2, 0, 1) in files
    assert root == root_hash(leaf_hash(one) for one in entries(size))


@pytest.mark.parametrize("size", [3, 256, 300, 512])
def test_nothing_grows_on_a_flipped_bit_at_the_right_edge(size):
    _, root, files = built(size)
    edge = [t for t in grown(0, size) if t.width < 256]
    for tile in edge:
        for at in (0, len(files[tile]) // 2, len(files[tile]) - 1):
            broken = dict(files)
            data = bytearray(files[tile])
            data[at] ^= 4
            broken[tile] = bytes(data)
            with pytest.raises(VerificationFailed):
                grow(size, root, [b"more"], broken.__getitem__)
    if size % 256:
        assert any(t.level == ENTRIES for t in edge)


def test_nothing_grows_on_another_root():
    size, _, files = built(10)
    with pytest.raises(VerificationFailed, match="root"):
        grow(size, EMPTY_ROOT, [b"more"], files.__getitem__)
    with pytest.raises(VerificationFailed):
        grow(0, b"r" * 32, [b"more"], files.__getitem__)


def test_an_entry_that_is_too_long_is_refused():
    with pytest.raises(VerificationFailed, match="bytes"):
        grow(0, EMPTY_ROOT, [b"x" * 65_536], {}.__getitem__)
