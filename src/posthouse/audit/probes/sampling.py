"""Does warmth act? Warm answers to one question differ; answers from a store do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import DIFFERS, Figures, Judged, Reply
from posthouse.audit.probes.trials import counted, judged_by_counts, rounds, texts, trials, twice
from posthouse.audit.speech.ask import Ask

PAIR = 2


def asks(draws: Draws) -> list[Ask]:
    """Return one open question, warm, twice."""
    mark = draws.between(1000, 10_000)
    text = f"Invent a short title for story number {mark}, one that nobody would guess."
    return twice(Ask("sampling", wrapped(draws, text), max_tokens=24, temperature=1.0))


def kept(replies: Sequence[Reply]) -> bool | None:
    """Tell whether the two answers differ."""
    told = texts(replies)
    return None if told is None else told[0] != told[1]


def figures(replies: Sequence[Reply]) -> Figures:
    """Count pairs, and those of which even the ids are the same."""
    pairs = list(rounds(replies, PAIR))
    ids = [{one.heard.id for one in pair if one.heard} for pair in pairs if kept(pair) is False]
    same = sum(len(one) == 1 and one != {""} for one in ids)
    return {**counted([kept(pair) for pair in pairs]), "same_ids": float(same)}


def judged(own: Figures, trusted: Figures | None) -> Judged:
    """One text for both is a store or no sampling; a store, where even the id is one."""
    word, what = judged_by_counts("sampling", own, trusted, DIFFERS)
    if what == "sampling-broken" and own["same_ids"] and trusted and not trusted["same_ids"]:
        return word, "sampling-cached"
    return word, what


PROBE = replace(trials("sampling", asks, kept), figures=figures, judged=judged)
