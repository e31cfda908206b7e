"""What a client makes of an answer, dialect by dialect: its text and its tool calls."""

import orjson

from tests.facts import Voice, trees

Calls = list[tuple[str, str]]


def plain(voice: Voice, body: bytes) -> tuple[str, Calls]:
    """Return the text and the calls (name, arguments as JSON text) of a whole answer."""
    tree = orjson.loads(body)
    return {"chat": _chat, "responses": _responses, "messages": _messages, "gemini": _gemini}[
        voice.name
    ](tree)


def streamed(voice: Voice, stream: bytes) -> tuple[str, Calls]:
    """Return the same of a stream, by its deltas."""
    told = trees(stream)
    return {
        "chat": _chat_deltas,
        "responses": _response_deltas,
        "messages": _message_deltas,
        "gemini": _gemini_events,
    }[voice.name](told)


def _chat(tree: dict) -> tuple[str, Calls]:
    message = tree["choices"][0]["message"]
    calls = [call["function"] for call in message.get("tool_calls") or ()]
    return message["content"] or "", [(call["name"], call["arguments"]) for call in calls]


def _chat_deltas(told: list[dict]) -> tuple[str, Calls]:
    text, calls = "", []
    for tree in told:
        for choice in tree["choices"]:
            text += choice["delta"].get("content") or ""
            for call in choice["delta"].get("tool_calls") or ():
                if call["index"] == len(calls):
                    calls.append(["", ""])
                calls[call["index"]][0] += call["function"].get("name", "")
                calls[call["index"]][1] += call["function"]["arguments"]
    return text, [(name, arguments) for name, arguments in calls]


def _responses(tree: dict) -> tuple[str, Calls]:
    said = [part["text"] for item in tree["output"] for part in item.get("content", ())]
    calls = [item for item in tree["output"] if item["type"] == "function_call"]
    return "".join(said), [(call["name"], call["arguments"]) for call in calls]


def _response_deltas(told: list[dict]) -> tuple[str, Calls]:
    text, calls = "", {}
    for tree in told:
        if tree["type"] == "response.output_text.delta":
            text += tree["delta"]
        elif tree["type"] == "response.function_call_arguments.delta":
            calls[tree["output_index"]][1] += tree["delta"]
        elif tree["type"] == "response.output_item.added" and "arguments" in tree["item"]:
            calls[tree["output_index"]] = [tree["item"]["name"], ""]
    return text, [(name, arguments) for name, arguments in calls.values()]


def _messages(tree: dict) -> tuple[str, Calls]:
    said = [block["text"] for block in tree["content"] if block["type"] == "text"]
    calls = [block for block in tree["content"] if block["type"] == "tool_use"]
    return "".join(said), [(call["name"], orjson.dumps(call["input"]).decode()) for call in calls]


def _message_deltas(told: list[dict]) -> tuple[str, Calls]:
    text, calls = "", {}
    for tree in told:
        if tree["type"] == "content_block_start" and tree["content_block"]["type"] == "tool_use":
            calls[tree["index"]] = [tree["content_block"]["name"], ""]
        elif tree["type"] == "content_block_delta":
            text += tree["delta"].get("text", "")
            if "partial_json" in tree["delta"]:
                calls[tree["index"]][1] += tree["delta"]["partial_json"]
    return text, [(name, arguments) for name, arguments in calls.values()]


def _gemini(tree: dict) -> tuple[str, Calls]:
    return _gemini_events([tree])


def _gemini_events(told: list[dict]) -> tuple[str, Calls]:
    parts = [part for tree in told for part in tree["candidates"][0]["content"]["parts"]]
    calls = [part["functionCall"] for part in parts if "functionCall" in part]
    text = "".join(part.get("text", "") for part in parts if not part.get("thought"))
    return text, [(call["name"], orjson.dumps(call["args"]).decode()) for call in calls]
