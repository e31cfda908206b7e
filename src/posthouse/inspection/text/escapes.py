"""Terminal escapes and control characters: taken out of text, with what they conceal.

    ESC [ … final      colours, cursor, erasing; after SGR 8 (conceal) text goes too, to its end
    ESC ] … BEL or ST  titles, hyperlinks (8), the clipboard (52)
    ESC P X ^ _ … ST   device control and application strings
    C0 and C1          but tab and newline; a carriage return alone becomes a newline

An escape that has not ended within LONGEST characters is dropped up to where its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable

RULE = "text/escape"
LONGEST = 4096

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)(?P<how>[0-?]*)[ -/]*(?P<final>[@-~])"
    "|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)"
    "|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c]*(?:\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-OQ-WYZ\\\\`-~]"
)
_BROKEN = re.compile("(?:\x1b\\[|\x9b)[0-?]*[ -/]*(?=[^ -~])|\x1b[ -/]*(?=[^ -~])")
_OPENERS = frozenset("\x1b\x90\x98\x9b\x9d\x9e\x9f")


class Escapes:
    """Takes escapes out of one channel; reports RULE when it took one."""

    __slots__ = ("_concealed", "_dropping", "_held", "_report")

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._held = ""
        self._concealed = False
        self._dropping = False

    @property
    def holds(self) -> bool:
        """Tell whether something is held back or being dropped."""
        return bool(self._held) or self._concealed or self._dropping

    def feed(self, delta: str) -> str:
        """Return the text that is decided."""
        if not self.holds and not _CONTROL.search(delta):
            return delta
        return self._scan(self._held + delta, last=False)

    def end(self) -> str:
        """Return what was held: an escape that has no end shows nothing."""
        out = self._scan(self._held, last=True)
        self._concealed = self._dropping = False
        return out

    def _scan(self, text: str, *, last: bool) -> str:
        out: list[str] = []
        self._held = ""
        place = 0
        while place < len(text):
            if self._dropping:
                end = text.find("\n", place)
                self._dropping = end < 0
                place = len(text) if end < 0 else end
                continue
            match = _CONTROL.search(text, place)
            end = len(text) if match is None else match.start()
            out.append(self._shown(text[place:end]))
            if match is None:
                break
            length = self._control(text[end : end + LONGEST], out, last=last)
            if not length:
                self._held = text[end:]
                break
            place = end + length
        return "".join(out)

    def _shown(self, text: str) -> str:
        """Return what of a plain text is seen: concealed text is not, up to its line's end."""
        if not self._concealed or "\n" not in text:
            return "" if self._concealed else text
        self._concealed = False
        return text[text.index("\n") :]

    def _control(self, text: str, out: list[str], *, last: bool) -> int:
        """Take what a control character begins; return its length, 0 where it is not whole yet."""
        if text[0] == "\r":
            return self._return(text, out, last=last)
        if text[0] not in _OPENERS:
            self._report(RULE)
            return 1
        match = _SEQUENCE.match(text) or _BROKEN.match(text)
        if match is None and len(text) < LONGEST and not last:
            return 0
        self._report(RULE)
        if match is None:
            self._dropping = True
            return 1
        if match.re is _SEQUENCE and match["final"] == "m":
            self._style(match["how"])
        return match.end()

    def _return(self, text: str, out: list[str], *, last: bool) -> int:
        run = len(text) - len(text.lstrip("\r"))
        if run == len(text) and not last:
            return 0
        if text[run : run + 1] == "\n" or run == len(text):
            out.append(text[:run])
        else:
            self._report(RULE)
            out.append("\n")
        return run

    def _style(self, how: str) -> None:
        for one in how.split(";"):
            if one == "8":
                self._concealed = True
            elif one in ("", "0", "28"):
                self._concealed = False
