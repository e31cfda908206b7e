"""withhold: take values out of an answer's text that the caller did not put in, if policy asks."""

from __future__ import annotations

from functools import partial

from posthouse.exchange.state import Case
from posthouse.model.finding import Finding
from posthouse.privacy.answers import Answers
from posthouse.privacy.examples import examples
from posthouse.privacy.names.merge import merged


def answers(case: Case) -> Answers | None:
    """Return what looks at one channel of the answer's text, None where policy lets all pass."""
    return Answers(partial(_find, case), partial(_said, case)) if case.facts.answers else None


def withhold_whole(case: Case, text: str) -> str:
    """Return a whole text without such values."""
    looking = answers(case)
    if looking is None:
        return text
    text = looking.feed(text) + looking.end()
    note(case, looking)
    return text


def note(case: Case, looking: Answers | None) -> None:
    """Note for the receipt what was taken out."""
    if looking is not None:
        for label in looking.taken:
            case.inspector.noted(f"answers/{label}", "a value that the caller did not send")


def _find(case: Case, text: str) -> tuple[Finding, ...]:
    words = case.project.words if case.project is not None else None
    found = (words or case.facts).detector.find_all((text,))
    return (merged(found, examples((text,))) if case.facts.examples else found)[0]


def _said(case: Case, value: str) -> bool:
    """Tell whether the caller said a value, masked or not."""
    if case.document is None:
        return False
    return value in case.mapping.values() or any(value in s.text for s in case.document.slots)
