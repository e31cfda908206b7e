"""Tiles: paths, widths and bundles as the specification's examples say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.test_merkle import mth

from posthouse.ledger.merkle import frontier, leaf_hash
from posthouse.ledger.tiles import (
    ENTRIES,
    LONGEST_ENTRY,
    Tile,
    TileNodes,
    bundled,
    grown,
    hashes_of,
    parse_path,
    subtree,
    tile_at,
    unbundled,
)
from posthouse.model.errors import VerificationFailed

TABLE = [
    (Tile(0, 0), "tile/0/000"),
    (Tile(0, 999, 1), "tile/0/999.p/1"),
    (Tile(0, 1000), "tile/0/x001/000"),
    (Tile(3, 1234067), "tile/3/x001/x234/067"),
    (Tile(63, 5, 255), "tile/63/005.p/255"),
    (Tile(ENTRIES, 123456, 17), "tile/entries/x123/456.p/17"),
]


@pytest.mark.parametrize(("tile", "path"), TABLE)
def test_paths_are_written_and_read(tile, path):
    assert tile.path == path
    assert parse_path(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/x000/x001/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/x001/",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/0/../../checkpoint",
        "tile/0/٠٠٠",
        "tile/data/000",
        "tile/entries/entries/000",
        "/tile/0/000",
        "tile/0/" + "x001/" * 7 + "000",
    ],
)
def test_no_other_spelling_is_a_path(path):
    assert parse_path(path) is None


@given(st.integers(0, 63), st.integers(0, 10**15), st.integers(1, 256))
def test_every_path_leads_back(level, index, width):
    tile = Tile(level, index, width)
    assert parse_path(tile.path) == tile


def test_a_tree_of_seventy_thousand_has_the_tiles_of_the_specification():
    tiles = list(grown(0, 70_000))
    count = {}
    for tile in tiles:
        count.setdefault(tile.level, []).append(tile.width)
    assert count[0] == count[ENTRIES] == [256] * 273 + [112]
    assert count[1] == [256, 17]
    assert count[2] == [1]
    assert set(count) == {ENTRIES, 0, 1, 2}
    assert [t for t in grown(0, 256) if t.level >= 0] == [Tile(0, 0), Tile(1, 0, 1)]


@given(st.integers(0, 200_000), st.integers(0, 2_000))
def test_growth_is_what_the_larger_tree_has_and_the_smaller_has_not(old, more):
    new = old + more
    assert set(grown(old, new)) == set(grown(0, new)) - set(grown(0, old))
    assert all(tile_at(t.level, t.index, new) == t for t in grown(old, new))


def test_no_tile_stands_beyond_the_tree():
    assert tile_at(0, 1, 256) is None
    assert tile_at(0, 0, 0) is None
    assert tile_at(1, 0, 255) is None
    assert tile_at(ENTRIES, 1, 300) == Tile(ENTRIES, 1, 44)
    assert Tile(1, 2).start == 2 * 65_536
    assert Tile(ENTRIES, 2).start == 512


@given(st.lists(st.binary(max_size=400), max_size=20))
def test_bundles_give_their_entries_back(entries):
    assert unbundled(bundled(entries), len(entries)) == entries


@pytest.mark.parametrize(
    ("data", "width"),
    [(b"", 1), (b"\0", 1), (b"\0\2a", 1), (b"\0\1a", 2), (b"\0\1a\0", 1), (b"\0\1a", 0)],
)
def test_a_bundle_that_is_not_whole_is_refused(data, width):
    with pytest.raises(VerificationFailed):
        unbundled(data, width)


def test_an_entry_that_is_too_long_is_refused():
    assert len(bundled([b"x" * LONGEST_ENTRY])) == LONGEST_ENTRY + 2
    with pytest.raises(VerificationFailed):
        bundled([b"x" * (LONGEST_ENTRY + 1)])


def test_a_tile_of_another_length_is_refused():
    with pytest.raises(VerificationFailed):
        hashes_of(b"x" * 63, 2)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700])
def test_tiles_know_every_node_of_their_tree(size):
    leaves = [leaf_hash(b"%d" % n) for n in range(size)]

    def read(tile):
        if tile.level == 0:
            return b"".join(leaves[tile.start : tile.start + tile.width])
        each = 256**tile.level
        firsts = range(tile.start, tile.start + tile.width * each, each)
        return b"".join(mth(leaves[first : first + each]) for first in firsts)

    nodes = TileNodes(size, read)
    for level in range(size.bit_length()):
        for index in range(size >> level):
            assert nodes(level, index) == mth(leaves[index << level : (index + 1) << level])
        with pytest.raises(VerificationFailed):
            nodes(level, size >> level)
    assert frontier(size, nodes).root() == mth(leaves)
    assert subtree(leaves[:1]) == leaves[0]
