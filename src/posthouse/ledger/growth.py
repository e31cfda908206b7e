"""What new entries make of a tree: which tiles, which root. Verified before it is believed.

Everything is computed from what `read` gives, which is what stands on disk: the tree that is
extended must have the root that was signed for it, and its last bundle must hold the entries that
its last tile names. One flipped bit below the right edge is found here, before anything is signed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from posthouse.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    Node,
    consistency_proof,
    frontier,
    leaf_hash,
    verify_consistency,
)
from posthouse.ledger.tiles import (
    ENTRIES,
    HEIGHT,
    WIDTH,
    Tile,
    TileNodes,
    bundled,
    hashes_of,
    subtree,
    tile_at,
    unbundled,
)
from posthouse.model.errors import VerificationFailed

Read = Callable[[Tile], bytes]


@dataclass(frozen=True, slots=True)
class Growth:
    """A tree after it grew, and the tiles and bundles that it has and the older one had not."""

    size: int
    root: bytes
    tiles: tuple[tuple[Tile, bytes], ...]


def grow(size: int, root: bytes, entries: Sequence[bytes], read: Read) -> Growth:
    """Return the tree of this size and root with entries added.

    Raises VerificationFailed where what `read` gives is not that tree; OSError as `read` does.
    """
    read = cache(read)  # each tile is read from disk once
    checked(size, root, read)
    tiles = _bundles(size, entries, read)
    fresh = [leaf_hash(one) for one in entries]
    level = 0
    while fresh:
        made, fresh = _row(level, size, fresh, read)
        tiles += made
        level += 1
    made_now = dict(tiles)
    nodes = TileNodes(
        size + len(entries), lambda tile: made_now[tile] if tile in made_now else read(tile)
    )
    grown = Growth(size + len(entries), frontier(size + len(entries), nodes).root(), tuple(tiles))
    _show_consistent(size, root, grown, nodes)
    return grown


def checked(size: int, root: bytes, read: Read) -> Frontier:
    """Return the tree of this size. Raises VerificationFailed where its root is another."""
    tree = frontier(size, TileNodes(size, read))
    if tree.root() != root:
        raise VerificationFailed(f"the tiles on disk do not give the root signed for size {size}")
    return tree


def last_entries(size: int, read: Read) -> list[bytes]:
    """Return the entries of the bundle that is still growing. Raises VerificationFailed."""
    tile, bundle = (tile_at(level, size // WIDTH, size) for level in (0, ENTRIES))
    if tile is None or bundle is None:
        return []
    entries = unbundled(read(bundle), bundle.width)
    if [leaf_hash(one) for one in entries] != hashes_of(read(tile), tile.width):
        raise VerificationFailed("the last bundle on disk does not hold the entries of its tile")
    return entries


def _bundles(size: int, entries: Sequence[bytes], read: Read) -> list[tuple[Tile, bytes]]:
    row = [*last_entries(size, read), *entries] if entries else []
    first = size // WIDTH
    return [
        (Tile(ENTRIES, first + at // WIDTH, len(cut)), bundled(cut))
        for at, cut in _cut(row)
    ]  # fmt: skip


def _row(
    level: int, size: int, fresh: Sequence[bytes], read: Read
) -> tuple[list[tuple[Tile, bytes]], list[bytes]]:
    """Return the tiles of one level and what they add to the level above."""
    first = (size >> HEIGHT * level) // WIDTH
    held = tile_at(level, first, size)
    row = [*(hashes_of(read(held), held.width) if held else ()), *fresh]
    made = [(Tile(level, first + at // WIDTH, len(cut)), b"".join(cut)) for at, cut in _cut(row)]
    return made, [subtree(cut) for _, cut in _cut(row) if len(cut) == WIDTH]


def _cut(row: Sequence[bytes]) -> list[tuple[int, Sequence[bytes]]]:
    return [(at, row[at : at + WIDTH]) for at in range(0, len(row), WIDTH)]


def _show_consistent(size: int, root: bytes, grown: Growth, node: Node) -> None:
    """Check by proof that the grown tree begins with the older one. Raises VerificationFailed."""
    if not size:
        if root != EMPTY_ROOT:
            raise VerificationFailed("expected the root of an empty tree")
        return
    proof = consistency_proof(size, grown.size, node)
    verify_consistency((size, grown.size), (root, grown.root), proof)
