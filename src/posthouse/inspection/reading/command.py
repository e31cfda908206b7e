"""One simple command of a shell, as the grammar sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Words without quotes; variables and printed text filled in where they are known.

    `before`: the commands whose output it reads. `inner`: those whose output stands in its words.
    `text`: the document or string on its input. `writes`: the files its output goes to; `adds`: those
    of them to whose end it goes.
    """

    words: tuple[str, ...]
    before: tuple[Command, ...] = ()
    inner: tuple[Command, ...] = ()
    text: str = ""
    writes: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()

    @property
    def program(self) -> str:
        """Return the program's name without its folder."""
        name = self.words[0].rsplit("/", 1)[-1] if self.words else ""
        return name.removesuffix(".exe")
