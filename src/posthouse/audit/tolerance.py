"""What is excused: a small share of answers may differ although the model is the same.

Honest deployments differ a little, and one deployment differs from day to day (batching, hardware,
a new engine). With enough answers an exact test tells that apart too, and it is no swap. So a look
that would alarm is taken again after a share of the answers, those that spoke most against the
channel, were replaced by the ones that speak most for it. That can but lose an alarm: the level
holds as before, and for a channel whose answers differ in no more than that share, in total
variation, it holds about as well.

A text asked at temperature 0 hangs together: where two words are nearly as likely, rounding
decides, and one deployment then writes another text, the same each time. So a look that would alarm
is also taken again without a part of these cells: of those with one text alone, the ones that spoke
most against the channel. A channel that swaps some answers has several texts there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from posthouse.audit.columns import Pool
from posthouse.audit.shares import Floats


def replaced(pools: Mapping[str, Pool], column: int, count: int) -> dict[str, list[str]]:
    """Return the audited answers by cell, so many of those that raised the column most replaced by
    others to the same cell that raise it least.
    """
    audited = {cell: Counter(pool.audited()) for cell, pool in pools.items()}
    gains = {cell: pool.gains(column) for cell, pool in pools.items()}
    standing = [
        (gain, cell, answer)
        for cell, found in audited.items()
        for answer, times in found.items()
        for gain in gains[cell][answer][:times]
    ]
    standing.sort(key=lambda one: (-one[0], one[1], one[2]))
    taken = standing[:count]
    for _, cell, answer in taken:
        audited[cell][answer] -= 1
    for _, cell, _ in taken:
        audited[cell].update([_calmest(gains[cell], audited[cell])])
    return {cell: sorted(found.elements()) for cell, found in audited.items()}


def _calmest(gains: Mapping[str, list[float]], audited: Counter[str]) -> str:
    """Return the answer of which one more raises the column least."""
    return min(
        gains,
        key=lambda answer: (*gains[answer][audited[answer] :][:1], float("inf")),
    )


def without_turned(
    pools: Mapping[str, Pool], column: int, among: Mapping[str, Floats], count: int
) -> dict[str, Pool]:
    """Return the cells without so many `among` some: of those to which the channel gave one answer
    alone, the ones that raised the column most over what they do on the average of partings.
    """
    raised = {
        cell: float(pools[cell].values(pools[cell].observed[None])[0, column] - usual[column])
        for cell, usual in sorted(among.items())
        if len(pools[cell].audited()) == 1
    }
    turned = sorted(raised, key=lambda cell: -raised[cell])[:count]
    return {cell: pool for cell, pool in pools.items() if cell not in turned}
