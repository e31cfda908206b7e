"""Anthropic Messages."""

from __future__ import annotations

import json
from typing import Any

from posthouse.audit.speech.ask import Ask, Call, Heard, Speech, counted, schema, seals, spoilt
from posthouse.audit.speech.openai_chat import argument, declared

THOUGHT = 1024
_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "tool_use": "tool",
}


def body(ask: Ask, model: str) -> dict[str, Any]:
    """Return the request's tree. Seeds and log-probabilities do not exist here."""
    tree: dict[str, Any] = {
        "model": model,
        "max_tokens": "some" if ask.spoiled else ask.max_tokens or 64,
        "messages": [*_before(ask), {"role": "user", "content": ask.text}],
    }
    if ask.system:
        tree["system"] = ask.system
    if ask.temperature is not None:
        tree["temperature"] = min(ask.temperature, 1.0)
    if ask.stop:
        tree["stop_sequences"] = list(ask.stop)
    return tree | _wanted(ask)


def _before(ask: Ask) -> list[dict[str, Any]]:
    """Return the turns before the question."""
    if ask.earlier is None:
        return []
    blocks = json.loads(ask.earlier.body)["content"]
    if ask.earlier.spoiled:
        blocks = spoilt(blocks, "signature")
    return [
        {"role": "user", "content": ask.earlier.text},
        {"role": "assistant", "content": blocks},
    ]


def _wanted(ask: Ask) -> dict[str, Any]:
    """Return what a question wants beside a text."""
    tree: dict[str, Any] = {}
    if ask.tool:
        told = declared(ask.tool)
        taken = told.pop("parameters")
        tree["tools"] = [{**told, "input_schema": taken}]
    if ask.required:
        tree["tool_choice"] = {"type": "any"}
    if ask.shape:
        tree["output_config"] = {"format": {"type": "json_schema", "schema": schema(ask.shape)}}
    if ask.effort:
        tree["output_config"] = {"effort": ask.effort}
    if ask.thinking:
        tree["thinking"] = {"type": "enabled", "budget_tokens": THOUGHT}
    if ask.stream:
        tree["stream"] = True
    return tree


def plain(tree: Any) -> Heard:
    """Read a plain answer."""
    blocks = tree["content"]
    finish = tree.get("stop_reason") or ""
    usage = tree.get("usage") or {}
    return Heard(
        "".join(block["text"] for block in blocks if block["type"] == "text"),
        _FINISH.get(finish, finish),
        counted(usage, "input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"),
        counted(usage, "output_tokens"),
        counted(usage, "cache_read_input_tokens") or 0,
        calls=tuple(
            Call(block["name"], argument(block["input"]))
            for block in blocks
            if block["type"] == "tool_use"
        ),
        id=str(tree.get("id") or ""),
        model=str(tree.get("model") or ""),
        usage=tuple(sorted(usage)),
        seals=seals(blocks, "signature"),
    )


def streamed(events: list[Any]) -> Heard:
    """Read a stream: the message as its events build it up."""
    start = events[0]["message"]
    blocks: dict[int, dict[str, Any]] = {}
    usage, finish, pieces = dict(start.get("usage") or {}), "", 0
    for event in events[1:]:
        kind = event["type"]
        if kind == "content_block_start":
            blocks[event["index"]] = {**event["content_block"], "input": ""}
        elif kind == "content_block_delta":
            pieces += _grown(blocks[event["index"]], event["delta"])
        elif kind == "message_delta":
            usage |= {k: v for k, v in (event.get("usage") or {}).items() if v is not None}
            finish = event["delta"].get("stop_reason") or finish
    found = plain({**start, "content": list(blocks.values()), "usage": usage})
    return Heard(
        found.text,
        _FINISH.get(finish, finish),
        found.tokens_in,
        found.tokens_out,
        found.cached,
        found.calls,
        found.id,
        found.model,
        pieces=pieces,
        ended=events[-1]["type"] == "message_stop",
        usage=found.usage,
    )


def _grown(block: dict[str, Any], delta: dict[str, Any]) -> int:
    """Add a delta to its block; return how many pieces of text it was."""
    if delta["type"] == "text_delta":
        block["text"] = block.get("text", "") + delta["text"]
        return 1
    if delta["type"] == "input_json_delta":
        block["input"] += delta["partial_json"]
    return 0


SPEECH = Speech(
    lambda _ask, _model: "/v1/messages",
    (("anthropic-version", "2023-06-01"),),
    ("x-api-key", ""),
    body,
    plain,
    streamed,
)
