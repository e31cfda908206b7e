"""Stretches of a long text that are one piece over and over: judged once, told for every time.

What a rule says of a place depends on the text some way around it. Of a stretch that repeats
itself some thousand characters are kept at either end, and what stands between them, whole
periods, is left out. What is found beside the cut in one period stands in each that was left out;
where it differs from period to period, or reaches too far, the text has to be judged whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct

from posthouse.model.finding import Finding

LONG = 65_536
"""Characters from which it is worth looking for such stretches."""
_KEPT = 8192  # characters kept at either end: further than rules look around a place
_SPARE = 4096  # characters of a stretch that may be kept for the sake of a rounder number
_NEAR = _KEPT // 2  # a finding as long as that may have been changed by the cut
_STEP = 16_384
_HEAD = 64
_PERIOD = 2048
_TRIES = 8  # a piece may hold another over and over
# A run of matches that touch one another may take several periods each.
_TOGETHER = (2520, 840, 420, 120, 60, 12, 4, 1)
_START = attrgetter("start")


class Cut(Struct, frozen=True):
    """What is left out of a text, whole periods of the stretch around it."""

    start: int
    end: int
    period: int


def cuts(text: str) -> list[Cut]:
    """Return what may be left out of a text, in its order."""
    found: list[Cut] = []
    at = 0 if len(text) >= LONG else len(text)
    while at + 4 * _KEPT <= len(text):
        begin, period, end = _repeated(text, at)
        size = _whole(end - begin - 2 * _KEPT, period)
        if size > 0:
            found.append(Cut(begin + _KEPT, begin + _KEPT + size, period))
        at = max(end, at + _STEP)
    return found


def shortened(text: str, left_out: Sequence[Cut]) -> str:
    """Return a text without what is left out of it."""
    parts: list[str] = []
    at = 0
    for cut in left_out:
        parts.append(text[at : cut.start])
        at = cut.end
    return "".join((*parts, text[at:]))


def told(found: Sequence[Finding], left_out: Sequence[Cut]) -> tuple[Finding, ...] | None:
    """Return what is found in the whole text; None where the shortened one does not tell."""
    whole: list[Finding] = []
    moved = done = 0
    for cut in left_out:
        at, size = cut.start - moved, cut.end - cut.start
        period = _steady(found, at, cut)
        if period is None:
            return None
        end = bisect_left(found, at, key=_START)
        whole += [_moved(one, moved) for one in found[done:end]]
        again = found[bisect_left(found, at - period, key=_START) : end]
        for by in range(period, size + 1, period) if again else ():
            whole += [_moved(one, moved + by) for one in again]
        moved, done = moved + size, end
    whole += [_moved(one, moved) for one in found[done:]]
    return tuple(whole)


def refitted(found: Sequence[Finding], left_out: Sequence[Cut]) -> list[Cut]:
    """Return cuts of whole periods of what is found around them; none where something differs.

    Matches that touch one another take as many periods of the text as a match is long, and the cut
    knew of none of them.
    """
    fitted: list[Cut] = []
    moved = 0
    for cut in left_out:
        size = cut.end - cut.start
        period = _steady(found, cut.start - moved, cut, whole=False)
        if period is None or period > size:
            return []
        fitted.append(Cut(cut.start, cut.end - size % period, cut.period))
        moved += size
    return fitted


def _steady(found: Sequence[Finding], at: int, cut: Cut, *, whole: bool = True) -> int | None:
    """Return after how much around a cut the same is found again; None where something differs.

    With `whole` the cut is so many of it.
    """
    low = bisect_left(found, at - _NEAR, key=_START)
    high = bisect_left(found, at + _NEAR, key=_START)
    near = found[low:high]
    if (low and found[low - 1].end > at) or any(one.end - one.start > _NEAR for one in near):
        return None
    if not near:
        return cut.period
    apart = {one.start - near[0].start for one in near[1:_TRIES]}
    for period in (cut.period, *sorted(apart - {cut.period})):
        fits = period % cut.period == 0 and not (whole and (cut.end - cut.start) % period)
        if fits and 2 * period < _NEAR and _again(near, at, period):
            return period
    return None


def _again(near: Sequence[Finding], at: int, period: int) -> bool:
    """Tell whether what is found near a cut is found again after a period."""
    first, last = at - _NEAR + period, at + _NEAR - period
    here = [_place(one, period) for one in near if one.start < last]
    return here == [_place(one, 0) for one in near if one.start >= first]


def _place(one: Finding, by: int) -> tuple[object, ...]:
    return one.start + by, one.end + by, one.label, one.rule, one.depth


def _moved(one: Finding, by: int) -> Finding:
    if not by:
        return one
    return Finding(one.start + by, one.end + by, one.label, one.rule, one.depth, one.confidence)


def _whole(size: int, period: int) -> int:
    """Return how much of a size are whole periods, many together where hardly less is."""
    if size < period or not period:
        return 0
    sizes = [size - size % (many * period) for many in _TOGETHER]
    return next(one for one in sizes if size - one <= max(min(size // 16, _SPARE), period))


def _repeated(text: str, at: int) -> tuple[int, int, int]:
    """Return where a stretch begins, here or a little further on, its period and its end.

    What repeats itself but for a while is a part of the piece: the next head holds where it ends.
    """
    begin = at
    for _ in range(_TRIES):
        head = text[begin : begin + _HEAD]
        period = text.find(head, begin + 1, begin + _HEAD + _PERIOD) - begin
        if period < 0 or begin - at > _STEP:
            break
        end = _end(text, begin, period)
        if end - begin > _STEP:
            return begin, period, end
        begin = max(end - _HEAD // 2, begin + 1)
    return at, 0, at


def _end(text: str, at: int, period: int) -> int:
    """Return where the stretch ends that begins here and repeats itself with this period."""
    end, step = at + period, _STEP
    while step:
        piece = text[end - period : end - period + step]
        if end + step <= len(text) and text.startswith(piece, end):
            end += step
            step *= 2
        else:
            step //= 2
    return end
