"""What a model says in one turn, written in each dialect as its vendor does: plain or streamed.

A `Turn` is neutral; each speaker writes it. `cut` says how texts and arguments fall into deltas.
"""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import orjson

from tests.upstreams import Response, as_events, as_json

Cut = Callable[[str], list[str]]

INPUT, OUTPUT, CACHED = 120, 34, 100


@dataclass
class Call:
    """One tool call; `raw` (a text) instead of arguments where the tool takes free text."""

    id: str
    name: str
    arguments: dict = field(default_factory=dict)
    raw: str | None = None
    signature: str = ""
    namespace: str = ""

    @property
    def text(self) -> str:
        return self.raw if self.raw is not None else json.dumps(self.arguments)


@dataclass
class Turn:
    """`seal` is what the dialect seals its reasoning with: signature, encrypted content.

    `number` makes its ids its own: clients join what comes under one id.
    """

    text: str = ""
    calls: tuple[Call, ...] = ()
    thinking: str = ""
    seal: str = ""
    number: int = field(default_factory=itertools.count(1).__next__)


def by(size: int) -> Cut:
    return lambda text: [text[i : i + size] for i in range(0, len(text), size)] or [""]


def at(position: int) -> Cut:
    return lambda text: [piece for piece in (text[:position], text[position:]) if piece]


def event(data: dict, name: str = "") -> bytes:
    head = f"event: {name}\n".encode() if name else b""
    return head + b"data: " + orjson.dumps(data) + b"\n\n"


class Chat:
    """OpenAI Chat Completions."""

    def plain(self, turn: Turn, model: str) -> dict:
        message: dict = {"role": "assistant", "content": turn.text or None, "refusal": None}
        if turn.calls:
            message["tool_calls"] = [self._call(call) for call in turn.calls]
        choice = {
            "index": 0,
            "message": message,
            "logprobs": None,
            "finish_reason": self._end(turn),
        }
        return {
            "id": f"chatcmpl-{turn.number}",
            "object": "chat.completion",
            "created": 1_780_000_000,
            "model": model,
            "choices": [choice],
            "usage": self._usage(),
            "system_fingerprint": "fp_1",
        }

    def events(self, turn: Turn, model: str, cut: Cut) -> list[bytes]:
        deltas: list[dict] = [{"role": "assistant", "content": ""}]
        if turn.text:
            deltas += [{"content": piece} for piece in cut(turn.text)]
        for index, call in enumerate(turn.calls):
            function = {"name": call.name, "arguments": ""}
            deltas.append(self._tool(index, function, id=call.id, type="function"))
            deltas += [self._tool(index, {"arguments": piece}) for piece in cut(call.text)]
        head = {"id": f"chatcmpl-{turn.number}", "model": model}
        told = [self._chunk(head, [self._choice(delta)]) for delta in deltas]
        told.append(self._chunk(head, [self._choice({}, self._end(turn))]))
        told.append(self._chunk(head, [], usage=self._usage()))
        return [*map(event, told), b"data: [DONE]\n\n"]

    def _call(self, call: Call) -> dict:
        function = {"name": call.name, "arguments": call.text}
        return {"id": call.id, "type": "function", "function": function}

    def _tool(self, index: int, function: dict, **more) -> dict:
        return {"tool_calls": [{"index": index, **more, "function": function}]}

    def _choice(self, delta: dict, end: str | None = None) -> dict:
        return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": end}

    def _chunk(self, head: dict, choices: list, **more) -> dict:
        kind = {"object": "chat.completion.chunk", "created": 1_780_000_000}
        return {**head, **kind, "choices": choices, **more}

    def _end(self, turn: Turn) -> str:
        return "tool_calls" if turn.calls else "stop"

    def _usage(self) -> dict:
        return {
            "prompt_tokens": INPUT,
            "completion_tokens": OUTPUT,
            "total_tokens": INPUT + OUTPUT,
            "prompt_tokens_details": {"cached_tokens": CACHED},
        }


class Responses:
    """OpenAI Responses."""

    def plain(self, turn: Turn, model: str, status: str = "completed") -> dict:
        return {
            "id": f"resp_{turn.number}",
            "object": "response",
            "created_at": 1_780_000_000,
            "status": status,
            "error": None,
            "incomplete_details": None,
            "instructions": None,
            "metadata": {},
            "model": model,
            "output": [self._item(name, part) for name, part in self._named(turn)],
            "parallel_tool_calls": True,
            "temperature": 1.0,
            "tool_choice": "auto",
            "tools": [],
            "top_p": 1.0,
            "usage": self._usage() if status == "completed" else None,
        }

    def events(self, turn: Turn, model: str, cut: Cut) -> list[bytes]:
        begun = self.plain(Turn(number=turn.number), model, "in_progress")
        told: list[dict] = [
            {"type": "response.created", "response": begun},
            {"type": "response.in_progress", "response": begun},
        ]
        for index, (name, part) in enumerate(self._named(turn)):
            told += self._told(index, self._item(name, part), part, cut)
        told.append({"type": "response.completed", "response": self.plain(turn, model)})
        return [
            event({**one, "sequence_number": number}, one["type"])
            for number, one in enumerate(told)
        ]

    def _named(self, turn: Turn) -> list[tuple[str, Turn | Call | str]]:
        """What is said, one output item each: sealed reasoning, a text, calls."""
        sealed = [Turn(seal=turn.seal)] if turn.seal else []
        parts = [*sealed, *([turn.text] if turn.text else []), *turn.calls]
        return [(f"{turn.number}_{index}", part) for index, part in enumerate(parts)]

    def _item(self, name: str, part: Turn | Call | str) -> dict:
        if isinstance(part, Turn):
            return {
                "type": "reasoning", "id": f"rs_{name}", "summary": [],
                "encrypted_content": part.seal,
            }  # fmt: skip
        if isinstance(part, str):
            return {
                "type": "message", "id": f"msg_{name}", "status": "completed",
                "role": "assistant", "content": [self._text(part)],
            }  # fmt: skip
        head = {"id": f"fc_{name}", "call_id": part.id, "name": part.name, "status": "completed"}
        if part.namespace:
            head["namespace"] = part.namespace
        if part.raw is not None:
            return {**head, "type": "custom_tool_call", "input": part.raw}
        return {**head, "type": "function_call", "arguments": part.text}

    def _text(self, text: str) -> dict:
        return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}

    def _told(self, index: int, whole: dict, part: Turn | Call | str, cut: Cut) -> list[dict]:
        at_index = {"output_index": index}
        within = {**at_index, "item_id": whole["id"]}
        added = {"type": "response.output_item.added", **at_index, "item": self._empty(whole)}
        done = {"type": "response.output_item.done", **at_index, "item": whole}
        if isinstance(part, Turn):
            return [added, done]
        if isinstance(part, str):
            return [added, *self._said(part, within, cut), done]
        kind, last = self._argument_events(part)
        return [
            added,
            *({"type": f"{kind}.delta", **within, "delta": piece} for piece in cut(part.text)),
            {"type": f"{kind}.done", **within, last: part.text},
            done,
        ]

    def _argument_events(self, call: Call) -> tuple[str, str]:
        if call.raw is not None:
            return "response.custom_tool_call_input", "input"
        return "response.function_call_arguments", "arguments"

    def _said(self, text: str, within: dict, cut: Cut) -> list[dict]:
        place = {**within, "content_index": 0}
        delta = {"type": "response.output_text.delta", **place, "logprobs": []}
        return [
            {"type": "response.content_part.added", **place, "part": self._text("")},
            *({**delta, "delta": piece} for piece in cut(text)),
            {"type": "response.output_text.done", **place, "text": text, "logprobs": []},
            {"type": "response.content_part.done", **place, "part": self._text(text)},
        ]

    def _empty(self, item: dict) -> dict:
        emptied = {"arguments": "", "input": "", "content": []}
        empty = {**item, **{name: emptied[name] for name in emptied if name in item}}
        return {**empty, "status": "in_progress"} if "status" in item else empty

    def _usage(self) -> dict:
        return {
            "input_tokens": INPUT,
            "input_tokens_details": {"cached_tokens": CACHED},
            "output_tokens": OUTPUT,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": INPUT + OUTPUT,
        }


class Messages:
    """Anthropic Messages."""

    def plain(self, turn: Turn, model: str) -> dict:
        return {
            "id": f"msg_{turn.number}",
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": self._blocks(turn),
            "stop_reason": self._end(turn),
            "stop_sequence": None,
            "usage": self._usage(),
        }

    def events(self, turn: Turn, model: str, cut: Cut) -> list[bytes]:
        begun = {**self.plain(Turn(number=turn.number), model), "stop_reason": None}
        told: list[dict] = [{"type": "message_start", "message": begun}, {"type": "ping"}]
        for index, block in enumerate(self._blocks(turn)):
            told.append(
                {"type": "content_block_start", "index": index, "content_block": self._empty(block)}
            )
            told += [
                {"type": "content_block_delta", "index": index, "delta": delta}
                for delta in self._deltas(block, cut)
            ]
            told.append({"type": "content_block_stop", "index": index})
        delta = {"stop_reason": self._end(turn), "stop_sequence": None}
        told.append({"type": "message_delta", "delta": delta, "usage": {"output_tokens": OUTPUT}})
        told.append({"type": "message_stop"})
        return [event(one, one["type"]) for one in told]

    def _blocks(self, turn: Turn) -> list[dict]:
        blocks: list[dict] = []
        if turn.seal:
            blocks.append({"type": "thinking", "thinking": turn.thinking, "signature": turn.seal})
        if turn.text:
            blocks.append({"type": "text", "text": turn.text})
        blocks += [
            {"type": "tool_use", "id": call.id, "name": call.name, "input": call.arguments}
            for call in turn.calls
        ]
        return blocks

    def _empty(self, block: dict) -> dict:
        emptied = {"thinking": "", "signature": "", "text": "", "input": {}}
        return {**block, **{name: emptied[name] for name in emptied if name in block}}

    def _deltas(self, block: dict, cut: Cut) -> list[dict]:
        if block["type"] == "text":
            return [{"type": "text_delta", "text": piece} for piece in cut(block["text"])]
        if block["type"] == "tool_use":
            pieces = ["", *cut(json.dumps(block["input"]))]
            return [{"type": "input_json_delta", "partial_json": piece} for piece in pieces]
        thought = [{"type": "thinking_delta", "thinking": p} for p in cut(block["thinking"])]
        return [*thought, {"type": "signature_delta", "signature": block["signature"]}]

    def _end(self, turn: Turn) -> str:
        return "tool_use" if turn.calls else "end_turn"

    def _usage(self) -> dict:
        return {
            "input_tokens": INPUT - CACHED,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": CACHED,
            "output_tokens": OUTPUT,
        }


class Gemini:
    """Gemini generateContent."""

    def plain(self, turn: Turn, model: str) -> dict:
        return self._whole(turn, self._parts(turn), model, "STOP")

    def events(self, turn: Turn, model: str, cut: Cut) -> list[bytes]:
        parts: list[dict] = []
        for part in self._parts(turn):
            if "text" in part and not part.get("thoughtSignature"):
                parts += [{**part, "text": piece} for piece in cut(part["text"])]
            else:
                parts.append(part)
        told = [self._whole(turn, [part], model) for part in parts]
        return [event(one) for one in (*told, self._whole(turn, [{"text": ""}], model, "STOP"))]

    def _parts(self, turn: Turn) -> list[dict]:
        parts: list[dict] = []
        if turn.thinking:
            parts.append({"text": turn.thinking, "thought": True})
        if turn.text:
            parts.append({"text": turn.text})
        for call in turn.calls:
            part: dict = {"functionCall": {"name": call.name, "args": call.arguments}}
            if call.id:
                part["functionCall"]["id"] = call.id
            if call.signature:
                part["thoughtSignature"] = call.signature
            parts.append(part)
        return parts

    def _whole(self, turn: Turn, parts: list[dict], model: str, end: str = "") -> dict:
        candidate: dict = {"content": {"role": "model", "parts": parts}, "index": 0}
        if end:
            candidate["finishReason"] = end
        usage = {
            "promptTokenCount": INPUT,
            "candidatesTokenCount": OUTPUT,
            "totalTokenCount": INPUT + OUTPUT,
            "cachedContentTokenCount": CACHED,
        }
        return {
            "candidates": [candidate],
            "usageMetadata": usage,
            "modelVersion": model,
            "responseId": f"resp-{turn.number}",
        }


CHAT, RESPONSES, MESSAGES, GEMINI = Chat(), Responses(), Messages(), Gemini()


def said(speaker, turn: Turn, model: str, *, cut: Cut | None) -> Response:
    """The turn as an upstream's answer: streamed where `cut` says how."""
    if cut is None:
        return as_json(speaker.plain(turn, model))
    return as_events(speaker.events(turn, model, cut))
