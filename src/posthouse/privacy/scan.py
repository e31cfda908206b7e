"""The native pass: hyperscan runs the triggers of all rules and terms over the bytes of all views.

The triggers stand in a few databases (lanes.py), each scanned once. Views are joined by NUL bytes;
what comes back are the places, in code points of a view, where triggers end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib.metadata import version

import hyperscan
import msgspec

from posthouse.privacy.dictionary import terms
from posthouse.privacy.escapes import Layer
from posthouse.privacy.lanes import expressions
from posthouse.privacy.rules import Rule

_FORMAT = b"3"
_CONTINUATION = bytes(range(0x80, 0xC0))

Hit = tuple[int, int]
"""The byte offset where a trigger ends, and the number of its rule."""
Places = dict[int, list[int]]
"""The places in a view, in order, by the number of the rule."""


def fingerprint(rules: Sequence[Rule], words: Sequence[str]) -> str:
    """Name the compiled databases of these rules and terms for this hyperscan."""
    digest = hashlib.blake2b(_FORMAT + version("hyperscan").encode(), digest_size=16)
    for rule in rules:
        digest.update(f"{rule.name}\0{rule.trigger}\0{rule.caseless}\n".encode())
    for term in terms(words):
        digest.update(term.text.encode("utf-8", "replace") + b"\n")
    return digest.hexdigest()


def database(rules: Sequence[Rule], words: Sequence[str]) -> bytes:
    """Compile all triggers and terms; the bytes load in a few milliseconds on the same machine."""
    lanes: dict[str, list[tuple[bytes, int, bool]]] = {}
    for number, rule in enumerate(rules):
        for lane, one in expressions(rule):
            lanes.setdefault(lane, []).append((one.encode(), number, rule.caseless))
    for number, term in enumerate(terms(words), len(rules)):
        lanes.setdefault("", []).append((_literal(term.text), number, True))
    return msgspec.msgpack.encode([_compiled(lane) for lane in lanes.values()])


def _compiled(lane: Sequence[tuple[bytes, int, bool]]) -> bytes:
    compiled = hyperscan.Database()
    compiled.compile(
        expressions=[expression for expression, _, _ in lane],
        ids=[number for _, number, _ in lane],
        elements=len(lane),
        flags=[hyperscan.HS_FLAG_CASELESS if caseless else 0 for _, _, caseless in lane],
    )
    return bytes(hyperscan.dumpb(compiled))


def _literal(text: str) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in text.encode("utf-8", "replace"))


def _note(rule: int, _start: int, end: int, _flags: int, hits: object) -> None:
    """Collect one hit; called by hyperscan for each, with the list given as context."""
    hits.append((end, rule))  # type: ignore[attr-defined]


class Scanner:
    """Runs all triggers over texts. It serves one thread: it owns its scratch space."""

    def __init__(self, packed: bytes) -> None:
        """Load what `database` made.

        Raises HyperscanError where it is of another machine, MsgspecError where it is none.
        """
        lanes = msgspec.msgpack.decode(packed, type=list[bytes])
        self._lanes = [hyperscan.loadb(lane, hyperscan.HS_MODE_BLOCK) for lane in lanes]
        for lane in self._lanes:
            lane.scratch = hyperscan.Scratch(lane)

    def places(self, views: Sequence[Layer]) -> Iterator[tuple[int, Places]]:
        """Yield the number of each view in which triggers fired, and where they end in it."""
        if not views:
            return
        parts = [view.text.encode("utf-8", "replace") for view in views]
        packed = b"\0".join((b"", *parts, b""))
        hits: list[Hit] = []
        for lane in self._lanes:
            lane.scan(packed, match_event_handler=_note, context=hits)
        hits.sort()
        for index, start, some in _by_view(parts, hits):
            plain = views[index].text.isascii()
            yield index, _by_rule(some if plain else _in_code_points(packed, start, some))


def _by_rule(hits: Sequence[Hit]) -> Places:
    found: Places = {}
    for end, rule in hits:
        if rule in found:
            found[rule].append(end)
        else:
            found[rule] = [end]
    return found


def _by_view(parts: Sequence[bytes], hits: Sequence[Hit]) -> Iterator[tuple[int, int, list[Hit]]]:
    """Yield the number of a view, where it starts, and its hits, offsets inside of it."""
    index, start = 0, 1
    bound = 1 + len(parts[0]) + 1
    some: list[Hit] = []
    for end, rule in hits:
        if end > bound:
            if some:
                yield index, start, some
                some = []
            while end > bound:
                index, start = index + 1, bound
                bound += len(parts[index]) + 1
        some.append((end - start, rule))
    if some:
        yield index, start, some


def _in_code_points(packed: bytes, start: int, hits: list[Hit]) -> list[Hit]:
    """Turn byte offsets of a view into code point offsets by counting lead bytes between hits."""
    found: list[Hit] = []
    at = count = 0
    for end, rule in hits:
        if end != at:
            between = packed[start + at : start + end]
            ascii_ = between.isascii()
            count += end - at if ascii_ else len(between.translate(None, _CONTINUATION))
            at = end
        found.append((count, rule))
    return found
