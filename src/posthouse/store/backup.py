"""Making a backup while the station serves: what is copied, in which order, and how it is put down.

The order makes it consistent without stopping anybody. First the journal's segments, then the
database in one snapshot: whatever was acknowledged before the backup began is in one of them, and
what the database has folded already is skipped on the way back. Then the ledger: its checkpoint
with the partial tiles of that moment, then the whole tiles, which never change. The file appears
under its name when it is complete and on disk, never before.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import Engine, select

from posthouse.model.errors import CommandError, StoreError
from posthouse.store.agefile import Reader
from posthouse.store.archive import CHUNK, Packing, Source
from posthouse.store.database import FILE
from posthouse.store.keyfile import KEY_FILE
from posthouse.store.segments import last_durable
from posthouse.store.tables import FOLDED, IDENTITY, MARKS

LEFT_OUT = ("cache", "run.json", "lock", "ledger.resolution", FILE, f"{FILE}-wal", f"{FILE}-shm")
"""What of a data folder is made anew, holds for one run alone, or is copied in another way."""
UNFINISHED = (".draft", ".new", ".part", ".tmp", ".lock", ".log")
"""Ends of names that stand at the top of a data folder for a moment, or hold what a model said."""
SNAPSHOT = "backup-"
EDGE_TRIES = 5

Encrypt = Callable[[Reader, IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a backup: a data folder, its database, settings beside it, who made it."""

    data: Path
    engine: Engine
    settings: Sequence[Path]
    software: str
    at_us: int
    with_master_key: bool = False
    never: Path | None = None
    """The ledger's guard: a guard that goes back with the rest guards nothing."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is on disk: up to which entry of the journal, how much, and its digest."""

    path: Path
    seq: int
    files: int
    size: int
    sha256: str


def make_backup(wanted: Wanted, out: Path, encrypt: Encrypt) -> Made:
    """Write a backup to a new file. Raises StoreError, CommandError."""
    if out.exists():
        raise CommandError(
            f"expected no file at {out}, found one", hint="a backup never replaces another"
        )
    _sweep(wanted.data)
    draft = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        with tempfile.TemporaryDirectory(prefix=SNAPSHOT, dir=wanted.data) as room:
            return _made(wanted, (out, draft), Path(room) / FILE, encrypt)
    except OSError as error:
        raise StoreError(
            f"expected to write the backup to {out}, found {type(error).__name__}",
            hint="check the free space there and in the data folder",
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _made(wanted: Wanted, places: tuple[Path, Path], snapshot: Path, encrypt: Encrypt) -> Made:
    out, draft = places
    segments = _segments(wanted.data)
    reached = max(last_durable(wanted.data / "journal"), 0)
    _snapshot(wanted.engine, snapshot)
    seq = max(reached, _folded(wanted.engine))
    head = {
        "station": _station(wanted.engine),
        "software": wanted.software,
        "at_us": wanted.at_us,
        "seq": seq,
        "master_key": wanted.with_master_key,
    }
    packing = Packing(head, _sources(wanted, segments, snapshot))
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w+b") as file:
        encrypt(packing, file)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = os.fstat(file.fileno()).st_size
    os.link(draft, out)
    sync_folder(out.parent)
    return Made(out, seq, len(packing.files), size, digest)


def _sources(wanted: Wanted, segments: Iterable[Source], snapshot: Path) -> Iterator[Source]:
    yield from segments
    yield _source(f"data/{FILE}", snapshot)
    data = wanted.data
    edge = _edge(data / "ledger")
    for path, content in edge.items():
        yield _held(f"data/{path.relative_to(data).as_posix()}", content)
    for path in _others(data, with_master_key=wanted.with_master_key):
        if path not in edge and path != wanted.never:
            with suppress(FileNotFoundError):  # a narrower tile that a wider one has replaced
                yield _source(f"data/{path.relative_to(data).as_posix()}", path)
    for path in wanted.settings:
        if data not in path.parents:
            yield _source(f"settings/{path.name}", path)


def _segments(data: Path) -> list[Source]:
    """Open every segment now: what is folded and dropped from here on can still be read."""
    found = []
    for path in sorted((data / "journal").glob("[0-9]*.log")):
        with suppress(FileNotFoundError):  # folded since it was listed
            found.append(_source(f"data/journal/{path.name}", path))
    return found


def _others(data: Path, *, with_master_key: bool) -> Iterator[Path]:
    """Yield every other file of a data folder that a restored station needs."""
    for path in sorted(data.rglob("*")):
        top = path.relative_to(data).parts[0]
        passing = top in (*LEFT_OUT, "journal") or top.startswith(SNAPSHOT)
        if passing or path.name.endswith(UNFINISHED) or path.is_symlink() or not path.is_file():
            continue
        if with_master_key or path.name != KEY_FILE:
            yield path


def _edge(ledger: Path) -> dict[Path, bytes]:
    """Return the ledger's checkpoint and the partial tiles that it needs, of one moment."""
    found: dict[Path, bytes] = {}
    for _ in range(EDGE_TRIES):
        found = dict(_read([ledger / "checkpoint"]))
        found |= _read((ledger / "tile").glob("**/*.p/*"))
        if dict(_read([ledger / "checkpoint"])).items() <= found.items():
            break
    return found


def _read(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    for path in paths:
        with suppress(FileNotFoundError):
            yield path, path.read_bytes()


def _held(name: str, content: bytes) -> Source:
    return Source(name, len(content), lambda: iter([content]))


def _source(name: str, path: Path) -> Source:
    """Open a file now, to be read to the size that it has now."""
    file = path.open("rb")
    size = os.fstat(file.fileno()).st_size
    return Source(name, size, lambda: _cut(file, size))


def _cut(file: IO[bytes], size: int) -> Iterator[bytes]:
    """Yield the first bytes of a file, which may go on growing."""
    with closing(file):
        while size > 0 and (piece := file.read(min(size, CHUNK))):
            size -= len(piece)
            yield piece


def _snapshot(engine: Engine, into: Path) -> None:
    """Copy the database as it is at one moment; what was deleted in it is not in the copy."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(into),))
    finally:
        connection.close()


def _folded(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(MARKS.c.value).where(MARKS.c.name == FOLDED)).scalar() or 0


def _station(engine: Engine) -> str:
    with engine.connect() as connection:
        query = select(IDENTITY.c.value).where(IDENTITY.c.name == "signing key")
        return str(connection.execute(query).scalar() or "")


def _sweep(data: Path) -> None:
    """Remove what a backup that was killed left in the data folder."""
    for room in data.glob(f"{SNAPSHOT}*"):
        for path in room.iterdir():
            path.unlink()
        room.rmdir()


def sync_folder(folder: Path) -> None:
    """Return once the folder's names are on disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
