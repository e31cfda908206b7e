"""The shapes of keys, written as one line of text each: sk-ant-api{dig:2}-{url:60-140}.

{alphabet:count} or {alphabet:low-high} is a run of characters, (a|b|) one of several literals or
nothing, [abc] one of several characters, {uuid} a UUID, {uid} one of any letters, {pad} the end of
base64; all else stands for itself. From a shape come a pattern, a cheap trigger for the one native
pass and made-up keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_CLASSES = {
    "dig": "[0-9]",
    "hex": "[0-9a-f]",
    "HEX": "[0-9A-F]",
    "xdig": "[0-9a-fA-F]",
    "low": "[a-z0-9]",
    "up": "[A-Z0-9]",
    "b32": "[A-Z2-7]",
    "b62": "[A-Za-z0-9]",
    "abc": "[A-Za-z]",
    "word": "[A-Za-z0-9_]",
    "url": "[A-Za-z0-9_-]",
    "b64": "[A-Za-z0-9+/]",
    "dot": "[A-Za-z0-9_.=-]",
    "any": "[A-Za-z0-9+/_.=:-]",
}
_UUID = "-".join(f"{{xdig:{size}}}" for size in (8, 4, 4, 4, 12))
_ID = "-".join(f"{{b62:{size}}}" for size in (8, 4, 4, 4, 12))
_TOKEN = re.compile(
    r"\{(?P<alphabet>\w+):(?P<low>\d+)(?:-(?P<high>\d+))?\}|\{(?P<pad>pad)\}"
    r"|\((?P<either>[^()]*)\)|(?P<one>\[[^\]]+\])|(?P<plain>[^{(\[]+)"
)
# A trigger needs no more of a run than tells it from words.
_ENOUGH = 40
_WORD = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a shape: its pattern, the shortest of it, how it looks made up."""

    pattern: str
    shortest: str
    example: str
    low: int
    high: int
    ways: tuple[str, ...] = ()
    run: bool = False


@cache
def _parts(shape: str) -> tuple[_Part, ...]:
    at, found = 0, []
    spelt = shape.replace("{uuid}", _UUID).replace("{uid}", _ID)
    for token in _TOKEN.finditer(spelt):
        if token.start() != at:
            break
        at = token.end()
        found.append(_part(token))
    if at != len(spelt):
        raise ValueError(f"the shape {shape!r} cannot be read from character {at}")
    return tuple(found)


def _part(token: re.Match[str]) -> _Part:
    if token["alphabet"]:
        return _run(token["alphabet"], int(token["low"]), token["high"])
    if token["pad"]:
        return _Part("={0,2}", "", "", 0, 2)
    if token["either"] is not None:
        ways = tuple(token["either"].split("|"))
        sizes, pattern = [len(way) for way in ways], f"(?:{'|'.join(map(re.escape, ways))})"
        return _Part(pattern, pattern, ways[0], min(sizes), max(sizes), ways)
    if token["one"]:
        ways = () if "-" in token["one"] else tuple(token["one"][1:-1])
        return _Part(token["one"], token["one"], token["one"][1], 1, 1, ways)
    plain = token["plain"]
    return _Part(re.escape(plain), re.escape(plain), plain, len(plain), len(plain), (plain,))


def _run(alphabet: str, low: int, high: str | None) -> _Part:
    one, size = _CLASSES[alphabet], f"{{{low},{high}}}" if high else f"{{{low}}}"
    made_up, shortest = f"{{{alphabet}:{low}}}", f"{one}{{{low}}}"
    return _Part(f"{one}{size}", shortest, made_up, low, int(high or low), run=True)


def pattern(shape: str) -> str:
    """Return the regular expression of a shape, without bounds."""
    return "".join(part.pattern for part in _parts(shape))


def trigger(shape: str) -> str:
    """Return an expression that every key of the shape begins with, one run of it long.

    Where a key begins at random and says later what it is, that word is enough.
    """
    told = [part for part in _parts(shape) if len(part.ways) == 1 and part.low >= _WORD]
    if _parts(shape)[0].run and told:
        return told[0].pattern
    found, literal = "", False
    for part in _parts(shape):
        if part.run and part.low > _ENOUGH and literal:
            return found + part.shortest.replace(f"{{{part.low}}}", f"{{{_ENOUGH}}}")
        fixed = part.pattern == part.shortest or not part.run
        found += part.pattern if fixed else part.shortest
        literal = literal or not part.run
        if part.run and literal and (not fixed or part.low >= 16):
            return found
    return found


def shortest(shape: str) -> int:
    """Return the length of the shortest key of a shape."""
    return sum(part.low for part in _parts(shape))


def longest(shape: str) -> int:
    """Return the length of the longest key of a shape."""
    return sum(part.high for part in _parts(shape))


def leads(shape: str) -> tuple[str, ...]:
    """Return the literals that keys of a shape begin with, up to their first run."""
    found: tuple[str, ...] = ("",)
    for part in _parts(shape):
        if part.run or not part.ways:
            break
        found = tuple(before + way for before in found for way in part.ways)
    return found


def example(shape: str) -> str:
    """Return a template of the shortest key of a shape (rules.made_up fills it)."""
    return "".join(part.example for part in _parts(shape))


def cut(shape: str) -> str:
    """Return a template of a key whose last long run is half as long as it must be."""
    parts = _parts(shape)
    longest = max((p for p in parts if p.run), key=lambda p: p.low)
    at = len(parts) - 1 - parts[::-1].index(longest)
    half = re.sub(r":\d+", f":{max(longest.low // 2, 1)}", longest.example)
    return "".join(p.example for p in parts[:at]) + half


def stand_in(shape: str) -> str:
    """Return what manuals write in the place of a key: x for every character of its runs."""
    return "".join("x" * part.low if part.run else part.example for part in _parts(shape))
