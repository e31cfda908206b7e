"""An upstream that says back what it was told, in every protocol: as text, streamed, as arguments.

`echoed` is its script; `round_trip` sends a value through a station and tells whether the client
got back exactly what it sent.
"""

import json

import orjson

from tests.upstreams import Request, Response, as_events, as_json

FORMS = ("plain", "stream", "arguments", "stream arguments")
PROTOCOLS = ("openai_chat", "openai_responses", "anthropic", "gemini")
ECHOES = [(p, f) for p in PROTOCOLS for f in FORMS]

PATHS = {
    "openai_chat": "/v1/chat/completions",
    "openai_responses": "/v1/responses",
    "anthropic": "/v1/messages",
}


def sent(value: str) -> str:
    return f"Please keep this: password={value} and mail it.\nAgain «{value}» 再见"


def asked(protocol: str, form: str, text: str) -> tuple[str, dict]:
    stream = form.startswith("stream")
    text = f"[{form}] {text}"
    if protocol == "gemini":
        call = "streamGenerateContent?alt=sse" if stream else "generateContent"
        return f"/v1beta/models/m:{call}", {
            "contents": [{"role": "user", "parts": [{"text": text}]}]
        }
    if protocol == "openai_responses":
        return PATHS[protocol], {"model": "m", "input": text, "stream": stream}
    body = {"model": "m", "messages": [{"role": "user", "content": text}], "stream": stream}
    if protocol == "anthropic":
        body["max_tokens"] = 64
    return PATHS[protocol], body


def said(request: Request) -> tuple[str, str]:
    """Return protocol and the text that came."""
    body = request.json
    if "contents" in body:
        return "gemini", body["contents"][0]["parts"][0]["text"]
    if "input" in body:
        return "openai_responses", body["input"]
    kind = "anthropic" if "max_tokens" in body else "openai_chat"
    return kind, body["messages"][0]["content"]


def echoed(request: Request) -> Response:
    protocol, text = said(request)
    form, _, text = text.removeprefix("[").partition("] ")
    arguments = json.dumps({"text": text}, ensure_ascii=False)
    make = _STREAM[protocol] if form.startswith("stream") else _PLAIN[protocol]
    if form.endswith("arguments"):
        return make(None, arguments)
    return make(text, None)


def _chat(text, arguments) -> Response:
    message = {"role": "assistant", "content": text}
    if arguments is not None:
        function = {"name": "keep", "arguments": arguments}
        message["tool_calls"] = [{"id": "c1", "type": "function", "function": function}]
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return as_json({"id": "1", "object": "chat.completion", "model": "m", "choices": [choice]})


def _chat_stream(text, arguments) -> Response:
    def chunk(delta, finish=None):
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _event({"id": "1", "object": "chat.completion.chunk", "choices": [choice]})

    if arguments is None:
        parts = [chunk({"content": c}) for c in text]
    else:
        head = {"index": 0, "id": "c1", "type": "function"}
        parts = [chunk({"tool_calls": [{**head, "function": {"name": "keep", "arguments": ""}}]})]
        parts += [
            chunk({"tool_calls": [{"index": 0, "function": {"arguments": c}}]}) for c in arguments
        ]
    return _stream([*parts, chunk({}, "stop"), b"data: [DONE]\n\n"])


def _responses(text, arguments) -> Response:
    return as_json({"id": "r", "object": "response", "status": "completed", "model": "m",
                    "output": [_item(text, arguments)]})  # fmt: skip


def _item(text, arguments) -> dict:
    if arguments is None:
        part = {"type": "output_text", "text": text, "annotations": []}
        return {"type": "message", "id": "m1", "role": "assistant", "content": [part]}
    return {"type": "function_call", "id": "f1", "call_id": "c1", "name": "keep",
            "arguments": arguments}  # fmt: skip


def _responses_stream(text, arguments) -> Response:
    number = iter(range(100_000))

    def named(name, **more):
        body = {"type": name, "sequence_number": next(number), "output_index": 0, **more}
        return _event(body, name)

    whole = _item(text, arguments)
    if arguments is None:
        first = {**whole, "content": []}
        at = {"item_id": "m1", "content_index": 0}
        parts = [named("response.output_text.delta", delta=c, **at) for c in text]
        done = named("response.output_text.done", text=text, **at)
    else:
        first = {**whole, "arguments": ""}
        parts = [
            named("response.function_call_arguments.delta", item_id="f1", delta=c)
            for c in arguments
        ]
        done = named("response.function_call_arguments.done", item_id="f1", arguments=arguments)
    answer = {"id": "r", "object": "response", "status": "completed", "model": "m"}
    return _stream([
        named("response.created", response={**answer, "status": "in_progress", "output": []}),
        named("response.output_item.added", item=first), *parts, done,
        named("response.output_item.done", item=whole),
        named("response.completed", response={**answer, "output": [whole]}),
    ])  # fmt: skip


def _anthropic(text, arguments) -> Response:
    return as_json({"id": "1", "type": "message", "role": "assistant", "model": "m",
                    "content": [_block(text, arguments)], "stop_reason": "end_turn",
                    "usage": {"input_tokens": 1, "output_tokens": 1}})  # fmt: skip


def _block(text, arguments) -> dict:
    if arguments is None:
        return {"type": "text", "text": text}
    return {"type": "tool_use", "id": "t1", "name": "keep", "input": json.loads(arguments)}


def _anthropic_stream(text, arguments) -> Response:
    def named(name, **more):
        return _event({"type": name, **more}, name)

    message = {"id": "1", "type": "message", "role": "assistant", "model": "m", "content": [],
               "usage": {"input_tokens": 1, "output_tokens": 1}}  # fmt: skip
    if arguments is None:
        first = {"type": "text", "text": ""}
        deltas = [{"type": "text_delta", "text": c} for c in text]
    else:
        first = {"type": "tool_use", "id": "t1", "name": "keep", "input": {}}
        deltas = [{"type": "input_json_delta", "partial_json": c} for c in arguments]
    return _stream([
        named("message_start", message=message),
        named("content_block_start", index=0, content_block=first),
        *(named("content_block_delta", index=0, delta=d) for d in deltas),
        named("content_block_stop", index=0),
        named("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 2}),
        named("message_stop"),
    ])  # fmt: skip


def _gemini(text, arguments) -> Response:
    return as_json(_candidate([_part(text, arguments)], "STOP"))


def _part(text, arguments) -> dict:
    if arguments is None:
        return {"text": text}
    return {"functionCall": {"name": "keep", "args": json.loads(arguments)}}


def _candidate(parts, finish=None) -> dict:
    one = {"index": 0, "content": {"role": "model", "parts": parts}}
    return {"candidates": [{**one, "finishReason": finish} if finish else one]}


def _gemini_stream(text, arguments) -> Response:
    if arguments is None:
        parts = [_event(_candidate([{"text": c}])) for c in text]
    else:
        parts = [_event(_candidate([_part(None, arguments)]))]
    return _stream([*parts, _event(_candidate([{"text": ""}], "STOP"))])


_PLAIN = {"openai_chat": _chat, "openai_responses": _responses, "anthropic": _anthropic,
          "gemini": _gemini}  # fmt: skip
_STREAM = {"openai_chat": _chat_stream, "openai_responses": _responses_stream,
           "anthropic": _anthropic_stream, "gemini": _gemini_stream}  # fmt: skip


def _event(tree, name="") -> bytes:
    lead = f"event: {name}\n".encode() if name else b""
    return lead + b"data: " + orjson.dumps(tree) + b"\n\n"


def _stream(events: list[bytes]) -> Response:
    """Write the stream a few bytes at a time, so that nothing is cut where it is convenient."""
    whole = b"".join(events)
    return as_events([whole[i : i + 7] for i in range(0, len(whole), 7)])


def got(protocol: str, form: str, data: bytes) -> str:
    """Return the text, or the arguments' text, as a client puts it together."""
    trees = _trees(data) if form.startswith("stream") else [orjson.loads(data)]
    if not form.endswith("arguments"):
        return "".join(_TEXT[protocol](tree) for tree in trees)
    joined = "".join(_ARGUMENTS[protocol](tree) for tree in trees)
    return orjson.loads(joined)["text"]


def _trees(data: bytes) -> list:
    lines = [line[6:] for line in data.split(b"\n") if line.startswith(b"data: ")]
    return [orjson.loads(line) for line in lines if line != b"[DONE]"]


def _chat_part(tree) -> dict:
    choice = tree["choices"][0]
    return choice.get("delta") or choice.get("message") or {}


def _chat_arguments(tree) -> str:
    return "".join(c["function"]["arguments"] for c in _chat_part(tree).get("tool_calls") or [])


def _responses_text(tree) -> str:
    if "output" in tree:
        return "".join(p["text"] for item in tree["output"] for p in item.get("content", []))
    return tree["delta"] if tree["type"] == "response.output_text.delta" else ""


def _responses_arguments(tree) -> str:
    if "output" in tree:
        return tree["output"][0]["arguments"]
    return tree["delta"] if tree["type"] == "response.function_call_arguments.delta" else ""


def _anthropic_text(tree) -> str:
    if "content" in tree:
        return "".join(block.get("text", "") for block in tree["content"])
    return tree.get("delta", {}).get("text", "") if "delta" in tree else ""


def _anthropic_arguments(tree) -> str:
    if "content" in tree:
        return json.dumps(tree["content"][0]["input"], ensure_ascii=False)
    return tree.get("delta", {}).get("partial_json", "") if "delta" in tree else ""


def _gemini_parts(tree) -> list:
    return [p for c in tree.get("candidates", []) for p in c["content"]["parts"]]


_TEXT = {
    "openai_chat": lambda tree: _chat_part(tree).get("content") or "",
    "openai_responses": _responses_text,
    "anthropic": _anthropic_text,
    "gemini": lambda tree: "".join(p.get("text", "") for p in _gemini_parts(tree)),
}
_ARGUMENTS = {
    "openai_chat": _chat_arguments,
    "openai_responses": _responses_arguments,
    "anthropic": _anthropic_arguments,
    "gemini": lambda tree: "".join(
        json.dumps(p["functionCall"]["args"]) for p in _gemini_parts(tree) if "functionCall" in p
    ),
}


def round_trip(station, protocol: str, form: str, value: str) -> bool:
    path, body = asked(protocol, form, sent(value))
    status, data, _ = station.post(path, body)
    return status == 200 and got(protocol, form, data) == sent(value)
