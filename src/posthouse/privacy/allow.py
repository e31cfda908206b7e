"""The allow-list: values that are known to be harmless and stay where they stand.

A value passes as a whole, letters of either case alike. A private key never passes by an allowance
for every label: whoever wants that names the label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from posthouse.model.finding import Finding, Label
from posthouse.model.terms import Allowance
from posthouse.privacy.detect import value


class Allowed:
    """Values that pass, by label. Falsy where there are none."""

    __slots__ = ("_every", "_under")

    def __init__(self, allowances: Iterable[Allowance] = ()) -> None:
        self._every: set[str] = set()
        self._under: set[tuple[Label, str]] = set()
        for one in allowances:
            if one.label is None:
                self._every.add(one.value.casefold())
            else:
                self._under.add((one.label, one.value.casefold()))

    def __bool__(self) -> bool:
        return bool(self._every or self._under)

    def without(
        self, texts: Sequence[str], found: Sequence[tuple[Finding, ...]]
    ) -> list[tuple[Finding, ...]]:
        """Return the findings of each text whose values do not pass."""
        return [
            tuple(f for f in some if not self.passes(f.label, value(text, f)))
            for text, some in zip(texts, found, strict=True)
        ]

    def passes(self, label: Label, plain: str) -> bool:
        """Tell whether a value stays where it stands."""
        folded = plain.casefold()
        if (label, folded) in self._under:
            return True
        return label is not Label.PRIVATE_KEY and folded in self._every


NOTHING = Allowed()
