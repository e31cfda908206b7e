"""A detection rule as data: a cheap trigger for the one native pass, then a local confirmation.

Hyperscan reports only where a trigger ends. Around each such place the rule's own pattern is
searched with `re`, and `confirm` decides whether the match counts and which part is the value.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from posthouse.model.finding import Label

Span = tuple[int, int]
Confirm = Callable[["re.Match[str]"], Span | None]
Every = Callable[["re.Match[str]"], Iterable[Span]]
Fits = Callable[[str], Label | None]
"""What something is, if it is a value: asked only where nothing better was found already."""
Labelled = Callable[["re.Match[str]"], Iterable[tuple[int, int, Label | Fits]]]

# Which finding wins where two overlap: lower ranks first, then the longer span.
BLOCK, KEY, LINK, NUMBER, TEXTUAL, GUESS, NAME, LISTED = range(8)


def whole(match: re.Match[str]) -> Span | None:
    """Take the group `v`, or the whole match where there is none."""
    return match.span("v") if match.re.groupindex else match.span()


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of value is recognised.

    `trigger` is a hyperscan expression over bytes that ends inside or just after the value and is
    bounded, so that it reports few places; every text it sees begins and ends with a NUL byte.
    `pattern` is searched from `before` characters ahead of that place to `after` behind it.
    `every`, where given, is asked instead of `confirm` and may take several values of one match;
    `labelled` the same, and says of each what it is (`label` is that of the examples), or how that
    is told. With `once`
    only the first of several matches that end together is asked about; `ahead` tells that the value
    begins where a match ends, a quote aside, and not inside of it; `here` that a match begins
    `before` ahead of the place and nowhere else.
    `examples` and `near_misses` are texts; {b62:36} stands for 36 made-up characters (made_up),
    and in an example each value stands between ‹ and ›.
    """

    name: str
    label: Label
    trigger: str
    pattern: str
    confirm: Confirm = whole
    every: Every | None = None
    labelled: Labelled | None = None
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    rank: int = KEY
    before: int = 64
    after: int = 48
    caseless: bool = False
    once: bool = False
    ahead: bool = False
    here: bool = False


_ALPHABETS = {
    "b62": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "url": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "b64": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    "hex": "0123456789abcdef",
    "HEX": "0123456789ABCDEF",
    "low": "abcdefghijklmnopqrstuvwxyz0123456789",
    "up": "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "b32": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    "dig": "123456789",
    "abc": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
}
_ALPHABETS |= {"xdig": "0123456789abcdefABCDEF"} | dict.fromkeys(
    ("word", "dot", "any"), _ALPHABETS["b62"]
)
_MADE_UP = re.compile(r"\{(abc|b62|url|b64|hex|HEX|xdig|low|up|b32|dig|word|dot|any):(\d+)\}")


def made_up(template: str) -> str:
    """Fill {alphabet:count} with fixed pseudo-random characters: no key stands in the source."""

    def fill(match: re.Match[str]) -> str:
        alphabet, count = _ALPHABETS[match.group(1)], int(match.group(2))
        stream = hashlib.shake_128(match.group(0).encode()).digest(count)
        return "".join(alphabet[byte % len(alphabet)] for byte in stream)

    return _MADE_UP.sub(fill, template)
