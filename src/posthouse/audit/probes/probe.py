"""What a probe is: questions from a secret seed, figures from the answers, a finding from these.

sound      as the reference's, or as was asked for
differs    inconsistent with the reference, or with what was asked for: counts for the verdict
noted      worth a look; never counts for the verdict, because honest channels do it too
untested   the answers do not show it either way

A probe asks in rounds, each with draws of its own. An audit asks one, and goes on only while what
came speaks against the channel; an enrolment asks many, so that chance can be told from change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from posthouse.audit.order import Draws
from posthouse.audit.speech.ask import Ask, Heard, Told

SOUND, DIFFERS, NOTED, UNTESTED = "sound", "differs", "noted", "untested"

LEVEL = 5e-5
"""Chance of one probe's false finding: thirty probes together stay within 0.15 %."""

Figures = dict[str, float]


class Finding(msgspec.Struct, frozen=True):
    """What a probe found: `what` is a sentence's name (cli/words/probes.py), "" where sound."""

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

    `settled`: no further round would change the finding. `worth`: with these figures of a trusted
    channel (None: it has none) a finding can come at all, so asking is worth its tokens. `lost`: an
    enrolment that went so cannot be worth it any more.
    """

    name: str
    asks: Callable[[Draws], Sequence[Ask]]
    figures: Callable[[Sequence[Reply]], Figures]
    judged: Callable[[Figures, Figures | None], Judged]
    rounds: int = 1
    trusted_rounds: int = 1
    settled: Callable[[Figures, Figures | None], bool] = lambda _own, _trusted: True
    worth: Callable[[Figures | None], bool] = lambda _trusted: True
    lost: Callable[[Figures], bool] = lambda _trusted: False
    again: Callable[[Draws, Sequence[Reply]], Sequence[Ask]] | None = None
    """The questions of later rounds where these follow from what came before."""


def found(probe: Probe, figures: Figures, trusted: Sequence[Mapping[str, float]]) -> Finding:
    """Return the finding that speaks least against the channel, over all trusted channels."""
    order = (SOUND, NOTED, UNTESTED, DIFFERS)
    words = [probe.judged(figures, dict(one)) for one in trusted] or [probe.judged(figures, None)]
    word, what = min(words, key=lambda one: order.index(one[0]))
    return Finding(probe.name, word, what, figures)
