"""Earlier calls of a conversation: what one call wrote and a later one runs.

A client that sends the conversation again brings its earlier calls with it; they are read from
there. For those that do not (the Responses API's previous_response_id), `Trails` keeps the last
calls of a conversation in memory, bounded, under a keyed digest, and never at rest.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

from posthouse.inspection.facts import Fact
from posthouse.inspection.reading.origins import Origins

Calls = tuple[tuple[str, str], ...]
Replay = Callable[[str, str, Origins], list[Fact]]

_MOST_CALLS = 40
_LONGEST = 32_768
_SHORTEST = 2


class Earlier:
    """Reads of earlier calls only those that speak of the file that is asked for."""

    def __init__(self, calls: Calls, replay: Replay) -> None:
        self._calls = calls
        self._replay = replay
        self._known: dict[str, Origins | None] = {}

    def origins(self, path: str) -> Origins | None:
        """Return what earlier calls tell of a file, or None."""
        name = _last(path)
        if name not in self._known:
            self._known[name] = None  # a file that leads to itself ends here
            self._known[name] = self._read(name) if len(name) > _SHORTEST else None
        return self._known[name]

    def _read(self, name: str) -> Origins | None:
        near = [call for call in self._calls if name in call[1]][-_MOST_CALLS:]
        if not near:
            return None
        origins = Origins(before=lambda path: None if _last(path) == name else self.origins(path))
        for tool, arguments in near:
            self._replay(tool, arguments[:_LONGEST], origins)
        return origins


class Trails:
    """Keeps the last calls of conversations that are not sent again; the oldest go first."""

    def __init__(self, key: bytes, max_bytes: int = 8 * 1024 * 1024) -> None:
        self._key = key
        self._max_bytes = max_bytes
        self._bytes = 0
        self._known: OrderedDict[bytes, Calls] = OrderedDict()

    def calls(self, caller: str, conversation: str) -> Calls:
        """Return the earlier calls of a caller's conversation."""
        return self._known.get(self._digest(caller, conversation), ())

    def keep(self, caller: str, conversation: str, call: tuple[str, str]) -> None:
        """Remember one more call of it; one that is too long is not kept."""
        if len(call[1]) > _LONGEST:
            return
        digest = self._digest(caller, conversation)
        before = self._known.pop(digest, ())
        after = (*before, call)[-_MOST_CALLS:]
        self._known[digest] = after
        self._bytes += _size(after) - _size(before)
        while self._bytes > self._max_bytes:
            _, oldest = self._known.popitem(last=False)
            self._bytes -= _size(oldest)

    def _digest(self, *parts: str) -> bytes:
        data = "\0".join(parts).encode("utf-8", "surrogatepass")
        return blake2b(data, digest_size=16, key=self._key).digest()


def _last(path: str) -> str:
    """Return the last part of a path."""
    return path.rstrip("/").rsplit("/", 1)[-1]


def _size(calls: Calls) -> int:
    return sum(len(name) + len(arguments) for name, arguments in calls)
