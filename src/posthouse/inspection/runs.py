"""Long runs of one sign or of blank lines, shortened before a text is examined.

Nothing that is examined needs to be as long, and expressions that look for blanks take the square
of a run's length. Lengths keep their order and their remainder by four: what is indented deeper
stays so, and what is encoded in such a run is decoded as before.
"""

from __future__ import annotations

import re

MOST = 256
_WORTH = 32
_RUN = re.compile(rf"(\S)\1{{{_WORTH - 1},}}+|[^\S\n]{{{_WORTH},}}+")
_BLANK = re.compile(rf"(?:[^\S\n]{{0,{4 * MOST}}}+\n){{{_WORTH},}}+")
_BLANKS = "\n" * _WORTH


def shortened(text: str) -> str:
    """Return a text whose runs are short."""
    if len(text) <= MOST:
        return text
    long = sorted({size for run in _RUN.finditer(text) if (size := len(run[0])) > MOST})
    sizes = {size: MOST + 4 * rank + size % 4 for rank, size in enumerate(long)}
    if long:
        text = _RUN.sub(lambda run: run[0][-sizes.get(len(run[0]), len(run[0])) :], text)
    return _BLANK.sub(_BLANKS, text)
