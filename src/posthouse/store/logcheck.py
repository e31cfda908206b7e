"""Checking a log from its files alone: every tile, entry and checkpoint against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from posthouse.ledger.checkpoint import Checkpoint, open_checkpoint
from posthouse.ledger.merkle import leaf_hash, root_hash
from posthouse.ledger.tiles import (
    ENTRIES,
    WIDTH,
    Tile,
    grown,
    hashes_of,
    subtree,
    tile_at,
    unbundled,
)
from posthouse.model.errors import PosthouseError, VerificationFailed
from posthouse.store.files import read_bytes
from posthouse.store.logfiles import LogFiles
from posthouse.store.pruning import minimum_index
from posthouse.store.sequencer import LogKey


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: the published head, and every fault in words."""

    head: Checkpoint | None
    faults: tuple[str, ...]


def check_log(files: LogFiles, key: LogKey) -> Checked:
    """Read every file of a log and compare each with the others and with the signed head."""
    try:
        note = files.checkpoint()
        if note is None:
            return Checked(None, ())
        head = open_checkpoint(note, [key.verifier], key.origin)[0]
    except (PosthouseError, OSError) as error:
        return Checked(None, (f"checkpoint: {_told(error)}",))
    faults = [*_wrong_tiles(files, head.size), *_odd_files(files, head.size)]
    if not faults:
        faults += _wrong_root(files, head)
    return Checked(head, tuple(faults))


def sound_size(files: LogFiles, key: LogKey) -> int:
    """Return how many entries a log's files prove: all of its published head, or none."""
    checked = check_log(files, key)
    return checked.head.size if checked.head is not None and not checked.faults else 0


def _wrong_tiles(files: LogFiles, size: int) -> Iterator[str]:
    """Yield the tiles that are missing or do not follow from what is below them."""
    for tile in grown(0, size):
        try:
            if tile.level == ENTRIES or _pruned(files, tile):
                continue
            if hashes_of(files.read(tile), tile.width) != _below(files, tile):
                yield f"{tile.path}: its hashes are not those of what is below it"
        except (PosthouseError, OSError) as error:
            yield f"{tile.path}: {_told(error)}"


def _pruned(files: LogFiles, tile: Tile) -> bool:
    """Tell whether the entries of a tile of leaf hashes are gone under the published policy."""
    if tile.level or tile.start + WIDTH > minimum_index(files.folder):
        return False
    return read_bytes(files.folder / Tile(ENTRIES, tile.index).path) is None


def _below(files: LogFiles, tile: Tile) -> list[bytes]:
    if tile.level == 0:
        bundle = Tile(ENTRIES, tile.index, tile.width)
        return [leaf_hash(one) for one in unbundled(files.read(bundle), tile.width)]
    first = tile.index * WIDTH
    full = (Tile(tile.level - 1, first + n) for n in range(tile.width))
    return [subtree(hashes_of(files.read(one), WIDTH)) for one in full]


def _odd_files(files: LogFiles, size: int) -> Iterator[str]:
    """Yield files that are no tiles of this tree, or narrower ones that do not begin a wider."""
    try:
        tiles = files.every_tile()
    except PosthouseError as error:
        yield error.message
        return
    for tile in tiles:
        there = tile_at(tile.level, tile.index, size)
        if there is None or tile.width >= there.width:
            continue  # checked with the tree, or written for a head that is not published yet
        try:
            if not _begins(files, tile, there):
                yield f"{tile.path}: it is not the beginning of {there.path}"
        except (PosthouseError, OSError) as error:
            yield f"{tile.path}: {_told(error)}"


def _begins(files: LogFiles, tile: Tile, there: Tile) -> bool:
    narrow, wide = files.read(tile), files.read(there)
    if tile.level == ENTRIES:
        unbundled(narrow, tile.width)
    return wide.startswith(narrow)


def _wrong_root(files: LogFiles, head: Checkpoint) -> Iterator[str]:
    leaves = (
        leaf
        for tile in grown(0, head.size)
        if tile.level == 0
        for leaf in hashes_of(files.read(tile), tile.width)
    )
    try:
        if root_hash(leaves) != head.root:
            yield "checkpoint: its root is not that of the tiles"
    except VerificationFailed as error:
        yield error.message


def _told(error: Exception) -> str:
    return error.message if isinstance(error, PosthouseError) else type(error).__name__
