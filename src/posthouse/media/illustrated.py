"""Text with the pictures that a part of a package shows, by its relations, where they stand.

ECMA-376 part 2, 8.5 (relationships), part 1, 20.1.8.13 (blip); OpenDocument 1.3 part 3, 10.4.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from posixpath import basename, dirname, join, normpath

from posthouse.media.archive import Archive
from posthouse.media.markup import Attributes, Breaking, Reader, read_xml
from posthouse.media.pictures import Pictures

_SHOWING = {"blip": ("embed",), "imagedata": ("id", "relid"), "image": ("href",)}
"""Which elements show a picture, and the attributes that name it: DrawingML, VML, OpenDocument."""

Show = Callable[[str], str]
"""Returns what stands in the text for the picture that a part names so."""


class Shown:
    """The pictures of a package."""

    def __init__(self, archive: Archive, pictures: Pictures) -> None:
        self._archive = archive
        self._pictures = pictures
        self._known: dict[str, str] = {}

    def of(self, part: str) -> Show:
        """Return what shows the pictures of a part, which it names by its relations."""
        related = self.related(part)
        return lambda name: self.direct(related[name]) if name in related else ""

    def direct(self, path: str) -> str:
        """Return what stands in the text for a member of the package, which is unpacked once.

        Raises NotRead.
        """
        name = normpath(path)
        if name not in self._known:
            data = self._archive.read(name)
            self._known[name] = self._pictures.told(data) if data else ""
        return self._known[name]

    def related(self, part: str) -> Mapping[str, str]:
        """Return the paths within the package to which a part is related. Raises NotRead."""
        folder = dirname(part)
        data = self._archive.read(f"{folder}/_rels/{basename(part)}.rels")
        reader = _Relations(folder)
        if data:
            read_xml(data, reader)
        return reader.found


class _Relations(Reader):
    """Relations by their ids; those that lead out of the package are left out."""

    def __init__(self, folder: str) -> None:
        self.found: dict[str, str] = {}
        self._folder = folder

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take a relation."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else join(self._folder, target)
            self.found[attributes.get("Id", "")] = normpath(inside)


class Illustrated(Breaking):
    """Collects texts as Breaking does, and what is written in pictures."""

    def __init__(
        self,
        show: Show,
        texts: frozenset[str] | None,
        begins: Mapping[str, str],
        ends: Mapping[str, str],
        skipped: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(texts, begins, ends, skipped)
        self._show = show

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take the sign of an element's beginning, or a picture."""
        super().begin(name, attributes)
        for key in _SHOWING.get(name, ()):
            if key in attributes and not self.skipping and (told := self._show(attributes[key])):
                self.put(f"\n{told}\n")
                return
