"""Is the most tokens of an answer kept? By its letters, and by what is counted and billed."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import Reply
from posthouse.audit.probes.trials import trials
from posthouse.audit.speech.ask import Ask

MOST = 16
MORE = 2
"""Tokens over the limit that counting differently may explain."""
LETTERS_A_TOKEN = 12


def asks(draws: Draws) -> list[Ask]:
    """Return a request for a long answer with a low limit."""
    first = draws.between(100, 900)
    text = f"Count upwards from {first}, each number in a row, up to {first + 400}."
    return [Ask("length", wrapped(draws, text), max_tokens=MOST)]


def kept(replies: Sequence[Reply]) -> bool | None:
    """Tell whether the answer is within the limit."""
    heard = replies[0].heard
    if heard is None or not heard.text:
        return None
    within = len(heard.text) <= MOST * LETTERS_A_TOKEN
    return within and (heard.tokens_out is None or heard.tokens_out <= MOST + MORE)


PROBE = trials("length", asks, kept)
