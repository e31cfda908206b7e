"""OpenAI Chat Completions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from posthouse.audit.speech.ask import Ask, Call, Heard, Speech, Tool, counted, schema

_FINISH = {"tool_calls": "tool", "function_call": "tool"}


def body(ask: Ask, model: str) -> dict[str, Any]:
    """Return the request's tree."""
    messages = [{"role": "system", "content": ask.system}] if ask.system else []
    tree: dict[str, Any] = {
        "model": model,
        "messages": [*messages, {"role": "user", "content": ask.text}],
    }
    if ask.max_tokens:
        tree["max_tokens"] = "some" if ask.spoiled else ask.max_tokens
    for name in ("temperature", "seed"):
        if getattr(ask, name) is not None:
            tree[name] = getattr(ask, name)
    if ask.stop:
        tree["stop"] = list(ask.stop)
    return tree | _wanted(ask)


def _wanted(ask: Ask) -> dict[str, Any]:
    """Return what a question wants beside a text."""
    tree: dict[str, Any] = {}
    if ask.tool:
        tree["tools"] = [{"type": "function", "function": declared(ask.tool)}]
    if ask.required:
        tree["tool_choice"] = "required"
    if ask.effort:
        tree["reasoning_effort"] = ask.effort
    if ask.shape:
        shape = {"name": "answer", "strict": True, "schema": schema(ask.shape)}
        tree["response_format"] = {"type": "json_schema", "json_schema": shape}
    if ask.logprobs:
        tree |= {"logprobs": True, "top_logprobs": 4}
    if ask.stream:
        tree |= {"stream": True, "stream_options": {"include_usage": True}}
    return tree


def declared(tool: Tool) -> dict[str, Any]:
    """Return a function's declaration."""
    return {
        "name": tool.name,
        "description": tool.description,
        "parameters": {
            "type": "object",
            "properties": {tool.parameter: {"type": "string"}},
            "required": [tool.parameter],
        },
    }


def argument(text: Any) -> str | None:
    """Return the one text among a call's arguments."""
    try:
        tree = json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return None
    texts = [one for one in tree.values() if isinstance(one, str)] if isinstance(tree, dict) else []
    return texts[0] if len(texts) == 1 else None


def said(content: Any) -> str:
    """Return a content's text, be it a text or parts."""
    if isinstance(content, list):
        return "".join(part.get("text") or "" for part in content if part.get("type") == "text")
    return content or ""


def plain(tree: Any) -> Heard:
    """Read a plain answer."""
    choice = tree["choices"][0]
    message = choice["message"]
    calls = [one["function"] for one in message.get("tool_calls") or ()]
    return _heard(
        tree,
        said(message.get("content")),
        choice.get("finish_reason") or "",
        calls=tuple(Call(one["name"], argument(one["arguments"])) for one in calls),
        logprobs=likely((choice.get("logprobs") or {}).get("content") or ()),
    )


def streamed(events: list[Any]) -> Heard:
    """Read a stream."""
    trees = [one for one in events if isinstance(one, dict)]
    texts, finish, calls = list[str](), "", dict[int, list[str]]()
    for tree in trees:
        for choice in tree.get("choices") or ():
            delta = choice.get("delta") or {}
            texts += [said(delta["content"])] if delta.get("content") else []
            finish = choice.get("finish_reason") or finish
            for call in delta.get("tool_calls") or ():
                kept = calls.setdefault(call.get("index", 0), ["", ""])
                kept[0] += call["function"].get("name") or ""
                kept[1] += call["function"].get("arguments") or ""
    usage = next((tree for tree in reversed(trees) if tree.get("usage")), {})
    return _heard(
        {**trees[0], "usage": usage.get("usage")},
        "".join(texts),
        finish,
        calls=tuple(Call(name, argument(text)) for name, text in calls.values()),
        pieces=len(texts),
        ended=events[-1] == "[DONE]",
    )


def _heard(tree: Any, text: str, finish: str, **more: Any) -> Heard:
    usage = tree.get("usage") or {}
    details = usage.get("prompt_tokens_details") or {}
    return Heard(
        text,
        _FINISH.get(finish, finish),
        counted(usage, "prompt_tokens"),
        counted(usage, "completion_tokens"),
        counted(details, "cached_tokens") or 0,
        id=str(tree.get("id") or ""),
        model=str(tree.get("model") or ""),
        usage=tuple(sorted(usage)),
        **more,
    )


def likely(tokens: Iterable[Any]) -> tuple[tuple[tuple[str, float], ...], ...]:
    """Return each token's log-probability, the chosen one's first, then those of its rivals."""
    return tuple(
        tuple(
            (str(one["token"]), float(one["logprob"]))
            for one in (token, *(token.get("top_logprobs") or ()))
        )
        for token in tokens
    )


SPEECH = Speech(
    lambda _ask, _model: "/v1/chat/completions",
    (),
    ("authorization", "Bearer "),
    body,
    plain,
    streamed,
)
