"""What stands in a body and is no text: an image, a document, a recording; where it is sent from.

Policy says what becomes of it. Until it has spoken, and where it lets it go, it is unexamined.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from posthouse.wire.media import Media

PutText = Callable[[Sequence[dict[str, Any]], str], bool]
"""Puts a document's text in its place. It gets the objects around it, the innermost first, and
tells whether the dialect has a place for it there."""


class Medium(Protocol):
    """An image, a document or another file within a body."""

    kind: Media
    examined: bool

    @property
    def data(self) -> bytes:
        """Return the bytes."""

    @property
    def placed(self) -> tuple[tuple[int, Any], str] | None:
        """Return its place in the tree and what stands there, None where it stands in none."""

    def put_data(self, data: bytes) -> None:
        """Put other bytes of the same format in its place; it counts as examined."""

    def put_text(self, text: str, put: PutText) -> bool:
        """Put a text in its place; False where there is none for it."""


class JsonMedium:
    """A medium as base64 in JSON, alone or in a data: URL.

    `putting` is how the dialect of the request around it puts texts, where that is a request of
    its own, in a line of a batch.
    """

    __slots__ = ("_at", "_data", "_tree", "examined", "kind", "putting")

    def __init__(self, tree: Any, at: tuple[Any, Any, str], data: bytes, kind: Media) -> None:
        """Take the place as its holder, its key there, and what stands before the base64."""
        self._tree = tree
        self._at = at
        self._data = data
        self.kind = kind
        self.examined = False
        self.putting: PutText | None = None

    @property
    def data(self) -> bytes:
        """Return the bytes, none where the base64 could not be read."""
        return self._data

    @property
    def placed(self) -> tuple[tuple[int, Any], str]:
        """Return its place in the tree and what stands there."""
        holder, key, _ = self._at
        return (id(holder), key), str(holder[key])

    def put_data(self, data: bytes) -> None:
        """Put other bytes in its place."""
        holder, key, lead = self._at
        self._data = data
        self.examined = True
        holder[key] = lead + base64.b64encode(data).decode()

    def put_text(self, text: str, put: PutText) -> bool:
        """Put a text in its place, as its dialect writes texts, or as a data: URL of text."""
        holder, key, lead = self._at
        around = next(_around(self._tree, holder, ()), ())
        if around and (self.putting or put)(around, text):
            return True
        if lead:
            holder[key] = f"data:text/plain;base64,{base64.b64encode(text.encode()).decode()}"
        return bool(lead)


def titled(name: Any, text: str) -> str:
    """Return a document's text below its name, if it has one."""
    return f"{name}\n\n{text}" if isinstance(name, str) and name else text


def _around(tree: Any, wanted: Any, above: tuple[dict[str, Any], ...]) -> Iterator[Any]:
    """Yield the objects that hold the wanted one, itself first; a list is wanted for its holder."""
    if tree.__class__ is dict:
        above = (tree, *above)
    if tree is wanted:
        yield above
    elif tree.__class__ is dict or tree.__class__ is list:
        for one in tree.values() if tree.__class__ is dict else tree:
            if one.__class__ is dict or one.__class__ is list:
                yield from _around(one, wanted, above)
