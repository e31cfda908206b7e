"""The built-in policy: every finding is masked, unless the project says otherwise for its label.

Total: each request gets a decision that names a rule, also where nothing was found. A label passes
only where the project names it: nothing lets credentials or private keys through by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from posthouse.model.finding import Label, Treatment

CLEAN = "default/clean"
MASKED = "default/mask"

_WEIGHT = {Treatment.PASS: 0, Treatment.MASK: 1, Treatment.REFUSE: 2}
_ORDER = {label: place for place, label in enumerate(Label)}


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with each label that was found, and the rule that weighed most.

    A rule reads default/clean, default/mask or project/<treatment>/<LABEL>.
    """

    treatments: Mapping[Label, Treatment]
    rule: str

    @property
    def refused(self) -> tuple[Label, ...]:
        """Return the labels for which the whole request is refused."""
        return tuple(
            la for la, treatment in self.treatments.items() if treatment is Treatment.REFUSE
        )


def decide(found: Iterable[Label], project: Mapping[Label, Treatment]) -> Decision:
    """Return the treatment of every label found; refusing weighs more than masking, than passing.

    The same labels give the same decision, whatever order they were found in.
    """
    labels = sorted(set(found), key=_ORDER.__getitem__)
    treatments = {label: project.get(label, Treatment.MASK) for label in labels}
    if not treatments:
        return Decision(treatments, CLEAN)
    heaviest = max(treatments.values(), key=_WEIGHT.__getitem__)
    deciding = [label for label, treatment in treatments.items() if treatment is heaviest]
    if any(label not in project for label in deciding):
        return Decision(treatments, MASKED)
    return Decision(treatments, f"project/{heaviest.value}/{deciding[0].value}")
