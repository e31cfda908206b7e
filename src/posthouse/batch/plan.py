"""From the tree to jobs: names of results, parts of large files, what cannot even begin."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from posthouse.batch.assembly import Assembly, Planned
from posthouse.batch.files import NotDone, Source
from posthouse.batch.job import Job, Known
from posthouse.batch.media import ENDING
from posthouse.batch.media import MOST as MOST_MEDIUM
from posthouse.batch.parquet import MOST
from posthouse.batch.sealing import Seals
from posthouse.batch.state import State
from posthouse.batch.walk import Entry, Tree
from posthouse.batch.worker import NOT_OPENED, sha256_of
from posthouse.dataset.cutting import PART, RecordTooLong, cuts, shape_of
from posthouse.dataset.kind import HEAD, READ, Kind, kind_of
from posthouse.wire.decoding import marked

WHOLE = frozenset({Kind.PARQUET, Kind.IMAGE, Kind.DOCUMENT})
"""What is never cut into parts."""
MOST_HEAD = 64 * 1024
"""Bytes of a table's first row that go with every part."""


@dataclass(slots=True)
class Plan:
    """Yields the jobs of a tree; a large file is read once for its cuts, before its parts."""

    tree: Tree
    state: State
    top: Path
    seals: Seals | None
    assembly: Assembly
    named: Callable[[str], str]
    opens: Callable[[Kind], bool]
    part: int = PART
    _taken: set[str] | None = None

    def jobs(self) -> Iterator[Job]:
        """Yield all jobs."""
        for number, entry in enumerate(self.tree.files):
            out = self._out(entry.path)
            place = self.seals.place(out) if self.seals is not None else ""
            planned = Planned(entry, out, place)
            self.assembly.expect(number, planned)
            if entry.seen.size <= self.part:
                yield self._job(number, planned)
            else:
                yield from self._large(number, planned)

    def _out(self, path: str) -> str:
        """Return where a file's result stands; documents that are read become files of text."""
        out = self.named(path)
        if not (self.opens(Kind.DOCUMENT) and path.lower().endswith(READ)):
            return out
        if self._taken is None:
            self._taken = {self.named(entry.path) for entry in self.tree.files}
        while out + ENDING in self._taken:
            out += "_"
        self._taken.add(out + ENDING)
        return out + ENDING

    def _large(self, number: int, planned: Planned) -> Iterator[Job]:
        """Yield the parts of a large file, or one job that finds it done already."""
        planned.parts = 0
        try:
            if self._kind(planned.entry) in WHOLE:
                planned.parts = 1
                yield self._job(number, planned)
                return
            parts = list(self._cut(planned))
        except (NotDone, RecordTooLong) as error:
            self.assembly.fail(number, str(error))
            return
        except OSError as error:
            self.assembly.fail(number, f"cannot be read ({type(error).__name__})")
            return
        if self._kept(planned):
            self.assembly.keep(number)
        else:
            yield from self._parts(number, planned, parts)

    def _kind(self, entry: Entry) -> Kind:
        """Return what a large file is. Raises NotDone for what is not opened."""
        with Source(str(self.tree.top / entry.path), entry.seen) as source:
            kind = kind_of(entry.path, source.read(0, HEAD))
        if not self.opens(kind):
            raise NotDone(NOT_OPENED[kind])
        if kind in (Kind.IMAGE, Kind.DOCUMENT) and entry.seen.size > MOST_MEDIUM:
            raise NotDone(f"an image or document of more than {MOST_MEDIUM >> 20} MiB: not read")
        if kind is Kind.PARQUET and entry.seen.size > MOST:
            raise NotDone(f"Parquet of more than {MOST >> 20} MiB: divide it")
        return kind

    def _kept(self, planned: Planned) -> bool:
        """Tell whether the file was done before and still is as it should be."""
        line = self.state.done.get(planned.out)
        if line is None or self.seals is None:
            return False
        same = self.seals.digest(planned.before) == line.before
        return same and sha256_of(self.top / planned.out) == line.after

    def _cut(self, planned: Planned) -> Iterator[tuple[int, int, int]]:
        """Yield (start, end, first line) of each part, noting digests."""
        entry = planned.entry
        whole = hashlib.sha256()
        with Source(str(self.tree.top / entry.path), entry.seen) as source:
            head = source.read(0, HEAD)
            kind = kind_of(entry.path, head)
            start, line = 0, 1
            shape = shape_of(marked(head), quoted=kind is Kind.CSV)
            for end, lines in cuts(source.blocks(), shape, self.part):
                data = source.read(start, end)
                whole.update(data)
                planned.digests.append(hashlib.sha256(data).hexdigest())
                yield start, end, line
                start, line = end, lines + 1
        planned.before = whole.hexdigest()

    def _parts(
        self, number: int, planned: Planned, parts: list[tuple[int, int, int]]
    ) -> Iterator[Job]:
        planned.parts = len(parts)
        entry = planned.entry
        with Source(str(self.tree.top / entry.path), entry.seen) as source:
            start = source.read(0, MOST_HEAD)
        kind, codec = kind_of(entry.path, start[:HEAD]), marked(start[:HEAD])
        end = start.find(shape_of(codec, quoted=False).newline) + 1
        head = start[:end] if kind in (Kind.CSV, Kind.TSV) else b""
        for part, (low, high, line) in enumerate(parts):
            yield Job(
                number, part, str(self.tree.top / entry.path), self.state.draft(number, part),
                str(self.top / planned.out), planned.place, entry.seen.size,
                entry.seen.changed_ns, low, high,
                whole=False, kind=kind, codec=codec, head=head, line=line,
            )  # fmt: skip

    def _job(self, number: int, planned: Planned) -> Job:
        entry = planned.entry
        line = self.state.done.get(planned.out)
        known = Known(line.before, line.after) if line is not None else None
        return Job(
            number, 0, str(self.tree.top / entry.path), self.state.draft(number, 0),
            str(self.top / planned.out), planned.place, entry.seen.size, entry.seen.changed_ns,
            0, entry.seen.size, known=known,
        )  # fmt: skip
