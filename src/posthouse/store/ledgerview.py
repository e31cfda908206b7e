"""The ledger's published files as operators look at them; nothing here writes.

Entries are read from the newest bundle backwards. A bundle that is being replaced is asked for
again under its new width.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson

from posthouse.ledger.checkpoint import Checkpoint, parse_checkpoint
from posthouse.ledger.event import FORMAT
from posthouse.ledger.note import Note, parse_note
from posthouse.ledger.tiles import ENTRIES, WIDTH, Tile, tile_at, unbundled
from posthouse.model.errors import VerificationFailed
from posthouse.model.event import Event
from posthouse.store.cosigned import WITNESSED
from posthouse.store.logfiles import CHECKPOINT, LEDGER

MOST_BUNDLES = 40


@dataclass(frozen=True, slots=True)
class Head:
    """The published checkpoint, who signed it, and when it was published (Unix seconds)."""

    checkpoint: Checkpoint
    note: Note
    at_s: float


class EntriesGone(VerificationFailed):
    """Entries that are not kept any more (retention), or were lost: `ledger check` tells which."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its index in the ledger."""

    index: int
    event: Event


class LedgerView:
    """Reads the ledger of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / LEDGER

    def head(self) -> Head | None:
        """Return the published head, None where there is none. Raises VerificationFailed."""
        return self._read(CHECKPOINT)

    def witnessed(self) -> Head | None:
        """Return the newest head that enough witnesses cosigned. Raises VerificationFailed."""
        return self._read(WITNESSED)

    def _read(self, name: str) -> Head | None:
        path = self._folder / name
        try:
            data, at_s = path.read_bytes(), path.stat().st_mtime
        except OSError:
            return None
        note = parse_note(data)
        return Head(parse_checkpoint(note.text), note, at_s)

    def events(self, before: int, most: int) -> tuple[list[Told], int]:
        """Return events below an index, newest first, and the index where the search ended.

        The search goes through MOST_BUNDLES bundles at most; 0 means that nothing older is kept.
        """
        head = self.head()
        size = min(before, head.checkpoint.size) if head else 0
        found: list[Told] = []
        lowest = max(0, (size // WIDTH - MOST_BUNDLES) * WIDTH)
        try:
            for index, entry in self._backwards(size, lowest):
                told = _event(entry)
                if told is not None:
                    found.append(Told(index, told))
                    if len(found) == most:
                        return found, index
        except EntriesGone:
            return found, 0
        return found, lowest

    def _backwards(self, size: int, lowest: int) -> Iterator[tuple[int, bytes]]:
        for number in range((size - 1) // WIDTH, lowest // WIDTH - 1, -1):
            entries = self._bundle(number, size)
            for place in range(len(entries) - 1, -1, -1):
                yield number * WIDTH + place, entries[place]

    def _bundle(self, number: int, size: int) -> list[bytes]:
        """Return the entries of one bundle up to a size."""
        tile = tile_at(ENTRIES, number, size)
        if tile is None:
            return []
        whole = self._folder / Tile(ENTRIES, number).path
        exact = [tile.width] if tile.width < WIDTH else []
        with suppress(OSError):
            exact += [int(p.name) for p in whole.with_name(whole.name + ".p").iterdir()]
        for width in [*sorted({w for w in exact if w >= tile.width}), WIDTH]:
            path = whole if width == WIDTH else whole.with_name(f"{whole.name}.p") / str(width)
            with suppress(OSError):
                return unbundled(path.read_bytes(), width)[: tile.width]
        raise EntriesGone(f"expected the bundle {number} of the ledger, found none")


def _event(entry: bytes) -> Event | None:
    """Return the event that an entry is, None where it is a receipt."""
    tree = orjson.loads(entry)
    if tree.get("format") != FORMAT:
        return None
    return Event(**{name: tree[name] for name in Event.__dataclass_fields__})
