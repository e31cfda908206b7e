"""The native pass: hyperscan runs the triggers of all rules and terms over the bytes of all views.

The triggers stand in a few databases (lanes.py), each scanned once. Views are joined by NUL bytes;
what comes back are the places, in code points of a view, where triggers end.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import copy
from importlib.metadata import version
from itertools import accumulate, chain

import hyperscan
import msgspec

from posthouse.privacy.dictionary import terms
from posthouse.privacy.escapes import Layer
from posthouse.privacy.lanes import expressions
from posthouse.privacy.rules import Rule

_FORMAT = b"5"
_CONTINUATION = bytes(range(0x80, 0xC0))
_WIDE = re.compile(r"[^\x00-\x7f]")
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[^\x00-\x7f](?=[?*+{])", re.DOTALL)
_DENSE = 32  # places of one rule in a view, from which on some may be left out

Places = dict[int, list[int]]
"""Where triggers end, in order, by the number of the rule."""


def fingerprint(rules: Sequence[Rule], words: Sequence[str]) -> str:
    """Name the compiled databases of these rules and terms for this hyperscan."""
    digest = hashlib.blake2b(_FORMAT + version("hyperscan").encode(), digest_size=16)
    for rule in rules:
        digest.update(f"{rule.name}\0{rule.trigger}\0{rule.caseless}\n".encode())
    for term in terms(words):
        digest.update(term.text.encode("utf-8", "replace") + b"\n")
    return digest.hexdigest()


def database(rules: Sequence[Rule], words: Sequence[str] = ()) -> bytes:
    """Compile all triggers and terms; the bytes load in a few milliseconds on the same machine."""
    lanes: dict[str, list[tuple[bytes, int, bool]]] = {}
    for number, rule in enumerate(rules):
        for lane, one in expressions(rule):
            lanes.setdefault(lane, []).append((octets(one), number, rule.caseless))
    of_rules = msgspec.msgpack.encode([_compiled(lane) for lane in lanes.values()])
    return with_terms(of_rules, terms_database(words, len(rules)))


def terms_database(words: Sequence[str], first: int) -> bytes:
    """Compile terms alone, in a lane of their own, numbered from `first` on: behind the rules.

    Rules take seconds to compile and change with the program, terms take none and change at will.
    """
    some = [(_literal(one.text), number, True) for number, one in enumerate(terms(words), first)]
    return msgspec.msgpack.encode([_compiled(some)] if some else [])


def with_terms(of_rules: bytes, of_terms: bytes) -> bytes:
    """Return the databases of rules and of terms as one."""
    parts = [msgspec.msgpack.decode(part, type=list[bytes]) for part in (of_rules, of_terms)]
    return msgspec.msgpack.encode([*parts[0], *parts[1]])


def octets(trigger: str) -> bytes:
    """Return a trigger over bytes in which a character of several bytes counts as one.

    Raises ValueError where such a character stands in a range or in what must not be.
    """
    return _PIECE.sub(_grouped, trigger).encode()


def _grouped(piece: re.Match[str]) -> str:
    told = piece[0]
    if told.startswith("\\") or told.isascii():
        return told
    if not told.startswith("["):
        return f"(?:{told})"
    if told.startswith("[^") or re.search(r"[^\x00-\x7f]-[^\]]|-[^\x00-\x7f]", told):
        raise ValueError(f"a trigger is matched over bytes: {told} has no meaning there")
    narrow = _WIDE.sub("", told)
    return f"(?:{'|'.join([*([narrow] if narrow != '[]' else []), *_WIDE.findall(told)])})"


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
    """Collect one hit; called by hyperscan for each, with the ends by rule given as context."""
    hits[rule].append(end)  # type: ignore[index]


class Scanner:
    """Runs all triggers over texts. It serves one thread: it owns its scratch space."""

    def __init__(self, packed: bytes, reaches: Sequence[int] = ()) -> None:
        """Load what `database` made; `reaches` tells how far each rule looks around a place.

        Raises HyperscanError where it is of another machine, MsgspecError where it is none.
        """
        lanes = msgspec.msgpack.decode(packed, type=list[bytes])
        self._lanes = [hyperscan.loadb(lane, hyperscan.HS_MODE_BLOCK) for lane in lanes]
        self._scratches = [hyperscan.Scratch(lane) for lane in self._lanes]
        self._reaches = reaches

    def twin(self) -> Scanner:
        """Return one for another thread, with the same databases and scratch space of its own."""
        other = copy(self)
        other._scratches = [hyperscan.Scratch(lane) for lane in self._lanes]  # noqa: SLF001
        return other

    def places(self, views: Sequence[Layer]) -> Iterator[tuple[int, Places]]:
        """Yield the number of each view in which triggers fired, and where they end in it.

        The rules of a view come in the order in which their triggers fired. Of places so near to
        one another that a rule looks at all between them, only those are told that say so.
        """
        if not views:
            return
        parts = [view.text.encode("utf-8", "replace") for view in views]
        packed = b"\0".join((b"", *parts, b""))
        hits: defaultdict[int, list[int]] = defaultdict(list)
        for lane, scratch in zip(self._lanes, self._scratches, strict=True):
            lane.scan(packed, match_event_handler=_note, context=hits, scratch=scratch)
        for index, start, fired in self._by_view(parts, hits):
            plain = len(parts[index]) == len(views[index].text)
            places = fired if plain else _in_code_points(packed, start, fired)
            yield index, dict(sorted(places.items(), key=_when)) if len(places) > 1 else places

    def _by_view(self, parts: Sequence[bytes], hits: Places) -> Iterator[tuple[int, int, Places]]:
        """Yield the number of a view, where it starts, and its hits, offsets inside of it."""
        starts = list(accumulate((len(part) + 1 for part in parts), initial=1))
        views: dict[int, Places] = {}
        for rule, ends in hits.items():
            ends.sort()  # the triggers of one rule may stand in several lanes
            at = 0
            while at < len(ends):
                # A trigger that ends in the byte after a view is of that view.
                index = bisect_left(starts, ends[at], 1, len(parts)) - 1
                stop = bisect_right(ends, starts[index + 1], at) if index + 1 < len(parts) else None
                some = ends[at:stop]
                at += len(some)
                if len(some) > _DENSE and rule < len(self._reaches):
                    some = thinned(some, self._reaches[rule])
                start = starts[index]
                views.setdefault(index, {})[rule] = [end - start for end in some]
        for index in sorted(views):
            yield index, starts[index], views[index]


def _when(fired: tuple[int, list[int]]) -> tuple[int, int]:
    """Return where a rule's trigger fired first, then its number."""
    rule, ends = fired
    return ends[0], rule


def thinned(ends: Sequence[int], reach: int) -> list[int]:
    """Leave out places between two that are no further apart than a rule looks around them."""
    last = tail = ends[0]
    kept = [last]
    for end in ends:
        if end - last > reach:
            if tail != last:
                kept.append(tail)
                last = tail
            if end - last > reach:
                kept.append(end)
                last = end
        tail = end
    if tail != last:
        kept.append(tail)
    return kept


def _in_code_points(packed: bytes, start: int, fired: Places) -> Places:
    """Turn byte offsets of a view into code point offsets by counting lead bytes between hits."""
    counted: dict[int, int] = {}
    at = count = 0
    for end in sorted(set(chain.from_iterable(fired.values()))):
        between = packed[start + at : start + end]
        ascii_ = between.isascii()
        count += end - at if ascii_ else len(between.translate(None, _CONTINUATION))
        counted[end] = count
        at = end
    return {rule: [counted[end] for end in ends] for rule, ends in fired.items()}
