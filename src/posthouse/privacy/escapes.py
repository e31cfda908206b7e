"""Views over a text with layers of backslash escapes undone, each mapped back to the text.

A value inside JSON inside a string stands there escaped; it is looked for in the view in which it
is plain. Depth 0 is the text itself, depth n + 1 is depth n with one layer of JSON (and common
source code) escapes undone. A broken or unknown escape and half a surrogate pair stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

MAX_DEPTH = 3

_ESCAPE = re.compile(
    r"\\(?:(\\(?:\\\\){2,})|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u(?![dD][89a-fA-F])([0-9a-fA-F]{4})|([\"'\\/bfnrt]))"
)
_PLAIN = dict(zip("\"'\\/bfnrt", "\"'\\/\b\f\n\r\t", strict=True))
_ESCAPED = frozenset(_PLAIN) | {"u"}


class Layer:
    """One view: its text, how many layers were undone, and the way back."""

    __slots__ = ("_below", "_here", "_there", "depth", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        self._below: Layer | None = None
        self._here: list[int] = [0]
        self._there: list[int] = [0]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of this view stands in the original text; whole escapes only."""
        if self._below is None:
            return start, end
        return self._below.span(self._back(start), self._back(end))

    def _back(self, position: int) -> int:
        index = bisect_right(self._here, position) - 1
        return self._there[index] + position - self._here[index]

    def undone(self, reach: int | None = None) -> Layer | None:
        """Return the next view, or None where no escape is left.

        With a `reach` only the lines around escapes are in it, that many characters and more to
        each side, with a NUL for what was left out: the rest reads the same in this view.
        """
        text, at, length = self.text, 0, 0
        above = Layer("")
        pieces: list[str] = []
        here, there = above._here, above._there
        for match in _ESCAPE.finditer(text):
            start, end = match.span()
            if reach is not None and start - at > 4 * reach:
                stop, again = _around(text, at, start, reach)
                if stop < again:
                    pieces += text[at:stop], "\0"
                    length += stop - at + 1
                    at = again
                    here.append(length)
                    there.append(at)
            letter = match[5]
            pieces += text[at:start], _PLAIN[letter] if letter else _plain(match)
            length += start - at
            if match[1]:
                inside = range(start + 2, end, 2)
                here += range(length + 1, length + 1 + len(inside))
                there += inside
                length += len(inside)
            length += 1
            at = end
            here.append(length)
            there.append(at)
        if at == 0:
            return None
        last = len(text) if reach is None else _around(text, at, len(text), reach)[0]
        pieces.append(text[at:last])
        above.text, above.depth, above._below = "".join(pieces), self.depth + 1, self
        return above


def _around(text: str, at: int, start: int, reach: int) -> tuple[int, int]:
    """Return where to stop after one escape and to go on before the next, at ends of lines."""
    stop = text.find("\n", min(at + reach, start), min(at + 2 * reach, start))
    again = text.rfind("\n", max(start - 2 * reach, at), max(start - reach, at))
    return (
        stop + 1 if stop >= 0 else min(at + 2 * reach, start),
        again + 1 if again >= 0 else max(start - 2 * reach, at),
    )


def _plain(match: re.Match[str]) -> str:
    """Return what an escape stands for: one character, or the backslashes of a run of them."""
    run, high, low, unit, letter = match.groups()
    if letter:
        return _PLAIN[letter]
    if run:
        return run[::2]  # behind the first
    if unit:
        return chr(int(unit, 16))
    return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))


def inside_escape(text: str, position: int) -> bool:
    """Tell whether a position divides a backslash from the character it escapes."""
    at = position
    while at > 0 and text[at - 1] == "\\":
        at -= 1
    return (position - at) % 2 == 1 and text[position : position + 1] in _ESCAPED


def layers(text: str, reach: int | None = None) -> Sequence[Layer]:
    """Return the views of a text, outermost (the text itself) first; see `Layer.undone`."""
    view: Layer | None = Layer(text)
    views: list[Layer] = []
    while view is not None and len(views) <= MAX_DEPTH:
        views.append(view)
        view = view.undone(reach) if "\\" in view.text else None
    return views


def unescaped(text: str, depth: int) -> str:
    """Undo `depth` layers of escapes."""
    for _ in range(depth):
        if "\\" not in text:
            break
        text = _ESCAPE.sub(_plain, text)
    return text
