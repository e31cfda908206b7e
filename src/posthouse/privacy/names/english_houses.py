"""Whole addresses: the numbers before a street and the flat behind it belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from posthouse.model.finding import Finding, Label

_NEAR = 24  # characters before a street in which its numbers stand
_PART = r"(?:apt|apartment|suite|ste|unit|flat|room|floor|building|bldg|block|shop)\.?[ ]?#?\d{1,5}[a-z]?\b"
_BEFORE = re.compile(rf"(?<![\w.,:/-])(?:(?:{_PART}|\d{{1,6}}[a-z]?\b)[,/]?[ ])+\Z", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?:[ ]*[,\n][ \t>?]*|[ ])(?:{_PART}|#[ ]?\d{{1,5}}\b)(?![-.:]\d)", re.IGNORECASE
)


def whole(text: str, found: Sequence[Finding]) -> list[Finding]:
    """Return the findings, in order as they came, with addresses as long as they are written."""
    taken: list[Finding] = []
    for number, one in enumerate(found):
        if one.label is not Label.ADDRESS:
            taken.append(one)
            continue
        floor = taken[-1].end if taken else 0
        roof = found[number + 1].start if number + 1 < len(found) else len(text)
        taken.append(_whole(text, one, floor, roof))
    return taken


def _whole(text: str, one: Finding, floor: int, roof: int) -> Finding:
    before = _BEFORE.search(text, max(one.start - _NEAR, floor), one.start)
    behind = _BEHIND.match(text, one.end, roof)
    return replace(
        one,
        start=before.start() if before else one.start,
        end=behind.end() if behind else one.end,
    )
