"""Probes whose every round is kept or broken, judged by an exact test against the trusted channel.

Rounds of both sides are drawn alike, so if the channel treats them as the trusted one does, every
way to share out the broken ones among all rounds is equally likely. A finding takes ROUNDS rounds
of the audited channel, all broken: with f of n broken on the trusted side its chance is
C(f + ROUNDS, ROUNDS) / C(n + ROUNDS, ROUNDS). The first round that is kept ends the asking, which
can but lose a finding. What shows neither (throttled, refused, empty, a parameter that is not
known) is left out on both sides; too much of it ends the asking too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import comb

import msgspec

from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import (
    DIFFERS,
    LEVEL,
    SOUND,
    UNTESTED,
    Figures,
    Judged,
    Probe,
    Reply,
)
from posthouse.audit.speech.ask import Ask

ROUNDS = 6
TRUSTED_ROUNDS = 24
WEAK, SHOWN_BY_NONE = "trials-weak", "trials-mute"
MUTE = 3
"""So many rounds that show nothing end the asking."""

Kept = Callable[[Sequence[Reply]], bool | None]
"""Whether one round was kept; None where it shows neither."""


def trials(
    name: str, asks: Callable[[Draws], Sequence[Ask]], kept: Kept, *, word: str = DIFFERS
) -> Probe:
    """Return a probe of such rounds; what a broken one is called is NAME-broken."""
    size = len(asks(Draws("", name)))

    def figures(replies: Sequence[Reply]) -> Figures:
        return counted([kept(one) for one in rounds(replies, size)])

    def judged(own: Figures, trusted: Figures | None) -> Judged:
        return judged_by_counts(name, own, trusted, word)

    return Probe(name, asks, figures, judged, ROUNDS, TRUSTED_ROUNDS, settled, worth, lost)


def rounds(replies: Sequence[Reply], size: int) -> Iterator[Sequence[Reply]]:
    """Part replies into rounds of so many questions."""
    for start in range(0, len(replies), size):
        yield replies[start : start + size]


def counted(outcomes: Sequence[bool | None]) -> Figures:
    """Count the outcomes of rounds."""
    return {
        "kept": float(outcomes.count(True)),
        "broken": float(outcomes.count(False)),
        "mute": float(outcomes.count(None)),
    }


def settled(own: Figures, _trusted: Figures | None) -> bool:
    """Tell whether asking on could change nothing."""
    return bool(own["kept"]) or own["mute"] >= MUTE


def worth(trusted: Figures | None) -> bool:
    """Tell whether the trusted channel keeps its rounds well enough for a finding."""
    if trusted is None:
        return False
    if trusted["mute"] >= MUTE and not trusted["kept"]:
        return False
    return chance(ROUNDS, trusted["broken"], trusted["kept"] + trusted["broken"]) <= LEVEL


def lost(trusted: Figures) -> bool:
    """Tell whether an enrolment's rounds went so that no audit could use them."""
    muted = trusted["mute"] >= MUTE and not trusted["kept"]
    return muted or chance(ROUNDS, trusted["broken"], TRUSTED_ROUNDS) > LEVEL


def chance(own: float, broken: float, trusted: float) -> float:
    """Return the chance that all `own` rounds are broken where `broken` of `trusted` are."""
    count = int(own)
    return comb(int(broken) + count, count) / comb(int(trusted) + count, count)


def judged_by_counts(name: str, own: Figures, trusted: Figures | None, word: str) -> Judged:
    """Compare the counts of rounds."""
    if trusted is None or not worth(trusted):
        return UNTESTED, WEAK
    if own and own["kept"]:
        return SOUND, ""
    if not own or own["broken"] < ROUNDS:
        return UNTESTED, SHOWN_BY_NONE
    answered = trusted["kept"] + trusted["broken"]
    found = chance(own["broken"], trusted["broken"], answered) <= LEVEL
    return (word, f"{name}-broken") if found else (UNTESTED, WEAK)


def twice(ask: Ask) -> list[Ask]:
    """Return a question, and the same once more."""
    return [ask, msgspec.structs.replace(ask, name=f"{ask.name} again")]


def texts(replies: Sequence[Reply]) -> list[str] | None:
    """Return the texts of a round, None where one is missing."""
    told = [reply.heard.text.strip() for reply in replies if reply.heard]
    return told if len(told) == len(replies) and all(told) else None


def same(replies: Sequence[Reply]) -> bool | None:
    """Tell whether the two answers of a round are the same."""
    told = texts(replies)
    return None if told is None else told[0] == told[1]
