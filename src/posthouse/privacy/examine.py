"""What is sensitive in texts, all steps in their order: rules, names, allow-list, propagation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from posthouse.model.finding import Finding, Label
from posthouse.privacy.allow import NOTHING, Allowed
from posthouse.privacy.names.mentions import mentioned
from posthouse.privacy.names.merge import merged
from posthouse.privacy.propagate import NO_VALUES, propagate

FindAll = Callable[[Sequence[str]], list[tuple[Finding, ...]]]


@dataclass(frozen=True, slots=True, repr=False)
class Examiner:
    """Finds what the station finds, outside of a request: in files, in what is to be explained."""

    rules: FindAll
    names: FindAll | None = None
    allowed: Allowed = NOTHING

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Return the findings of texts that belong together."""
        found = self.rules(texts)
        named = self.names(texts) if self.names is not None else None
        return settled(texts, found, named, self.allowed)


def settled(
    texts: Sequence[str],
    found: list[tuple[Finding, ...]],
    named: list[tuple[Finding, ...]] | None,
    allowed: Allowed,
    known: Mapping[str, Label] = NO_VALUES,
) -> list[tuple[Finding, ...]]:
    """Put what rules and taggers found together; what is found once is found everywhere.

    `known` are values that were found in earlier requests of the same conversation.
    """
    if named is not None:
        found = merged(found, mentioned(texts, named))
    if not any(found) and not known:
        return found
    return propagate(texts, allowed.without(texts, found) if allowed else found, known)
