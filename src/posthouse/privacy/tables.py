"""Reading tables in text: delimited lines, INSERT statements, dumps and COPY blocks.

Which columns matter, and whether a cell is a value, is told by a judge: it sees all headings and
returns, for each column that matters, what a cell of it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from posthouse.model.finding import Label
from posthouse.privacy.ruled import cells as ruled_cells
from posthouse.privacy.ruled import ruler
from posthouse.privacy.rules import Fits, Span
from posthouse.privacy.spellings import lowered
from posthouse.privacy.within import remembered
from posthouse.privacy.words import holds_any

Judge = Callable[[Sequence[str]], Mapping[int, Fits]]
Cell = tuple[int, int, Label]
"""A value, and what it is."""
Judged = tuple[int, int, Fits]
"""A cell, and how it is told what it is."""

_lowered = remembered(lowered)  # a dump is read anew for each of its tables
_MAX_HEAD = 512
_MAX_ROWS = 500
_MAX_COLUMNS = 48
_MAX_DUMP = 2000
_HEADING = re.compile(r"(?:[\s\"'`*\w./()（）+#%&-]|(?<=\d)、){0,48}")
_HEADINGS = re.compile(r"(?:[\s\"'`*\w./()（）+#%&,|;│-]|(?<=\d)、)+")
_RULED = re.compile(r"[+>]?\s*(?:\d+\t)?[\s|:+=\u2500-\u257f-]+")
_NUMBERED = re.compile(r"[ ]{0,8}\d{1,6}\t")
_SHOWN = re.compile(r"[ ]{0,8}\d{1,6}\t|[+>|](?! ?\|)")
_BEFORE_RULER = frozenset("-= \t+>0123456789")
_ADDED = re.compile(r"\+")
_CREATED = "create table"
_DEFINED = re.compile(
    r"(?:^|,)\s*(?:\d{1,6}\t\s*|[+>-]\s*)?[`\"\[]?(\w{1,64})[`\"\]]?\s[^,()]*(?:\([^()]*\)[^,()]*)*"
)
OPENS = r"\s{0,8}(?:\d{1,6}\t\s{0,4}|[+>|-]\s{0,4})?\("
"""A tuple begins, perhaps on the next line: that of a file with numbers, that of a diff."""
MARGIN = r"(?:[ \t]{0,8}\d{1,6}\t|[+|>])"
"""What stands before a line that a program shows: its number, a diff's sign, a frame, a quote."""
LINE = r"(?>(?:[ \t]{0,8}\d{1,6}\t|[+|>](?! ))?)[ \t]{0,8}"
"""What stands before what a line says: that, and blanks, but for the mark of a list or a quote."""
DUMP = (
    r"(?i)create table (?:if not exists )?[`\"]?(?P<t>\w{1,64})[`\"]?\s{0,4}\("
    r"(?P<c>(?>(?:[^();]|\([^();]*+\)){3,2000}))\)[^;()]{0,200};"
)
"""What `dumped` reads: a table's name and its columns."""
COPY = r"(?i)copy [^\n(]{1,100}\((?P<c>[^()\n]{3,1200})\) from stdin;?\n"
"""What `copied` reads."""
_INTO = re.compile(rf"\binto [`\"]?[\w.]{{1,64}}[`\"]? values(?={OPENS})", re.IGNORECASE)
_UNQUOTED = str.maketrans("", "", '`"')
_TUPLE = re.compile(r"\s*(?:\d+\t\s*)?,?\s*(?:\d+\t\s*|[+>|-]\s*)?\(")
_STRING = r"[NnEeBb]?'((?:[^'\\\n]|\\.|'')*)'"
_ITEM = re.compile(
    rf"\s*(?:{_STRING}(?:::\w{{2,24}})?|\"([^\"\n]*)\"|(?i:date|timestamp) {{1,2}}{_STRING}|"
    rf"[A-Za-z_]{{3,24}}\(\s?{_STRING}[^()'\n]{{0,40}}(?:'[^'\n]{{1,40}}')?\s?\)|"
    r"[^,()'\"\n]+(?:\([^()\n]*\))?)\s*"
)
"""A value of a tuple: a literal, one that a function makes a day of, or anything else."""
_SELECTED = re.compile(
    r"(?i)[^\n]{0,80}?\bselect (?P<c>[\w.]{1,40}(?:, ?[\w.]{1,40}){1,24}) from [\w.]{1,64}"
    r"[ \w.,]{0,80}[;\"']{0,2}"
)
"""A query whose rows stand below it with no heading of their own, as sqlite3 prints them."""
_HANDING = ("@tsv", "@csv", "text", "value(")
_HAND_OVER = re.compile(r"@[tc]sv|[ =]text\b|\bvalue\(")
_CHOSEN = re.compile(
    r"[^\n]*?(?:\[ ?(?P<c>\.[\w.]{1,40}(?: ?, ?\.[\w.]{1,40}){1,24}) ?\] ?\| ?@[tc]sv|"
    r"\.\[(?P<m>[\w.]{1,40}(?: ?, ?[\w.]{1,40}){1,24})\][^\n\[\]]{0,40}[-=a-z ]{3,12}text|"
    r"value\((?P<g>[\w.]{1,40}(?: ?, ?[\w.]{1,40}){1,24})\))[^\n]{0,80}"
)
"""What is chosen of each record of JSON by jq, by JMESPath or by gcloud, printed in columns."""
BLANKS = "  "
"""What divides the cells of a table that a program printed or a page held: two blanks and more."""
_CELL = re.compile(r"[^ ]+(?: [^ ]+)*")
_NO_HEADING = re.compile(r"[\d.]+|\S+(?: \S+){6,}")
"""What is a number or a sentence: a line of prose or of a list with two blanks in it."""
_CODE = ("from ", "import ", "def ", "return ", "for ")


def _split(line: str, joint: str) -> list[str]:
    """Divide a line into cells; a comma inside double quotes divides none."""
    cells = line.split(joint, _MAX_COLUMNS)
    if joint != "," or '"' not in line:
        return cells
    whole: list[str] = []
    open_ = False
    for cell in cells:
        if open_:
            whole[-1] += joint + cell
        else:
            whole.append(cell)
        open_ ^= cell.count('"') % 2 == 1
    return cells if open_ else whole


def cells(line: str, start: int, joint: str) -> list[Span]:
    """Return where the cells of a line stand, blanks and quotes left out."""
    if joint == BLANKS:
        return [(start + one.start(), start + one.end()) for one in _CELL.finditer(line.rstrip())]
    spans: list[Span] = []
    at = 0
    for cell in _split(line, joint):
        inner = cell.strip(" \t\r\"'`*")
        begin = start + at + (cell.find(inner) if inner else 0)
        spans.append((begin, begin + len(inner)))
        at += len(cell) + 1
    return spans


def joint_of(line: str) -> str:
    """Return what divides the cells of a line; "" where nothing does."""
    joint = max(",|\t;│", key=line.count)
    if joint in line:
        return joint
    return BLANKS if BLANKS in line.strip() else ""


def below(match: re.Match[str], judge: Judge) -> Iterable[Judged]:
    """Return the cells under the headings that end at this line break, to the end of the table."""
    text, at = match.string, match.end()
    head, line = _head(text, at - 1), _line(text, at)
    groups = _ruler(line)
    if groups:
        return _ruled(text, at, (head, groups), judge)
    joint = joint_of(head)
    if not joint:
        return ()
    headings = _query(head)
    if headings:
        return _of_query(text, at, headings, judge)
    cut = _cut(_NUMBERED, head)
    joint = (joint_of(head[cut:]) or joint) if cut else joint
    if not _goes_on(line, joint, head.count(joint)) or _HEADINGS.fullmatch(head) is None:
        return ()
    return _under(text, at, (head, joint), judge)


def _query(line: str) -> list[str]:
    """Return what the columns hold that a query chooses whose rows may stand below its line."""
    query = _SELECTED.fullmatch(line) if "select " in line.lower() else None
    if query is None and holds_any(line, _HANDING) and _HAND_OVER.search(line):
        query = _CHOSEN.fullmatch(line)
    if query is None:
        return []
    chosen = next(filter(None, query.groups()))
    return [one.strip().rpartition(".")[2] for one in chosen.split(",")]


def _under(text: str, at: int, form: tuple[str, str], judge: Judge) -> Iterator[Judged]:
    """Yield the cells from here on under a line of headings, given with what divides it."""
    head, joint = form
    margin = _margin(head, joint)
    head = head[_cut(margin, head) :]
    headings = _headings(head, joint)
    numbered = joint == "\t" and len(headings) == 2 and headings[0].isdigit()  # a line of a file
    prose = joint == BLANKS and any(map(_NO_HEADING.fullmatch, headings))
    if (
        numbered
        or prose
        or sum(map(bool, headings)) < 2
        or not all(_HEADING.fullmatch(one) for one in headings)
    ):
        return
    columns = {} if head.lstrip(" \t+>").startswith(_CODE) else judge(headings)
    if not columns:
        return
    for row in _rows(text, at, (joint, margin), len(headings)):
        if any(text[begin:stop] == headings[index] for index, (begin, stop) in enumerate(row)
               if index in columns and begin < stop):  # fmt: skip
            return  # the heading of another table
        for index, fits in columns.items():
            yield *row[index], fits


def _ruler(line: str) -> list[Span]:
    """Return where the groups of a ruler stand in a line, behind its margin."""
    if line[:1] not in _BEFORE_RULER or not ("--" in line or "==" in line):
        return []
    return ruler(line[_cut(_SHOWN, line) :])


def _ruled(text: str, at: int, form: tuple[str, Sequence[Span]], judge: Judge) -> Iterator[Judged]:
    """Yield the cells below a line of headings and the ruler that begins here, given its groups."""
    head, groups = form
    shown = head[_cut(_SHOWN, head) :]
    headings = [shown[begin:end] for begin, end in ruled_cells(shown, groups)]
    columns = judge(headings) if headings else {}
    for _ in range(_MAX_ROWS if columns else 0):
        at = _line_end(text, at) + 1
        line = _line(text, at)
        cut = _cut(_SHOWN, line)
        ends = not line[cut:].strip() or _ruler(line)  # that of another table, or of this one
        row = [] if ends else ruled_cells(line[cut:], groups)
        if not row:
            return
        for index, fits in columns.items():
            yield at + cut + row[index][0], at + cut + row[index][1], fits


def _of_query(text: str, at: int, headings: Sequence[str], judge: Judge) -> Iterator[Judged]:
    """Yield the cells that a query names, from the rows that it printed below."""
    columns = judge(headings)
    line = _line(text, at)
    joint = next((one for one in "|\t," if line.count(one) >= len(headings) - 1), "")
    if not columns or not joint:
        return
    numbered = joint != "\t" or line.count(joint) == len(headings)
    margin = _margin(line, "" if numbered else joint)
    for row in _rows(text, at, (joint, margin), len(headings)):
        if _query(text[row[0][0] : row[-1][1]]):
            return  # another one
        for index, fits in columns.items():
            yield *row[index], fits


def _line_end(text: str, at: int) -> int:
    """Return where the line of a place ends, at the end of the text the last one."""
    stop = text.find("\n", at)
    return stop if stop >= 0 else len(text)


def _line(text: str, at: int) -> str:
    """Return what is left of the line of a place."""
    return text[at : _line_end(text, at)]


def _headings(head: str, joint: str) -> list[str]:
    """Return what the columns are called."""
    if joint == BLANKS:
        return _CELL.findall(head.strip())
    return [one.strip(" \t\r\"'`*") for one in head.split(joint, _MAX_COLUMNS)]


def _goes_on(line: str, joint: str, width: int) -> bool:
    """Tell whether a line may have as many cells as the one before it."""
    if joint == BLANKS:
        return BLANKS in line.strip()
    enough = line.count(joint) >= min(width, _MAX_COLUMNS)
    return width > 0 and (enough or _RULED.fullmatch(line) is not None)


def _head(text: str, end: int) -> str:
    """Return the line that ends here, "" where none does or it is longer than any heading."""
    if text[end] != "\n":
        return ""
    end -= text[end - 1 : end] == "\r"
    first = max(end - _MAX_HEAD, 0)
    start = text.rfind("\n", first, end) + 1
    if start < first:
        return ""
    return text[start:end].rpartition('": "')[2]  # a table inside JSON begins with the string


def _margin(head: str, joint: str) -> re.Pattern[str] | None:
    """Return what stands before each line of a table, if it does before the heading."""
    if head[:1] == "+" and not _RULED.fullmatch(head):
        return _ADDED
    return _NUMBERED if joint != "\t" and _cut(_NUMBERED, head) else None


def _cut(margin: re.Pattern[str] | None, line: str) -> int:
    """Return where a line begins behind what stands before it."""
    found = margin.match(line) if margin is not None else None
    return found.end() if found is not None else 0


def _rows(
    text: str, at: int, form: tuple[str, re.Pattern[str] | None], width: int
) -> Iterator[list[Span]]:
    """Yield the cells of each line from here on that is as wide as the heading."""
    joint, margin = form
    for _ in range(_MAX_ROWS):
        stop = _line_end(text, at)
        line = text[at:stop]
        if not _RULED.fullmatch(line):
            cut = _cut(margin, line)
            found = cells(line[cut:], at + cut, joint)
            if len(found) == width:
                yield found
            elif joint != BLANKS or not found:  # an empty cell leaves no trace among blanks
                return
        if not line.strip() or stop == len(text):
            return
        at = stop + 1


def inserted(match: re.Match[str], judge: Judge) -> Iterator[Judged]:
    """Yield the values that an INSERT puts into columns that matter; `c` holds their names."""
    columns = judge([name.strip(" \t\n\"'`[]") for name in match.group("c").split(",")])
    if columns:
        yield from _values(match.string, match.end(), columns)


def dumped(match: re.Match[str], judge: Judge) -> Iterator[Judged]:
    """Yield the values of columns that a CREATE TABLE names, from the INSERTs before the next."""
    columns = judge([name.group(1) for name in _DEFINED.finditer(match.group("c"))])
    into = f"into {match.group('t')} values".lower()
    if not columns:
        return
    text = match.string
    for opening in islice(_openings(text, match.end()), _MAX_DUMP):
        if opening.group().translate(_UNQUOTED).lower() == into:
            yield from _values(text, opening.end(), columns)


def _openings(text: str, at: int) -> Iterator[re.Match[str]]:
    """Yield where an INSERT begins its values, from here to the next CREATE TABLE."""
    low = _lowered(text)
    stop = low.find(_CREATED, at)
    stop = stop if stop >= 0 else len(text)
    while (at := low.find("into ", at, stop)) >= 0:
        opening = _INTO.match(text, at, stop)
        if opening is not None:
            yield opening
        at = opening.end() if opening is not None else at + 1


def copied(match: re.Match[str], judge: Judge) -> Iterator[Judged]:
    """Yield the cells of the rows that a COPY statement of PostgreSQL brings in."""
    columns = judge([name.strip(' "') for name in match.group("c").split(",")])
    if not columns:
        return
    text, at = match.string, match.end()
    for _ in range(_MAX_DUMP):
        stop = _line_end(text, at)
        line = text[at:stop]
        found = cells(line, at, "\t")
        if line.startswith("\\.") or len(found) <= max(columns):
            return
        # A file whose lines are numbered has one cell more.
        extra = len(found) - 1 - match.group("c").count(",")
        last = len(found) - 1
        for index, fits in columns.items():
            yield *found[min(index + max(extra, 0), last)], fits
        if stop == len(text):
            return
        at = stop + 1


def _values(text: str, at: int, columns: Mapping[int, Fits]) -> Iterator[Judged]:
    """Yield what the tuples from here on hold in these columns."""
    for _ in range(_MAX_ROWS):
        opening = _TUPLE.match(text, at)
        if opening is None:
            return
        at = opening.end()
        for index in range(_MAX_COLUMNS):
            item = _ITEM.match(text, at)
            if item is None:
                return
            group = item.lastindex
            if index in columns and group is not None:
                yield *item.span(group), columns[index]
            at = item.end() + 1
            if text[at - 1 : at] != ",":
                break
