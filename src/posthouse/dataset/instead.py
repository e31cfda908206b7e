"""What stands in the place of a value, by its treatment, so that a file keeps its form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from posthouse.dataset.kind import Kind
from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.original import escape
from posthouse.privacy.partial import partial
from posthouse.privacy.surrogate import surrogate
from posthouse.privacy.token import Minter

_BREAKS = {
    Kind.CSV: re.compile(r'[,"\r\n]'),
    Kind.TSV: re.compile(r'[\t"\r\n]'),
    Kind.JSON: re.compile(r'["\\\x00-\x1f]'),
    Kind.JSONL: re.compile(r'["\\\x00-\x1f]'),
}


class Instead:
    """Makes what stands for the values of one part.

    The same value has the same stand-in in every part and file of one key, so that records can be
    joined; a surrogate that would break the form of a table or of JSON is a token instead.
    """

    def __init__(self, minter: Minter, treatments: Mapping[Label, Treatment], kind: Kind) -> None:
        self._minter = minter
        self._treatments = treatments
        self._breaks = _BREAKS.get(kind)
        self._made: dict[tuple[Label, str], str] = {}

    def of(self, finding: Finding, plain: str) -> tuple[str, bool]:
        """Return what stands for a value, and whether it can be restored."""
        treatment = self._treatments[finding.label]
        if treatment is Treatment.DROP:
            return "", False
        if treatment is Treatment.PARTIAL:
            return escape(partial(finding.label, plain), finding.depth), False
        made = self._made.get((finding.label, plain))
        if made is None:
            made = self._made[finding.label, plain] = self._new(finding.label, plain)
        return made, True

    def _new(self, label: Label, plain: str) -> str:
        if self._treatments[label] is Treatment.SURROGATE:
            made = surrogate(self._minter, label, plain)
            if made and not (self._breaks and self._breaks.search(made)):
                return made
        return self._minter.minted(label, plain)[0]
