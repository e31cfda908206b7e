"""Earlier calls of a conversation: what one call wrote and a later one runs.

A client that sends the conversation again brings its earlier calls with it. Of those that it does
not send again (the Responses API's previous_response_id) the station keeps what leaves something
behind, sealed, with what was masked there (exchange/recalling.py).
"""

from __future__ import annotations

from collections.abc import Callable

from posthouse.inspection.facts import Fact
from posthouse.inspection.reading.origins import Origins

Calls = tuple[tuple[str, str], ...]
Replay = Callable[[str, str, Origins], list[Fact]]

_MOST_CALLS = 40
LONGEST = 32_768
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
            self._replay(tool, arguments[:LONGEST], origins)
        return origins


def _last(path: str) -> str:
    """Return the last part of a path."""
    return path.rstrip("/").rsplit("/", 1)[-1]
