"""restore: put the caller's own values back where their tokens stand."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.privacy.restore import Restorer, restore
from posthouse.wire.fields import Kind


def escapes(kind: Kind) -> int:
    """Return how deep a text of this kind lies in a JSON string of its own."""
    return 1 if kind is Kind.JSON_TEXT else 0


def restorer(case: Case, kind: Kind) -> Restorer:
    """Return the restorer of one channel of a stream."""
    return Restorer(case.mapping, escapes=escapes(kind))


def restore_whole(case: Case, kind: Kind, text: str) -> str:
    """Return a whole text restored."""
    return restore(text, case.mapping, escapes=escapes(kind)) if case.mapping else text
