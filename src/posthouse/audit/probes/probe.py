"""What a probe is: questions from a secret seed, figures from the answers, a finding from these.

sound      as the reference's, or as was asked for
differs    inconsistent with the reference, or with what was asked for: counts for the verdict
noted      worth a look; never counts for the verdict, because honest channels do it too
untested   the answers do not show it either way
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from posthouse.audit.order import Draws
from posthouse.audit.speech.ask import Ask, Heard, Told

SOUND, DIFFERS, NOTED, UNTESTED = "sound", "differs", "noted", "untested"

Figures = dict[str, float]


class Finding(msgspec.Struct, frozen=True):
    """What a probe found: `what` is a sentence's name (cli/words/audit.py), "" where sound."""

    probe: str
    word: str
    what: str = ""
    figures: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class Reply:
    """One question, what came back, and what was heard in it."""

    ask: Ask
    told: Told
    heard: Heard | None


Judged = tuple[str, str]
"""A word, and what it is about."""


@dataclass(frozen=True, slots=True)
class Probe:
    """`figures` may leave out what the answers do not show; `judged` gets those of the audited
    channel and of one trusted channel, or None where no reference holds them.
    """

    name: str
    asks: Callable[[Draws], Sequence[Ask]]
    figures: Callable[[Sequence[Reply]], Figures]
    judged: Callable[[Figures, Figures | None], Judged]


def found(probe: Probe, figures: Figures, trusted: Sequence[Mapping[str, float]]) -> Finding:
    """Return the finding that speaks least against the channel, over all trusted channels."""
    order = (SOUND, NOTED, UNTESTED, DIFFERS)
    words = [probe.judged(figures, dict(one)) for one in trusted] or [probe.judged(figures, None)]
    word, what = min(words, key=lambda one: order.index(one[0]))
    return Finding(probe.name, word, what, figures)
