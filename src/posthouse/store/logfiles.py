"""The files of a log: checkpoint, tiles, bundles and the stage, as they lie in the data folder.

    <data>/ledger/checkpoint, tile/...     what is published
    <data>/ledger/stage                    the entries of the newest head, until they are published
    <data>/ledger.closed/<n>/...           the ledgers before, once an operator opened a new one

The stage: one line of JSON {"from":N,"size":M,"seq":S}, then the entries as a bundle.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson

from posthouse.ledger.tiles import ENTRIES, HEIGHT, WIDTH, Tile, bundled, parse_path, unbundled
from posthouse.model.errors import VerificationFailed
from posthouse.store.disk import Disk
from posthouse.store.files import put_in_place, read_bytes

LEDGER = "ledger"
CLOSED = "ledger.closed"
CHECKPOINT = "checkpoint"
STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Stage:
    """Entries with which the tree grows from `start` to `size`; `seq` is the last one's number."""

    start: int
    size: int
    seq: int
    entries: Sequence[bytes]

    def __bytes__(self) -> bytes:
        head = orjson.dumps({"from": self.start, "size": self.size, "seq": self.seq})
        return head + b"\n" + bundled(self.entries)


class LogFiles:
    """The files of one log; calls block and raise OSError."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self._disk = disk

    def checkpoint(self) -> bytes | None:
        """Return the published checkpoint, None where there is none."""
        return read_bytes(self.folder / CHECKPOINT)

    def read(self, tile: Tile) -> bytes:
        """Return a tile. Raises VerificationFailed where it is missing."""
        data = self.cut(tile)
        if data is None:
            raise VerificationFailed(
                f"expected {tile.path} in {self.folder}, found none",
                hint="the ledger's files are damaged or from an older backup",
            )
        return data

    def cut(self, tile: Tile) -> bytes | None:
        """Return a tile as served: a partial one that was replaced is cut from a wider one."""
        exact = read_bytes(self.folder / tile.path)
        if exact is not None or tile.width == WIDTH:
            return exact
        for wider in self._wider(tile):
            data = read_bytes(self.folder / wider.path)
            if data is not None:
                return _narrowed(data, wider, tile.width)
        return None

    def stage(self, stage: Stage) -> None:
        """Keep entries durably before their head is signed."""
        put_in_place(self._disk, [(self.folder / STAGE, bytes(stage))])

    def staged(self) -> Stage:
        """Return what was staged last, as it stands on disk. Raises VerificationFailed."""
        data = read_bytes(self.folder / STAGE) or b""
        head, _, body = data.partition(b"\n")
        try:
            told = orjson.loads(head)
            start, size, seq = int(told["from"]), int(told["size"]), int(told["seq"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise VerificationFailed("expected a stage as it was written, found another") from error
        return Stage(start, size, seq, unbundled(body, size - start))

    def publish(self, tiles: Iterable[tuple[Tile, bytes]], checkpoint: bytes) -> None:
        """Write tiles durably, then the checkpoint that needs them; then tidy."""
        made = [(self.folder / tile.path, data) for tile, data in tiles]
        put_in_place(self._disk, made)
        put_in_place(self._disk, [(self.folder / CHECKPOINT, checkpoint)])

    def tidy(self, tiles: Iterable[Tile]) -> None:
        """Delete the stage and the partial tiles that these replace (`cut` makes them again).

        The narrower neighbour is kept, so that nobody who reads the files meets a gap.
        """
        with suppress(OSError):
            (self.folder / STAGE).unlink()
        for tile in tiles:
            whole = self.folder / Tile(tile.level, tile.index).path
            parts = whole.with_name(f"{whole.name}.p")
            with suppress(OSError):
                if tile.width == WIDTH:
                    shutil.rmtree(parts)
                    continue
                widths = sorted(int(p.name) for p in parts.iterdir() if p.name.isdigit())
                for width in [w for w in widths if w < tile.width][:-1]:
                    (parts / str(width)).unlink()

    def every_tile(self) -> list[Tile]:
        """Return every tile that there is a file for. Raises VerificationFailed for other files."""
        found = []
        for path in sorted((self.folder / "tile").rglob("*")):
            if path.is_file() and not path.name.endswith(".draft"):
                tile = parse_path(str(path.relative_to(self.folder)))
                if tile is None:
                    raise VerificationFailed(f"expected only tiles in {self.folder}, found another")
                found.append(tile)
        return found

    def _wider(self, tile: Tile) -> Iterable[Tile]:
        whole = self.folder / Tile(tile.level, tile.index).path
        parts = whole.with_name(f"{whole.name}.p")
        with suppress(OSError):
            widths = sorted(int(p.name) for p in parts.iterdir() if p.name.isdigit())
            yield from (Tile(tile.level, tile.index, w) for w in widths if w > tile.width)
        yield Tile(tile.level, tile.index)


def close_log(data: Path, number: int, disk: Disk) -> None:
    """Move the files of a ledger that is in use no more to where closed ones lie."""
    if not (data / LEDGER).exists():
        return
    closed = data / CLOSED / str(number)
    again = 0
    while closed.exists():
        again += 1
        closed = closed.with_name(f"{number}.{again}")
    disk.make_folder(data / CLOSED)
    disk.rename(data / LEDGER, closed)
    disk.sync_folder(data / CLOSED)
    disk.sync_folder(data)


def _narrowed(data: bytes, wider: Tile, width: int) -> bytes | None:
    try:
        if wider.level == ENTRIES:
            return bundled(unbundled(data, wider.width)[:width])
    except VerificationFailed:
        return None
    return data[: width * (8192 // 2**HEIGHT)]
