"""Does effort act? One puzzle, thought about little and much: the second takes more tokens."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import Reply
from posthouse.audit.probes.trials import trials
from posthouse.audit.speech.ask import Ask

MORE = 1.2
ROOM = 4000


def asks(draws: Draws) -> list[Ask]:
    """Return a puzzle with low effort, and the same with high."""
    one, other = draws.between(20, 60), draws.between(3, 9)
    puzzle = (
        f"A box holds {one} beads, red and blue, with {other} more red than half of the blue ones, "
        "rounded down. How many are red? Answer with the number alone."
    )
    text = wrapped(draws, puzzle)
    return [Ask(f"effort {much}", text, max_tokens=ROOM, effort=much) for much in ("low", "high")]


def kept(replies: Sequence[Reply]) -> bool | None:
    """Tell whether high effort took more tokens than low; None where they are not told."""
    told = [reply.heard.tokens_out for reply in replies if reply.heard]
    if len(told) < 2 or told[0] is None or told[1] is None:
        return None
    return told[1] > MORE * told[0]


PROBE = trials("effort", asks, kept)
