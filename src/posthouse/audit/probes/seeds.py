"""Does a seed act? Warm answers under one seed are the same, where the trusted channel's are."""

from __future__ import annotations

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.trials import same, trials, twice
from posthouse.audit.speech.ask import Ask


def asks(draws: Draws) -> list[Ask]:
    """Return one open question under one seed, twice; a dialect without seeds leaves it out."""
    text = f"Invent a street name for house {draws.between(1000, 10_000)}, and tell why."
    seed = draws.between(1, 2**31)
    asked = Ask("seeds", wrapped(draws, text), max_tokens=16, temperature=1.0, seed=seed)
    return twice(asked)


PROBE = trials("seeds", asks, same)
