"""Values of an expression as far as its text tells, and calls with what they are given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from posthouse.inspection.reading.places import is_private
from posthouse.inspection.reading.pytext import method as text_method

NET, SECRET, ENV, REQUEST, CODED = "net", "secret", "environment", "request", "coded"
Marks = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression is, as far as the text tells: a text, a dotted name, where it came from."""

    text: str | None = None
    name: str = ""
    marks: Marks = frozenset()
    many: tuple[Value, ...] | None = None
    made: bool = False
    """Whether a text was put together or decoded, not written out."""

    def came(self, kind: str) -> str | None:
        """Return what it came from, of that kind."""
        return next((what for mark, what in self.marks if mark == kind), None)


NOTHING = Value()


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the dotted name of what is called, what it belongs to, what it is given."""

    name: str
    method: str
    base: Value
    given: list[Value]
    named: dict[str, Value]
    made: bool

    @property
    def first(self) -> str:
        """Return the text of the first argument, or ""."""
        value = self.given[0] if self.given else self.named.get("url", NOTHING)
        return value.text or ""

    @property
    def command(self) -> str:
        """Return the command that the arguments are, a list's words joined."""
        value = self.given[0] if self.given else self.named.get("args", NOTHING)
        if value.many is not None:
            words = [one.text if one.text is not None else one.name for one in value.many]
            return _quoted(["python3" if word == "sys.executable" else word for word in words])
        if value.text is not None and len(self.given) > 1 and self.given[1].text is not None:
            return _quoted([one.text or "" for one in self.given])
        return value.text or ""

    @property
    def marks(self) -> Marks:
        """Return where all that is given came from."""
        all_given = (self.base, *self.given, *self.named.values())
        return frozenset(mark for one in all_given for mark in one.marks)


def _quoted(words: list[str]) -> str:
    if len(words) > 2 and re.fullmatch(r"-\w*c|/c", words[1], re.IGNORECASE):
        return " ".join([*words[:2], "'" + words[2].replace("'", "'\\''") + "'", *words[3:]])
    return " ".join(
        "'" + w.replace("'", "'\\''") + "'" if re.search(r"[\s|;&<>$()]", w) else w for w in words
    )


def added(left: Value, right: Value) -> Value:
    """Return two values put together."""
    text = left.text + right.text if left.text is not None and right.text is not None else None
    if text is None and (left.text or right.text):
        text = (left.text or "{}") + (right.text or "{}")
    return Value(text, "", left.marks | right.marks, made=True)


def filled(form: str, given: Value) -> str:
    """Return a form with what it is filled with."""
    values = [one.text or "" for one in (given.many or (given,))]
    return re.sub(r"%[-\d.]*[a-z]", lambda _: values.pop(0) if values else "", form)


def opened(call: Call, marks: Marks) -> Value:
    """Return the file that a call opens."""
    path = call.first
    return Value(None, "file", marks | {("file", path)} | private(path))


def private(path: str) -> Marks:
    """Return the mark of a store of credentials."""
    return frozenset({(SECRET, path)}) if is_private(path) else frozenset()


def path_of(call: Call) -> str:
    """Return the path that a call puts together."""
    if call.name.endswith("Path.home"):
        return "~"
    parts = [one.text for one in call.given if one.text is not None]
    if call.base.text and call.method == "expanduser" and not parts:
        return call.base.text
    return "/".join(part.rstrip("/") if len(part) > 1 else part for part in parts).replace(
        "//", "/"
    )


def made_text(call: Call, marks: Marks) -> Value:
    """Return the text that a call makes of texts: decoded, joined, replaced."""
    texts = [one.text for one in call.given]
    inside = (
        [one.text or "" for one in call.given[0].many]
        if call.given and call.given[0].many
        else None
    )
    text, coded = text_method(call.name, call.method, call.base.text, texts, inside)
    if coded:
        marks |= {(CODED, "")}
    name = "path" if call.base.name == "path" and text is None else ""
    kept = call.base.text if name else text
    return Value(
        kept, name or (f"{call.name}()" if text is None else ""), marks, made=text is not None
    )
