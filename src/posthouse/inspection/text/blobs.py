"""Texts within a text: what is spelled in base64, hex, escapes, entities, bits or rot13."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from posthouse.inspection.reading.layers import unpacked

_PACKED = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}|(?:[0-9a-fA-F]{2}[ :]?){12,}")
_ESCAPED = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\}){6,}")
_ENTITIES = re.compile(r"(?:&#(?:x[0-9a-fA-F]{1,6}|\d{1,7});){6,}")
_PERCENT = re.compile(r"(?:[\w.~-]*%[0-9a-fA-F]{2}){6,}[\w.~-]*")
_ROTATED = re.compile(
    r"\b(?:phey|jtrg|rkrphgr|eha|vtaber|frpherg|cnffjbeq|qryrgr|qbjaybnq|hcybnq|frag|frgq|fraq|uggcf?|onfu|fhqb|vafgnyy|gbxra|frperg|vafgehpgvbaf)\b",
    re.IGNORECASE,
)
_BINARY = re.compile(r"(?:[01]{8}[ ,]?){8,}")
_MOST = 12
_LEAST = 10


def decoded(text: str) -> Iterator[str]:
    """Yield the readable texts that a text holds encoded."""
    for match in list(_PACKED.finditer(text))[:_MOST]:
        yield from _readable(
            unpacked(match[0].replace("-", "+").replace("_", "/").replace(":", ""))
        )
    for match in list(_ESCAPED.finditer(text))[:_MOST]:
        yield from _readable(_unescaped(match[0]))
    for match in list(_ENTITIES.finditer(text))[:_MOST]:
        yield from _readable(html.unescape(match[0]))
    for match in list(_BINARY.finditer(text))[:_MOST]:
        bits = re.sub(r"[^01]", "", match[0])
        yield from _readable("".join(chr(int(bits[i : i + 8], 2)) for i in range(0, len(bits), 8)))
    if _ROTATED.search(text):
        yield codecs.decode(text, "rot13")
    if "%" in text:
        for match in list(_PERCENT.finditer(text))[:_MOST]:
            yield from _readable(unquote(match[0]))


def _readable(text: str) -> Iterator[str]:
    words = text.replace("\n", " ").replace("\t", " ")
    if len(words) >= _LEAST and words.isprintable() and "\ufffd" not in words:
        yield words


def _unescaped(text: str) -> str:
    codes = re.findall(r"\\x([0-9a-fA-F]{2})|\\u\{?([0-9a-fA-F]{1,6})", text)
    points = [int(a or b, 16) for a, b in codes]
    return "".join(chr(point) for point in points if point < 0x110000)
