"""What a token stands for: a value and its spellings. Lives as long as its request."""

from __future__ import annotations

import json.encoder
from collections.abc import Mapping as Map
from types import MappingProxyType

from msgspec import Struct

from posthouse.model.finding import Label, Treatment

CONTEXT = 12
NO_FORMS: Map[str, Form] = MappingProxyType({})
START = "\udfff"
"""Stands in a left context for the beginning of the text; no text holds a lone surrogate."""

_quoted = json.encoder.encode_basestring


def escape(text: str, depth: int = 1) -> str:
    """Put this many layers of JSON string escapes over a text; non-ASCII characters stay."""
    for _ in range(depth):
        text = _quoted(text)[1:-1]
    return text


def left_of(text: str, start: int) -> str:
    """Return the last CONTEXT characters before a place, START counting as one."""
    return text[start - CONTEXT : start] if start >= CONTEXT else START + text[:start]


class _Told(Struct, frozen=True, gc=False):
    """What holds a value and never shows it; a Struct, for a request may hold thousands."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Form(_Told, frozen=True, gc=False):
    """One way a value was spelled in the request: `raw` has `depth` layers of escapes."""

    raw: str
    depth: int


class Original(_Told, frozen=True, gc=False):
    """What a token stands for: `value` without escapes; `forms` empty where it always stood so.

    Where it was spelled with escapes anywhere, `forms` holds the spelling of every place by its
    left context (up to CONTEXT characters as they stood). `spans` counts the places masked, none of
    those that `Standing` counts. A surrogate's `treatment` says that it is one; others are tokens.
    """

    value: str
    label: Label
    forms: Map[str, Form] = NO_FORMS
    spans: int = 1
    treatment: Treatment = Treatment.MASK


class Gone(_Told, frozen=True, gc=False):
    """A value that left no way back: it may stand nowhere in what leaves."""

    value: str
    label: Label
    treatment: Treatment
    spans: int = 1
