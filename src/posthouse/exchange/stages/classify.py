"""classify: what in the request's texts is sensitive?"""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.privacy.names.merge import merged
from posthouse.privacy.propagate import propagate


def classify(case: Case) -> None:
    """Find sensitive values in every text; what is found once is found everywhere."""
    assert case.document is not None
    texts = [slot.text for slot in case.document.slots]
    found = case.facts.memo.find_all(case.facts.detector, texts)
    naming = case.facts.naming
    if naming is not None:
        found = merged(found, naming.memo.find_all(case.named or naming.names, texts))
    case.findings = propagate(texts, found) if any(found) else found
