"""A request asked again of a trusted channel, to compare the answers: an exchange of its own.

It leaves intent and receipt like any other; the key does not pay for it, and its client never hears
of it. It goes to the one trusted channel, which the key's scope allowed for the request itself.
"""

from __future__ import annotations

from dataclasses import replace

from posthouse.audit.speech.ask import Ask, Heard, Told, heard
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.exchange.actions import Call
from posthouse.exchange.question import Question
from posthouse.exchange.state import Case, Seed
from posthouse.inspection.confirm import Statement
from posthouse.model.channel import Channel
from posthouse.model.errors import Refusal
from posthouse.model.usage import NOTHING


class Shadow(Question):
    """One request in the shadow of another; `said` is what the trusted channel answered."""

    def __init__(self, first: Case, seed: Seed, trusted: Channel) -> None:
        super().__init__(first, seed, (trusted,))
        self.case.confirms, self.case.shadows = "", first.seed.id
        self.case.price = None
        self.said: Heard | None = None

    def begins(self) -> Call:
        """Return the call: nothing is set aside."""
        self.case.reserved = NOTHING
        return self._next()

    def statement(self) -> Statement:
        """Hear the answer. Raises UpstreamFault."""
        found = super().statement()
        if not found.empty:
            self.said = answer_of(self.case, self._collected.whole(), stream=False)
        return found


def shadow(first: Case, seed: Seed) -> Shadow | None:
    """Return the question in the shadow of an exchange, None where it cannot be asked."""
    assert first.sample is not None
    named = first.sample.pair.trusted
    trusted = next((one for one in first.candidates if one.name == named), None)
    if trusted is None:
        return None
    try:
        return Shadow(first, replace(seed, salt=first.seed.salt), trusted)
    except Refusal:
        return None


def answer_of(case: Case, body: bytes, *, stream: bool) -> Heard | None:
    """Return what an upstream's answer says, None where it says nothing that can be compared."""
    speech = SPEECHES.get(case.wire.dialect)
    if speech is None:
        return None
    told = Told("", 200, body=body.decode("utf-8", "replace"))
    found = heard(speech, Ask("", "", stream=stream), told)
    return found if found is not None and (found.text.strip() or found.calls) else None
