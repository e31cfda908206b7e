"""Folding: who moves the journal into the database while the station serves.

In a station that is a process of its own, so that SQL never holds up the loop (they would share one
interpreter lock): `posthouse.store.folding FOLDER` reads batches of durable entries on standard
input, folds them as recovery does and answers with the last one's number. It ends when its input
does, so it does not outlive a station that was killed. `HereFolder` does the same in a thread, for
tests and commands.

    batch = *( kind " " seq " " length LF body ) "end " last " 0" LF
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, Protocol

from posthouse.model.errors import StoreError
from posthouse.store.receipts import ReceiptRow, Receipts, Row, row_of
from posthouse.store.segments import Entry, Kind, drop_folded, replay

CHUNK = 500
_FAILED = "failed "


class Folder(Protocol):
    """Moves durable rows into the database, in order."""

    async def fold(self, rows: Sequence[Row]) -> None:
        """Fold the rows, which are the oldest that were not folded. Raises StoreError."""

    async def close(self) -> None:
        """End; a fold under way is waited for."""


class HereFolder:
    """Folds in a thread of this process."""

    def __init__(self, journal: Path, receipts: Receipts) -> None:
        self._journal = journal
        self._receipts = receipts
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="fold")

    async def fold(self, rows: Sequence[Row]) -> None:
        """Fold the rows. Raises StoreError."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._fold, rows)

    async def close(self) -> None:
        """End the thread."""
        self._thread.shutdown()

    def _fold(self, rows: Sequence[Row]) -> None:
        try:
            self._receipts.fold(rows)
            drop_folded(self._journal, rows[-1].seq)
        except Exception as error:
            raise StoreError(type(error).__name__) from error


class ProcessFolder:
    """Folds in a process of its own; it is started when first needed, and again when it died."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._process: asyncio.subprocess.Process | None = None

    async def fold(self, rows: Sequence[Row]) -> None:
        """Have everything up to the last row folded. Raises StoreError."""
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(b"".join(map(_framed, rows)) + b"end %d 0\n" % rows[-1].seq)
            await process.stdin.drain()
            answer = (await process.stdout.readline()).decode().strip()
        except ConnectionError:
            answer = ""
        if answer != str(rows[-1].seq):
            raise StoreError(answer.removeprefix(_FAILED) or "its process ended")

    async def close(self) -> None:
        """Let the process end."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()
            await process.wait()

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "posthouse.store.folding", str(self._data)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
        return self._process


def _framed(row: Row) -> bytes:
    if isinstance(row, ReceiptRow):
        return b"%b %d %d\n%b" % (Kind.RECEIPT.value, row.seq, len(row.sealed), row.sealed)
    return b"%b %d %d\n%b" % (Kind.INTENT.value, row.seq, len(row.body), row.body)


def _batches(source: BinaryIO) -> Iterator[tuple[int, list[Row]]]:
    """Yield each batch with its last number, until the input ends."""
    rows: list[Row] = []
    for line in iter(source.readline, b""):
        kind, seq, length = line.split()
        if kind == b"end":
            yield int(seq), rows
            rows = []
        elif row := row_of(Entry(int(seq), 0, Kind(kind), source.read(int(length)))):
            rows.append(row)


def fold_journal(journal: Path, receipts: Receipts) -> int:
    """Fold what the journal holds above the mark; return how many entries."""
    entries = replay(journal, receipts.folded())
    rows = [row for row in map(row_of, entries) if row is not None]
    for start in range(0, len(rows), CHUNK):
        receipts.fold(rows[start : start + CHUNK])
    return len(rows)


def main(data: Path) -> None:
    """Serve folds until the input ends."""
    from posthouse.store.database import open_database

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    receipts = Receipts(open_database(data))
    journal = data / "journal"
    for last, rows in _batches(sys.stdin.buffer):
        try:
            receipts.fold(rows)
            drop_folded(journal, last)
            answer = str(last)
        except Exception as error:  # noqa: BLE001  told to the station, which tries again
            answer = _FAILED + type(error).__name__
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.write(answer + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
