"""How a command speaks: sentences in the reader's language, or one JSON value for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO
from unicodedata import east_asian_width

from posthouse.cli.messages import MESSAGES, Language
from posthouse.model.errors import PosthouseError

OK = 0
FAILED = 1
USAGE = 2
UNSOUND = 3


def language(environ: Mapping[str, str]) -> Language:
    """Return Chinese where POSTHOUSE_LANG, LC_ALL or LANG begins with zh, else English."""
    told = next((environ[n] for n in ("POSTHOUSE_LANG", "LC_ALL", "LANG") if environ.get(n)), "")
    return Language.ZH if told.lower().startswith("zh") else Language.EN


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command's words go. With `as_json` people's words go to stderr, if anywhere."""

    language: Language
    out: TextIO
    err: TextIO
    as_json: bool = False

    def text(self, message: str, **values: object) -> str:
        """Return a sentence of the table, filled in."""
        return MESSAGES[message][self.language.value].format(**values)

    def say(self, message: str, **values: object) -> None:
        """Write a sentence for people; nothing where a program reads."""
        if not self.as_json:
            self.line(self.text(message, **values))

    def note(self, message: str, **values: object) -> None:
        """Write a sentence on the way to stderr, so that it never mixes with results."""
        self.err.write(self.text(message, **values) + "\n")
        self.err.flush()

    def line(self, text: str = "") -> None:
        """Write one line as it is."""
        self.out.write(text + "\n")
        self.out.flush()

    def result(self, tree: Any) -> None:
        """Write the one JSON value of a command; nothing where people read."""
        if self.as_json:
            self.line(json.dumps(tree, ensure_ascii=False, indent=2))

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write rows under a head in columns; nothing where a program reads."""
        if self.as_json:
            return
        lines = [list(head), *(list(row) for row in rows)]
        widths = [max(_width(line[n]) for line in lines) for n in range(len(head))]
        for line in lines:
            cells = (c + " " * (w - _width(c)) for c, w in zip(line, widths, strict=True))
            self.line("  ".join(cells).rstrip())

    def complain(self, error: PosthouseError) -> None:
        """Write an error and its hint to stderr."""
        if self.as_json:
            told = {"error": error.message, "hint": error.hint}
            self.err.write(json.dumps(told, ensure_ascii=False) + "\n")
            return
        self.err.write(f"posthouse: {error.message}\n")
        if error.hint:
            self.err.write(self.text("hint", hint=error.hint) + "\n")


def terminal(*, json_: bool, environ: Mapping[str, str]) -> Terminal:
    """Return the terminal of this process."""
    return Terminal(language(environ), sys.stdout, sys.stderr, json_)


def _width(text: str) -> int:
    """Return how many columns a text takes; Chinese characters take two."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
