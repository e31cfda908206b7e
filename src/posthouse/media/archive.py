"""A zip archive out of strange hands: members within bounds, whatever their heads say."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO

from posthouse.media.outcome import NotRead, Problem

MOST_MEMBERS = 20_000
MOST_UNPACKED = 128 * 1024 * 1024
"""Of all members that are read together."""

_ODD = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError,
    OSError, RuntimeError, ValueError,
)  # fmt: skip
"""What a broken archive leads zipfile to."""


class Archive:
    """The members of an archive by name. Raises NotRead."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            found = self._zip.infolist()
        except _ODD:
            raise NotRead(Problem.BROKEN) from None
        if len(found) > MOST_MEMBERS:
            raise NotRead(Problem.TOO_LARGE)
        self._members = {one.filename: one for one in found}
        if len(self._members) != len(found):  # two readers could take two different ones
            raise NotRead(Problem.BROKEN)
        self._left = MOST_UNPACKED

    @property
    def names(self) -> list[str]:
        """Return the names of all members."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return a member's bytes, none where there is no such member. Raises NotRead."""
        member = self._members.get(name)
        if member is None:
            return b""
        if member.flag_bits & 1:
            raise NotRead(Problem.ENCRYPTED)
        try:
            with self._zip.open(member) as file:
                data = file.read(self._left + 1)
        except _ODD:
            raise NotRead(Problem.BROKEN) from None
        self._left -= len(data)
        if self._left < 0:
            raise NotRead(Problem.TOO_LARGE)
        return data
