"""Unicode that people do not see but models and shells read: removed from text.

    tags        U+E0000-E007F, outside the flags of England, Scotland, Wales and the like
    bidi        embeddings, overrides and isolates, where no right-to-left writing is near
    zero-width  two or more in a row, outside scripts that join their letters; the third of those
                that stand alone behind a Latin letter or a digit
    variation   a variation selector that does not follow one character which has variants
    format      fillers, annotations, deprecated controls; soft hyphens that part no letters

Emoji sequences and real Arabic, Persian, Hebrew and Indic text pass as they are. What is decided
depends only on the text, never on how a stream cuts it: invisible characters are held until their
run ends, a bidi opener until the first letter after it, 32 characters at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import bidirectional

TAGS, BIDI, ZERO_WIDTH, VARIATION, FORMAT = (
    "hidden/tags",
    "hidden/bidi",
    "hidden/zero-width",
    "hidden/variation",
    "hidden/format",
)

_BIDI_LOOKAHEAD = 32
_FLAG = "\U0001f3f4"
_FLAG_TAGS = frozenset({"gbeng", "gbsct", "gbwls", "gbnir", "usca", "ustx"})
_SUSPECT = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u18af\u1b00-\u1bff\ufb50-\ufdff"
    "\ufe70-\ufefc\U00011000-\U000114ff]"
)
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_VARIED = re.compile(
    "[\u1000-\u109f\u1800-\u18af\u2200-\u22ff\u2a00-\u2aff\u3000-\u303f\uff00-\uff0f\ua840-\ua87f]"
)
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
_MARKS = frozenset("\u200e\u200f")
_MOST_STRAYS = 2
_FORMATS = (0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, *range(0x206A, 0x2070), 0x3164)
_KINDS = {
    **dict.fromkeys(map(chr, _FORMATS), FORMAT),
    **dict.fromkeys(map(chr, (0xFFA0, *range(0xFFF0, 0xFFFC), *range(0x1D173, 0x1D17B))), FORMAT),
    **dict.fromkeys(map(chr, range(0xE0080, 0xE0100)), FORMAT),
    **dict.fromkeys(map(chr, range(0xE01F0, 0xE1000)), FORMAT),
    **dict.fromkeys(map(chr, range(0x200B, 0x2010)), ZERO_WIDTH),
    **dict.fromkeys(map(chr, range(0x2060, 0x2065)), ZERO_WIDTH),
    "\ufeff": ZERO_WIDTH,
    "\u180e": ZERO_WIDTH,
    **dict.fromkeys(map(chr, range(0x202A, 0x202F)), BIDI),
    **dict.fromkeys(map(chr, range(0x2066, 0x206A)), BIDI),
    **dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), VARIATION),
    **dict.fromkeys(map(chr, range(0xE0100, 0xE01F0)), VARIATION),
    **dict.fromkeys(map(chr, range(0xE0000, 0xE0080)), TAGS),
}
_CLOSERS = frozenset("\u202c\u2069")
_BIDI_CONTROLS = frozenset(char for char, kind in _KINDS.items() if kind == BIDI)
_LONGEST_RUN = 8  # a flag has six tags; what is longer is dropped anyway


def hidden_in(text: str) -> set[str]:
    """Return the kinds of hidden Unicode that a whole text holds."""
    found: set[str] = set()
    if not text.isascii() and _SUSPECT.search(text):
        unhidden = Unhidden(found.add)
        unhidden.feed(text)
        unhidden.end()
    return found


class Unhidden:
    """Takes hidden Unicode out of one channel and reports the kinds that it took out."""

    __slots__ = (
        "_before",
        "_open",
        "_report",
        "_rtl",
        "_run",
        "_run_kind",
        "_since",
        "_soft",
        "_strays",
        "_waiting",
    )

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._before = ""  # the last visible character; empty once a selector has followed it
        self._since = 0  # zero-width characters let through since then
        self._run = ""  # tags or zero-width characters whose run has not ended
        self._run_kind = ""
        self._strays = 0  # lone zero-width characters behind Latin letters and digits
        self._soft = 2  # visible characters since the last soft hyphen
        self._waiting = ""  # from a bidi opener on, until a letter tells its direction
        self._open = 0
        self._rtl = False

    @property
    def holds(self) -> bool:
        """Tell whether anything is held back."""
        return bool(self._run or self._waiting)

    def feed(self, delta: str) -> str:
        """Return the visible text that is decided."""
        if self._run or self._waiting or not (delta.isascii() or not _SUSPECT.search(delta)):
            return "".join([self._take(char) for char in delta])
        if delta:
            self._before, self._since = delta[-1], 0
            self._soft += len(delta)
            self._rtl = self._rtl or (not delta.isascii() and _RTL.search(delta) is not None)
        return delta

    def end(self) -> str:
        """Return what is left: an opener that no right-to-left letter followed is dropped."""
        return self._close_run() + self._decide()

    def _take(self, char: str) -> str:
        kind = _KINDS.get(char, "")
        if kind in (TAGS, ZERO_WIDTH):
            out = self._close_run() if kind != self._run_kind else ""
            self._run_kind = kind
            self._run = (self._run + char)[:_LONGEST_RUN]
            return out
        out = self._close_run()
        if kind == VARIATION:
            return out + self._selector(char)
        if kind == BIDI:
            return out + self._direction(char)
        if kind == FORMAT:
            return out + self._format(char)
        return out + self._visible(char)

    def _close_run(self) -> str:
        run, self._run = self._run, ""
        if not run:
            return ""
        if self._run_kind == TAGS:
            allowed = self._before == _FLAG and not self._since and _is_flag(run)
        else:
            self._since += len(run)
            joins = _JOINING.match(self._before) or (self._rtl and set(run) <= _MARKS)
            allowed = self._since <= (2 if joins else 1) and (bool(joins) or not self._stray())
        if allowed:
            return self._emit(run)
        self._report(self._run_kind)
        return ""

    def _stray(self) -> bool:
        """Count a zero-width character behind a Latin letter; tell whether there are too many."""
        before = self._before
        self._strays += before.isascii() and before.isalnum() and not self._rtl
        return self._strays > _MOST_STRAYS

    def _format(self, char: str) -> str:
        before = self._before
        if char == "\u00ad":
            allowed = before.isalpha() and self._soft > 1
            self._soft = 0
        elif char in "\u115f\u1160":
            allowed = _JAMO.match(before) is not None
        else:
            allowed = char == "\u034f" and _RTL.match(before) is not None
        if allowed:
            return self._emit(char)
        self._report(FORMAT)
        return ""

    def _selector(self, char: str) -> str:
        before, self._before = self._before, ""
        if not before or self._since or not _has_variant(before, char):
            self._report(VARIATION)
            return ""
        return self._emit(char)

    def _direction(self, char: str) -> str:
        if self._waiting or not (self._rtl or char in _CLOSERS):
            self._waiting += char
            return self._decide() if len(self._waiting) > _BIDI_LOOKAHEAD else ""
        if char not in _CLOSERS:
            self._open += 1
        elif self._open:
            self._open -= 1
        else:
            self._report(BIDI)
            return ""
        return char

    def _visible(self, char: str) -> str:
        self._before, self._since = char, 0
        self._soft += 1
        self._rtl = self._rtl or _RTL.match(char) is not None
        if not self._waiting:
            return char
        self._waiting += char
        decided = self._rtl or bidirectional(char) == "L" or len(self._waiting) > _BIDI_LOOKAHEAD
        return self._decide() if decided else ""

    def _emit(self, text: str) -> str:
        """Return text that may pass; behind a waiting opener it waits too."""
        if not self._waiting:
            return text
        self._waiting += text
        return ""

    def _decide(self) -> str:
        """Let go what waits: with its bidi controls where right-to-left writing was seen."""
        waiting, self._waiting = self._waiting, ""
        controls = [char for char in waiting if char in _BIDI_CONTROLS]
        if not controls:
            return waiting
        if self._rtl:
            closers = sum(char in _CLOSERS for char in controls)
            self._open = max(0, self._open + len(controls) - 2 * closers)
            return waiting
        self._report(BIDI)
        return "".join([char for char in waiting if char not in _BIDI_CONTROLS])


def _is_flag(run: str) -> bool:
    letters = "".join(chr(ord(char) - 0xE0000) for char in run)
    return letters[-1] == "\x7f" and letters[:-1] in _FLAG_TAGS


def _has_variant(char: str, selector: str) -> bool:
    """Tell whether a character can have a variant: signs and emoji, ideographs, some scripts."""
    if selector > "\uffff":
        return _IDEOGRAPH.match(char) is not None and selector < "\U000e0120"
    if selector >= "\ufe0e":
        return not char.isalpha() or not char.isascii()
    return _IDEOGRAPH.match(char) is not None or _VARIED.match(char) is not None
