"""How often each cell is asked: by what an answer is expected to show for its tokens.

The worth of a cell is the expected growth of evidence over the tokens that a question takes, were
the answers another model's (on average over the library; without one, of a model whose answers are
all new), and were they this model's by a narrower sampler (colder, or of fewer tokens), which a
text asked at temperature 0 does not show. The first suspicion gets two of three questions, the
second one, dealt by the square of the worth: the best cells of each are asked most. It follows from
the reference and the library alone, before anything is asked, so the tests hold as before; only
tokens are spent better.
A part FLOOR is dealt to all cells, the same tokens to each: a relay that knows the weights finds no
cell unwatched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import log

from posthouse.audit.library import Recorded

FLOOR = 0.3
SWAPPED, NARROWED = 2 / 3, 1 / 3
"""How the rest is parted between the two suspicions."""
NARROWER = 4
"""The power of its shares by which a sampler is suspected to have been narrowed."""
USUAL_TOKENS = 40.0
PROMPT_SHARE = 1.0
"""What a token of a prompt costs beside one of an answer, which vendors bill at several times."""
ANSWER_SHARE = 4.0
LEAN = 4.0
"""Answers that shares lean on, so that few recorded ones do not look far apart; among KINDS."""
KINDS = 50
SAME = 1e-9

Counts = Mapping[str, Sequence[tuple[int, int]]]


def weights(
    reference: Mapping[str, Sequence[str]], others: Sequence[Recorded], counts: Counts
) -> dict[str, float]:
    """Return each cell's share of the questions; they add up to one."""
    prices = {cell: _tokens(counts.get(cell, ())) for cell, answers in reference.items() if answers}
    floor = _shares({cell: 1 / price for cell, price in prices.items()})
    swapped = {
        cell: _swapped(reference[cell], [one for one in others if one.cell == cell])
        for cell in prices
    }
    narrowed = {cell: _narrowed(reference[cell]) for cell in prices}
    parts = []
    for part, growth in ((SWAPPED, swapped), (NARROWED, narrowed)):
        shares = _shares({cell: (growth[cell] / price) ** 2 for cell, price in prices.items()})
        parts += [(part, shares)] if shares else []
    parts = parts or [(1.0, floor)]
    whole = sum(part for part, _ in parts)
    return {
        cell: FLOOR * floor[cell]
        + (1 - FLOOR) * sum(part * shares[cell] for part, shares in parts) / whole
        for cell in prices
    }


def _shares(worth: Mapping[str, float]) -> dict[str, float]:
    """Return parts of one, none where nothing is worth anything."""
    total = sum(worth.values())
    return {cell: one / total for cell, one in worth.items()} if total > 0 else {}


def _swapped(answers: Sequence[str], others: Sequence[Recorded]) -> float:
    """Return how much stranger another model's answer is than one of the trusted channel's own, in
    nats: both are looked up in one half of the trusted answers, so that a cell in which even its
    own answers are new each time is worth nothing.
    """
    strange, own = _halved(answers)
    usual = sum(map(strange, own)) / max(len(own), 1)
    told = [one.answers for one in others if one.answers]
    found = [sum(map(strange, one)) / len(one) for one in told] or [strange("")]
    return max(sum(found) / len(found) - usual, 0.0)


def _narrowed(answers: Sequence[str]) -> float:
    """Return how much less strange its answers are where common ones get commoner, in nats."""
    strange, own = _halved(answers)
    times = Counter(own)
    narrow = _shares({answer: count**NARROWER for answer, count in times.items()})
    usual = sum(map(strange, own)) / max(len(own), 1)
    growth = usual - sum(strange(one) * share for one, share in narrow.items())
    return growth if growth > SAME else 0.0


def _halved(answers: Sequence[str]) -> tuple[Callable[[str], float], Sequence[str]]:
    """Return how strange an answer is to one half, in nats, and the other half."""
    known = Counter(answers[::2])
    total = known.total() + LEAN
    return lambda answer: -log((known[answer] + LEAN / KINDS) / total), answers[1::2]


def _tokens(counts: Sequence[tuple[int, int]]) -> float:
    """Return what a question costs, in tokens of a prompt."""
    told = [PROMPT_SHARE * into + ANSWER_SHARE * out for into, out in counts if min(into, out) >= 0]
    return max(sum(told) / len(told), 1.0) if told else USUAL_TOKENS
