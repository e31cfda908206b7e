"""The text of OOXML (docx, xlsx, pptx) and OpenDocument (odt, ods, odp), part by part.

What people see, in the order in which it stands, with headers, notes and comments behind it, what
is written in pictures where they stand; what was deleted, instructions of fields and embedded
objects are left out.
ECMA-376 part 1, chapters 17, 18 and 21; OpenDocument 1.3 part 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from posthouse.media.archive import Archive
from posthouse.media.illustrated import Illustrated, Shown
from posthouse.media.markup import read_xml
from posthouse.media.outcome import NotRead, Problem
from posthouse.media.pictures import Pictures
from posthouse.media.sheets import sheets

_WORD = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_SLIDE = re.compile(r"ppt/(slides/slide|notesSlides/notesSlide|comments/comment)(\d+)\.xml")
_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml)$|^(?:Basic|Scripts)/.*[^/]$")
_NO_MACROS = frozenset({"Basic/script-lc.xml", "Basic/Standard/script-lb.xml"})
_LAST_FIRST = ("slides/slide", "notesSlides/notesSlide", "comments/comment")


def read_office(data: bytes, pictures: Pictures) -> str:
    """Return a document's text. Raises NotRead."""
    archive = Archive(data)
    shown = Shown(archive, pictures)
    names = archive.names
    if any(_MACROS.search(name) and name not in _NO_MACROS for name in names):
        raise NotRead(Problem.MACROS)
    if "word/document.xml" in names:
        return "\n".join(_word(archive, shown, name) for name in _words(names))
    if "xl/workbook.xml" in names:
        return sheets(archive, shown)
    if "ppt/presentation.xml" in names:
        return "\n".join(_slides(archive, shown))
    if "content.xml" in names:
        return _open_document(archive, shown)
    raise NotRead(Problem.FORMAT)


def _words(names: Iterable[str]) -> list[str]:
    found = sorted(name for name in names if _WORD.fullmatch(name))
    return sorted(found, key=lambda name: name != "word/document.xml")


def _word(archive: Archive, shown: Shown, name: str) -> str:
    """Return one part's text: a line a paragraph, cells of tables behind tabs."""
    reader = Illustrated(
        shown.of(name),
        frozenset({"t"}),
        {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
        {"p": "\n", "tc": "\t", "tr": "\n"},
        frozenset({"Fallback", "del", "moveFrom", "pPr"}),
    )
    read_xml(archive.read(name), reader)
    return _tabbed(reader.told())


def _tabbed(text: str) -> str:
    """Return a text whose cells ended with a paragraph, and rows with a cell, as plain rows."""
    return text.replace("\n\t", "\t").replace("\t\n", "\n")


def _slides(archive: Archive, shown: Shown) -> Iterable[str]:
    found = [match for match in map(_SLIDE.fullmatch, archive.names) if match]
    found.sort(key=lambda one: (_LAST_FIRST.index(one.group(1)), int(one.group(2))))
    for one in found:
        reader = Illustrated(
            shown.of(one.group()),
            frozenset({"t", "text"}),
            {"br": "\n", "tab": "\t"},
            {"p": "\n", "tc": "\t", "tr": "\n", "text": "\n"},
            frozenset({"Fallback"}),
        )
        read_xml(archive.read(one.group()), reader)
        kind = "slide" if one.group(1) == _LAST_FIRST[0] else "notes"
        yield f"[{kind} {one.group(2)}]\n{_tabbed(reader.told())}"


def _open_document(archive: Archive, shown: Shown) -> str:
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise NotRead(Problem.ENCRYPTED)
    reader = Illustrated(
        shown.direct,
        frozenset({"p", "h"}),
        {"tab": "\t", "line-break": "\n", "s": " "},
        {"p": "\n", "h": "\n", "table-cell": "\t", "table-row": "\n"},
        frozenset({"tracked-changes", "binary-data", "script"}),
    )
    read_xml(archive.read("content.xml"), reader)
    return _tabbed(reader.told())
