"""Tiles, C2SP tlog-tiles v0.1.0: a tree and its entries as files that never change.

    tile/<L>/<N>[.p/<W>]         256 hashes (W where partial) of level 8·L of the tree
    tile/entries/<N>[.p/<W>]     256 entries, each after its length as a big-endian uint16

N is written in groups of three digits, all but the last with an x before it: x001/x234/067.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from posthouse.ledger.merkle import HASH_LENGTH
from posthouse.model.errors import VerificationFailed

WIDTH = 256
HEIGHT = 8
ENTRIES = -1
"""The level of an entry bundle; its hashes are those of level 0."""
LONGEST_ENTRY = 65_535

_PATH = re.compile(
    r"tile/(?:(entries)|(0|[1-9]|[1-5][0-9]|6[0-3]))/((?:x[0-9]{3}/)*)([0-9]{3})"
    r"(?:\.p/([1-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5]))?",
    re.ASCII,
)
_MOST_GROUPS = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """The n-th tile of a level, or bundle of entries; partial where `width` is below 256."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its path below the log's prefix."""
        level = "entries" if self.level == ENTRIES else str(self.level)
        groups = f"{self.index:03d}"
        groups = groups.zfill(-len(groups) // 3 * -3)
        cut = [groups[at : at + 3] for at in range(0, len(groups), 3)]
        number = "/".join([*(f"x{group}" for group in cut[:-1]), cut[-1]])
        return f"tile/{level}/{number}" + (f".p/{self.width}" if self.width < WIDTH else "")

    @property
    def start(self) -> int:
        """The index of the first entry below it."""
        return self.index << HEIGHT * (max(self.level, 0) + 1)


def parse_path(path: str) -> Tile | None:
    """Return the tile of a path, None where the path is not written in the one right way."""
    found = _PATH.fullmatch(path)
    if found is None or found[3].count("/") >= _MOST_GROUPS:
        return None
    level = ENTRIES if found[1] else int(found[2])
    index = int(found[3].replace("x", "").replace("/", "") + found[4])
    tile = Tile(level, index, int(found[5]) if found[5] else WIDTH)
    return tile if tile.path == path else None


def tile_at(level: int, index: int, size: int) -> Tile | None:
    """Return the tile of this name in a tree of this size, None where the tree has none."""
    there = (size >> HEIGHT * max(level, 0)) - index * WIDTH
    return Tile(level, index, min(there, WIDTH)) if there > 0 else None


def grown(old: int, new: int) -> Iterator[Tile]:
    """Yield the tiles and bundles that a tree of size `new` has and one of size `old` has not."""
    if new <= old:
        return
    for level in (ENTRIES, *range(64)):
        before, after = (size >> HEIGHT * max(level, 0) for size in (old, new))
        if not after:
            return
        if before < after:
            for index in range(before // WIDTH, -(-after // WIDTH)):
                yield Tile(level, index, min(after - index * WIDTH, WIDTH))


def bundled(entries: Sequence[bytes]) -> bytes:
    """Return the bundle of some entries. Raises VerificationFailed where one is too long."""
    if any(len(one) > LONGEST_ENTRY for one in entries):
        raise VerificationFailed(f"expected entries of at most {LONGEST_ENTRY} bytes")
    return b"".join([len(one).to_bytes(2, "big") + one for one in entries])


def unbundled(data: bytes, width: int) -> list[bytes]:
    """Return the entries of a bundle of this width. Raises VerificationFailed."""
    entries, at = [], 0
    for _ in range(width):
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        if start > len(data):
            break
        entries.append(data[start:at])
    if at != len(data) or len(entries) != width:
        raise VerificationFailed(f"expected a bundle of {width} whole entries")
    return entries


def hashes_of(data: bytes, width: int) -> list[bytes]:
    """Return the hashes of a tile of this width. Raises VerificationFailed."""
    if len(data) != width * HASH_LENGTH:
        raise VerificationFailed(f"expected a tile of {width * HASH_LENGTH} bytes")
    return [data[at : at + HASH_LENGTH] for at in range(0, len(data), HASH_LENGTH)]


class TileNodes:
    """Every node of a tree of some size, from its tiles; implements merkle.Node.

    `read` gives the bytes of a tile; each tile is read once.
    """

    def __init__(self, size: int, read: Callable[[Tile], bytes]) -> None:
        self._size = size
        self._read = read
        self._tiles: dict[Tile, list[bytes]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash of the full subtree (level, index). Raises VerificationFailed."""
        row, height = divmod(level, HEIGHT)
        first = index << height
        tile = tile_at(row, first // WIDTH, self._size)
        if tile is None or first % WIDTH + (1 << height) > tile.width:
            raise VerificationFailed("expected a node within the tree")
        if tile not in self._tiles:
            self._tiles[tile] = hashes_of(self._read(tile), tile.width)
        start = first % WIDTH
        return subtree(self._tiles[tile][start : start + (1 << height)])


def subtree(hashes: Sequence[bytes]) -> bytes:
    """Return the root over hashes whose number is a power of two."""
    row, sha256 = list(hashes), hashlib.sha256  # node_hash written out: a third of the time
    while len(row) > 1:
        pairs = zip(row[::2], row[1::2], strict=True)
        row = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return row[0]
