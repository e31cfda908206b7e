"""What is excused: a small share of answers may differ although the model is the same.

Honest deployments differ a little, and one deployment differs from day to day (batching, hardware,
a new engine). With enough answers an exact test tells that apart too, and it is no swap. So a look
that would alarm is taken again without the answers that spoke most against the channel, a share of
them. That can but lose an alarm: the level holds as before, and for a channel whose answers differ
in no more than that share it holds about as well (a contamination neighbourhood, Huber 1965).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from posthouse.audit.columns import Pool


def without(pools: Mapping[str, Pool], column: int, count: int) -> dict[str, list[str]]:
    """Return the audited answers by cell without so many that raised the column most."""
    told = [
        (gain, cell, answer)
        for cell, pool in pools.items()
        for answer, gains in pool.gains(column).items()
        for gain in gains
    ]
    told.sort(key=lambda one: (-one[0], one[1], one[2]))
    excused = Counter((cell, answer) for _, cell, answer in told[:count])
    return {
        cell: [
            answer
            for answer, times in pool.audited().items()
            for _ in range(times - excused[cell, answer])
        ]
        for cell, pool in pools.items()
    }
