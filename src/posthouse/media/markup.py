"""XML out of strange hands: elements and their text, read by expat without document types.

Without a document type there are no entities to expand and nothing to fetch (Billion laughs, XXE).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn
from xml.parsers import expat

from posthouse.media.outcome import NotRead, Problem

MOST_DEPTH = 512

Attributes = Mapping[str, str]


class Reader:
    """What is told of elements; names come without their namespaces."""

    def begin(self, name: str, attributes: Attributes) -> None:
        """Hear that an element begins."""

    def end(self, name: str) -> None:
        """Hear that an element ends."""

    def text(self, text: str) -> None:
        """Hear a text between tags."""


def read_xml(data: bytes, reader: Reader) -> None:
    """Tell the reader all elements of a file. Raises NotRead."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise NotRead(Problem.TOO_LARGE)
        reader.begin(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(_local(name))

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refused
    try:
        parser.Parse(data, True)  # noqa: FBT003  expat's own signature
    except expat.ExpatError:
        raise NotRead(Problem.BROKEN) from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refused(*_: object) -> NoReturn:
    raise NotRead(Problem.BROKEN)


class Breaking(Reader):
    """Collects the text of some elements, and puts signs where others begin or end.

    `texts` are the elements whose text counts (None: every one), `skipped` those in which nothing
    does.
    """

    def __init__(
        self,
        texts: frozenset[str] | None,
        begins: Mapping[str, str],
        ends: Mapping[str, str],
        skipped: frozenset[str] = frozenset(),
    ) -> None:
        self._parts: list[str] = []
        self._texts = texts
        self._begins = begins
        self._ends = ends
        self._skipped = skipped
        self._inside = 0
        self._skipping = 0

    def begin(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002
        """Take the sign of an element's beginning."""
        self._skipping += name in self._skipped
        self._inside += self._texts is None or name in self._texts
        self.put(self._begins.get(name, ""))

    def end(self, name: str) -> None:
        """Take the sign of an element's end."""
        self.put(self._ends.get(name, ""))
        self._inside -= self._texts is None or name in self._texts
        self._skipping -= name in self._skipped

    def text(self, text: str) -> None:
        """Take a text where it counts."""
        if self._inside:
            self.put(text)

    @property
    def skipping(self) -> bool:
        """Tell whether nothing counts here."""
        return self._skipping > 0

    def put(self, text: str) -> None:
        """Take a text or a sign, unless nothing counts here."""
        if text and not self._skipping:
            self._parts.append(text)

    def told(self) -> str:
        """Return what was collected."""
        return "".join(self._parts)
