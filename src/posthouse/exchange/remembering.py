"""What an exchange keeps of its masked values and tool calls, and takes from others, as bytes.

Tokens are drawn by HMAC, so what was masked in an earlier call stands in an upstream's history
under the same token: joining mappings is joining tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from posthouse.model.finding import Label, Treatment
from posthouse.privacy.mapping import Mapping
from posthouse.privacy.original import Form, Original

Call = tuple[str, str]
_MOST_BYTES = 65_536


def written(mapping: Mapping, known: Mapping) -> bytes:
    """Return what of a mapping is not known yet; b"" for nothing."""
    rows = [
        _row(token, original)
        for token in mapping
        if (original := mapping.get(token)) is not None and known.get(token) is None
    ]
    return json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass") if rows else b""


def read(parts: Iterable[bytes]) -> Mapping:
    """Return the mapping that was written in these parts."""
    originals: dict[str, Original] = {}
    for part in parts:
        for row in json.loads(part.decode("utf-8", "surrogatepass")):
            token, original = _original(row)
            originals[token] = original
    return Mapping(originals)


def written_calls(calls: Iterable[Call]) -> bytes:
    """Return tool calls as bytes, the last ones where they are too long together; b"" for none."""
    kept: list[Call] = []
    room = _MOST_BYTES
    for name, arguments in reversed(tuple(calls)):
        room -= len(name) + len(arguments)
        if room < 0:
            break
        kept.insert(0, (name, arguments))
    return json.dumps(kept).encode() if kept else b""


def read_calls(parts: Iterable[bytes]) -> tuple[Call, ...]:
    """Return the tool calls that were written in these parts."""
    return tuple((name, arguments) for part in parts for name, arguments in json.loads(part))


def joined(mapping: Mapping, known: Mapping) -> Mapping:
    """Return a request's mapping with that of earlier calls; where both speak, its own."""
    earlier = {token: original for token in known if (original := known.get(token)) is not None}
    own = {token: original for token in mapping if (original := mapping.get(token)) is not None}
    return Mapping({**earlier, **own}, mapping.aliases, mapping.gone)


def _row(token: str, original: Original) -> list[Any]:
    forms = [[left, form.raw, form.depth] for left, form in original.forms.items()]
    return [token, original.value, original.label.value, original.treatment.value, forms]


def _original(row: list[Any]) -> tuple[str, Original]:
    token, value, label, treatment, forms = row
    spelled = {left: Form(raw, depth) for left, raw, depth in forms}
    return token, Original(value, Label(label), spelled, 0, Treatment(treatment))
