"""mask: put a token in the place of every value that must not leave."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.model.finding import Treatment
from posthouse.privacy.mask import mask as masked


def mask(case: Case) -> None:
    """Replace the findings whose treatment is MASK, in place."""
    if not any(case.findings):
        return
    assert case.document is not None
    assert case.project is not None
    assert case.decision is not None
    treatments = case.decision.treatments
    chosen = [
        tuple(f for f in findings if treatments[f.label] is Treatment.MASK)
        for findings in case.findings
    ]
    slots = case.document.slots
    texts, case.mapping = masked([slot.text for slot in slots], chosen, case.project.minter)
    for slot, text in zip(slots, texts, strict=True):
        if text != slot.text:
            slot.put(text)
            case.touched[slot.place] = slot.value
