"""Whose answers are these? A posterior over the claimed model, a library, and none of these.

Every model's shares in a cell are drawn around the population's, more or less loosely; a candidate
is one of which answers are recorded, "none of these" one of which none are. So each predicts the
answers as a Dirichlet-multinomial, and all have the same prior. A name is given only to a channel
that an exact test has already found inconsistent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from posthouse.audit.library import Library, Recorded
from posthouse.audit.shares import Floats

SUSPECT_WEIGHT = 60.0
"""How firmly a candidate holds its recorded shares; the population's are held loosely."""
POPULATION_WEIGHTS = (5.0, 30.0)
NONE = "none of these"
CLAIMED = "the claimed model"
NAMED = 0.95
"""From which posterior on a suspect is named."""


def posterior(
    reference: Mapping[str, Sequence[str]],
    others: Sequence[Recorded],
    audited: Mapping[str, Sequence[str]],
) -> dict[str, float]:
    """Return the chance of each candidate, CLAIMED and NONE among them."""
    claimed = [Recorded(CLAIMED, cell, answers) for cell, answers in reference.items()]
    known: dict[str, dict[str, Counter[str]]] = {CLAIMED: {}}
    for one in [*claimed, *others]:
        known.setdefault(one.model, {}).setdefault(one.cell, Counter()).update(one.answers)
    names = [*known, NONE]
    library = Library([*claimed, *others])
    total = np.zeros(len(names))
    for cell, answers in audited.items():
        counts = Counter(answers)
        kinds = list(counts)
        times = [counts[one] for one in kinds]
        there = library.cell(cell)
        population = there.population(kinds, len(there.kinds))
        cells = [known.get(name, {}).get(cell, Counter()) for name in names]
        total += [_log(one, kinds, times, population) for one in cells]
    chances: Floats = np.exp(total - np.logaddexp.reduce(total))
    return {name: float(chance) for name, chance in zip(names, chances, strict=True)}


def _log(
    known: Counter[str], kinds: Sequence[str], times: Sequence[int], population: Floats
) -> float:
    """Return the log-probability of the audited counts, given what is recorded of a model."""
    held = min(1.0, SUSPECT_WEIGHT / max(known.total(), 1))
    own = held * np.array([known[one] for one in kinds], float)
    whole = held * known.total()
    parts = []
    for weight in POPULATION_WEIGHTS:
        alpha = own + weight * population
        rising = [np.log(a + np.arange(n)).sum() for a, n in zip(alpha, times, strict=True)]
        parts.append(sum(rising) - np.log(whole + weight + np.arange(sum(times))).sum())
    return float(np.logaddexp.reduce(parts) - np.log(len(parts)))
