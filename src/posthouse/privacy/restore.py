"""Restoring: the tokens of a request's mapping become what they stood for; no other token does.

A value that was spelled with escapes may have to come back spelled in one of several ways. Each
place's spelling was recorded by its left context; the one whose context agrees longest with what
was just emitted wins. So an echo of the request comes back byte for byte: there the right context
agrees fully, and mask.py sees to it that each context has one spelling. A sink inside a JSON string
(`escapes` = 1) takes only spellings with at least that many layers of escapes, layers being added
where the request had fewer. Without any agreement the plainest spelling the sink allows is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from posthouse.privacy.escapes import unescaped
from posthouse.privacy.mapping import Mapping
from posthouse.privacy.original import CONTEXT, START, Form, Original, escape
from posthouse.privacy.standins import Hit
from posthouse.privacy.token import LENGTH, PREFIX
from posthouse.privacy.vicinity import line_end, line_start

AHEAD = 512
"""Signs behind a secret that are waited for, at most, before it is decided on."""

_FIRST = PREFIX[0]
_LINE = 2048  # signs of a line before a secret that are looked at
_MOST_FORMS = 64  # looked at where no context agrees fully; bounds the work for one token


class Judge(Protocol):
    """Says which tokens need leave to be restored, and gives or refuses it."""

    def guards(self, token: str) -> bool:
        """Tell whether a token needs leave."""

    def allows(self, token: str, line: str) -> bool:
        """Tell whether it may be restored in this line, as the upstream wrote it."""


def restore(text: str, mapping: Mapping, *, escapes: int, judge: Judge | None = None) -> str:
    """Return the text with every token of the mapping restored."""
    if not mapping or (PREFIX not in text and mapping.standins(escapes) is None):
        return text
    restorer = Restorer(mapping, escapes=escapes, judge=judge)
    return restorer.feed(text) + restorer.end()


class Restorer:
    """Restores one channel of a stream; any split of the text gives the same characters joined."""

    __slots__ = (
        "_escapes", "_held", "_judge", "_left", "_line", "_live", "_mapping", "_remembers",
        "_spellings", "_standins",
    )  # fmt: skip

    def __init__(self, mapping: Mapping, *, escapes: int, judge: Judge | None = None) -> None:
        self._mapping = mapping
        self._judge = judge
        self._line = ""
        self._escapes = escapes
        self._live = bool(mapping)
        self._remembers = mapping.contextual
        self._held = ""
        self._left = START
        self._spellings: dict[str, tuple[_Spelling, ...]] = {}
        self._standins = mapping.standins(escapes) if self._live else None

    def feed(self, delta: str) -> str:
        """Return what can be emitted now.

        Holds back less than one token, or surrogate, is long; what needs leave, and what follows
        it, until its line is over or AHEAD signs of it have come.
        """
        if not self._live:
            return delta
        if self._standins is not None:
            return self._put_back(self._held + delta, final=False)
        if not self._held and _FIRST not in delta:
            if self._judge is not None:
                self._line = (self._line + delta)[-_LINE:]
            if self._remembers:
                self._emitted(delta)
            return delta
        if self._judge is not None:
            return self._put_back(self._held + delta, final=False)
        text = self._held + delta
        ready = self._ready(text)
        self._held = text[ready:]
        return self._restored(text[:ready])

    @property
    def holds(self) -> bool:
        """Tell whether something is held back."""
        return bool(self._held)

    def end(self) -> str:
        """Return what was held back: the channel is over, so it is no token."""
        held, self._held = self._held, ""
        if self._standins is not None or self._judge is not None:
            return self._put_back(held, final=True)
        if self._remembers:
            self._emitted(held)
        return held

    def _put_back(self, text: str, *, final: bool) -> str:
        """Restore tokens, surrogates and aliases as far as they are certain; hold the rest."""
        hits, ready = self._settled(text, final=final)
        parts: list[str] = []
        done = 0
        for hit in hits:
            allowed = self._allowed(text, hit, final=final)
            if allowed is None:
                ready = hit.start
                break
            self._append(parts, text[done : hit.start])
            restored = self._spelled(hit.name, hit.original) if allowed else hit.name
            self._append(parts, restored)
            done = hit.end
        self._append(parts, text[done:ready])
        self._held = text[ready:]
        if self._judge is not None:
            self._line = (self._line + text[:ready])[-_LINE:]
        return "".join(parts)

    def _settled(self, text: str, *, final: bool) -> tuple[list[Hit[Original]], int]:
        if self._standins is not None:
            return self._standins.settled(text, final=final)
        ready = len(text) if final else self._ready(text)
        hits: list[Hit[Original]] = []
        start = text.find(PREFIX)
        while 0 <= start <= ready - LENGTH:
            token = text[start : start + LENGTH]
            original = self._mapping.get(token)
            if original is not None:
                hits.append(Hit(start, start + LENGTH, token, original))
            start = text.find(PREFIX, start + (LENGTH if original is not None else 1))
        return hits, ready

    def _allowed(self, text: str, hit: Hit[Original], *, final: bool) -> bool | None:
        """Tell whether what was found may be restored, None where more has to come first."""
        judge = self._judge
        if judge is None or not judge.guards(hit.name):
            return True
        rest = text[hit.end : hit.end + AHEAD]
        end = line_end(rest, 0)
        if end < 0 and len(rest) < AHEAD and not final:
            return None
        before = _line_of(self._line + text[: hit.start])
        return judge.allows(hit.name, before + hit.name + (rest if end < 0 else rest[:end]))

    def _ready(self, text: str) -> int:
        """Return how much of the text cannot become part of a token."""
        start = text.rfind(_FIRST, max(0, len(text) - LENGTH + 1))
        return start if start >= 0 and self._mapping.begins(text[start:]) else len(text)

    def _restored(self, text: str) -> str:
        start = text.find(PREFIX)
        if start < 0:
            if self._remembers:
                self._emitted(text)
            return text
        parts: list[str] = []
        done = 0
        while start >= 0:
            original = self._mapping.get(text[start : start + LENGTH])
            if original is None:
                start = text.find(PREFIX, start + len(PREFIX))
                continue
            self._append(parts, text[done:start])
            self._append(parts, self._spelled(text[start : start + LENGTH], original))
            done = start + LENGTH
            start = text.find(PREFIX, done)
        self._append(parts, text[done:])
        return "".join(parts)

    def _append(self, parts: list[str], part: str) -> None:
        parts.append(part)
        if self._remembers:
            self._emitted(part)

    def _emitted(self, text: str) -> None:
        """Remember the last characters that went out."""
        self._left = text[-CONTEXT:] if len(text) >= CONTEXT else (self._left + text)[-CONTEXT:]

    def _spelled(self, token: str, original: Original) -> str:
        if not original.forms:
            return escape(original.value, self._escapes)
        form = original.forms.get(self._left)
        if form is not None and form.depth >= self._escapes:
            return form.raw
        spellings = self._spellings.get(token)
        if spellings is None:
            spellings = self._spellings[token] = _spellings(original, self._escapes)
        return _best(spellings, self._left)


def _line_of(text: str) -> str:
    """Return the line that a text ends in, at most so much of it."""
    return text[max(line_start(text, len(text)), len(text) - _LINE) :]


@dataclass(frozen=True, slots=True, repr=False)
class _Spelling:
    """One way to write a value; `exact` where the request itself wrote it so, after `left`."""

    text: str
    left: str
    depth: int
    exact: bool


def _spellings(original: Original, escapes: int) -> tuple[_Spelling, ...]:
    """Return the ways to write a value in a sink, plainest first."""
    found = [
        _at_depth(form, left, depth)
        for left, form in islice(original.forms.items(), _MOST_FORMS)
        for depth in range(escapes, form.depth + escapes + 1)
    ]
    return tuple(sorted(found, key=lambda spelling: (spelling.depth, not spelling.exact)))


def _at_depth(form: Form, left: str, depth: int) -> _Spelling:
    """Return a form with layers of escapes put on or taken off, its left context likewise."""
    layers = depth - form.depth
    if layers == 0:
        return _Spelling(form.raw, left, depth, exact=True)
    if layers < 0:
        text, left = unescaped(form.raw, -layers), unescaped(left, -layers)
        return _Spelling(text, left, depth, exact=False)
    left = escape(left.removeprefix(START), layers)[-CONTEXT:]
    return _Spelling(escape(form.raw, layers), left, depth, exact=False)


def _best(spellings: tuple[_Spelling, ...], left: str) -> str:
    """Return the text whose left context agrees longest; then the request's own, the plainest."""
    best, most = spellings[0], (0, False)
    for spelling in spellings:
        agreed = _agreement(spelling.left, left)
        if agreed and (agreed, spelling.exact) > most:
            best, most = spelling, (agreed, spelling.exact)
    return best.text


def _agreement(one: str, two: str) -> int:
    """Return how many last characters are the same."""
    count = 0
    for a, b in zip(reversed(one), reversed(two), strict=False):
        if a != b:
            break
        count += 1
    return count
