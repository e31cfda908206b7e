"""Examples of documentation, found as if they were real: for who tests with them.

Detectors pass over example.com, numbers that are never issued and keys that say EXAMPLE: code is
full of them. Where `privacy.examples` is `mask` they are found by their shape alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from posthouse.model.finding import Finding, Label
from posthouse.privacy.checksums import luhn

_RULE = "example"
_KEYS = "|".join(
    (
        r"(?:AKIA|ASIA)[0-9A-Z]{16}",
        r"gh[opsur]_[A-Za-z0-9]{36,}",
        r"github_pat_\w{20,}",
        r"xox[abeoprs]-[\w-]{10,}",
        r"sk-(?:proj-|ant-)?[\w-]{20,}",
        r"AIza[\w-]{35}",
        r"glpat-[\w-]{20,}",
    )
)
_MAIL = r"[A-Za-z0-9._%+-]{1,64}(?:@|%40)[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}"
_SHAPES: tuple[tuple[Label, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern, re.ASCII))
    for label, pattern in (
        (Label.CREDENTIAL, rf"(?<![\w-])(?:{_KEYS})(?![\w-])"),
        (Label.EMAIL, rf"(?<![\w.%+-]){_MAIL}\b"),
        (Label.OTHER_ID, r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),
        (Label.BANK_CARD, r"(?<![\w-])\d(?:(?:[ -]|%20|%2D)?\d){12,18}(?![\w-])"),
        (Label.PHONE, r"(?<![\w-])(?:\+1[ -]?)?\d{3}-\d{3}-\d{4}(?![\w-])"),
        (Label.IP, r"(?<![\w.])(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}(?![\w.])"),
    )
)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


def examples(texts: Sequence[str]) -> list[tuple[Finding, ...]]:
    """Return what each text holds in the shape of personal data or keys, sorted, disjoint."""
    return [tuple(_disjoint(sorted(_found(text)))) for text in texts]


def _found(text: str) -> Iterator[Finding]:
    for label, pattern in _SHAPES:
        for match in pattern.finditer(text):
            if label is not Label.BANK_CARD or _is_card(match.group()):
                yield Finding(match.start(), match.end(), label, _RULE)


def _is_card(text: str) -> bool:
    return luhn("".join(c for c in _PERCENT.sub("", text) if c.isdigit()))


def _disjoint(findings: list[Finding]) -> Iterator[Finding]:
    done = 0
    for finding in findings:
        if finding.start >= done:
            yield finding
            done = finding.end
