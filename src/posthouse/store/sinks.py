"""Further places that keep the record: each batch goes to them as it goes to the journal.

A sink is a folder, best on another disk, that receives the journal's segments byte for byte and
keeps them when the journal drops them. A thread of its own writes it, so that a disk that hangs
holds up nobody else. A batch counts once the journal and as many sinks as are required have it;
otherwise the journal treats it as failed, and its next segment says that it is void, in every sink
alike.

A sink in trouble keeps what it has not written in memory, up to MOST_HELD bytes, and tries again.
What it then had to drop, and what was written while a station ran without it, is a gap that shows:
each line says up to which number everything was durable (`posthouse.store.segments`).
"""

from __future__ import annotations

import errno
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from posthouse.model.errors import StoreError
from posthouse.store.disk import Disk, FolderLock
from posthouse.store.files import put_in_place, read_bytes
from posthouse.store.segments import gaps, newest_promise, segment_path, segment_paths

MOST_HELD = 64 * 1024 * 1024
RETRY_S = 0.2
LOCK_PATIENCE_S = 5.0
"""How long the last station's process may take to leave the folder."""
PATIENCE_S = 0.7
"""How long a required sink may take: the caller is told within a second that nothing was sent."""

_LOG = logging.getLogger("posthouse.store")


@dataclass(slots=True)
class Held:
    """A segment that is not wholly durable, or is still being written."""

    first: int
    content: bytearray = field(default_factory=bytearray)
    durable: int = 0


class Sink:
    """One folder and the thread that writes it; `put` and `has` are for the journal's writer."""

    def __init__(self, folder: Path, disk: Disk, most_held: int = MOST_HELD) -> None:
        self.folder = folder
        self.trouble = ""
        self.dropped = 0
        self._disk = disk
        self._most_held = most_held
        self._held: deque[Held] = deque()
        self._file: int | None = None
        self._at: Held | None = None
        self._offered = 0
        self._done = 0
        self._waiting_since: float | None = None
        self._closing = False
        self._lock: FolderLock | None = None
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="sink", daemon=True)
        self._thread.start()

    def claim(self, patience_s: float) -> None:
        """Take the folder for this station alone. Raises StoreError where another has it."""
        with suppress(OSError):  # a disk in trouble shows when it is written
            self._lock = FolderLock(self.folder, patience_s)

    def catch_up(self, journal: Path) -> None:
        """Write the journal's segments that are not here, or not to their end. Raises OSError."""
        for path in segment_paths(journal):
            content = path.read_bytes()
            held = read_bytes(self.folder / path.name) or b""
            if len(held) < len(content) and content.startswith(held):
                put_in_place(self._disk, [(self.folder / path.name, content)])

    def put(self, first: int, content: bytes) -> int:
        """Take some bytes of the segment that begins with a number; return a ticket for them."""
        with self._changed:
            if not self._held or self._held[-1].first != first:
                self._held.append(Held(first))
            self._held[-1].content += content
            self._shed()
            self._offered += 1
            if self._waiting_since is None:
                self._waiting_since = time.monotonic()
            self._changed.notify_all()
            return self._offered

    def has(self, ticket: int, until_s: float) -> bool:
        """Wait until a ticket's bytes are durable; False at once where the sink is in trouble."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._done >= ticket or self.trouble,
                timeout=max(0.0, until_s - time.monotonic()),
            )
            return self._done >= ticket

    def well(self) -> bool:
        """Tell whether the sink can be expected to take the next batch in time."""
        with self._changed:
            since = self._waiting_since
            late = since is not None and time.monotonic() - since > PATIENCE_S
            return not self.trouble and not late

    def close(self, patience_s: float) -> None:
        """Write what is held, for so long as that may take, and stop."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(patience_s)
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

    def _shed(self) -> None:
        """Drop the oldest segments where too much is held; they become a gap."""
        while len(self._held) > 1 and sum(len(one.content) for one in self._held) > self._most_held:
            self._held.popleft()
            self.dropped += 1

    def _run(self) -> None:
        while self._wait():
            try:
                self._write()
            except OSError as error:
                self._fail(error)
                if self._closing:
                    break
                time.sleep(RETRY_S)
        self._leave()

    def _wait(self) -> bool:
        """Wait for something to write; False once all is written and the end was asked for."""
        with self._changed:
            self._changed.wait_for(lambda: self._done < self._offered or self._closing)
            return self._done < self._offered

    def _write(self) -> None:
        """Make durable all that is held now. Raises OSError."""
        with self._changed:
            upto = self._offered
            held = [(one, len(one.content)) for one in self._held]
        for one, size in held:
            if self._at is not one:
                self._begin(one, size)
            elif size > one.durable:
                self._append(one, size, segment_path(self.folder, one.first))
        with self._changed:
            while len(self._held) > 1 and self._held[0].durable == len(self._held[0].content):
                self._held.popleft()
            self._done = upto
            self._waiting_since = None if upto == self._offered else time.monotonic()
            if self.trouble:
                _LOG.warning("sink writes again", extra={"sink": str(self.folder)})
            self.trouble = ""
            self._changed.notify_all()

    def _begin(self, one: Held, size: int) -> None:
        """Write a segment anew and whole: what a disk holds after a failure is unknown."""
        self._leave()
        path = segment_path(self.folder, one.first)
        draft = path.with_suffix(".new")
        with suppress(FileNotFoundError):
            draft.unlink()
        self._file, one.durable = self._disk.create(draft), 0
        self._append(one, size, draft)
        draft.replace(path)
        self._disk.sync_folder(self.folder)
        self._at = one

    def _append(self, one: Held, size: int, path: Path) -> None:
        """Write on, and see that the file still stands where it is looked for. Raises OSError."""
        assert self._file is not None
        with self._changed:
            content = bytes(one.content[one.durable : size])
        self._put(self._file, content)
        if path.stat().st_ino != os.fstat(self._file).st_ino:
            raise OSError(errno.ENOENT, "the file was moved away")
        one.durable = size

    def _put(self, file: int, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            rest = rest[self._disk.write(file, rest) :]
        self._disk.sync(file)

    def _fail(self, error: OSError) -> None:
        self._leave()
        name = errno.errorcode.get(error.errno or 0, "unknown error")
        with self._changed:
            if not self.trouble:
                _LOG.error("sink failed", extra={"sink": str(self.folder), "kind": name})
            self.trouble = name
            self._changed.notify_all()

    def _leave(self) -> None:
        file, self._file, self._at = self._file, None, None
        if file is not None:
            with suppress(OSError):
                self._disk.close(file)


class TooFewSinks(OSError):
    """Fewer sinks than required have what was written."""


class Sinks:
    """All sinks of a journal, and how many of them must have a batch before it counts."""

    def __init__(self, sinks: Sequence[Sink] = (), required: int = 0) -> None:
        self.sinks = sinks
        self.required = required

    def begin(self, journal: Path, patience_s: float = LOCK_PATIENCE_S) -> None:
        """Take the sinks and bring to them what the journal holds and they lack.

        A crash may have come between the two; nothing of the journal may be folded or dropped
        before. Raises StoreError where too few sinks are there, or another station has one.
        """
        ready, away = 0, []
        for sink in self.sinks:
            try:
                if sink.folder.is_dir():
                    sink.claim(patience_s)
                    sink.catch_up(journal)
                    ready += 1
                    continue
                kind = "no folder"
            except OSError as error:
                kind = errno.errorcode.get(error.errno or 0, "unknown error")
            _LOG.error("sink failed", extra={"sink": str(sink.folder), "kind": kind})
            away.append(f"{kind} at {sink.folder}")
        if ready < self.required:
            raise StoreError(
                f"expected {self.required} sinks for the record, found {', '.join(away)}",
                hint="mount the disk and free space on it, or make the folder with mode 0700",
            )

    def refuse_newer(self, last: int) -> None:
        """Refuse to go on after a number that a sink is beyond. Raises StoreError.

        The data folder is then older than the sink: put back from a backup, or another station's.
        """
        for sink in self.sinks:
            promised = newest_promise(sink.folder)
            if promised > last:
                raise StoreError(
                    f"expected the sink {sink.folder} to know of nothing after entry {last}, found"
                    f" entry {promised}: the data folder is older than it",
                    hint="keep this sink, it holds what the data folder lost; give the station an"
                    " empty folder as its sink from now on",
                )

    def expect(self) -> None:
        """Raise TooFewSinks where too few are well: then it is of no use to write."""
        well = sum(sink.well() for sink in self.sinks) if self.required else 0
        if well < self.required:
            raise TooFewSinks(errno.EIO, "too few sinks are well")

    def offer(self, first: int, content: bytes) -> Sequence[int]:
        """Hand bytes of a segment to every sink; return the tickets for `settle`."""
        return [sink.put(first, content) for sink in self.sinks]

    def settle(self, tickets: Sequence[int]) -> None:
        """Wait until enough sinks have what was offered. Raises TooFewSinks where they do not."""
        if not self.required:
            return
        until_s = time.monotonic() + PATIENCE_S
        have = 0
        both = zip(self.sinks, tickets, strict=True)
        for sink, ticket in sorted(both, key=lambda pair: not pair[0].well()):
            have += sink.has(ticket, until_s)
            if have >= self.required:
                return
        raise TooFewSinks(errno.EIO, "too few sinks took the record")

    def trouble(self) -> str:
        """Tell which sinks are in trouble; empty where all is well."""
        return ", ".join(
            f"{sink.folder.name} ({sink.trouble or 'late'})"
            for sink in self.sinks
            if not sink.well()
        )

    def close(self) -> None:
        """Let every sink write what it holds."""
        for sink in self.sinks:
            sink.close(PATIENCE_S)


NO_SINKS = Sinks()


def lacking(folders: Sequence[Path], upto: int) -> list[str]:
    """Return what each sink lacks of the record up to a number, in words."""
    found = []
    for folder in folders:
        if not folder.is_dir():
            found.append(f"sink {folder}: no such folder")
            continue
        for first, last in gaps(folder, upto):
            found.append(f"sink {folder}: entries {first} to {last} are damaged or missing")
    return found


def open_sinks(folders: Sequence[Path], require: int, disk: Disk) -> Sinks:
    """Return the sinks in these folders; `require` counts the data folder as the first place.

    A folder is never made here: one that is missing may be a disk that is not mounted.
    """
    return Sinks([Sink(folder, disk) for folder in folders], require - 1)
