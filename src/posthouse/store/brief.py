"""What the record's process is told when it is started, as one word of its command line."""

from __future__ import annotations

import msgspec


class Brief(msgspec.Struct, frozen=True):
    """`software` and `build` stand on receipts; the rest is from the settings."""

    software: str
    build: str = ""
    sinks: tuple[str, ...] = ()
    require: int = 1
    origin: str = ""
    guard: str = ""

    def packed(self) -> str:
        """Return it as one word."""
        return msgspec.json.encode(self).decode()


def brief_of(word: str) -> Brief:
    """Return what a word says; one that is no JSON object is a software's name alone."""
    return msgspec.json.decode(word, type=Brief) if word.startswith("{") else Brief(word)
