"""The order of the stages, once."""

from __future__ import annotations

from collections.abc import Callable

from posthouse.exchange.stages.admit import admit
from posthouse.exchange.stages.afford import afford
from posthouse.exchange.stages.classify import classify
from posthouse.exchange.stages.decide import decide
from posthouse.exchange.stages.guard import guard
from posthouse.exchange.stages.halt import halt
from posthouse.exchange.stages.mask import mask
from posthouse.exchange.stages.route import route
from posthouse.exchange.stages.sample import sample
from posthouse.exchange.stages.watch import watch
from posthouse.exchange.state import Case

Stages = tuple[Callable[[Case], None], ...]

TAKE: Stages = (halt, admit)
"""After *authenticate*, which needs the head alone and runs before the body is read."""

JUDGE: Stages = (afford, classify, watch, decide)
"""Once media have been read and names looked for, where they are, off the loop."""

SEND: Stages = (mask, guard, route, sample)
"""Once images have been covered, off the loop.

An answer passes *inspect*, *restore* per text (exchange/answer.py), then *account*, *record* once.
"""
