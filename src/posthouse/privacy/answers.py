"""Takes values out of a streamed text that the caller did not put in: what a model says by itself.

The text is judged in units: a line, or from 256 signs on up to the next space. So what is found
does not depend on how the text was cut into pieces, and no part of a value goes out before the
whole was seen. The end of the unit before is looked at too, for what stands in front of a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from posthouse.model.finding import Finding

LONG = 256
LONGEST = 4096
"""A unit without any space ends here."""

_CONTEXT = 64
_SPACE = re.compile(r"\s")
Find = Callable[[str], Sequence[Finding]]


class Answers:
    """One channel of text. `find` finds values; `known` tells those that the caller said."""

    __slots__ = ("_before", "_find", "_held", "_known", "taken")

    def __init__(self, find: Find, known: Callable[[str], bool]) -> None:
        self._find = find
        self._known = known
        self._held = ""
        self._before = ""
        self.taken: dict[str, int] = {}

    @property
    def holds(self) -> bool:
        """Tell whether something is held back."""
        return bool(self._held)

    def feed(self, delta: str) -> str:
        """Return the units that are whole, values taken out."""
        text = self._held + delta
        out: list[str] = []
        while (end := _unit(text)) > 0:
            out.append(self._judged(text[:end]))
            text = text[end:]
        self._held = text
        return "".join(out)

    def end(self) -> str:
        """Return the rest."""
        held, self._held = self._held, ""
        return self._judged(held) if held else ""

    def _judged(self, unit: str) -> str:
        whole, skip = self._before + unit, len(self._before)
        parts: list[str] = []
        done = skip
        for finding in self._find(whole):
            if finding.end <= done or self._known(whole[finding.start : finding.end]):
                continue
            label = finding.label.value
            parts += whole[done : max(finding.start, done)], f"[{label}]"
            self.taken[label] = self.taken.get(label, 0) + 1
            done = finding.end
        parts.append(whole[done:])
        self._before = whole[-_CONTEXT:]
        return "".join(parts)


def _unit(text: str) -> int:
    """Return where the first unit ends, 0 where it is not whole yet."""
    line = text.find("\n") + 1
    if 0 < line <= LONG:
        return line
    if len(text) > LONG:
        space = _SPACE.search(text, LONG, LONGEST)
        if space is not None:
            return space.end()
        return LONGEST if len(text) >= LONGEST else 0
    return 0
