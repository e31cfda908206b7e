"""The cells of an OOXML workbook: a line a row, tabs between cells, dates as people see them.

ECMA-376 part 1, 18.3 (sheets), 18.4 (shared strings), 18.8.30 (number formats); a date is the
number of days since 1899-12-30, or since 1904-01-01 where the workbook says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from posixpath import join, normpath

from posthouse.media.archive import Archive
from posthouse.media.illustrated import Illustrated, Shown
from posthouse.media.markup import Attributes, Breaking, Reader, read_xml
from posthouse.media.outcome import NotRead, Problem

MOST_CELLS = 2_000_000
MOST_COLUMNS = 16_384
MOST_GAP = 256  # empty cells told between two full ones
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EPOCH = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001  cells know no zone
_LAST_DAY = 2_958_465  # 9999-12-31


def sheets(archive: Archive, shown: Shown) -> str:
    """Return all sheets with their names, drawings and comments. Raises NotRead."""
    book = _Book(archive)
    told = []
    for name, path in book.sheets:
        told.append(f"[sheet {name}]\n{book.cells(path)}")
        told += _drawings(archive, shown, path)
    for path in sorted(archive.names):
        if re.fullmatch(r"xl/(?:threadedComments/threadedComment|comments)\d*\.xml", path):
            reader = Breaking(frozenset({"t", "text"}), {}, {"comment": "\n", "text": "\n"})
            read_xml(archive.read(path), reader)
            told.append(f"[comments]\n{reader.told()}")
    return "\n".join(told)


def _drawings(archive: Archive, shown: Shown, sheet: str) -> Iterator[str]:
    """Yield what is written in the shapes and pictures over a sheet."""
    for path in shown.related(sheet).values():
        if not re.fullmatch(r"xl/drawings/drawing\d+\.xml", path):
            continue
        reader = Illustrated(
            shown.of(path), frozenset({"t"}), {"br": "\n"}, {"p": "\n"}, frozenset({"Fallback"})
        )
        if data := archive.read(path):
            read_xml(data, reader)
        if said := reader.told().strip():
            yield said


class _Book(Reader):
    """What a workbook says of its sheets; the strings and formats that cells refer to."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._named: list[tuple[str, str]] = []
        self._targets: dict[str, str] = {}
        self._late = 0
        read_xml(archive.read("xl/workbook.xml"), self)
        if relations := archive.read("xl/_rels/workbook.xml.rels"):
            read_xml(relations, self)
        shared = _Strings()
        if strings := archive.read("xl/sharedStrings.xml"):
            read_xml(strings, shared)
        formats = _Formats()
        if styles := archive.read("xl/styles.xml"):
            read_xml(styles, formats)
        self._strings, self._dates = shared.found, formats.dates()

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take a sheet, a relation, or the epoch of dates."""
        if name == "sheet":
            self._named.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "Relationship":
            self._targets[attributes.get("Id", "")] = attributes.get("Target", "")
        elif name == "workbookPr":
            self._late = int(attributes.get("date1904") in ("1", "true"))

    @property
    def sheets(self) -> list[tuple[str, str]]:
        """Return names and paths of the sheets, in their order."""
        return [(name, _path(self._targets.get(ref, ""))) for name, ref in self._named]

    def cells(self, path: str) -> str:
        """Return one sheet's rows. Raises NotRead."""
        data = self._archive.read(path)
        if not data:
            return ""
        sheet = _Sheet(self._strings, self._dates, _EPOCH[self._late])
        read_xml(data, sheet)
        return "\n".join(sheet.rows)


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


class _Strings(Reader):
    """The table of shared strings; phonetic readings are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._inside = False
        self._phonetic = False

    def begin(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002
        """Hear where a text begins."""
        self._inside = name == "t"
        self._phonetic |= name == "rPh"

    def end(self, name: str) -> None:
        """Hear where a string ends."""
        self._inside = False
        if name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.found.append("".join(self._parts))
            self._parts = []

    def text(self, text: str) -> None:
        """Take a text."""
        if self._inside and not self._phonetic:
            self._parts.append(text)


class _Formats(Reader):
    """Which styles of cells show dates."""

    def __init__(self) -> None:
        self._own: set[str] = set()
        self._styles: list[str] = []
        self._cells = False

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take a number format, or a style that uses one."""
        if name == "numFmt" and _shows_date(attributes.get("formatCode", "")):
            self._own.add(attributes.get("numFmtId", ""))
        self._cells |= name == "cellXfs"
        if name == "xf" and self._cells:
            self._styles.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        """Hear where the styles of cells end."""
        self._cells &= name != "cellXfs"

    def dates(self) -> set[str]:
        """Return the numbers of styles that show dates."""
        shown = {*self._own, *map(str, _DATES)}
        return {str(number) for number, one in enumerate(self._styles) if one in shown}


def _shows_date(code: str) -> bool:
    return bool(re.search(r"[ymdhs年月日时]", _QUOTED.sub("", code), re.IGNORECASE))


class _Sheet(Reader):
    """The rows of one sheet."""

    def __init__(self, strings: list[str], dates: set[str], epoch: datetime) -> None:
        self.rows: list[str] = []
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self._row: list[str] = []
        self._count = 0
        self._cell: Attributes = {}
        self._parts: list[str] = []
        self._inside = False

    def begin(self, name: str, attributes: Attributes) -> None:
        """Hear that a cell or its value begins."""
        if name == "c":
            self._cell, self._parts = attributes, []
        self._inside = name in ("v", "t")

    def text(self, text: str) -> None:
        """Take a part of a value."""
        if self._inside:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """Put a cell into its row, or a row below the others. Raises NotRead."""
        self._inside = False
        if name == "c":
            self._count += 1
            if self._count > MOST_CELLS:
                raise NotRead(Problem.TOO_LARGE)
            place = _column(self._cell.get("r", ""), len(self._row))
            self._row += [""] * min(max(place - len(self._row), 0), MOST_GAP)
            self._row.append(self._shown())
        elif name == "row":
            self.rows.append("\t".join(self._row).rstrip("\t"))
            self._row = []

    def _shown(self) -> str:
        told, kind = "".join(self._parts), self._cell.get("t", "n")
        if kind == "s":
            return (
                self._strings[int(told)]
                if told.isdecimal() and int(told) < len(self._strings)
                else ""
            )
        return self._dated(told) if kind == "n" and self._cell.get("s") in self._dates else told

    def _dated(self, told: str) -> str:
        try:
            days = float(told)
        except ValueError:
            return told
        if not 1 <= days <= _LAST_DAY:
            return told
        at = self._epoch + timedelta(days=days)
        return f"{at:%Y-%m-%d}" if days == int(days) else f"{at:%Y-%m-%d %H:%M:%S}"


def _column(reference: str, following: int) -> int:
    """Return a cell's column from 0, that of B7 is 1; without a reference the next one."""
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return min(number - 1, MOST_COLUMNS) if number else following
