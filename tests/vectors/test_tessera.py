"""A log that Tessera wrote: checkpoints, tiles, bundles and all the proofs they give."""

from pathlib import Path

import pytest

from posthouse.ledger.checkpoint import open_checkpoint
from posthouse.ledger.merkle import (
    consistency_proof,
    frontier,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from posthouse.ledger.note import Ed25519Verifier, parse_vkey
from posthouse.ledger.tiles import ENTRIES, Tile, TileNodes, grown, hashes_of, parse_path, unbundled

FOLDER = Path(__file__).parent / "tessera"
LOG = FOLDER / "log"
KEY = parse_vkey((FOLDER / "vkey.txt").read_text().strip())
SIZES = range(16)


def read(tile):
    return (LOG / tile.path).read_bytes()


def head(size):
    data = (LOG / f"checkpoint.{size}").read_bytes()
    return open_checkpoint(data, [Ed25519Verifier(KEY)], KEY.name)[0]


@pytest.mark.parametrize("size", SIZES)
def test_every_checkpoint_opens_and_its_root_is_that_of_its_tiles(size):
    found = head(size)
    assert found.size == size
    assert frontier(size, TileNodes(size, read)).root() == found.root


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_bundle_holds_the_entries_of_its_tile(size):
    entries = unbundled(read(Tile(ENTRIES, 0, size)), size)
    assert [leaf_hash(one) for one in entries] == hashes_of(read(Tile(0, 0, size)), size)


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_proof_holds(size):
    found, node = head(size), TileNodes(size, read)
    entries = unbundled(read(Tile(ENTRIES, 0, size)), size)
    for index, entry in enumerate(entries):
        proof = inclusion_proof(index, size, node)
        verify_inclusion(index, size, leaf_hash(entry), proof, found.root)
        old = index + 1
        proof = consistency_proof(old, size, node)
        verify_consistency((old, size), (head(old).root, found.root), proof)


def test_every_file_of_the_log_has_a_path_that_is_ours():
    files = {str(p.relative_to(LOG)) for p in (LOG / "tile").rglob("*") if p.is_file()}
    assert all(parse_path(name) for name in files)
    assert files == {t.path for size in SIZES[1:] for t in grown(size - 1, size)}


def test_the_newest_checkpoint_is_the_largest():
    assert (LOG / "checkpoint").read_bytes() == (LOG / "checkpoint.15").read_bytes()
