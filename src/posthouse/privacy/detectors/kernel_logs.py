"""Cards of a frame that a firewall logs: MAC= holds receiver, sender and type without a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule, Span

_CARD = 17  # characters of an address
_GROUPS = ("01:00:5e", "33:33:", "ff:ff:ff")


def _cards(match: re.Match[str]) -> Iterator[Span]:
    """Yield receiver and sender, but for groups, which are no machine's."""
    for start in (match.start("v"), match.start("v") + _CARD + 1):
        card = match.string[start : start + _CARD].lower()
        if not card.startswith(_GROUPS) and len(set(card)) > 3:
            yield start, start + _CARD


RULES = (
    Rule(
        "kernel-cards",
        Label.OTHER_ID,
        r"MAC=(?:[0-9a-fA-F]{2}:){13}",
        r"(?<![A-Za-z])MAC=(?P<v>(?:[0-9a-fA-F]{2}:){13}[0-9a-fA-F]{2})(?![0-9A-Fa-f:])",
        every=_cards,
        rank=TEXTUAL,
        before=48,
        after=4,
        examples=(
            "OUT= MAC=‹3c:7d:0a:1b:9f:42›:‹3c:52:82:aa:01:9d›:08:00 SRC=10.0.0.1",
            "MAC=ff:ff:ff:ff:ff:ff:‹3c:52:82:aa:01:9d›:08:00 SRC",
        ),
        near_misses=(
            "MAC=3c:7d:0a:1b:9f",
            "HMAC=3c:7d:0a:1b:9f:42:3c:52:82:aa:01:9d:08:00",
            "MAC=ff:ff:ff:ff:ff:ff:01:00:5e:00:00:01:08:00",
        ),
    ),
)
