"""sample: is this one of the requests by which two channels are compared?"""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.model.dialect import Operation
from posthouse.model.sampling import Sample, Sampled

DIGITS = 8
"""Hex digits at the end of an id, which are drawn at random."""


def sample(case: Case) -> None:
    """Draw; a request drawn for the trusted channel is answered by it, as the first candidate.

    Both channels have to be in reach and fit, so that which of them answers is chance alone.
    """
    assert case.asked is not None
    first = case.candidates[0]
    pair = case.facts.pairs.get(first.name)
    if pair is None or first.upstream_model(case.asked.model) != pair.model:
        return
    trusted = next((one for one in case.candidates if one.name == pair.trusted), None)
    fit, now_s = case.health.fit, case.seed.now_s
    if trusted is None or not fit(first.name, now_s) or not fit(trusted.name, now_s):
        return
    drawn = pair.drawn(int(case.seed.id[-DIGITS:], 16) / 16**DIGITS)
    if drawn is None or not _comparable(case, drawn):
        return
    case.sample = Sampled(pair, drawn)
    if drawn is Sample.TRUSTED:
        rest = tuple(one for one in case.candidates if one is not trusted)
        case.candidates = (trusted, *rest)


def _comparable(case: Case, drawn: Sample) -> bool:
    """Tell whether it is a turn of its own: what an upstream keeps belongs to the one channel."""
    assert case.asked is not None
    if case.endpoint.operation is not Operation.GENERATE or case.asked.recalls:
        return False
    if case.document is None or case.document.references:
        return False
    return not case.asked.keeps or drawn is Sample.SHADOW
