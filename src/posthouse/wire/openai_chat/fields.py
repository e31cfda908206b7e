"""What each known key of Chat Completions holds: request, response, stream chunk.

https://platform.openai.com/docs/api-reference/chat, with what providers of the dialect add
(reasoning of DeepSeek, OpenRouter, Groq and Mistral, citations of Perplexity, Azure's filters).
"""

from __future__ import annotations

from posthouse.wire.fields import (
    DATA,
    DEFINED,
    FETCHED,
    FILE_ID,
    JSON_TEXT,
    OPAQUE,
    SAID_TO,
    SCHEMA,
    STRUCTURE,
    TEXT,
    TREE,
    Kind,
    Node,
    each,
    either,
    record,
)
from posthouse.wire.openai_family import (
    CACHE_MARK,
    COUNTS,
    ERROR,
    FILTERS,
    GRAMMAR,
    JSON_SCHEMA,
    MODERATION_ASKED,
    MODERATION_TOLD,
    USER_LOCATION,
)

_URL = Node(Kind.TEXT, fetched=True, fields={"url": FETCHED, "detail": STRUCTURE})
_THOUGHT = record(type=STRUCTURE, text=TEXT, signature=OPAQUE)
_FILE = record(file_data=DATA, file_id=FILE_ID, filename=TEXT, name=TEXT, hash=OPAQUE)

PART = record(
    type=STRUCTURE,
    text=TEXT,
    refusal=TEXT,
    thinking=either(TEXT, _THOUGHT),
    image_url=_URL,
    video_url=_URL,
    audio_url=_URL,
    document_url=TEXT,
    document_name=TEXT,
    input_audio=Node(Kind.DATA, fields={"data": DATA, "format": STRUCTURE}),
    file=_FILE,
    file_id=FILE_ID,
    cache_control=CACHE_MARK,
    prompt_cache_breakpoint=CACHE_MARK,
    reference_ids=STRUCTURE,
)
"""One part of a message's content. One table for all types: no `type` opens a laxer one."""

CALL = record(
    id=OPAQUE,
    type=STRUCTURE,
    index=STRUCTURE,
    function=record(name=DEFINED, arguments=JSON_TEXT, thought_signature=OPAQUE),
    custom=record(name=DEFINED, input=SAID_TO),
    thought_signature=OPAQUE,
    extra_content=record(google=record(thought_signature=OPAQUE)),
)

_CALLED = record(name=DEFINED, arguments=JSON_TEXT)

_CITED = record(start_index=STRUCTURE, end_index=STRUCTURE, title=TEXT, url=TEXT, content=TEXT)
_ANNOTATION = record(
    type=STRUCTURE,
    url_citation=_CITED,
    start_index=STRUCTURE,
    end_index=STRUCTURE,
    title=TEXT,
    url=TEXT,
    file=record(hash=OPAQUE, name=TEXT, content=either(TEXT, PART)),
)

_DETAIL = {
    "type": STRUCTURE,
    "format": STRUCTURE,
    "index": STRUCTURE,
    "id": OPAQUE,
    "data": OPAQUE,
    "signature": OPAQUE,
    "summary": TEXT,
    "text": TEXT,
}
_SEALED = Node(fields={**_DETAIL, "text": OPAQUE})
SIGNING_FORMATS = frozenset({"anthropic-claude-v1"})
"""Formats of OpenRouter's reasoning_details whose text is signed, in a stream by a later chunk."""
_DETAIL_ASKED = Node(fields=_DETAIL, signed=(("signature",), _SEALED))
_DETAIL_TOLD = Node(
    fields=_DETAIL,
    signed=(("signature",), _SEALED),
    by=("format", dict.fromkeys(SIGNING_FORMATS, _SEALED)),
)

_AUDIO = record(id=OPAQUE, data=DATA, transcript=TEXT, expires_at=STRUCTURE)

_RESULT = record(title=TEXT, url=TEXT, content=TEXT, snippet=TEXT, score=STRUCTURE, date=TEXT)
_EXECUTED = record(
    index=STRUCTURE,
    type=STRUCTURE,
    name=DEFINED,
    arguments=JSON_TEXT,
    output=TEXT,
    search_results=Node(fields={"results": _RESULT, "images": TEXT}),
    code_results=each(record(text=TEXT, png=DATA)),
)

_SAID = {
    "role": STRUCTURE,
    "content": either(TEXT, PART),
    "name": TEXT,
    "refusal": TEXT,
    "reasoning": TEXT,
    "reasoning_content": TEXT,
    "tool_calls": CALL,
    "function_call": _CALLED,
    "tool_call_id": OPAQUE,
    "audio": _AUDIO,
    "annotations": _ANNOTATION,
    "images": record(type=STRUCTURE, image_url=_URL, index=STRUCTURE),
    "executed_tools": _EXECUTED,
    "channel": STRUCTURE,
    "prefix": STRUCTURE,
    "partial": STRUCTURE,
    "phase": STRUCTURE,
    "cache_control": CACHE_MARK,
}
_MESSAGE = Node(fields={**_SAID, "reasoning_details": _DETAIL_ASKED})
_TOLD = Node(fields={**_SAID, "reasoning_details": _DETAIL_TOLD})

_FUNCTION = record(name=DEFINED, description=DEFINED, parameters=SCHEMA, strict=STRUCTURE)
_TOOL = record(
    type=STRUCTURE,
    function=_FUNCTION,
    custom=record(name=DEFINED, description=DEFINED, format=GRAMMAR),
    parameters=SCHEMA,
    cache_control=CACHE_MARK,
)
_CHOSEN = record(name=DEFINED)
_TOOL_CHOICE = Node(
    Kind.STRUCTURE,
    fields={
        "type": STRUCTURE,
        "name": DEFINED,
        "function": _CHOSEN,
        "custom": _CHOSEN,
        "allowed_tools": record(mode=STRUCTURE, tools=_TOOL),
        "mode": STRUCTURE,
        "tools": _TOOL,
    },
)

_SETTINGS = frozenset(
    {
        "model",
        "models",
        "stream",
        "temperature",
        "top_p",
        "top_k",
        "top_a",
        "min_p",
        "n",
        "seed",
        "max_tokens",
        "max_completion_tokens",
        "frequency_penalty",
        "presence_penalty",
        "repetition_penalty",
        "logit_bias",
        "logprobs",
        "top_logprobs",
        "modalities",
        "parallel_tool_calls",
        "reasoning_effort",
        "verbosity",
        "store",
        "service_tier",
        "prompt_cache_retention",
        "reasoning_format",
        "include_reasoning",
        "reasoning_split",
        "clear_thinking",
        "enable_thinking",
        "thinking_budget",
        "route",
        "transforms",
        "safe_prompt",
        "random_seed",
        "prompt_mode",
        "tool_stream",
        "do_sample",
        "ignore_eos",
    }
)

REQUEST = Node(
    fields={
        **dict.fromkeys(_SETTINGS, STRUCTURE),
        "messages": _MESSAGE,
        "tools": _TOOL,
        "tool_choice": _TOOL_CHOICE,
        "functions": _FUNCTION,
        "function_call": Node(Kind.STRUCTURE, fields={"name": DEFINED}),
        "response_format": record(type=STRUCTURE, json_schema=JSON_SCHEMA, schema=SCHEMA),
        "stop": TEXT,
        "user": TEXT,
        "safety_identifier": TEXT,
        "prompt_cache_key": TEXT,
        "prompt_cache_options": CACHE_MARK,
        "metadata": TREE,
        "stream_options": record(include_usage=STRUCTURE, include_obfuscation=STRUCTURE),
        "audio": record(voice=Node(Kind.STRUCTURE, fields={"id": OPAQUE}), format=STRUCTURE),
        "prediction": record(type=STRUCTURE, content=either(TEXT, PART)),
        "web_search_options": record(
            search_context_size=STRUCTURE, user_location=USER_LOCATION, search_type=STRUCTURE
        ),
        "moderation": MODERATION_ASKED,
        "reasoning": record(
            effort=STRUCTURE,
            enabled=STRUCTURE,
            exclude=STRUCTURE,
            max_tokens=STRUCTURE,
            summary=STRUCTURE,
        ),
        "thinking": record(type=STRUCTURE, budget_tokens=STRUCTURE, clear_thinking=STRUCTURE),
        "provider": record(
            order=STRUCTURE,
            only=STRUCTURE,
            ignore=STRUCTURE,
            allow_fallbacks=STRUCTURE,
            sort=STRUCTURE,
            quantizations=STRUCTURE,
            data_collection=STRUCTURE,
        ),
        "usage": record(include=STRUCTURE),
        "search_settings": record(include_domains=TEXT, exclude_domains=TEXT, country=TEXT),
    }
)

_LOGPROB = Node(
    fields={
        "token": TEXT,
        "bytes": STRUCTURE,
        "logprob": STRUCTURE,
        "top_logprobs": record(token=TEXT, bytes=STRUCTURE, logprob=STRUCTURE),
    }
)
_CHOICE = {
    "index": STRUCTURE,
    "finish_reason": STRUCTURE,
    "native_finish_reason": STRUCTURE,
    "stop_reason": STRUCTURE,
    "logprobs": record(content=_LOGPROB, refusal=_LOGPROB),
    "content_filter_results": FILTERS,
    "seed": STRUCTURE,
    "token_ids": STRUCTURE,
    "routed_experts": STRUCTURE,
    "error": ERROR,
    "message": _TOLD,
    "delta": _TOLD,
}
_FILTERED = record(prompt_index=STRUCTURE, content_filter_results=FILTERS)
_MODEL_USED = record(model=STRUCTURE, usage=COUNTS)

RESPONSE = Node(
    fields={
        "id": OPAQUE,
        "request_id": OPAQUE,
        "object": STRUCTURE,
        "created": STRUCTURE,
        "model": STRUCTURE,
        "provider": STRUCTURE,
        "service_tier": STRUCTURE,
        "system_fingerprint": OPAQUE,
        "obfuscation": OPAQUE,
        "choices": Node(fields=_CHOICE),
        "usage": COUNTS,
        "usage_breakdown": record(models=_MODEL_USED),
        "time_info": COUNTS,
        "x_groq": record(id=OPAQUE, seed=STRUCTURE, usage=COUNTS, error=TEXT, debug=TREE),
        "citations": TEXT,
        "search_results": _RESULT,
        "images": record(image_url=_URL, origin_url=TEXT, height=STRUCTURE, width=STRUCTURE),
        "related_questions": TEXT,
        "prompt_filter_results": _FILTERED,
        "moderation": MODERATION_TOLD,
        "metadata": TREE,
        "metrics": COUNTS,
        "prompt": TEXT,
        "prompt_text": TEXT,
        "prompt_token_ids": STRUCTURE,
        "error": ERROR,
    }
)

EVENT = RESPONSE
"""A chunk has the answer's keys, with `delta` in the place of `message`."""
