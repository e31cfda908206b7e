"""The native pass: hyperscan runs the triggers of all rules and terms over the bytes of all views.

The triggers stand in a few databases (lanes.py), each scanned once. Views are joined by NUL bytes;
what comes back are the places, in code points of a view, where triggers end.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from importlib.metadata import version
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import hyperscan
import msgspec

from posthouse.privacy.dictionary import terms
from posthouse.privacy.escapes import Layer
from posthouse.privacy.lanes import expressions, together
from posthouse.privacy.needs import Need, need
from posthouse.privacy.rules import Rule

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from posthouse.privacy.excerpts import Excerpt

_FORMAT = b"6"
_CONTINUATION = bytes(range(0x80, 0xC0))
_WIDE = re.compile(r"[^\x00-\x7f]")
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[^\x00-\x7f](?=[?*+{])", re.DOTALL)
_AS_ZERO = bytes(0x30 if chr(sign) in "0123456789" else 0x20 for sign in range(0x100))
_LONG = 65_536  # bytes from which it pays to tell where a trigger can fire at all
_MANY = 512  # places in a view from which on they are counted together
_DENSE = 32  # places of one rule in a view, from which on some may be left out

Places = dict[int, list[int]]
"""Where triggers end, in order, by the number of the rule."""
Lanes = list[tuple[Need, bytes]]
"""What the triggers of each lane need, and their database."""
_Job = tuple[hyperscan.Database, hyperscan.Scratch, bytes, "Excerpt | None"]
"""A lane, what it scratches in, what it is run over, and of what text that is an excerpt."""


def fingerprint(rules: Sequence[Rule], words: Sequence[str]) -> str:
    """Name the compiled databases of these rules and terms for this hyperscan."""
    digest = hashlib.blake2b(_FORMAT + version("hyperscan").encode(), digest_size=16)
    for rule in rules:
        digest.update(f"{rule.name}\0{rule.trigger}\0{rule.caseless}\n".encode())
    for term in terms(words):
        digest.update(term.text.encode("utf-8", "replace") + b"\n")
    return digest.hexdigest()


def in_lanes(rules: Sequence[Rule]) -> dict[tuple[str, Need], list[tuple[bytes, int, bool]]]:
    """Return what is compiled together: expressions, the number of each rule, if case counts not.

    A lane has a name, and its triggers need the same.
    """
    lanes: dict[tuple[str, Need], list[tuple[bytes, int, bool]]] = {}
    for number, rule in enumerate(rules):
        for lane, one in expressions(rule):
            expression = octets(one)
            what = need(expression)
            some = lanes.setdefault((together(lane, what), what), [])
            some.append((expression, number, rule.caseless))
    return lanes


def database(rules: Sequence[Rule], words: Sequence[str] = ()) -> bytes:
    """Compile all triggers and terms; the bytes load in a few milliseconds on the same machine."""
    lanes = [(what, _compiled(some)) for (_, what), some in in_lanes(rules).items()]
    return with_terms(msgspec.msgpack.encode(lanes), terms_database(words, len(rules)))


def terms_database(words: Sequence[str], first: int) -> bytes:
    """Compile terms alone, in a lane of their own, numbered from `first` on: behind the rules.

    Rules take seconds to compile and change with the program, terms take none and change at will.
    """
    some = [(_literal(one.text), number, True) for number, one in enumerate(terms(words), first)]
    return msgspec.msgpack.encode([(Need.NOTHING, _compiled(some))] if some else [])


def with_terms(of_rules: bytes, of_terms: bytes) -> bytes:
    """Return the databases of rules and of terms as one."""
    parts = [msgspec.msgpack.decode(part, type=Lanes) for part in (of_rules, of_terms)]
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


def _excerpts(packed: bytes, needs: Collection[Need]) -> dict[Need, Excerpt]:
    """Return what of a long text is scanned for triggers that need something, where it is less."""
    from posthouse.privacy.excerpts import excerpt  # it takes as long as a small request to load

    found = {what: excerpt(packed, what) for what in needs if what is not Need.NOTHING}
    return {what: one for what, one in found.items() if one is not None}


def _holds(packed: bytes, what: Need) -> bool:
    """Tell whether what triggers need stands anywhere in these bytes."""
    if what is Need.WIDE:
        return not packed.isascii()
    return what is Need.NOTHING or b"00" in packed.translate(_AS_ZERO)


def _scanned(jobs: deque[_Job]) -> defaultdict[int, list[int]]:
    """Do jobs until none is left, whoever else does some; return the ends of these, by rule."""
    hits: defaultdict[int, list[int]] = defaultdict(list)
    while jobs:
        try:
            lane, scratch, scanned, part = jobs.popleft()
        except IndexError:  # another thread was faster
            break
        some = hits if part is None else defaultdict(list)
        lane.scan(scanned, match_event_handler=_note, context=some, scratch=scratch)
        if part is not None:
            for rule, ends in some.items():
                hits[rule] += part.back(ends)
    return hits


def _note(rule: int, _start: int, end: int, _flags: int, hits: object) -> None:
    """Collect one hit; called by hyperscan for each, with the ends by rule given as context."""
    hits[rule].append(end)  # type: ignore[index]


class Scanner:
    """Runs all triggers over texts. It serves one thread: it owns its scratch space."""

    def __init__(self, packed: bytes, reaches: Sequence[int] = ()) -> None:
        """Load what `database` made; `reaches` tells how far each rule looks around a place.

        It scans in the thread that asks until a twin is given one beside.

        Raises HyperscanError where it is of another machine, MsgspecError where it is none.
        """
        lanes = msgspec.msgpack.decode(packed, type=Lanes)
        self._lanes: dict[Need, list[hyperscan.Database]] = {}
        for what, lane in lanes:
            loaded = hyperscan.loadb(lane, hyperscan.HS_MODE_BLOCK)
            self._lanes.setdefault(what, []).append(loaded)
        self._scratches = self._scratch()
        self._reaches = reaches
        self._beside: Executor | None = None

    def twin(self, beside: Executor | None = None) -> Scanner:
        """Return one for another thread, with the same databases and scratch space of its own.

        Long texts are scanned in a thread of `beside` too: hyperscan lets other threads go on.
        """
        other = copy(self)
        other._beside = beside  # noqa: SLF001  its own kind
        other._scratches = self._scratch()  # noqa: SLF001
        return other

    def _scratch(self) -> dict[Need, list[hyperscan.Scratch]]:
        return {what: list(map(hyperscan.Scratch, lanes)) for what, lanes in self._lanes.items()}

    def places(self, views: Sequence[Layer]) -> Iterator[tuple[int, Places]]:
        """Yield the number of each view in which triggers fired, and where they end in it.

        The rules of a view come in the order in which their triggers fired. Of places so near to
        one another that a rule looks at all between them, only those are told that say so.
        """
        if not views:
            return
        parts = [view.text.encode("utf-8", "replace") for view in views]
        packed = b"\0".join((b"", *parts, b""))
        for index, start, fired in self._by_view(parts, self._hits(packed)):
            plain = len(parts[index]) == len(views[index].text)
            places = fired if plain else _in_code_points(packed, start, fired)
            yield index, dict(sorted(places.items(), key=_when)) if len(places) > 1 else places

    def _hits(self, packed: bytes) -> Places:
        """Return where in these bytes triggers end."""
        if len(packed) < _LONG:
            return _scanned(deque(self._jobs(packed, self._lanes)))
        jobs = deque(self._jobs(packed, self._lanes.keys() & {Need.NOTHING}))
        beside = None if self._beside is None else self._beside.submit(_scanned, jobs)
        jobs.extend(self._jobs(packed, self._lanes.keys() - {Need.NOTHING}))
        hits = _scanned(jobs)
        # What has not begun by now finds nothing left to do.
        if beside is not None and not beside.cancel():
            for rule, ends in beside.result().items():
                hits[rule] += ends
        return hits

    def _jobs(self, packed: bytes, needs: Collection[Need]) -> Iterator[_Job]:
        """Yield the lanes whose triggers need one of these, and what each is run over."""
        parts = _excerpts(packed, needs) if len(packed) >= _LONG else {}
        for what in needs:
            part = parts.get(what)
            if len(packed) < _LONG and not _holds(packed, what):
                continue
            scanned = packed if part is None else part.scanned
            for lane, scratch in zip(self._lanes[what], self._scratches[what], strict=True):
                yield lane, scratch, scanned, part

    def _by_view(self, parts: Sequence[bytes], hits: Places) -> Iterator[tuple[int, int, Places]]:
        """Yield the number of a view, where it starts, and its hits, offsets inside of it."""
        starts = list(accumulate((len(part) + 1 for part in parts), initial=1))
        views: dict[int, Places] = {}
        for rule, ends in hits.items():
            ends.sort()  # the triggers of one rule may stand in several lanes
            start = stop = 0
            for end in ends:
                # A trigger that ends in the byte after a view is of that view.
                if end > stop:
                    index = bisect_left(starts, end, 1, len(parts)) - 1
                    start, stop = starts[index], starts[index + 1]
                    some = views.setdefault(index, {})[rule] = []
                some.append(end - start)
        for index in sorted(views):
            yield index, starts[index], self._thinned(views[index])

    def _thinned(self, places: Places) -> Places:
        """Leave out places of a rule that say nothing more than those around them."""
        for rule, ends in places.items():
            if len(ends) > _DENSE and rule < len(self._reaches):
                places[rule] = thinned(ends, self._reaches[rule])
        return places


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
    """Turn byte offsets of a view into code point offsets."""
    places = sorted(set(chain.from_iterable(fired.values())))
    if len(places) > _MANY:
        from posthouse.privacy.excerpts import characters

        counted = dict(zip(places, characters(packed, start, places), strict=True))
    else:
        counted = _counted(packed, start, places)
    return {rule: [counted[end] for end in ends] for rule, ends in fired.items()}


def _counted(packed: bytes, start: int, places: Sequence[int]) -> dict[int, int]:
    """Return how many characters stand before each place, by counting lead bytes between them."""
    counted: dict[int, int] = {}
    at = count = 0
    for end in places:
        between = packed[start + at : start + end]
        ascii_ = between.isascii()
        count += end - at if ascii_ else len(between.translate(None, _CONTINUATION))
        counted[end] = count
        at = end
    return counted
