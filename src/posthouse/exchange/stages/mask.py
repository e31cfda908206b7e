"""mask: put something else in the place of every value that must not leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from operator import is_not

from posthouse.exchange.remembering import joined
from posthouse.exchange.state import Case
from posthouse.exchange.warrant import Warrants
from posthouse.model.finding import NAMES, Finding, Label, Treatment
from posthouse.privacy.detect import value
from posthouse.privacy.mapping import Mapping as Masked
from posthouse.privacy.mask import mask as masked
from posthouse.privacy.minted import Memory
from posthouse.privacy.placed import only_here
from posthouse.privacy.token import PATTERN

REMOVED = "[removed]"
"""Stands where a text was dropped whole: upstreams refuse blank ones."""


def mask(case: Case) -> None:
    """Replace the findings that do not pass, in place."""
    if case.known:
        case.mapping = case.known
    if any(case.findings):
        _masked(case)
    _watched(case)


def _masked(case: Case) -> None:
    assert case.document is not None
    assert case.project is not None
    assert case.decision is not None
    slots = case.document.slots
    # Where the upstream keeps the history, what was masked in it has to be told as a whole.
    memory = None if case.known else Memory(case.project.minted, case.digests)
    before = [slot.text for slot in slots]
    chosen = _chosen(case.findings, case.decision.treatments)
    texts, mapping = masked(before, chosen, case.project.minter, case.decision.treatments, memory)
    # Where something passes, it may hold what is masked elsewhere: the guard looks at everything.
    if memory is not None and Treatment.PASS not in case.decision.treatments.values():
        case.new, case.fresh = memory.new, _fresh(before, chosen, memory.new)
    case.mapping = joined(mapping, case.known) if case.known else mapping
    for index in compress(range(len(slots)), map(is_not, before, texts)):
        slot, text = slots[index], texts[index]
        if text != slot.text:
            slot.put(text if text.strip() else REMOVED)
            case.touched[slot.place] = slot.value
            case.replaced.append((before[index], slot.text))


def _chosen(
    findings: Sequence[Sequence[Finding]], treatments: Mapping[Label, Treatment]
) -> Sequence[Sequence[Finding]]:
    """Return the findings that do not pass."""
    if Treatment.PASS not in treatments.values():
        return findings
    return [
        tuple(f for f in some if treatments[f.label] is not Treatment.PASS) if some else some
        for some in findings
    ]


def _fresh(
    texts: Sequence[str], findings: Sequence[Sequence[Finding]], new: Iterable[int]
) -> set[str]:
    """Return what was found in texts that were not masked before, as it is spelled and plainly.

    What is a secret only in its place is absent.
    """
    found: set[str] = set()
    for index in new:
        text = texts[index]
        for finding in findings[index]:
            plain = value(text, finding)
            if finding.label not in NAMES and not only_here(plain, finding.label):
                found.update((text[finding.start : finding.end], plain))
    return found


def _watched(case: Case) -> None:
    """Prepare for the answer: what no image address may hold, which secrets need leave."""
    assert case.project is not None
    assert case.document is not None
    if case.mapping.standins(0) is not None:
        case.inspector.look_for(_image_free(case.mapping))
    warrants = Warrants(case.mapping, case.project.restore, case.document.tree)
    case.warrants = warrants if warrants.needed else None


def _image_free(mapping: Masked) -> re.Pattern[str]:
    """Return what no image address of an answer may hold: tokens, and this request's surrogates."""
    named = sorted({*mapping, *mapping.aliases}, key=len, reverse=True)
    return re.compile("|".join([PATTERN.pattern, *map(re.escape, named)]))
