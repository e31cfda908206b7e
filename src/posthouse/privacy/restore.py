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

from posthouse.privacy.escapes import unescaped
from posthouse.privacy.mapping import (
    CONTEXT,
    START,
    Form,
    Mapping,
    Original,
    escape,
)
from posthouse.privacy.standins import Standins
from posthouse.privacy.token import LENGTH, PREFIX

_FIRST = PREFIX[0]
_MOST_FORMS = 64  # looked at where no context agrees fully; bounds the work for one token


def restore(text: str, mapping: Mapping, *, escapes: int) -> str:
    """Return the text with every token of the mapping restored."""
    if not mapping or (PREFIX not in text and mapping.standins(escapes) is None):
        return text
    restorer = Restorer(mapping, escapes=escapes)
    return restorer.feed(text) + restorer.end()


class Restorer:
    """Restores one channel of a stream; any split of the text gives the same characters joined."""

    __slots__ = (
        "_escapes", "_held", "_left", "_live", "_mapping", "_remembers", "_spellings", "_standins",
    )  # fmt: skip

    def __init__(self, mapping: Mapping, *, escapes: int) -> None:
        self._mapping = mapping
        self._escapes = escapes
        self._live = bool(mapping)
        self._remembers = mapping.contextual
        self._held = ""
        self._left = START
        self._spellings: dict[str, tuple[_Spelling, ...]] = {}
        self._standins = mapping.standins(escapes) if self._live else None

    def feed(self, delta: str) -> str:
        """Return what can be emitted now; holds back less than one token, or surrogate, is long."""
        if not self._live:
            return delta
        if self._standins is not None:
            return self._put_back(self._held + delta, self._standins, final=False)
        if not self._held and _FIRST not in delta:
            if self._remembers:
                self._emitted(delta)
            return delta
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
        if self._standins is not None:
            return self._put_back(held, self._standins, final=True)
        if self._remembers:
            self._emitted(held)
        return held

    def _put_back(self, text: str, standins: Standins[Original], *, final: bool) -> str:
        """Restore tokens, surrogates and aliases as far as they are certain; hold the rest."""
        hits, ready = standins.settled(text, final=final)
        parts: list[str] = []
        done = 0
        for hit in hits:
            self._append(parts, text[done : hit.start])
            self._append(parts, self._spelled(hit.name, hit.original))
            done = hit.end
        self._append(parts, text[done:ready])
        self._held = text[ready:]
        return "".join(parts)

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
