"""The newest checkpoint that enough witnesses cosigned, as a file beside the checkpoint itself.

    <data>/ledger/witnessed      a signed note: the log's signature, then the witnesses'

It may stand behind the newest checkpoint by a round; it is never ahead of it.
"""

from __future__ import annotations

from posthouse.ledger.tiles import Tile
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place, read_bytes
from posthouse.store.logfiles import LogFiles

WITNESSED = "witnessed"


class CosignedLog:
    """The log in use, as gathering sees it; calls block and raise OSError."""

    def __init__(self, files: LogFiles, disk: Disk) -> None:
        self._files = files
        self._disk = disk

    def checkpoint(self) -> bytes | None:
        """Return the newest signed head, None where there is none."""
        return self._files.checkpoint()

    def tile(self, tile: Tile) -> bytes | None:
        """Return a tile, None where there is none."""
        return self._files.cut(tile)

    def keep(self, note: bytes) -> None:
        """Keep a checkpoint that enough witnesses cosigned; it is durable once this returns."""
        put_in_place(self._disk, [(self._files.folder / WITNESSED, note)])


def witnessed(files: LogFiles) -> bytes | None:
    """Return the newest checkpoint of this log that enough witnesses cosigned. Raises OSError."""
    note, newest = read_bytes(files.folder / WITNESSED), files.checkpoint()
    if note is None or newest is None or _origin(note) != _origin(newest):
        return None
    return note


def newest(files: LogFiles) -> bytes | None:
    """Return the newest checkpoint, with its cosignatures where it has them. Raises OSError."""
    note, cosigned = files.checkpoint(), witnessed(files)
    if note is None or cosigned is None or _text(note) != _text(cosigned):
        return note
    return cosigned


def _origin(note: bytes) -> bytes:
    return note.partition(b"\n")[0]


def _text(note: bytes) -> bytes:
    return note.partition(b"\n\n")[0]
