"""Secrets told by the heading of their column: CSV, pipes, SQL rows; and the data of a Secret."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of
from posthouse.privacy.checksums import social_security
from posthouse.privacy.plausible import is_placeholder, looks_like_key, looks_like_password
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.words import words

_MAX_HEAD = 512
_MAX_ROWS = 500
_MAX_COLUMNS = 48
_HEADING = re.compile(r"[\s\"'`*\w./()（）+-]{0,48}")
_RULED = re.compile(r"\s*(?:\d+\t)?[\s|:+=-]+")
_SAID = words("密码 口令 密钥 秘钥 令牌 登录密码 初始密码 默认密码 密匙")
_SOCIAL = words("ssn social_security_number social_security ssn_number socialsecuritynumber")

Column = Callable[[str], bool]  # tells whether a cell of the column is such a value


def _secret(heading: str) -> Column | None:
    """Return how a cell below this heading is judged."""
    name = heading.strip(" \t\"'`*")
    kind = "password" if name in _SAID else kind_of(name)
    if kind == "password":
        return lambda cell: looks_like_password(cell, quoted=True)
    return looks_like_key if kind == "key" else None


def _social(heading: str) -> Column | None:
    name = heading.strip(" \t\"'`*").lower().replace(" ", "_")
    return _is_social if name in _SOCIAL else None


def _is_social(cell: str) -> bool:
    number = cell.replace("-", "").replace(" ", "")
    fits = len(number) == 9 and number.isdigit() and number.isascii()
    return fits and social_security(number[:3], number[3:5], number[5:])


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


def _cells(line: str, start: int, joint: str) -> list[Span]:
    """Return where the cells of a line stand, blanks and quotes left out."""
    spans: list[Span] = []
    at = 0
    for cell in _split(line, joint):
        inner = cell.strip(" \t\r\"'`*")
        begin = start + at + (cell.find(inner) if inner else 0)
        spans.append((begin, begin + len(inner)))
        at += len(cell) + 1
    return spans


def _joint(head: str) -> str:
    return max(",|\t;", key=head.count)


def below(match: re.Match[str], judge: Callable[[str], Column | None]) -> Iterator[Span]:
    """Yield the cells under the headings that `judge` knows, to the end of the table."""
    text, end = match.string, match.start()
    start = text.rfind("\n", max(end - _MAX_HEAD, 0), end) + 1
    head = text[start:end].rpartition('": "')[2]  # a table inside JSON begins with the string
    joint = _joint(head)
    headings = head.split(joint, _MAX_COLUMNS)
    if sum(map(bool, map(str.strip, headings))) < 2 or not all(
        _HEADING.fullmatch(one) for one in headings
    ):
        return
    if head.lstrip(" \t+>").startswith(("from ", "import ", "def ", "return ", "for ")):
        return
    columns = {i: fits for i, one in enumerate(headings) if (fits := judge(one)) is not None}
    if not columns:
        return
    for cells in _rows(text, end + 1, joint, len(headings)):
        for index, fits in columns.items():
            begin, finish = cells[index]
            if judge(text[begin:finish]) is not None:
                return  # the heading of another table
            if fits(text[begin:finish]):
                yield begin, finish


def _rows(text: str, at: int, joint: str, width: int) -> Iterator[list[Span]]:
    """Yield the cells of each line from here on that is as wide as the heading."""
    for _ in range(_MAX_ROWS):
        stop = text.find("\n", at)
        line = text[at : stop if stop >= 0 else len(text)]
        if not _RULED.fullmatch(line):
            cells = _cells(line, at, joint)
            if len(cells) != width:
                return
            yield cells
        if not line.strip() or stop < 0:
            return
        at = stop + 1


def _secrets_below(match: re.Match[str]) -> Iterator[Span]:
    yield from below(match, _secret)


def _social_below(match: re.Match[str]) -> Iterator[Span]:
    yield from below(match, _social)


_MAX_DUMP = 2000
_CREATED = re.compile(r"create table", re.IGNORECASE)
_DEFINED = re.compile(r"(?:^|,)\s*[`\"\[]?(\w{1,64})[`\"\]]?\s[^,()]*(?:\([^()]*\)[^,()]*)*")
_INTO = re.compile(r"\binto [`\"]?[\w.]{1,64}[`\"]? values(?=\s{0,4}\()", re.IGNORECASE)
_UNQUOTED = str.maketrans("", "", '`"')
_TUPLE = re.compile(r"\s*,?\s*\(")
_ITEM = re.compile(
    r"\s*(?:[NnEeBb]?'((?:[^'\\\n]|\\.|'')*)'|\"([^\"\n]*)\"|[^,()'\"\n]+(?:\([^()\n]*\))?)\s*"
)


def inserted(match: re.Match[str], judge: Callable[[str], Column | None]) -> Iterator[Span]:
    """Yield the values that an INSERT puts into columns that `judge` knows."""
    names = [name.strip(" \t\n\"'`[]") for name in match.group("c").split(",")]
    columns = {i: fits for i, one in enumerate(names) if (fits := judge(one)) is not None}
    if columns:
        yield from _values(match.string, match.end(), columns, _MAX_ROWS)


def dumped(match: re.Match[str], judge: Callable[[str], Column | None]) -> Iterator[Span]:
    """Yield the values of columns that a CREATE TABLE names, from the INSERTs before the next."""
    names = [name.group(1) for name in _DEFINED.finditer(match.group("c"))]
    columns = {i: fits for i, one in enumerate(names) if (fits := judge(one)) is not None}
    into = f"into {match.group('t')} values".lower()
    if not columns:
        return
    text, left = match.string, _MAX_DUMP
    other = _CREATED.search(text, match.end())
    for opening in _INTO.finditer(text, match.end(), other.start() if other else len(text)):
        if left <= 0:
            return
        left -= 1
        if opening.group().translate(_UNQUOTED).lower() == into:
            yield from _values(text, opening.end(), columns, _MAX_ROWS)


def _values(text: str, at: int, columns: dict[int, Column], rows: int) -> Iterator[Span]:
    """Yield what the tuples from here on hold in these columns."""
    for _ in range(rows):
        opening = _TUPLE.match(text, at)
        if opening is None:
            return
        at = opening.end()
        for index in range(_MAX_COLUMNS):
            item = _ITEM.match(text, at)
            if item is None:
                return
            group = 1 if item.group(1) is not None else 2
            if index in columns and item.group(group) and columns[index](item.group(group)):
                yield item.span(group)
            at = item.end() + 1
            if text[at - 1 : at] != ",":
                break


def _secrets_inserted(match: re.Match[str]) -> Iterator[Span]:
    yield from inserted(match, _secret)


_DATA = re.compile(r"^([ \t]*(?:[+|>]|\d+\t)?[ \t]*)(?:data|stringData):[ \t]*$", re.MULTILINE)
_ENTRY = re.compile(
    r"\n[ \t]*(?:[+|>]|\d+\t)?[ \t]+([\w.-]{1,80}):[ \t]*[\"']?([^\s\"']+)[\"']?[ \t]*(?=\n|$)"
)
_PLAIN = words(
    "username user host port database dbname ca.crt tls.crt namespace ca url region name"
)
_AROUND = 4096


def _of_secret(match: re.Match[str]) -> Iterator[Span]:
    """Yield the entries of a Kubernetes Secret, whatever their names."""
    text = match.string
    low = max(text.rfind("\n---", max(match.start() - _AROUND, 0), match.start()), 0)
    low = max(low, match.start() - _AROUND)
    low = max(
        low,
        text.rfind("apiVersion:", low, match.start()),
        text.rfind("kind: S", low, match.start()),
    )
    high = text.find("\n---", match.end(), match.end() + _AROUND)
    high = high if high >= 0 else match.end() + _AROUND
    other = text.find("kind: ", match.end(), high)
    for data in _DATA.finditer(text, low, other if other >= 0 else high):
        at = data.end()
        while (entry := _ENTRY.match(text, at)) is not None:
            name, secret = entry.group(1).lower(), entry.group(2)
            if name not in _PLAIN and len(secret) >= 8 and not is_placeholder(secret):
                yield entry.span(2)
            at = entry.end()


_HEAD_TAIL = r"[A-Za-z0-9_]{0,8}[\"'`]?[ ]{0,24}(?:[,|;\t][^\n()\x00]{0,400})?\r?\n[^\n\x00]"

RULES = (
    Rule(
        "secret-column",
        Label.CREDENTIAL,
        r"[,|;\t\n\x00\"][ ]{0,24}[A-Za-z0-9_ ]{0,24}(?:pass|passwd|password|pwd|secret|token|"
        r"key|密码|"
        r"口令|密钥|令牌|密匙)" + _HEAD_TAIL,
        r"\r?\n",
        every=_secrets_below,
        rank=GUESS,
        caseless=True,
        before=3,
        after=0,
        examples=(
            "user,password\napp,‹kQ7pw2xa›\n",
            "| 账号 | 密码 |\n| --- | --- |\n| admin | ‹kQ7pw2xa› |\n",
            " user | token\n------+-----\n ci | ‹{b62:32}›\n",
        ),
        near_misses=(
            "name,password\nbob,\n",
            "f(a,\n  password,\n  x1y2z3a4)\n",
            "from . import pytree, token\nfrom .a import b2, token_symbols3\n",
            "user,password_hint\na,kQ7pw2xa\n",
            '    "tableKey",\n    "table2cell",\n',
        ),
    ),
    Rule(
        "social-security-column",
        Label.ID_CARD,
        r"[,|;\t\n\x00\"][ ]{0,24}(?:ssn|social)" + _HEAD_TAIL,
        r"\r?\n",
        every=_social_below,
        rank=GUESS,
        caseless=True,
        before=3,
        after=0,
        examples=("id,name,ssn\n1,Bob,‹536904399›\n",),
        near_misses=("id,name,sn\n1,Bob,536904399\n",),
    ),
    Rule(
        "secret-inserted",
        Label.CREDENTIAL,
        r"\([^()\x00]{0,300}(?:pass|pwd|secret|token|key)[^()\x00]{0,300}\)\s{1,4}values\s{0,4}\(",
        r"(?i)\((?P<c>[^()]{3,600})\)\s{1,4}values(?=\s{0,4}\()",
        every=_secrets_inserted,
        rank=GUESS,
        caseless=True,
        before=640,
        after=2,
        examples=("INSERT INTO u (name, password) VALUES ('a', '‹kQ7pw2xa›'), ('b', NULL);",),
        near_misses=("INSERT INTO u (name, token_type) VALUES ('kQ7pw2xa', 'Bearer')",),
    ),
    Rule(
        "kubernetes-secret",
        Label.CREDENTIAL,
        r"kind: [\"']?Secret[^A-Za-z]",
        r"kind: [\"']?Secret(?![A-Za-z])",
        every=_of_secret,
        rank=GUESS,
        before=24,
        examples=("kind: Secret\ndata:\n  mysql: ‹a1E3cHcyeGE5OQ==›\n  user: YXBw\n",),
        near_misses=("kind: SecretProviderClass\ndata:\n  a: a1E3cHcyeGE5OQ==\n",),
    ),
)
