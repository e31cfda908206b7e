"""How often each cell is asked: by what an answer is expected to show for its tokens.

The worth of a cell is the expected growth of evidence, were the answers another model's (on average
over the library; without one, of a model whose answers are all new), over the tokens that a
question takes. It follows from the reference and the library alone, before anything is asked, so
the tests hold as before; only tokens are spent better.
No cell falls under FLOOR of an even share: a relay that knows the weights finds no cell unwatched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from posthouse.audit.library import Recorded

FLOOR = 0.4
USUAL_TOKENS = 40.0
PROMPT_SHARE = 1.0
"""What a token of a prompt costs beside one of an answer, which vendors bill at several times."""
ANSWER_SHARE = 4.0
LEAN = 4.0
"""Answers that shares lean on, so that few recorded ones do not look far apart; among KINDS."""
KINDS = 50

Counts = Mapping[str, Sequence[tuple[int, int]]]


def weights(
    reference: Mapping[str, Sequence[str]], others: Sequence[Recorded], counts: Counts
) -> dict[str, float]:
    """Return each cell's share of the questions; they add up to one."""
    worth = {
        cell: _growth(answers, [one for one in others if one.cell == cell and one.answers])
        / _tokens(counts.get(cell, ()))
        for cell, answers in reference.items()
        if answers
    }
    total = sum(worth.values())
    even = 1 / max(len(worth), 1)
    if total <= 0:
        return dict.fromkeys(worth, even)
    return {cell: FLOOR * even + (1 - FLOOR) * one / total for cell, one in worth.items()}


def _growth(answers: Sequence[str], others: Sequence[Recorded]) -> float:
    """Return how much stranger another model's answer is than one of the trusted channel's own, in
    nats: both are looked up in one half of the trusted answers, so that a cell in which even its
    own answers are new each time is worth nothing.
    """
    known, own = Counter(answers[::2]), answers[1::2]
    total = known.total() + LEAN

    def strangeness(answer: str) -> float:
        return -log((known[answer] + LEAN / KINDS) / total)

    usual = sum(map(strangeness, own)) / max(len(own), 1)
    found = [sum(map(strangeness, one.answers)) / len(one.answers) for one in others]
    other = sum(found) / len(found) if found else -log(LEAN / KINDS / total)
    return max(other - usual, 0.0)


def _tokens(counts: Sequence[tuple[int, int]]) -> float:
    """Return what a question costs, in tokens of a prompt."""
    told = [PROMPT_SHARE * into + ANSWER_SHARE * out for into, out in counts if min(into, out) >= 0]
    return max(sum(told) / len(told), 1.0) if told else USUAL_TOKENS
