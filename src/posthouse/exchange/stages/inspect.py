"""inspect: is what comes back hostile? Text is defused in place, tool calls are judged whole.

Own keys in an answer are noted on the way: an upstream that says one, knows it.
"""

from __future__ import annotations

from functools import partial

from posthouse.exchange.state import Case
from posthouse.exchange.trusted import said_in
from posthouse.inspection.said import Said
from posthouse.inspection.verdict import Verdict
from posthouse.wire.wire import ToolCall


def inspect_text(case: Case, channel: str, text: str) -> str:
    """Return what of a channel's next text may go on; the inspector may hold some back."""
    case.watched.feed(channel, text)
    return case.inspector.text(channel, text)


def inspect_whole(case: Case, channel: str, text: str, *, free: bool = False) -> str:
    """Return a whole text defused; of a tool's arguments and the like (`free`) no words go."""
    case.watched.whole(text)
    return case.inspector.free(channel, text) if free else case.inspector.whole(channel, text)


def inspect_call(case: Case, call: ToolCall) -> Verdict:
    """Judge a whole tool call; a tool beyond the key's scopes is blocked whatever it does."""
    case.watched.whole(call.arguments)
    if case.key is not None and not case.key.allows_tool(call.name):
        return case.inspector.beyond(call.name)
    return case.inspector.call(call.name, call.arguments)


def hear(case: Case) -> None:
    """Let the inspector ask what the conversation said; it is read when it is first needed."""
    case.inspector.said = partial(_said, case)


def _said(case: Case) -> Said:
    return said_in(case.document.tree) if case.document is not None else Said()
