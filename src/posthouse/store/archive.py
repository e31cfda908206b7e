"""A backup's inside: a tar stream, written and read piece by piece, ended by a manifest.

    posthouse-backup.json    what it is, of which station, when and up to which entry
    data/...                 the files of the data folder
    settings/...             the settings and what they name, where they lie outside it
    manifest.json            size and SHA-256 of each file before it

The manifest is last because files are written while the station serves: what was copied is known
when it was copied. A stream without its manifest is not a backup.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from posthouse.model.errors import StoreError

FORMAT = "posthouse/backup/1"
HEAD = "posthouse-backup.json"
MANIFEST = "manifest.json"
BLOCK = 512
CHUNK = 1024 * 1024
MOST_TOLD = 64 * 1024 * 1024
"""The head and the manifest are held in memory whole; a line of the manifest is about 130 bytes."""

_NAME = re.compile(r"(data|settings)(/[A-Za-z0-9][A-Za-z0-9._-]*)+")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be packed: its name, its size, and its content in pieces, exactly that long."""

    name: str
    size: int
    pieces: Callable[[], Iterator[bytes]]


class Target(Protocol):
    """Where one unpacked file goes."""

    def write(self, piece: bytes, /) -> object:
        """Take the next piece."""

    def close(self) -> object:
        """The file is complete."""


class Packing:
    """The stream as a file to read from; `read` gives at most as many bytes as asked for."""

    def __init__(self, head: Mapping[str, Any], sources: Iterable[Source]) -> None:
        self.files: dict[str, list[Any]] = {}
        self.size = 0
        self._pieces = self._all({"format": FORMAT, **head}, sources)
        self._rest = memoryview(b"")

    def read(self, most: int = CHUNK) -> bytes:
        """Return the next bytes, none at the end. Raises OSError, StoreError."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        taken, self._rest = bytes(self._rest[:most]), self._rest[most:]
        return taken

    def _all(self, head: Mapping[str, Any], sources: Iterable[Source]) -> Iterator[bytes]:
        yield from _told(HEAD, head)
        for source in sources:
            yield from self._packed(source)
        yield from _told(MANIFEST, {"files": self.files})
        yield bytes(2 * BLOCK)

    def _packed(self, source: Source) -> Iterator[bytes]:
        yield _header(source.name, source.size)
        digest, size = hashlib.sha256(), 0
        for piece in source.pieces():
            digest.update(piece)
            size += len(piece)
            yield piece
        if size != source.size:
            raise StoreError(
                f"expected {source.size} bytes of {source.name}, found {size}",
                hint="the file was cut while it was copied; try again",
            )
        yield bytes(-size % BLOCK)
        self.files[source.name] = [size, digest.hexdigest()]
        self.size += size


class Unpacking:
    """Reads a stream that is pushed in by `write`; `opened` tells where each file goes."""

    def __init__(self, opened: Callable[[str], Target]) -> None:
        self.head: dict[str, Any] = {}
        self.files: dict[str, list[Any]] = {}
        self._opened = opened
        self._manifest: dict[str, Any] | None = None
        self._waiting = b""
        self._name = ""
        self._left = self._padding = 0
        self._target: Target | None = None
        self._told = bytearray()
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes) -> int:
        """Take the next bytes. Raises StoreError where they cannot be a backup's."""
        self._waiting += data
        while self._step():
            pass
        return len(data)

    def flush(self) -> None:
        """Do nothing: what can be passed on has been."""

    def finish(self) -> None:
        """Check that the stream is whole. Raises StoreError."""
        if self._manifest is None or self._name:
            raise _foreign("it ends before its manifest")
        told = self._manifest.get("files")
        if told != self.files:
            raise _foreign("its files are not those of its manifest")

    def _step(self) -> bool:
        """Take one piece; False where more bytes are needed."""
        if self._name:
            return self._content()
        if self._padding:
            return self._skip()
        if len(self._waiting) < BLOCK:
            return False
        block, self._waiting = self._waiting[:BLOCK], self._waiting[BLOCK:]
        if block.count(0) != BLOCK:
            self._begin(block)
        return True

    def _begin(self, block: bytes) -> None:
        try:
            found = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
        except (tarfile.TarError, UnicodeDecodeError) as error:
            raise _foreign("a part of it has no name") from error
        if self._manifest is not None or found.type != tarfile.REGTYPE:
            raise _foreign("it has parts of another kind")
        if bool(self.head) == (found.name == HEAD) or found.name in self.files:
            raise _foreign("its parts are out of order")
        told = found.name in (HEAD, MANIFEST)
        if told and found.size > MOST_TOLD:
            raise _foreign("its head or manifest is too large")
        if not told and not _NAME.fullmatch(found.name):
            raise _foreign("a part has a name that no backup has")
        self._name, self._left, self._padding = found.name, found.size, -found.size % BLOCK
        self._size, self._digest = found.size, hashlib.sha256()
        self._told = bytearray()
        self._target = None if told else self._opened(found.name)

    def _content(self) -> bool:
        if self._left:
            if not self._waiting:
                return False
            piece, self._waiting = self._waiting[: self._left], self._waiting[self._left :]
            self._left -= len(piece)
            if self._target is None:
                self._told += piece
            else:
                self._digest.update(piece)
                self._target.write(piece)
        if not self._left:
            self._end()
        return True

    def _end(self) -> None:
        name, self._name = self._name, ""
        if self._target is not None:
            self._target.close()
            self.files[name] = [self._size, self._digest.hexdigest()]
            return
        try:
            tree = json.loads(bytes(self._told))
        except ValueError as error:
            raise _foreign("its head or manifest is no JSON") from error
        if not isinstance(tree, dict) or (name == HEAD and tree.get("format") != FORMAT):
            raise _foreign("it is of another format")
        if name == HEAD:
            self.head = tree
        else:
            self._manifest = tree

    def _skip(self) -> bool:
        taken = min(self._padding, len(self._waiting))
        self._padding -= taken
        self._waiting = self._waiting[taken:]
        return taken > 0


def _told(name: str, tree: Mapping[str, Any]) -> Iterator[bytes]:
    content = json.dumps(tree, sort_keys=True).encode()
    yield _header(name, len(content))
    yield content + bytes(-len(content) % BLOCK)


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    header = info.tobuf(tarfile.GNU_FORMAT)
    if len(header) != BLOCK:
        raise StoreError(f"expected a file name of at most 100 bytes, found {name[:40]}…")
    return header


def _foreign(why: str) -> StoreError:
    return StoreError(
        f"expected a backup made by Posthouse, found that {why}",
        hint="use another copy of the backup",
    )
