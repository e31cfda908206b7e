"""A channel that speaks Chat Completions, heard in the other dialects: plain answers alone."""

import orjson

from tests.upstreams import Request, Response, as_json


def in_dialect(dialect: str, channel):
    """Return the channel as it is met in a dialect."""
    if dialect == "openai_chat":
        return channel
    asked, said = {
        "anthropic": (from_anthropic, to_anthropic),
        "gemini": (from_gemini, to_gemini),
        "openai_responses": (from_responses, to_responses),
    }[dialect]

    def spoken(request):
        tree = asked(request)
        answer = channel(
            Request(request.method, request.target, request.headers, orjson.dumps(tree))
        )
        if answer.status != 200 or answer.chunks:
            return Response(answer.status or 400, answer.body)
        return as_json(said(orjson.loads(answer.body)))

    return spoken


def chat(model, system, turns, **more):
    messages = [{"role": "system", "content": system}] if system else []
    more = {name: value for name, value in more.items() if value is not None}
    return {"model": model, "messages": [*messages, *turns], **more}


def function(name, description, schema):
    told = {"name": name, "description": description, "parameters": schema}
    return {"type": "function", "function": told}


def shaped(schema):
    return schema and {"type": "json_schema", "json_schema": {"schema": schema}}


def from_anthropic(request):
    tree = request.json
    tools = [
        function(t["name"], t["description"], t["input_schema"]) for t in tree.get("tools", ())
    ]
    shape = tree.get("output_config", {}).get("format", {}).get("schema")
    return chat(
        tree["model"], tree.get("system"), tree["messages"], max_tokens=tree["max_tokens"],
        temperature=tree.get("temperature"), stop=tree.get("stop_sequences"), tools=tools or None,
        response_format=shaped(shape),
    )  # fmt: skip


def to_anthropic(tree):
    message = tree["choices"][0]["message"]
    blocks = [{"type": "text", "text": message["content"]}] if message["content"] else []
    for call in message.get("tool_calls") or ():
        told = call["function"]
        block = {"type": "tool_use", "id": call["id"], "name": told["name"]}
        blocks.append({**block, "input": orjson.loads(told["arguments"])})
    usage = tree["usage"]
    told = {"input_tokens": usage["prompt_tokens"], "output_tokens": usage["completion_tokens"]}
    head = {"id": f"msg_{tree['id']}", "type": "message", "stop_reason": "end_turn"}
    return {**head, "content": blocks, "usage": told}


def from_gemini(request):
    tree = request.json
    wanted = tree.get("generationConfig", {})
    system = "".join(part["text"] for part in tree.get("systemInstruction", {}).get("parts", ()))
    declared = [one for tool in tree.get("tools", ()) for one in tool["functionDeclarations"]]
    tools = [function(one["name"], one["description"], one["parameters"]) for one in declared]
    turns = [{"role": "user", "content": one["parts"][0]["text"]} for one in tree["contents"]]
    return chat(
        request.target.rpartition("/")[2].partition(":")[0], system, turns,
        max_tokens=wanted.get("maxOutputTokens"), temperature=wanted.get("temperature"),
        stop=wanted.get("stopSequences"), seed=wanted.get("seed"), tools=tools or None,
        response_format=shaped(wanted.get("responseJsonSchema")),
    )  # fmt: skip


def to_gemini(tree):
    message = tree["choices"][0]["message"]
    parts = [{"text": message["content"]}] if message["content"] else []
    for call in message.get("tool_calls") or ():
        told = call["function"]
        args = orjson.loads(told["arguments"])
        parts.append({"functionCall": {"name": told["name"], "args": args}})
    usage = tree["usage"]
    return {
        "candidates": [{"content": {"role": "model", "parts": parts}, "finishReason": "STOP"}],
        "responseId": tree["id"],
        "usageMetadata": {
            "promptTokenCount": usage["prompt_tokens"],
            "candidatesTokenCount": usage["completion_tokens"],
        },
    }


def from_responses(request):
    tree = request.json
    tools = [function(t["name"], t["description"], t["parameters"]) for t in tree.get("tools", ())]
    shape = tree.get("text", {}).get("format", {}).get("schema")
    turns = [{"role": "user", "content": tree["input"]}]
    return chat(
        tree["model"], tree.get("instructions"), turns, max_tokens=tree.get("max_output_tokens"),
        temperature=tree.get("temperature"), tools=tools or None, response_format=shaped(shape),
    )  # fmt: skip


def to_responses(tree):
    message = tree["choices"][0]["message"]
    output = []
    if message["content"]:
        part = {"type": "output_text", "text": message["content"]}
        output.append({"type": "message", "role": "assistant", "content": [part]})
    calls = message.get("tool_calls") or ()
    output += [{"type": "function_call", **call["function"]} for call in calls]
    usage = tree["usage"]
    told = {"input_tokens": usage["prompt_tokens"], "output_tokens": usage["completion_tokens"]}
    return {"id": f"resp_{tree['id']}", "output": output, "usage": told}
