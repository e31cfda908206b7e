"""What an audit could have found: the share of made-up swaps that it would have told.

Both sides are drawn anew from the reference's own shares; of the audited side a share, the margin,
comes from another model: one of the library's that answered these cells, or, where there is none, a
made-up one with the reference's shares for other answers. Without such power "no alarm" says
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from posthouse.audit.library import Library, Recorded
from posthouse.audit.sequential import Audit, Terms

ELSE = "\x00something else"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the audit was: the cells of its answers in order, its terms, and the margin.

    To steady cells another model writes another text.
    """

    cells: Sequence[str]
    terms: Terms
    margin: float


def power(
    reference: Mapping[str, Sequence[str]],
    others: Sequence[Recorded],
    setting: Setting,
    *,
    trials: int,
    seed: int,
) -> float:
    """Return the share of swaps found, of so many made up."""
    random = np.random.default_rng(seed)
    library = Library(others)
    models = sorted({one.model for one in others if one.cell in setting.cells})
    by_model = {(one.model, one.cell): one.answers for one in others if one.answers}
    found = 0
    for trial in range(trials):
        whom = models[trial % len(models)] if models else ""
        swapped = {
            cell: by_model.get((whom, cell))
            or ([ELSE] if cell in setting.terms.steady else _made_up(answers, random))
            for cell, answers in reference.items()
        }
        found += _told(reference, swapped, library, setting, random)
    return found / trials


def _told(
    reference: Mapping[str, Sequence[str]],
    swapped: Mapping[str, Sequence[str]],
    library: Library,
    setting: Setting,
    random: np.random.Generator,
) -> bool:
    fresh = {cell: _drawn(answers, len(answers), random) for cell, answers in reference.items()}
    seed = int(random.integers(2**62))
    going = Audit(fresh, library, setting.terms, seed=seed, rough=True)
    for cell in setting.cells:
        source = swapped if random.random() < setting.margin else reference
        look = going.take(cell, *_drawn(source[cell], 1, random))
        if look is not None and look.alarms:
            return True
    look = going.finish()
    return look is not None and look.alarms


def _drawn(answers: Sequence[str], count: int, random: np.random.Generator) -> list[str]:
    return [answers[i] for i in random.integers(len(answers), size=count)]


def _made_up(answers: Sequence[str], random: np.random.Generator) -> list[str]:
    """Return answers with their names dealt out anew."""
    kinds = sorted({*answers, ELSE})
    dealt = dict(zip(kinds, random.permutation(kinds).tolist(), strict=True))
    return [dealt[one] for one in answers]
