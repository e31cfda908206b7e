"""The user's own words: code names, customers, internal domains.

ASCII terms match regardless of case at word and camelCase boundaries, long ones also before a
number; a blank, a hyphen and an underscore in a term match each other and nothing. Other terms
match as they are, anywhere. Below a term that is a domain every subdomain is an internal host name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from posthouse.model.finding import Label

_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}", re.ASCII)
_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
_JOINTS = re.compile(r"[ _-]")
_DISTINCT = 5  # letters of a term that is known for itself with a number attached
_WORD = re.compile(r"[A-Za-z0-9]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Term:
    """One literal to search: a spelling of a user's term."""

    text: str
    domain: bool


def terms(words: Sequence[str]) -> tuple[Term, ...]:
    """Return every spelling of every word, each once, in a stable order."""
    spellings: dict[str, None] = {}
    for word in words:
        stripped = " ".join(word.split())
        if len(stripped) >= 2:
            spellings.setdefault(stripped)
            parts = [] if _DOMAIN.fullmatch(stripped) else _JOINTS.split(stripped)
            for joint in (" ", "-", "_", "") if len(parts) > 1 and all(parts) else ():
                spellings.setdefault(joint.join(parts))
    return tuple(Term(text, bool(_DOMAIN.fullmatch(text))) for text in spellings)


def _joined(text: str, left: int, right: int) -> bool:
    """Tell whether two neighbouring characters belong to one word (camelCase divides)."""
    a, b = text[left], text[right]
    if not (_WORD.match(a) and _WORD.match(b)):
        return False
    return not (a.islower() and b.isupper())


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether the span begins and ends at word boundaries; only ASCII words have any."""
    if start > 0 and _joined(text, start - 1, start):
        return False
    if end - start >= _DISTINCT and text[end - 1].isalpha() and text[end : end + 1].isdigit():
        return True
    return end >= len(text) or not _joined(text, end - 1, end)


def place(text: str, end: int, term: Term) -> tuple[int, int, Label] | None:
    """Return what a term that ends here marks: its own span, or the host name it ends."""
    start = end - len(term.text)
    if start < 0 or not stands_alone(text, start, end):
        return None
    if term.domain and start > 1 and text[start - 1] == "." and text[start - 2].isalnum():
        while start > 0 and text[start - 1] in _HOST_CHARACTERS:
            start -= 1
        while text[start] in ".-_":
            start += 1
        return start, end, Label.HOST
    return start, end, Label.PROJECT
