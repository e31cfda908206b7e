"""Of what type a block of lines is: judged by a sample of its lines, never by all of a large one.

Each line votes by its beginning (or its end); lines that say nothing abstain.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from posthouse.privacy.lexing import FAMILIES, Family, Kind

_SAMPLE = 48
_WIDTH = 240
_EDGE = 16  # lines taken from the beginning, one after another

LOG_HEAD = (
    r"(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?"
    r"(?:Z|[+-]\d\d:?\d\d| UTC)?\]?"
    r"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?|time=\S+"
    r"|\d{1,3}(?:\.\d{1,3}){3} \S+ \S+ \[\d[^\]\n]{0,40}\]"
    r"|\[[A-Z][a-z]{2} [A-Z][a-z]{2} [^\]\n]{0,30}\]|[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+"
    r"|(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL)(?= |:[^A-Za-z_]|\]|\t)"
    r"|\[(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL)\])"
)
PROMPT = (
    r"(?:[$%❯➜] +\S|# (?:apt|yum|dnf|pip|npm|cd|ls|cat|docker|kubectl|systemctl|make|git|curl)\b"
    r"|[\w.-]+@[\w.-]+[: ][^\n$#]{0,80}[$#] |\[[\w.-]+@[^\]\n]{1,60}\][$#] "
    r"|PS [A-Z]:\\[^\n>]{0,80}> |[A-Z]:\\[^\n>]{0,80}>\w|>>> |\(\w[\w.-]*\) \$ )"
)
_FRAMES = r"at [\w$.<>/]+\(|at \S+ \(|Caused by: |goroutine \d+ \[|File \"[^\"\n]+\", line \d"
_TABLE = r"\|.*\||[+|][-+=|: ]{6,}$|\S[^|\n]*\|[^|\n]+\|.*$"
_SQL = (
    r"(?i:INSERT INTO|CREATE (?:OR REPLACE |UNIQUE )?(?:TABLE|INDEX|VIEW|FUNCTION|DATABASE|SCHEMA)"
    r"|ALTER TABLE|DROP TABLE|LOCK TABLES|UNLOCK TABLES|DELETE FROM|LEFT JOIN|INNER JOIN|ORDER BY"
    r"|GROUP BY|PRIMARY KEY|REPLACE INTO) |SELECT [\w*`\"(]|UPDATE \w+ SET|FROM [a-z_.]+( [a-z])?$"
    r"|WHERE [\w.]+ ?[=<>]|--(?: |$)|\(\d+,'|[`\"]?\w+[`\"]? (?:(?:BIG|SMALL)?INT|VARCHAR|TEXT|"
    r"TIMESTAMP|BOOLEAN|NUMERIC|varchar|text|timestamp|bigint|int)\b"
    r"(?=[ (,;]*(?:$|\d|(?i:not|null|default|primary|unique|references|auto|without|generated)))"
)
_SCRIPT = (
    r"(?:async )?def \w+\(|class \w+[^\n;{]*:$|import \w[\w., ]*$|from [\w.]+ import "
    r"|@[a-z_]\w*(?:\.|\(|$)|(?:el)?if [^\n{;]*:$|(?:else|try|finally):$|except\b[^\n]*:$"
    r"|(?:for \w[^\n{;]* in|while|with) [^\n{;]*:$|return(?: [^\n;]*[^\n;.])?$|raise \w+|self\.\w+"
    r"|print\(|#!|\"{3}|r?'{3}|(?:pass|break|continue)$|assert |elif |(?:fi|done|then|esac|end)$"
    r"|require ['\"]|echo |export \w+=|set -[eux]|\[\[? |if \[|local \w+=|FROM \S+(?::\S+)?$|RUN "
    r"|COPY \S+ \S+$|function \w+ *\(\) *\{$|\w[\w.]* (?:=|\+=|-=) [^\n;]*[^\n;.,。，]$"
)
_RUST = r"fn \w+|pub (?:fn|struct|enum|mod|use)|impl\b|let mut |use \w+::|#\[\w+"
_BRACES = (
    r"//|/\*|\*/|\* |(?:import|export) (?:[\w{*\"'(]|type )|const |let \w+ ?[:=]|var \w+|func[ (]"
    r"|package \w+;?$|(?:public|private|protected|static|final|abstract|override|readonly|async) \w"
    r"|#(?:include|define|ifn?def|endif|pragma)\b|type \w+ |interface \w+|struct \w+|enum \w+"
    r"|namespace \w|using \w|return\b[^\n]*;$|case [^\n]+:$|default:$"
    r"|(?:if|for|while|switch|catch) ?\(|\} ?else|throw new |typedef |template ?<|function\b"
)
_JSON = r"\"(?:[^\"\\\n]|\\.){0,80}\" ?: ?|[\[{]$|[\]}],?$|\{\"|\[\{|\[\""
_TAG = r"</?[A-Za-z!?][^\n>]*>?"
_SETTING = (
    r"(?:export )?[A-Z][A-Z0-9_]+ ?=|\[[\w.:\"-]+( [\w.:\"-]+)?\]$|(?:- )?[A-Za-z_][\w./-]{0,60}:$"
    r"|(?:- )?[a-z_][\w.-]{0,60}: (?:[^\n]*[^,;{(\[\s])?$|[a-z][\w.-]{2,60}=\S|---$"
    r"|- \w[\w.-]*$|#+ ?[a-z_][\w.-]* ?="
)
_LINE = re.compile(
    rf"(?P<log>{LOG_HEAD}|{_FRAMES})|(?P<shell>{PROMPT})|(?P<table>{_TABLE})|(?P<dash>{_SQL})"
    rf"|(?P<hash>{_SCRIPT})|(?P<rust>{_RUST})|(?P<slash>{_BRACES})|(?P<json>{_JSON})"
    rf"|(?P<markup>{_TAG})|(?P<settings>{_SETTING})"
)
_BRACED = re.compile(r"[;{}]\s*$|\)\s*(?:=>)?\s*\{$|[(,]$|^[)\]}]+[;,]?$|^[\w.]+\(.*\)[;,]?$")
# A line of a letter that ends in a comma: a greeting, a parting, a name, a street.
_LETTER = re.compile(
    r"(?:(?i:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|(?:many )?thanks"
    r"|thank you|best|kind|warm|kindest|warmest|regards|sincerely|yours|respectfully|cheers|love"
    r"|cordially)"
    r"(?: [^\W\d_][\w'’.&-]*){0,6}|[A-Z][a-zà-ÿ'’.-]+(?: [A-Z][a-zà-ÿ'’.-]*){1,4}"
    r"|\d{1,5}[a-z]?(?: [A-Z][a-zà-ÿ'’.-]+){1,4}),"
)
_SAYS = re.compile(
    r"[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff]{2}"
    r"|[A-Za-z][a-z]*[,;:]?(?: [A-Za-z0-9][\w'’/-]*[,;:]?){2}"
)


class Type(NamedTuple):
    """What a block is, and how its comments and literals are read where it is code or data."""

    kind: Kind
    family: Family | None = None


PROSE = Type(Kind.PROSE)
TABLE = Type(Kind.DATA)
_CODE = frozenset(("hash", "slash", "rust", "dash", "markup", "json", "settings"))
_KINDS = {Family.JSON: Kind.DATA, Family.SETTINGS: Kind.DATA}
_TYPES = {
    "prose": PROSE,
    "table": TABLE,
    "log": Type(Kind.LOG),
    "shell": Type(Kind.SHELL),
    **{one.value: Type(_KINDS.get(one, Kind.CODE), one) for one in Family},
}
_SPECIAL = {
    "csv": TABLE,
    "tsv": TABLE,
    "log": Type(Kind.LOG),
    "diff": Type(Kind.DIFF),
    "patch": Type(Kind.DIFF),
    "lock": Type(Kind.LOCK),
    "console": Type(Kind.SHELL),
    "shell-session": Type(Kind.SHELL),
    "shellsession": Type(Kind.SHELL),
    "terminal": Type(Kind.SHELL),
}
_SHELLS = frozenset(("sh", "bash", "zsh", "shell", "fish", "powershell", "ps1"))
_COMMENTS = ("#", "//", "/*", "*", "--", ";", '"""', "'''", "<!--")
_QUOTED = re.compile(r'"[^"\n]*"')
_WORD = re.compile(r"[\w.+-]+")
_LOCKED = (
    *("lockfile v1", '"lockfileversion"', "lockfileversion:", "lockfile_version", "@generated by"),
    *("automatically @generated", "automatically generated by cargo", "autogenerated by uv"),
    *("autogenerated by pip-compile", "gem\n  remote:", '"content-hash"', "lock file, do not edit"),
)
_HASHED = ("sha512-", "sha1-", "sha256:", "sha512:", '"resolved"', 'checksum = "', " h1:")


def vote(line: str) -> str:
    """Return what a line speaks for: the name of a group of _LINE, "braced", "prose" or ""."""
    line = line.strip()
    if not line:
        return ""
    if line[-1] == "," and _LETTER.fullmatch(line) is not None:
        return "prose"
    match = _LINE.match(line)
    group = match.lastgroup or "" if match is not None else ""
    if group in ("", "settings", "table") and _SAYS.search(line) is not None:
        return (
            "settings"
            if group == "settings" and line[0].isupper()
            else group or ("braced" if line.isascii() and line[-1] in ";{}" else "prose")
        )
    return group or ("braced" if _BRACED.search(line) is not None else "")


def sampled(text: str, start: int, end: int) -> list[str]:
    """Return lines of a block: the first ones, and others from places evenly spread over it."""
    lines: list[str] = []
    at = start
    while at < end and len(lines) < _EDGE:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop > at:
            lines.append(text[at : min(stop, at + _WIDTH)])
        at = stop + 1
    step = max((end - at) // (_SAMPLE - _EDGE), 1)
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop > at:
            lines.append(text[at : min(stop, at + _WIDTH)])
        following = text.find("\n", stop + step, end) + 1 if step > _WIDTH else stop + 1
        at = following if following > stop else end
    return lines


def typed(lines: list[str]) -> Type | None:
    """Return the type that most lines speak for; None where several are mixed."""
    if _is_table(lines):
        return TABLE
    votes = Counter(filter(None, map(vote, lines)))
    total = sum(votes.values())
    prose = votes.pop("prose", 0)
    if not votes or 10 * prose >= 9 * total:
        return PROSE
    code = {name: count for name, count in votes.items() if name in _CODE}
    braced = votes["braced"]
    if 5 * (sum(code.values()) + braced) >= 3 * total:
        best = max(code, key=code.__getitem__, default="slash")
        return _TYPES[best]
    best, count = votes.most_common(1)[0]
    return _TYPES[best] if 5 * count >= 4 * total and 20 * prose < total else None


def line_type(lines: list[str]) -> Type | None:
    """Return the type of one line, or of a few; None where they say nothing."""
    votes = Counter(filter(None, map(vote, lines)))
    if not votes:
        return None
    best = votes.most_common(1)[0][0]
    return _TYPES["slash" if best == "braced" else best]


def spoken(lines: list[str]) -> bool:
    """Tell a paragraph of prose beside code from a comment."""
    said = [line for line in lines if line.strip()]
    return (
        bool(said)
        and not any(line[0] in " \t" or line.startswith(_COMMENTS) for line in said)
        and all(vote(line) in ("prose", "") for line in said)
        and any(vote(line) == "prose" for line in said)
    )


def _is_table(lines: list[str]) -> bool:
    """Tell lines divided into the same number of cells."""
    rows = [_QUOTED.sub("", line) for line in lines if line.strip()]
    if len(rows) < 2 or any(row.rstrip()[-1:] in "{;(" for row in rows[:_EDGE]):
        return False
    return any(
        (count := rows[0].count(joint)) >= least
        and 10 * sum(row.count(joint) == count for row in rows) >= 9 * len(rows)
        for joint, least in ((",", 2), ("\t", 1), ("|", 1), (";", 2))
    )


def is_lock(lines: list[str]) -> bool:
    """Tell a lock file: it says so, or a quarter of its lines are checksums of packages."""
    head = "\n".join(lines[:_EDGE]).lower()
    if any(mark in head for mark in _LOCKED):
        return True
    if len(lines) < _EDGE // 2:
        return False
    hashed = sum(any(mark in line for mark in _HASHED) for line in lines)
    return 4 * hashed >= len(lines)


def language(told: str) -> Type | None:
    """Return what the first line of a fence or of a diff says: a language or the name of a file."""
    for word in _WORD.findall(told.lower()):
        name = word.rpartition(".")[2] if "." in word else word
        if name in _SPECIAL:
            return _SPECIAL[name]
        family = FAMILIES.get(name)
        if family is not None:
            return Type(Kind.SHELL if name in _SHELLS else _KINDS.get(family, Kind.CODE), family)
    return None
