"""Keys where they do not belong: in prompts, answers, logs and files.

A station's own keys are recognised exactly, by their shape and their checksum; what only looks like
one is let be. Whether it is a key of this station is for the caller to ask: that takes its secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.vault.derivedkey import LONGEST
from posthouse.vault.virtualkey import checksum

PATTERN = r"ph-[0-9A-Za-z]{8}-[0-9A-Za-z]{36}"
DERIVED_PATTERN = r"phd-[0-9A-Za-z]{8}(?:\.[0-9A-Za-z_-]{49,}){2,8}"
"""Published for scanners (/.well-known/posthouse-keys, docs/keys.md): a match is a key only if its
last six characters are the CRC-32 of all in front of them, in base62."""

WITHHELD = "[key withheld]"
MOST_FOUND = 32
"""Of one text: checking a key costs up to half a millisecond, and anyone can write many."""

_OWN = re.compile(f"{PATTERN}|{DERIVED_PATTERN}", re.ASCII)
_OTHERS = re.compile(
    r"(?<![0-9A-Za-z])(?:sk-[0-9A-Za-z_-]{20,}|AIza[0-9A-Za-z_-]{35}|gsk_[0-9A-Za-z]{40,}"
    r"|xai-[0-9A-Za-z]{60,}|hf_[A-Za-z]{30,}|gh[pousr]_[0-9A-Za-z]{36,}|github_pat_\w{40,}"
    r"|AKIA[A-Z2-7]{16}|LTAI[0-9A-Za-z]{12,}|AKID[0-9A-Za-z]{28,}|xox[abceoprs]-[0-9A-Za-z-]{20,})",
    re.ASCII,
)
_SAME = 20
"""Characters by which two findings of a foreign key are one, however much of it has come."""

_BEGINNINGS = ("ph-", "phd-")
_LENGTH = len("ph-") + 8 + len("-") + 36
_LONGEST_OTHER = 64
"""As much of a foreign key as any of the patterns needs to be sure of it."""


def own_keys(text: str) -> Iterator[str]:
    """Yield every well-formed key of a station in a text."""
    if "ph-" in text or "phd-" in text:
        for match in _OWN.finditer(text):
            found = match.group()
            if checksum(found[:-6]) == found[-6:]:
                yield found


def withheld(text: str) -> tuple[str, int]:
    """Return a text without own keys and without keys of well-known providers, and how many."""
    count = 0
    for found in set(own_keys(text)):
        count += text.count(found)
        text = text.replace(found, WITHHELD)
    text, others = _OTHERS.subn(WITHHELD, text)
    return text, count + others


class LeakWatch:
    """Finds keys in texts that come in pieces, channel by channel: own ones exactly, and others."""

    __slots__ = ("_others", "_tails", "found")

    def __init__(self) -> None:
        self.found: set[str] = set()
        self._others: set[str] = set()
        self._tails: dict[str, str] = {}

    @property
    def others(self) -> int:
        """Return how many keys of well-known providers were seen, as far as they were counted."""
        return len(self._others)

    def own(self, text: str) -> None:
        """Search a text that is complete for own keys."""
        for key in own_keys(text):
            if len(self.found) >= MOST_FOUND:
                break
            self.found.add(key)

    def whole(self, text: str) -> None:
        """Search a text that is complete."""
        self.own(text)
        if _may_hold_others(text):
            for match in _OTHERS.finditer(text):
                if len(self._others) < MOST_FOUND:
                    self._others.add(match.group()[:_SAME])

    def feed(self, channel: str, delta: str) -> None:
        """Search the next piece of a channel, together with what a key may have begun in."""
        text = self._tails.get(channel, "") + delta
        if "ph" in text:
            self.whole(text)
            self._tails[channel] = _beginning(text)
            return
        if _may_hold_others(text):
            self.whole(text)
        self._tails[channel] = text[-_LONGEST_OTHER:]

    def __repr__(self) -> str:
        return "LeakWatch()"


def _may_hold_others(text: str) -> bool:
    """Tell whether any key of a provider may begin in a text; written out, for every delta."""
    return (
        "sk-" in text
        or "AIza" in text
        or "AKI" in text
        or "LTAI" in text
        or "gsk_" in text
        or "xai-" in text
        or "hf_" in text
        or "xox" in text
        or ("gh" in text and "_" in text)
        or "github_" in text
    )


def _beginning(text: str) -> str:
    """Return the end of a text in which a key may have begun."""
    for beginning, length in zip(_BEGINNINGS, (_LENGTH, LONGEST), strict=True):
        at = text.find(beginning, max(len(text) - length, 0))
        if at >= 0:
            return text[at:]
    return text[-_LONGEST_OTHER:]
