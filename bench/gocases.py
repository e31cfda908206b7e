"""Reads the cases of gitleaks' and betterleaks' rules: what their Go sources say must be found.

Each rule is a Go function that lists `tps` and `fps`, partly made by calls of a few helpers.
Those calls are evaluated here; random characters come from a seed, so the cases are the same
every time. What needs more of the language than that is left out and counted.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from re import _parser as parser

_TOKEN = re.compile(
    r"\s+|//[^\n]*|`(?P<raw>[^`]*)`|\"(?P<text>(?:\\.|[^\"\\\n])*)\"|(?P<name>[A-Za-z_][\w.]*)"
    r"|(?P<number>\d[\d.]*)|(?P<sign>:=|\[\]|.)",
    re.DOTALL,
)
_FUNCTION = re.compile(r"^func (\w+)\(\) \*config\.Rule \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_RULE = re.compile(r"RuleID:\s*\"([^\"]+)\"")
_CLASSES = {
    "utils.Numeric": "[0-9]", "utils.Hex": "[a-f0-9]", "utils.AlphaNumeric": "[a-z0-9]",
    "utils.AlphaNumericExtendedShort": "[a-z0-9_-]",
    "utils.AlphaNumericExtended": r"[a-z0-9=_\-]",
    "utils.AlphaNumericExtendedLong": r"[a-z0-9\/=_\+\-]",
}  # fmt: skip
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# The forms of utils.GenerateSampleSecrets.
_SAMPLES = (
    '{i}Token="{s}"', "{i}Token = {s}", '{{\n    "{i}_token": "{s}"\n}}',
    '{{"config.ini": "{I}_TOKEN={s}\\nBACKUP_ENABLED=true"}}', "<{i}Token>\n    {s}\n</{i}Token>",
    "{i}_token: {s}", "{i}_token: '{s}'", 'string {i}Token = "{s}";', 'var {i}Token string = "{s}"',
    "{i}Token := `{s}`", '${i}Token .= "{s}"', 'System.setProperty("{I}_TOKEN", "{s}")',
    '  "{i}Token" => "{s}"', '{i}_TOKEN ::= "{s}"',
)  # fmt: skip


@dataclass
class Cases:
    """What one rule's source says: texts with a secret, texts without."""

    rule: str
    found: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    skipped: int = 0


class Unread(Exception):
    """More of the language than is evaluated here."""


def generated(pattern: str, chance: random.Random) -> str:
    """Return a random text that the pattern matches."""
    return "".join(_pieces(parser.parse(re.sub(r"\(\?-?[a-z]+\)", "", pattern)), chance))


def _pieces(tree: object, chance: random.Random) -> Iterator[str]:
    for kind, what in tree:
        make = _MAKERS.get(str(kind))
        if make is None:
            raise Unread(str(kind))
        yield from make(what, chance)


def _repeated(what: tuple, chance: random.Random) -> Iterator[str]:
    low, high, inner = what
    for _ in range(chance.randint(low, min(int(high), low + 8))):
        yield from _pieces(inner, chance)


def _members(what: list) -> str:
    out = ""
    for kind, value in what:
        if str(kind) == "LITERAL":
            out += chr(value)
        elif str(kind) == "RANGE":
            out += "".join(map(chr, range(value[0], value[1] + 1)))
        elif str(value) == "CATEGORY_DIGIT":
            out += "0123456789"
        else:
            out += "abcdefghijklmnopqrstuvwxyz0123456789_"
    return out


_MAKERS = {
    "LITERAL": lambda what, _: chr(what),
    "IN": lambda what, chance: chance.choice(_members(what)),
    "ANY": lambda _, chance: chance.choice("abcdef0123456789"),
    "MAX_REPEAT": _repeated,
    "MIN_REPEAT": _repeated,
    "SUBPATTERN": lambda what, chance: _pieces(what[3], chance),
    "BRANCH": lambda what, chance: _pieces(chance.choice(what[1]), chance),
    "AT": lambda *_: "",
}


def _appended(base: list, *more: object) -> list:
    return base + [t for one in more for t in (one if isinstance(one, list) else [one])]


def _samples(name: str, secret: str) -> list[str]:
    return [form.format(i=name, I=name.upper(), s=secret) for form in _SAMPLES]


# What the rules call, beside the generators of random texts.
_CALLS = {
    "utils.Hex8_4_4_4_12": lambda: _UUID,
    "utils.GenerateSampleSecret": '{}_api_token = "{}"'.format,
    "utils.GenerateSampleSecrets": _samples,
    "append": _appended,
    "fmt.Sprintf": lambda form, *given: form.replace("%%", "%") % given,
    "strings.Repeat": lambda text, times: text * int(times),
}


class _Reader:
    """Evaluates the expressions of one function, in order."""

    def __init__(self, source: str, chance: random.Random) -> None:
        self._tokens = [m for m in _TOKEN.finditer(source) if m.lastgroup]
        self._at = 0
        self._chance = chance
        self.known: dict[str, object] = {}
        self.skipped = 0

    def run(self) -> None:
        """Take in every assignment `name := …` and `name = …`."""
        while self._at < len(self._tokens) - 2:
            name, sign = self._tokens[self._at], self._tokens[self._at + 1]
            if name["name"] and sign["sign"] in (":=", "="):
                self._at += 2
                start = self._at
                try:
                    self.known[name["name"]] = self._sum()
                except (Unread, IndexError, KeyError, TypeError, ValueError, re.error):
                    self._at = start
            else:
                self._at += 1

    def _peek(self) -> str:
        token = self._tokens[self._at]
        return token["sign"] or ""

    def _sum(self) -> object:
        value = self._one()
        while self._at < len(self._tokens) and self._peek() == "+":
            self._at += 1
            value = value + self._one()
        return value

    def _one(self) -> object:
        token = self._tokens[self._at]
        self._at += 1
        if token["raw"] is not None:
            return token["raw"]
        if token["text"] is not None:
            return token["text"].encode().decode("unicode_escape").encode("latin-1").decode()
        if token["number"] is not None:
            return token["number"]
        if token["sign"] == "[]":
            self._at += 1  # the type
            return self._items("{", "}")
        name = token["name"]
        if name and self._at < len(self._tokens) and self._peek() == "(":
            return self._call(name, self._items("(", ")"))
        if name in self.known:
            return self.known[name]
        raise Unread(token.group())

    def _items(self, opening: str, closing: str) -> list:
        if self._peek() != opening:
            raise Unread("a list")
        self._at += 1
        items: list = []
        while self._peek() != closing:
            start = self._at
            try:
                items.append(self._sum())
            except (Unread, KeyError, TypeError, ValueError, re.error):
                self.skipped += 1
                self._at = start
                self._past_item(closing)
            while self._peek() == "." or self._tokens[self._at]["name"] == "...":
                self._at += 1
            if self._peek() == ",":
                self._at += 1
            elif self._peek() != closing:
                self._past_item(closing)
        self._at += 1
        return items

    def _past_item(self, closing: str) -> None:
        depth = 0
        while depth or self._peek() not in (",", closing):
            depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(self._peek(), 0)
            self._at += 1
        if self._peek() == ",":
            self._at += 1

    def _call(self, name: str, given: list) -> object:
        if name in _CLASSES:
            return f"{_CLASSES[name]}{{{given[0]}}}"
        if name.startswith("secrets.NewSecret"):
            return generated(given[0], self._chance)
        if name not in _CALLS:
            raise Unread(name)
        return _CALLS[name](*given)


def cases(folder: Path, seed: int = 7) -> Iterator[tuple[str, Cases]]:
    """Yield (family, cases) of every rule in a folder of Go sources; a family is a file."""
    for path in sorted(folder.glob("*.go")):
        for _, body in _FUNCTION.findall(path.read_text(encoding="utf-8")):
            rule = _RULE.search(body)
            reader = _Reader(body, random.Random(f"{seed}{path.name}{body[:80]}"))
            reader.run()
            one = Cases(rule.group(1) if rule else path.stem, skipped=reader.skipped)
            one.found = [t for t in reader.known.get("tps", []) if isinstance(t, str)]
            one.left = [t for t in reader.known.get("fps", []) if isinstance(t, str)]
            if one.found or one.left:
                yield path.stem, one
