"""What is sensitive in texts, all steps in their order: rules, names, allow-list, propagation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from posthouse.model.finding import Finding
from posthouse.privacy.allow import NOTHING, Allowed
from posthouse.privacy.names.joined import joined
from posthouse.privacy.passages import opened
from posthouse.privacy.propagate import propagate

FindAll = Callable[[Sequence[str]], list[tuple[Finding, ...]]]
FindSome = Callable[[Sequence[str], Collection[int]], list[tuple[Finding, ...]]]
"""Finds all, but looks for no names in the texts of these numbers."""
Carry = Callable[[Sequence[str], Sequence[tuple[Finding, ...]]], list[tuple[Finding, ...]]]


@dataclass(frozen=True, slots=True, repr=False)
class Examiner:
    """Finds what the station finds, outside of a request: in files, in what is to be explained."""

    rules: FindAll
    names: FindAll | None = None
    allowed: Allowed = NOTHING
    carry: Carry = propagate

    def find_all(
        self, texts: Sequence[str], unnamed: Collection[int] = ()
    ) -> list[tuple[Finding, ...]]:
        """Return the findings of texts that belong together; names are not looked for in some."""
        found = opened(self.rules, texts)
        if self.names is not None:
            asked = [text for index, text in enumerate(texts) if index not in unnamed]
            looked = iter(self.names(asked))
            named = [() if index in unnamed else next(looked) for index in range(len(texts))]
            found = joined(texts, found, named)
        return settled(texts, found, self.allowed, self.carry)


def settled(
    texts: Sequence[str],
    found: list[tuple[Finding, ...]],
    allowed: Allowed,
    carry: Carry = propagate,
) -> list[tuple[Finding, ...]]:
    """Return what does not pass of what rules and taggers found, everywhere it stands.

    `carry` knows more than these texts: what it carried over before, values found earlier.
    """
    return carry(texts, allowed.without(texts, found) if allowed else found)
