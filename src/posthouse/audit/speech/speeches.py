"""The one table of the dialects that an audit speaks."""

from __future__ import annotations

from posthouse.audit.speech import anthropic, gemini, openai_chat, openai_responses
from posthouse.audit.speech.ask import Speech
from posthouse.model.dialect import Dialect

SPEECHES: dict[Dialect, Speech] = {
    Dialect.OPENAI_CHAT: openai_chat.SPEECH,
    Dialect.OPENAI_RESPONSES: openai_responses.SPEECH,
    Dialect.ANTHROPIC: anthropic.SPEECH,
    Dialect.GEMINI: gemini.SPEECH,
}


def spoken(dialects: frozenset[Dialect]) -> Dialect | None:
    """Return the dialect in which a channel is asked, None where it speaks none of these."""
    return min(dialects & SPEECHES.keys(), key=lambda one: one.value, default=None)
