"""Does coldness act? At temperature 0 one question gets one answer, where the model does so."""

from __future__ import annotations

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.trials import same, trials, twice
from posthouse.audit.speech.ask import Ask


def asks(draws: Draws) -> list[Ask]:
    """Return one open question, cold, twice."""
    text = f"Invent a name for ship number {draws.between(1000, 10_000)}, and tell why."
    return twice(Ask("cold", wrapped(draws, text), max_tokens=16, temperature=0.0))


PROBE = trials("cold", asks, same)
