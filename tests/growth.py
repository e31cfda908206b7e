"""How the time of a search grows with the text: by as much, or with its square.

Times are of the processor, the least of several: for a text 8 times as long, what grows evenly
takes 8 times as long, what grows with the square 64 times.
"""

import time
from collections.abc import Callable

SHORT, TIMES, MOST = 5_000, 8, 20


def grows_evenly(act: Callable[[str], object], piece: str, behind: str = "") -> bool:
    """Tell whether a text that is a piece over and over takes time in proportion to its length."""
    short = piece * (SHORT // len(piece))
    least = min(_took(act, short + behind) for _ in range(5))
    long = short * TIMES + behind
    return any(_took(act, long) < MOST * max(least, 0.001) for _ in range(3))


def _took(act: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    act(text)
    return time.process_time() - began
