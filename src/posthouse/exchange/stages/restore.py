"""restore: put the caller's own values back where their tokens stand, secrets only with leave."""

from __future__ import annotations

from dataclasses import dataclass

from posthouse.exchange.state import Case
from posthouse.exchange.warrant import Warrants
from posthouse.privacy.restore import Judge, Restorer, restore
from posthouse.wire.fields import Kind
from posthouse.wire.wire import ToolCall


@dataclass(frozen=True, slots=True)
class _Shown:
    """Judges secrets in a text that is shown, line by line."""

    warrants: Warrants

    def guards(self, token: str) -> bool:
        return token in self.warrants.secrets

    def allows(self, token: str, line: str) -> bool:
        return self.warrants.displayed(token, line)


@dataclass(frozen=True, slots=True)
class _KeptBack:
    """Keeps back the tokens that were decided on for a whole call."""

    tokens: frozenset[str]

    def guards(self, token: str) -> bool:
        return token in self.tokens

    def allows(self, token: str, line: str) -> bool:  # noqa: ARG002
        return False


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
    return Restorer(case.mapping, escapes=escapes(case, kind, beginning), judge=_shown(case))


def restore_whole(case: Case, kind: Kind, text: str, call: ToolCall | None = None) -> str:
    """Return a whole text restored; one of a call's arguments as the whole call allows."""
    if not case.mapping:
        return text
    judge = _shown(case) if call is None else _of_call(case, call, text)
    return restore(text, case.mapping, escapes=escapes(case, kind, text), judge=judge)


def _shown(case: Case) -> Judge | None:
    return _Shown(case.warrants) if case.warrants is not None else None


def _of_call(case: Case, call: ToolCall, text: str) -> Judge | None:
    """Judge a call once: what is repeated of it later, perhaps without its name, fares alike."""
    if case.warrants is None:
        return None
    ruled = case.warrants.ruled(text)
    return _KeptBack(case.warrants.kept_back(call, text) if ruled is None else ruled)
