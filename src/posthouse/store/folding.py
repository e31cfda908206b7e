"""Folding: who moves the journal into the database while the station serves.

In a station that is a process of its own, so that SQL never holds up the loop (they would share one
interpreter lock): `posthouse.store.folding FOLDER` reads, on standard input, the number up to which
entries are durable, folds them by the function that recovery uses, and answers with that number. It
ends when its input does, so it does not outlive a station that was killed. `HereFolder` does the
same in a thread, for tests and commands.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from posthouse.model.errors import StoreError
from posthouse.store.receipts import Receipts, Row, row_of
from posthouse.store.segments import drop_folded, replay

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
            process.stdin.write(b"%d\n" % rows[-1].seq)
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


def fold_journal(journal: Path, receipts: Receipts, upto: int | None = None) -> int:
    """Fold what the journal holds above the mark, at most `upto`; return how many entries."""
    entries = replay(journal, receipts.folded())
    rows = [
        row for row in map(row_of, entries) if row is not None and (upto is None or row.seq <= upto)
    ]
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
    for line in sys.stdin:
        try:
            fold_journal(journal, receipts, int(line))
            drop_folded(journal, receipts.folded())
            answer = str(int(line))
        except Exception as error:  # noqa: BLE001  told to the station, which tries again
            answer = _FAILED + type(error).__name__
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.write(answer + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
