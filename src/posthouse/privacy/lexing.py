"""Comments and string literals of source code, by family of languages, found in one pass each.

Nothing is parsed: one expression a family steps from one comment or literal to the next. Every
alternative begins with a literal character and none can fail after it, so that a pass takes time
linear in the text; what is never closed ends with its line, or after _LONG characters.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from posthouse.privacy.words import words

_LONG = 20_000
_SHORT = 4  # a literal of two characters and its quotes says nothing


class Kind(Enum):
    """What a stretch of a text is."""

    PROSE = "prose"
    COMMENT = "comment"
    STRING = "string"
    CODE = "code"
    DIFF = "diff"
    LOG = "log"
    DATA = "data"
    SHELL = "shell"
    LOCK = "lock"

    __hash__ = object.__hash__  # Enum hashes the name, in Python


class Segment(NamedTuple):
    """A stretch [start, end) in code points of one text."""

    start: int
    end: int
    kind: Kind


class Family(Enum):
    """Languages whose comments and literals look alike."""

    HASH = "hash"
    SLASH = "slash"
    RUST = "rust"
    DASH = "dash"
    MARKUP = "markup"
    JSON = "json"
    SETTINGS = "settings"

    __hash__ = object.__hash__


def _upto(close: str) -> str:
    """Return what goes on to a closing mark of two or three characters, or for _LONG ones."""
    first = re.escape(close[0])
    rest = re.escape(close[1:])
    return rf"(?>(?:[^{first}]|{first}(?!{rest})){{0,{_LONG}}})(?>(?:{re.escape(close)})?)"


def _quoted(quote: str, *, lines: bool = False, escape: str = r"\\.") -> str:
    """Return a literal between two quotes; escapes undone; on one line unless `lines`."""
    inner = rf"[^{quote}\\]" if lines else rf"[^{quote}\\\n]"
    many = rf"{{0,{_LONG}}}+" if lines else "*+"
    return rf"{quote}{inner}{many}(?>(?:{escape}{inner}{many})*){quote}?+"


_TRIPLE = r"\"\"\"" + _upto('"""') + "|'''" + _upto("'''")
_BLOCK = r"/\*" + _upto("*/")
_ANY = r"\\[\s\S]"

_PATTERNS = {
    Family.HASH: rf"(?P<c>#[^\n]*+)|{_TRIPLE}|{_quoted(chr(34), escape=_ANY)}|"
    + _quoted("'", escape=_ANY),
    Family.SLASH: rf"(?P<c>//[^\n]*+|{_BLOCK})|{_quoted(chr(34), escape=_ANY)}|"
    + _quoted("'", escape=_ANY)
    + "|"
    + _quoted("`", lines=True, escape=_ANY),
    Family.RUST: rf"(?P<c>//[^\n]*+|{_BLOCK})|{_quoted(chr(34), lines=True, escape=_ANY)}",
    Family.DASH: rf"(?P<c>--[^\n]*+|{_BLOCK})|'[^']{{0,{_LONG}}}+'?+|{_quoted(chr(34))}",
    Family.MARKUP: r"(?P<c><!--" + _upto("-->") + r")|(?P<p>>[^<>]*+)|\"[^\"<>]*+\"?+|'[^'<>]*+'?+",
    Family.JSON: rf"(?P<c>//[^\n]*+|{_BLOCK})|{_quoted(chr(34), escape=_ANY)}(?>(?P<k>[ \t]*+:)?)",
    Family.SETTINGS: r"(?P<c>[#;][^\n]*+)|(?P<v>[:=](?=[ \t\"'\w(\[<（“])[^\n#]*+)|"
    r"(?P<i>- [^\n:=#]*+(?=\n|\Z))",
}
_VALUES = frozenset((Family.JSON, Family.SETTINGS, Family.DASH))
_KINDS = {"c": Kind.COMMENT, "p": Kind.PROSE}
_MARKS = {"p": 1, "v": 1, "i": 2}  # characters before a text or value that are not part of it
_LEXERS = {family: re.compile(pattern) for family, pattern in _PATTERNS.items()}

_NAMED = {
    Family.HASH: words(
        "py python python3 pyi ipython pycon rb ruby sh bash zsh shell fish console ksh pl perl r "
        "makefile make mk dockerfile docker cmake elixir ex exs nim julia jl ps1 powershell tcl gd "
        "coffee awk sed hcl tf terraform graphql gql starlark bzl nix"
    ),
    Family.SLASH: words(
        "js javascript jsx ts typescript tsx mjs cjs mts cts c h cc cpp cxx hpp hh c++ java kt "
        "kts kotlin go golang swift cs csharp c# scala groovy gradle dart php m mm objc proto "
        "protobuf css scss less sass solidity sol zig v verilog sv glsl wgsl thrift"
    ),
    Family.RUST: words("rs rust"),
    Family.DASH: words(
        "sql psql mysql plsql pgsql sqlite lua hs haskell elm ada vhdl vhd ddl postgres postgresql"
    ),
    Family.MARKUP: words("html htm xml xhtml svg vue svelte plist xsl xsd jsp aspx rss pom wxml"),
    Family.JSON: words("json jsonc json5 jsonl ndjson geojson ipynb har webmanifest"),
    Family.SETTINGS: words(
        "yaml yml toml ini env dotenv conf cfg properties editorconfig service desktop"
    ),
}
FAMILIES = {name: family for family, names in _NAMED.items() for name in names}


def segment(start: int, end: int, kind: Kind) -> Segment:
    """Make a segment; the constructor of a named tuple takes twice the time."""
    return tuple.__new__(Segment, (start, end, kind))


def lexed(text: str, start: int, end: int, family: Family, base: Kind) -> list[Segment]:
    """Return comments, literals and values between two places, and the base between them."""
    literal = Kind.DATA if family in _VALUES else Kind.STRING
    found: list[Segment] = []
    for match in _LEXERS[family].finditer(text, start, end):
        begin, stop = match.span()
        group = match.lastgroup
        kind = literal
        if group is not None:
            if group == "k":
                continue
            kind = _KINDS.get(group, literal)
            begin += _MARKS.get(group, 0)
            if kind is Kind.PROSE and not text[begin:stop].strip():
                continue
        if group is not None or stop - begin >= _SHORT:
            if start < begin:
                found.append(segment(start, begin, base))
            found.append(segment(begin, stop, kind))
            start = stop
    if start < end:
        found.append(segment(start, end, base))
    return found
