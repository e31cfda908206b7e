"""The station's logs, read only: from files and the database alone, without any lock.

So any process can serve them. Ledger 0 is the one in use; others are closed ones, by their number.
"""

from __future__ import annotations

from contextlib import suppress

from posthouse.ledger.checkpoint import parse_checkpoint
from posthouse.ledger.merkle import inclusion_proof, leaf_hash, verify_inclusion
from posthouse.ledger.note import parse_note
from posthouse.ledger.proof import Proof
from posthouse.ledger.tiles import Tile, TileNodes
from posthouse.store.logfiles import CLOSED, LogFiles
from posthouse.store.receipts import Receipts
from posthouse.store.sequencer import Log, number_of, origin_of

IN_USE = 0


class LogReader:
    """Implements ports.LogStore; calls block."""

    def __init__(self, log: Log, receipts: Receipts) -> None:
        self._log = log
        self._receipts = receipts

    def checkpoint(self, number: int) -> bytes | None:
        """Return the newest signed head, None where there is none. Raises OSError."""
        return self._files(number).checkpoint()

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

    def proof(self, receipt_id: str) -> bytes | None:
        """Return a receipt's offline proof, None where it has none yet.

        The leaf that is proved is compared with the receipt in the database first. Raises
        VerificationFailed where they differ, OSError.
        """
        found = self._receipts.leaf(receipt_id)
        if found is None:
            return None
        sealed, leaf = found
        newest = number_of(self._origin_in_use(), self._log.origin)
        files = self._files(IN_USE if leaf.ledger == newest else leaf.ledger)
        note = files.checkpoint()
        head = None if note is None else parse_checkpoint(parse_note(note).text)
        if note is None or head is None or leaf.index >= head.size:
            return None
        hashes = inclusion_proof(leaf.index, head.size, TileNodes(head.size, files.read))
        verify_inclusion(leaf.index, head.size, leaf_hash(sealed), hashes, head.root)
        return bytes(Proof(leaf.index, tuple(hashes), note))

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
