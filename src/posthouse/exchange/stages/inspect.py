"""inspect: is what comes back hostile? Text is defused in place, tool calls are judged whole.

Own keys in an answer are noted on the way: an upstream that says one, knows it.
"""

from __future__ import annotations

from functools import partial

from posthouse.exchange.state import Case
from posthouse.exchange.trusted import said_in
from posthouse.inspection.said import Said
from posthouse.inspection.verdict import Action, Verdict
from posthouse.model.dialect import Dialect
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
    verdict = case.inspector.call(call.name, call.arguments)
    conversation = _conversation(case)
    if conversation and case.key is not None and verdict.action is not Action.BLOCK:
        case.facts.trails.keep(case.key.id, conversation, (call.name, call.arguments))
    return verdict


def hear(case: Case) -> None:
    """Let the inspector ask what the conversation said; it is read when it is first needed."""
    case.inspector.said = partial(_said, case)


def _said(case: Case) -> Said:
    if case.document is None:
        return Said()
    conversation = _conversation(case)
    kept = case.facts.trails.calls(case.key.id, conversation) if conversation and case.key else ()
    return said_in(case.document.tree, kept)


def _conversation(case: Case) -> str:
    """Return under what name a conversation is remembered that the client does not send again.

    The Responses API names it, or only the answer before: then a key's conversations are one.
    """
    tree = case.document.tree if case.document is not None else None
    if not isinstance(tree, dict):
        return ""
    named = tree.get("conversation")
    if named:
        return str(named.get("id") if isinstance(named, dict) else named)
    stored = case.endpoint.dialect is Dialect.OPENAI_RESPONSES and tree.get("store") is not False
    return "answers" if tree.get("previous_response_id") or stored else ""
