"""The journal's format and how it is read back.

A journal is a folder of segments, <first sequence number>.log. Each line is one JSON object:

    {"crc":"xxxxxxxx","seq":N,"after":M,"<kind>":{...}}

`crc` is the CRC-32, in hex, of all bytes behind its comma up to the line's end. `seq` rises by one
from line to line within a segment. `after` is the highest sequence number that was durable when
the line was written. Each segment begins with a line of kind "segment".

Numbers are never used twice. A batch that failed leaves its numbers unused, or stays behind in the
old segment: the next segment's first line says after which number that one is void. A torn tail is
told from damage by `after`: whatever any later line calls durable must be there and sound.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path

from posthouse.model.errors import StoreError


class Kind(Enum):
    """What a line holds."""

    SEGMENT = b"segment"
    INTENT = b"intent"
    RECEIPT = b"receipt"
    EVENT = b"event"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal; `body` is the JSON text under its kind."""

    seq: int
    after: int
    kind: Kind
    body: bytes


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as found: its sound beginning, and the highest number any line calls durable."""

    path: Path
    entries: Sequence[Entry]
    promised: int


_START = b'{"crc":"'
_KINDS = b"|".join(k.value for k in Kind)
_LINE = re.compile(
    rb'\{"crc":"([0-9a-f]{8})",("seq":([0-9]{1,18}),"after":([0-9]{1,18}),"(' + _KINDS + rb')":'
    rb"(\{.*\})\})"
)


def encode(entry: Entry) -> bytes:
    """Return the entry's line."""
    rest = b'"seq":%d,"after":%d,"%b":%b}' % (entry.seq, entry.after, entry.kind.value, entry.body)
    return b'{"crc":"%08x",%b\n' % (zlib.crc32(rest), rest)


def decode(line: bytes) -> Entry | None:
    """Return the entry of a line without its end, or None where the line is not sound."""
    found = _LINE.fullmatch(line)
    if found is None or zlib.crc32(found[2]) != int(found[1], 16):
        return None
    return Entry(int(found[3]), int(found[4]), Kind(found[5]), found[6])


def segment_path(folder: Path, first: int) -> Path:
    """Return where the segment that begins with this number stands."""
    return folder / f"{first:018d}.log"


def replay(folder: Path, folded: int) -> list[Entry]:
    """Return the durable entries above `folded`, in order. Raises StoreError where some are lost.

    Entries whose batch was never acknowledged are left out where the journal can tell, and may be
    among the last ones where it cannot.
    """
    segments = [_load(path) for path in segment_paths(folder)]
    found: list[Entry] = []
    last = folded
    for place, segment in enumerate(segments):
        for entry in _unvoided(segments, place):
            if entry.kind is Kind.SEGMENT and entry.after > last:
                raise _damaged(segment.path, last + 1, entry.after)
            if entry.seq > last:
                found.append(entry)
                last = entry.seq
    for segment in segments:
        if segment.promised > last:
            raise _damaged(segment.path, last + 1, segment.promised)
    return found


def newest_promise(folder: Path) -> int:
    """Return the highest number that the newest segment calls durable; 0 where there is none."""
    paths = segment_paths(folder)
    return _load(paths[-1]).promised if paths else 0


def last_durable(folder: Path) -> int:
    """Return the highest number in the newest segments, 0 where there is none."""
    newest = [_load(path) for path in segment_paths(folder)[-2:]]
    seqs = [segment.entries[-1].seq for segment in newest if segment.entries]
    return max([0, *seqs, *(segment.promised for segment in newest)])


def gaps(folder: Path, upto: int) -> list[tuple[int, int]]:
    """Return the ranges of numbers up to `upto` in which a kept journal lacks durable entries.

    For a sink, whose segments are never dropped: it holds all since it was begun. One segment is
    in memory at a time.
    """
    found: list[tuple[int, int]] = []
    first = next(iter(segment_paths(folder)), None)
    last = (_beginning(first) or 0) if first is not None else 0
    for path, later in pairwise([*segment_paths(folder), None]):
        assert path is not None
        segment = _load(path)
        bound = None if later is None else _beginning(later)
        for entry in segment.entries:
            if entry.kind is Kind.SEGMENT and entry.after > last:
                found.append((last + 1, entry.after))
                last = entry.after
            if bound is None or entry.seq <= bound:
                last = max(last, entry.seq)
        if segment.promised > last:
            found.append((last + 1, segment.promised))
            last = segment.promised
    return [*found, (last + 1, upto)] if upto > last else found


def _beginning(path: Path) -> int | None:
    """Return what a segment's first line calls durable, None where that line is not sound."""
    with path.open("rb") as file:
        entry = decode(file.readline().removesuffix(b"\n"))
    return None if entry is None else entry.after


def oldest(folder: Path) -> int:
    """Return after which number the oldest segment begins, 0 where there is none to tell."""
    paths = segment_paths(folder)
    return (_beginning(paths[0]) or 0) if paths else 0


def drop_done(folder: Path, done: int) -> None:
    """Delete the segments all of whose entries are folded and sequenced; never the newest."""
    paths = segment_paths(folder)
    for path, later in pairwise(paths):
        if int(later.stem) > done + 1:
            return
        path.unlink()


def drop_all(folder: Path) -> None:
    """Delete every segment: all was folded and sequenced and nobody writes."""
    for path in segment_paths(folder):
        path.unlink()


def segment_paths(folder: Path) -> list[Path]:
    """Return a journal's segments, oldest first."""
    return sorted(folder.glob("[0-9]*.log"))


def _load(path: Path) -> Segment:
    lines = path.read_bytes().split(b"\n")
    lines.pop()
    entries: list[Entry] = []
    promised, sound = 0, True
    for line in lines:
        entry = decode(line)
        promised = max(promised, _behind(line) if entry is None else entry.after)
        if sound and entry is not None and _follows(entry, entries, path):
            entries.append(entry)
        else:
            sound = False
    return Segment(path, entries, promised)


def _behind(line: bytes) -> int:
    """Return what a sound line promises that ran into this one because its end was damaged."""
    pieces = (decode(_START + piece) for piece in line.split(_START)[1:])
    return max((entry.after for entry in pieces if entry is not None), default=0)


def _follows(entry: Entry, entries: Sequence[Entry], path: Path) -> bool:
    if entries:
        return entry.seq == entries[-1].seq + 1
    return entry.kind is Kind.SEGMENT and entry.seq == int(path.stem)


def _unvoided(segments: Sequence[Segment], place: int) -> Iterator[Entry]:
    later = (s.entries[0].after for s in segments[place + 1 :] if s.entries)
    bound = next(later, None)
    for entry in segments[place].entries:
        if bound is None or entry.seq <= bound:
            yield entry


def _damaged(path: Path, first: int, last: int) -> StoreError:
    return StoreError(
        f"expected entries {first} to {last} before {path.name} in the journal, found them damaged"
        " or missing",
        hint="restore the data folder from a backup; a database older than its journal, or a"
        " damaged disk, looks like this",
    )
