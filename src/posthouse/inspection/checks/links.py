"""Links that a client loads by itself and whose address carries data away: made harmless in text.

    ![alt](url)    ![alt][ref] with [ref]: url    <img src=url> and other tags that load when shown

Ordinary images, badges, `data:` images and relative paths stay (addresses.py judges). Text is held
from the opening of a link to its end, at most LONGEST characters; what is not closed by then and
carries an address is removed up to where it would end. Decisions depend on the text alone, never on
how a stream cuts it: each is made on the window of LONGEST characters from the opening, as soon as
what has come of it leaves no choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from posthouse.inspection.checks.addresses import carries_data

RULE = "links/image-carries-data"
NOTE = "(image removed: its address carried data)"
LONGEST = 2048

_TAGS = ("img", "image", "link", "iframe", "script", "video", "audio", "source", "embed", "object")
_TAG = re.compile(r"<(?=(?:" + "|".join(_TAGS) + r")[\s/>])", re.IGNORECASE)
_OPENING = re.compile(r"!(?:\[|\Z)|" + _TAG.pattern + r"|<[a-z]{0,6}\Z|\[", re.IGNORECASE)
_TAG_END = re.compile(r"""(?>(?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(
    r"""(?:src|href|data|poster|srcset)\s*=\s*(?:"([^"]*)|'([^']*)|([^\s>"']+))""", re.IGNORECASE
)
_ALT = re.compile(r"""\salt\s*=\s*["']([^"'<>\[\]]*)""", re.IGNORECASE)
_LABEL = re.compile(r"\[(?P<label>[^\[\]\n]*)\]")
_URL_MARK = re.compile(r"\\.|[\s()]", re.DOTALL)
_ANGLED = re.compile(r"<(?P<url>[^<>\n]*)>")
_AFTER_TARGET = re.compile(r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)""")
_NO_TITLE = re.compile(r"""\s*[^\s"'()]|[^\s)]|[ \t]*\n[ \t]*\n""")
_SPACE = re.compile(r"\s*")
_DEFINITION = re.compile(r"\[(?P<label>[^\[\]\n]+)\]:[ \t]*\n?[ \t]*<?(?P<url>[^\s<>]+)[\s>]")
_NO_DEFINITION = re.compile(r"\[(?:\^|[^\]\n]*[\[\n]|\]|[^\]]*\](?:[^:]|:[ \t]*\n?[ \t]*[\n<]{2}))")
_LONG_DEFINITION = re.compile(r"\[[^\[\]\n]+\]:\s*<?\s*(?:https?:)?//", re.IGNORECASE)
_BRACKET = re.compile(r"\\.|[\[\]]|\n\n", re.DOTALL)
_IN_DATA = re.compile(r"""=\s*(?:"data:image/[^"]*|'data:image/[^']*)\Z""", re.IGNORECASE)
_LEAD = " \t>*+-.)0123456789"  # what may stand before a definition: quotes, lists, indentation
_REMOTE = re.compile(r"\s*<?\s*(?:https?:)?//", re.IGNORECASE)
_MOST_LABELS = 256
_DEEPEST = 16
_OPEN = -1
_NO_LINK = -2

_Found = tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class _Rest:
    """How the rest of a link goes that was decided before it ended."""

    end: re.Pattern[str]
    shown: bool = False
    closing: str = ""
    then: _Rest | None = None


_REST_OF_URL = _Rest(re.compile(r"\)|(?=\s)"))
_REST_OF_TAG = _Rest(re.compile(r">"))
_REST_OF_DATA = _Rest(
    re.compile(r"""["']"""), shown=True, then=_Rest(re.compile(r">"), closing=">")
)


class Links:
    """Watches one channel for links that load by themselves; reports RULE for each it removed."""

    __slots__ = ("_bad", "_held", "_report", "_rest", "_token", "_wanted", "at_start")

    def __init__(self, report: Callable[[str], None], token: re.Pattern[str] | None = None) -> None:
        self._report = report
        self._token = token
        self._held = ""
        self._rest: _Rest | None = None
        self._wanted: set[str] = set()
        self._bad: set[str] = set()
        self.at_start = True  # whether a definition may still begin in this line

    @property
    def holds(self) -> bool:
        """Tell whether anything is held back or the rest of a link is being dropped."""
        return bool(self._held or self._rest)

    def feed(self, delta: str) -> str:
        """Return the text that is decided."""
        return self._scan(self._held + delta, last=False)

    def end(self) -> str:
        """Return what was held: a link that never closed is no link."""
        out = self._scan(self._held, last=True)
        self._rest = None
        return out

    def _scan(self, text: str, *, last: bool) -> str:
        out: list[str] = []
        self._held = ""
        place = self._go_on(text, 0, out)
        while match := _OPENING.search(text, place):
            out.append(self._pass(text[place : match.start()]))
            place = match.start()
            found = self._link(text[place : place + LONGEST], last=last)
            if found is None:
                self._held = text[place:]
                return "".join(out)
            length, shown = found
            out.append(shown)
            self._pass(text[place : place + length])
            place = self._go_on(text, place + length, out)
        out.append(self._pass(text[place:]))
        return "".join(out)

    def _pass(self, text: str) -> str:
        """Note whether the text leaves us at the start of a line."""
        line = text[text.rfind("\n") + 1 :]
        if len(line) < len(text):
            self.at_start = True
        if line.strip(_LEAD):
            self.at_start = False
        return text

    def _go_on(self, text: str, place: int, out: list[str]) -> int:
        """Go to the end of a link that was decided before it ended."""
        while self._rest is not None and place < len(text):
            match = self._rest.end.search(text, place)
            end = len(text) if match is None else match.end()
            if self._rest.shown:
                out.append(text[place:end])
            if match is not None:
                out.append(self._rest.closing)
                self._rest = self._rest.then
            place = end
        return place

    def _link(self, window: str, *, last: bool) -> _Found:
        """Return how long the link or what looked like one is and what to show; None: undecided."""
        full = last or len(window) == LONGEST
        if window[0] == "!":
            found = self._image(window, full=full)
        elif window[0] == "<":
            found = self._tag(window, full=full)
        else:
            found = self._definition(window, full=full)
        return (1, window[0]) if found is None and full else found

    def _image(self, window: str, *, full: bool) -> _Found:
        close = _closing(window)
        if close < 0:
            return None if close == _OPEN else self._unclosed(window, -close)
        if close + 1 == len(window):
            return self._reference(window[2:close], close + 1, window) if full else None
        alt = window[2:close]
        if window[close + 1] == "(":
            return self._inline(window, alt, close + 2, full=full)
        label = _LABEL.match(window, close + 1)
        if label is None:
            cut = window[close + 1] == "[" and not re.search(r"[\[\n]", window[close + 2 :])
            return None if cut else self._reference(alt, close + 1, window)
        return self._reference(label["label"] or alt, label.end(), window)

    def _unclosed(self, window: str, length: int) -> _Found:
        """Return what opens no image: looked into if a blank line ends it, harmless if too deep."""
        if window.startswith("\n\n", length):
            return 2, "!["
        return length, _harmless(window[1:length])

    def _inline(self, window: str, alt: str, start: int, *, full: bool) -> _Found:
        url, end = _target(window, start)
        close = _AFTER_TARGET.match(window, end) if url else None
        if close is not None:
            if carries_data(url, self._token):
                return self._removed(close.end(), alt)
            return close.end(), "![" + _harmless(alt) + window[start - 2 : close.end()]
        if end == _NO_LINK or (url and _NO_TITLE.match(window, end)):
            return 2, "!["
        if full and len(window) == LONGEST and _REMOTE.match(window, start):
            self._rest = _REST_OF_URL
            return self._removed(len(window), alt)
        return None

    def _reference(self, label: str, length: int, window: str) -> _Found:
        label = _folded(label)
        if label in self._bad:
            return self._removed(length, window[2 : _closing(window)])
        if len(self._wanted) < _MOST_LABELS:
            self._wanted.add(label)
        return length, window[:2] + _harmless(window[2:length])

    def _definition(self, window: str, *, full: bool) -> _Found:
        if not self.at_start or _NO_DEFINITION.match(window):
            return 1, "["
        match = _DEFINITION.match(window + " " if full else window)
        if match is None:
            if len(window) == LONGEST and _LONG_DEFINITION.match(window):
                self._rest = _REST_OF_URL
                return self._removed(LONGEST, "")
            return None
        length = match.end("url")
        if carries_data(match["url"], self._token) and self._is_wanted(_folded(match["label"])):
            return self._removed(length, "")
        return length, window[:length]

    def _is_wanted(self, label: str) -> bool:
        """Tell whether an image uses this bad label; if not yet, remember it for one that does."""
        if label in self._wanted or max(len(self._bad), len(self._wanted)) >= _MOST_LABELS:
            return True
        self._bad.add(label)
        return False

    def _tag(self, window: str, *, full: bool) -> _Found:
        name = re.match(r"<([A-Za-z]*)", window)
        if name is not None and name.end() == len(window):
            known = any(tag.startswith(name[1].lower()) for tag in _TAGS)
            return None if known else (1, "<")
        match = _TAG_END.match(window)
        tag = window if match is None else match[0]
        if match is None and not (full and len(window) == LONGEST):
            return None
        addresses = [a for found in _ATTRIBUTE.findall(tag) for a in _addresses("".join(found))]
        bad = any(carries_data(address, self._token) for address in addresses)
        if match is None:
            self._rest = _REST_OF_TAG
            if not bad and _IN_DATA.search(tag):
                self._rest = _REST_OF_DATA
                return len(tag), tag
        elif not bad:
            return len(tag), tag
        alt = _ALT.search(tag)
        return self._removed(len(tag), alt[1] if alt else "")

    def _removed(self, length: int, alt: str) -> _Found:
        self._report(RULE)
        alt = re.sub(r"[!\[\]<>]+", "", alt)
        return length, f"{alt} {NOTE}" if alt else NOTE


def _closing(window: str) -> int:
    """Return where the bracket of an image's text closes.

    _OPEN where it has not closed yet; minus the length of what opens no image, where it cannot.
    """
    depth = 0
    for match in _BRACKET.finditer(window, 1):
        if match[0] == "[":
            depth += 1
        elif match[0] == "]":
            depth -= 1
        elif match[0] == "\n\n":
            return -match.start()
        if depth == 0:
            return match.start()
        if depth > _DEEPEST:
            return -match.start()
    return _OPEN


def _target(window: str, start: int) -> tuple[str, int]:
    """Return the address of an inline link and where it ends: "" and _OPEN or _NO_LINK without."""
    begin = _SPACE.match(window, start).end()  # type: ignore[union-attr]
    if window.startswith("<", begin):
        angled = _ANGLED.match(window, begin)
        open_yet = ">" not in window[begin:] and "\n" not in window[begin:]
        return (
            (angled["url"] or " ", angled.end())
            if angled
            else ("", _OPEN if open_yet else _NO_LINK)
        )
    depth = 0
    for mark in _URL_MARK.finditer(window, begin):
        if mark[0] == "(":
            depth += 1
        elif mark[0] == ")":
            depth -= 1
        if depth > _DEEPEST * 2 or (mark.start() == begin and depth < 0):
            return "", _NO_LINK
        if depth < 0 or mark[0].isspace():
            return window[begin : mark.start()], mark.start()
    return "", _OPEN


def _harmless(alt: str) -> str:
    """Return an image's text in which no other image can hide."""
    return _TAG.sub("&lt;", alt.replace("![", "["))


def _folded(label: str) -> str:
    """Return a reference label as Markdown compares it."""
    return " ".join(label.split()).casefold()


def _addresses(value: str) -> list[str]:
    """Return the addresses of an attribute; srcset has several with their sizes."""
    if value.lstrip()[:5].lower() == "data:":
        return []
    return [part.split()[0] for part in value.split(", ") if part.split()]
