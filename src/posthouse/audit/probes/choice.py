"""Does the choice of tools act? A call that is required is made though nothing asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws
from posthouse.audit.probes.probe import Reply
from posthouse.audit.probes.trials import trials
from posthouse.audit.speech.ask import Ask, Tool

TOOL = Tool("note", "Keeps a note for later.", "text")


def asks(draws: Draws) -> list[Ask]:
    """Return a question for a number, with a tool that has to be called."""
    text = f"Reply with {draws.between(100, 1000)} alone."
    asked = Ask("choice", wrapped(draws, text), max_tokens=48, tool=TOOL, required=True)
    return [asked]


def kept(replies: Sequence[Reply]) -> bool | None:
    """Tell whether it was called; an answer cut before it could be is none."""
    heard = replies[0].heard
    if heard is None or (not heard.calls and (heard.finish == "length" or not heard.text)):
        return None
    return bool(heard.calls)


PROBE = trials("choice", asks, kept)
