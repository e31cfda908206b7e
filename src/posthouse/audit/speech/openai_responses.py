"""OpenAI Responses."""

from __future__ import annotations

import json
from typing import Any

from posthouse.audit.speech.ask import Ask, Call, Heard, Speech, counted, schema, seals, spoilt
from posthouse.audit.speech.openai_chat import argument, declared, likely


def body(ask: Ask, model: str) -> dict[str, Any]:
    """Return the request's tree: nothing is stored. Stop texts and seeds do not exist here."""
    tree: dict[str, Any] = {"model": model, "input": _input(ask), "store": False}
    if ask.system:
        tree["instructions"] = ask.system
    if ask.max_tokens:
        tree["max_output_tokens"] = "some" if ask.spoiled else max(ask.max_tokens, 16)
    if ask.temperature is not None:
        tree["temperature"] = ask.temperature
    return tree | _wanted(ask)


def _input(ask: Ask) -> str | list[Any]:
    """Return the question, with the turns before it."""
    if ask.earlier is None:
        return ask.text
    items = json.loads(ask.earlier.body)["output"]
    if ask.earlier.spoiled:
        items = spoilt(items, "encrypted_content")
    kept = [item for item in items if item.get("type") in ("reasoning", "message")]
    before = {"role": "user", "content": ask.earlier.text}
    return [before, *kept, {"role": "user", "content": ask.text}]


def _wanted(ask: Ask) -> dict[str, Any]:
    """Return what a question wants beside a text."""
    tree: dict[str, Any] = {}
    if ask.tool:
        tree["tools"] = [{"type": "function", **declared(ask.tool), "strict": False}]
    if ask.required:
        tree["tool_choice"] = "required"
    if ask.effort:
        tree["reasoning"] = {"effort": ask.effort}
    if ask.shape:
        shape = {"type": "json_schema", "name": "answer", "strict": True}
        tree["text"] = {"format": {**shape, "schema": schema(ask.shape)}}
    if ask.logprobs:
        tree |= {"include": ["message.output_text.logprobs"], "top_logprobs": 4}
    if ask.thinking:
        tree |= {"include": ["reasoning.encrypted_content"], "reasoning": {"effort": "medium"}}
    if ask.stream:
        tree["stream"] = True
    return tree


def plain(tree: Any) -> Heard:
    """Read a plain answer."""
    output = tree["output"]
    parts = [part for item in output for part in item.get("content") or ()]
    calls = tuple(
        Call(item["name"], argument(item["arguments"]))
        for item in output
        if item.get("type") == "function_call"
    )
    usage = tree.get("usage") or {}
    cut = (tree.get("incomplete_details") or {}).get("reason") == "max_output_tokens"
    return Heard(
        "".join(part.get("text") or "" for part in parts if part.get("type") == "output_text"),
        "length" if cut else "tool" if calls else "stop",
        counted(usage, "input_tokens"),
        counted(usage, "output_tokens"),
        counted(usage.get("input_tokens_details") or {}, "cached_tokens") or 0,
        calls=calls,
        id=str(tree.get("id") or ""),
        model=str(tree.get("model") or ""),
        logprobs=likely(one for part in parts for one in part.get("logprobs") or ()),
        usage=tuple(sorted(usage)),
        seals=seals(output, "encrypted_content"),
    )


def streamed(events: list[Any]) -> Heard:
    """Read a stream: its last event holds the whole answer."""
    trees = [one for one in events if isinstance(one, dict)]
    deltas = [one for one in trees if one.get("type") == "response.output_text.delta"]
    last = trees[-1]
    found = plain(last["response"])
    text = "".join(one["delta"] for one in deltas)
    return Heard(
        text or found.text,
        found.finish,
        found.tokens_in,
        found.tokens_out,
        found.cached,
        found.calls,
        found.id,
        found.model,
        pieces=len(deltas),
        ended=last["type"] in ("response.completed", "response.incomplete")
        and text in ("", found.text),
        usage=found.usage,
    )


SPEECH = Speech(
    lambda _ask, _model: "/v1/responses", (), ("authorization", "Bearer "), body, plain, streamed
)
