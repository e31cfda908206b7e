"""A body that is examined as a whole: collected, up to the size that the station takes."""

from __future__ import annotations

from posthouse.model.errors import Fault, UpstreamFault


class Collected:
    """The parts of one answer as they come; `most` bytes at the most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._parts: list[bytes] = []

    def take(self, data: bytes) -> None:
        """Keep a part. Raises UpstreamFault where it is too much."""
        self._size += len(data)
        if self._size > self._most:
            raise UpstreamFault(Fault.MALFORMED, "the answer is larger than the station takes")
        self._parts.append(data)

    def whole(self) -> bytes:
        """Return what came."""
        return b"".join(self._parts)
