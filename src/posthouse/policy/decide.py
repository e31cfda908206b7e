"""The built-in policy: every finding is masked, unless the project says otherwise for its label.

Total: each request gets a decision that names a rule, also where nothing was found. A label passes
only where the project names it: nothing lets credentials or private keys through by default.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from posthouse.model.finding import Label, Treatment

FORMAT = "posthouse/policy/1"
CLEAN = "default/clean"
MASKED = "default/mask"

_WEIGHT = {
    Treatment.PASS: 0,
    Treatment.SURROGATE: 1,
    Treatment.MASK: 2,
    Treatment.PARTIAL: 3,
    Treatment.DROP: 4,
    Treatment.REFUSE: 5,
}
_ORDER = {label: place for place, label in enumerate(Label)}


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with each label that was found, and the rule that weighed most.

    A rule reads default/clean, default/mask, project/<treatment>/<LABEL>, or key/… where the key
    has a treatment of its own. `rules` are all that spoke, one for each label.
    """

    treatments: Mapping[Label, Treatment]
    rule: str
    rules: tuple[str, ...] = (CLEAN,)

    @property
    def refused(self) -> tuple[Label, ...]:
        """Return the labels for which the whole request is refused."""
        return tuple(
            la for la, treatment in self.treatments.items() if treatment is Treatment.REFUSE
        )


def decide(
    found: Iterable[Label],
    project: Mapping[Label, Treatment],
    own: Collection[Label] = frozenset(),
) -> Decision:
    """Return the treatment of every label found; refusing weighs most, then dropping, passing last.

    The same labels give the same decision, whatever order they were found in. `own` are the labels
    whose treatment is the key's own.
    """
    labels = sorted(set(found), key=_ORDER.__getitem__)
    treatments = {label: project.get(label, Treatment.MASK) for label in labels}
    if not treatments:
        return _NOTHING_FOUND
    who = {la: "key" if la in own else "project" if la in project else "" for la in labels}
    rules = tuple([_rule(la, t, who[la]) for la, t in treatments.items()])
    heaviest = max(treatments.values(), key=_WEIGHT.__getitem__)
    deciding = [label for label, treatment in treatments.items() if treatment is heaviest]
    if not all(who[label] for label in deciding):
        return Decision(treatments, MASKED, rules)
    return Decision(treatments, _rule(deciding[0], heaviest, who[deciding[0]]), rules)


def _rule(label: Label, treatment: Treatment, who: str) -> str:
    return f"{who}/{treatment.value}/{label.value}" if who else f"{MASKED}/{label.value}"


_NOTHING_FOUND = Decision({}, CLEAN)


def policy_digest(
    project: Mapping[Label, Treatment], detection: str, bounds: Mapping[str, int | str]
) -> str:
    """Return the name of a policy in force: hex SHA-256 over all that it decides by.

    `detection` names the detectors and the dictionary, `bounds` the limits and switches.
    """
    treatments = {la.value: project.get(la, Treatment.MASK).value for la in Label}
    told = {"format": FORMAT, "treatments": treatments, "detection": detection, **bounds}
    lines = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(lines.encode()).hexdigest()
