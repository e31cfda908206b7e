"""Addresses and free text among a call's arguments: data carried away, instructions slipped in."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.layers import unpacked

_URL = re.compile(r"https?://[^\s\"'`<>|;)\\]+", re.IGNORECASE)
_INSTRUCTION = re.compile(
    r"(?i)\b(?:send|forward|upload|post|share|submit|report|email|copy)\b[^.\n]{0,80}\b(?:to|at)\s+(?P<to>https?://\S+|[\w.+-]+@[\w.-]+\.\w+)"
    r"|\buse\s+(?P<index>https?://\S+)\s+(?:as|for)\b[^.\n]{0,40}\b(?:index|registry|mirror|proxy|endpoint|source)"
)
_LONGEST = 20_000
_CODED = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}|(?:[0-9a-f]{2}){10,}")


def url_facts(url: str) -> list[Fact]:
    """Return what using an address tells: where it goes, and whether it carries data."""
    found = [Fact(Kind.VISIT, url)]
    try:
        query = urlsplit(url).query
    except ValueError:
        return found
    for part in query.split("&"):
        value = part.partition("=")[2]
        if _carries(value):
            found.append(Fact(Kind.CARRIES, url))
            break
    return found


def prose_facts(text: str) -> list[Fact]:
    """Return what a free text argument tells whoever reads it later."""
    found: list[Fact] = []
    for match in _INSTRUCTION.finditer(text[:_LONGEST]):
        found.append(Fact(Kind.INSTRUCTION, (match["to"] or match["index"]).rstrip(".,")))
    if _URL.fullmatch(text):
        found += url_facts(text)
    return found


def _carries(value: str) -> bool:
    if re.search(r"(?i)(?:key|token|secret|passw|user|host|session)\w*(?:%3d|=|:)", value):
        return True
    plain = unquote(value)
    inner = unpacked(plain.replace("-", "+").replace("_", "/")) if _CODED.fullmatch(plain) else ""
    return (
        len(inner) > 10
        and inner.isascii()
        and inner.isprintable()
        and " " not in inner[:1]
        and not inner.startswith(("http", "{"))
    )
