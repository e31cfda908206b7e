"""The station's logs, read only: from files and the database alone, without any lock.

So any process can serve them. Ledger 0 is the one in use; others are closed ones, by their number.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from posthouse.ledger.checkpoint import parse_checkpoint
from posthouse.ledger.merkle import inclusion_proof, leaf_hash, verify_inclusion
from posthouse.ledger.note import parse_note
from posthouse.ledger.proof import Proof
from posthouse.ledger.tiles import Tile, TileNodes
from posthouse.store.cosigned import newest, witnessed
from posthouse.store.logfiles import CLOSED, LogFiles
from posthouse.store.pruning import read_policy
from posthouse.store.receipts import Receipts
from posthouse.store.sequencer import Log, number_of, origin_of

IN_USE = 0


def covering(files: LogFiles, index: int) -> bytes | None:
    """Return a head over this entry: one with a quorum if there is one, else the newest."""
    for note in (witnessed(files), newest(files)):
        if note is not None and index < parse_checkpoint(parse_note(note).text).size:
            return note
    return None


def proved(files: LogFiles, note: bytes, index: int, entry: bytes) -> bytes:
    """Return the offline proof of an entry under a head. Raises VerificationFailed, OSError."""
    head = parse_checkpoint(parse_note(note).text)
    hashes = inclusion_proof(index, head.size, TileNodes(head.size, partial(_tile, files)))
    verify_inclusion(index, head.size, leaf_hash(entry), hashes, head.root)
    return bytes(Proof(index, tuple(hashes), note))


def _tile(files: LogFiles, tile: Tile) -> bytes:
    data = files.cut(tile)
    return files.read(tile) if data is None else data


class LogReader:
    """Implements ports.LogStore; calls block."""

    def __init__(self, log: Log, receipts: Receipts) -> None:
        self._log = log
        self._receipts = receipts

    def checkpoint(self, number: int) -> bytes | None:
        """Return the newest signed head, None where there is none. Raises OSError."""
        return newest(self._files(number))

    def witnessed(self, number: int) -> bytes | None:
        """Return the newest head that enough witnesses cosigned, None where there is none."""
        return witnessed(self._files(number))

    def tile(self, number: int, tile: Tile) -> bytes | None:
        """Return a tile or bundle, None where there is none. Raises OSError."""
        return self._files(number).cut(tile)

    def vkey(self, number: int) -> str:
        """Return the verifier key. Raises PosthouseError, OSError."""
        origin = origin_of(self._log.origin, number) if number else self._origin_in_use()
        return str(self._log.key_of(origin).signer.key)

    def closed(self) -> list[tuple[int, str]]:
        """Return numbers and origins of the ledgers that were closed."""
        with suppress(OSError):
            found = [path.name for path in (self._log.data / CLOSED).iterdir()]
            numbers = sorted(int(name) for name in found if name.isdigit())
            return [(number, origin_of(self._log.origin, number)) for number in numbers]
        return []

    def policy(self) -> bytes:
        """Return how long the ledger in use keeps entries, as JSON. Raises StoreError."""
        return bytes(read_policy(self._log.files.folder))

    def proof(self, receipt_id: str) -> bytes | None:
        """Return a receipt's offline proof, None where it has none yet.

        The leaf that is proved is compared with the receipt in the database first. Raises
        VerificationFailed where they differ, OSError.
        """
        found = self._receipts.leaf(receipt_id)
        if found is None:
            return None
        sealed, leaf = found
        files = self.files_of(leaf.ledger)
        note = covering(files, leaf.index)
        return None if note is None else proved(files, note, leaf.index, sealed)

    def files_of(self, ledger: int) -> LogFiles:
        """Return the files of the n-th ledger, wherever they lie now."""
        in_use = number_of(self._origin_in_use(), self._log.origin)
        return self._files(IN_USE if ledger == in_use else ledger)

    def _files(self, number: int) -> LogFiles:
        if number == IN_USE:
            return self._log.files
        return LogFiles(self._log.data / CLOSED / str(number), self._log.disk)

    def _origin_in_use(self) -> str:
        note = self._log.files.checkpoint()
        if note is not None:
            return note.partition(b"\n")[0].decode()
        guard = self._log.guard.load()
        return self._log.origin if guard is None else guard.active.origin
