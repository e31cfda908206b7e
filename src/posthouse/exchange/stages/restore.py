"""restore: put the caller's own values back where their tokens stand."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.privacy.restore import Restorer, restore
from posthouse.wire.fields import Kind


def escapes(case: Case, kind: Kind, text: str) -> int:
    """Return how deep values lie in JSON strings of a text, by its kind and its beginning.

    Where the request asked for JSON, a text that begins as an object or a list is taken for it;
    reasoning and refusals beside it begin with words.
    """
    if kind is Kind.JSON_TEXT:
        return 1
    as_json = case.asked is not None and case.asked.json_output
    return int(as_json and text.lstrip()[:1] in "{[")


def restorer(case: Case, kind: Kind, beginning: str) -> Restorer:
    """Return the restorer of one channel of a stream that begins so."""
    return Restorer(case.mapping, escapes=escapes(case, kind, beginning))


def restore_whole(case: Case, kind: Kind, text: str) -> str:
    """Return a whole text restored."""
    if not case.mapping:
        return text
    return restore(text, case.mapping, escapes=escapes(case, kind, text))
