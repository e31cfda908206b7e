"""What each known key of the Responses API holds: request, response, stream event.

https://platform.openai.com/docs/api-reference/responses, and …/responses-streaming
"""

from __future__ import annotations

from posthouse.wire.fields import (
    DATA,
    DEFINED,
    JSON_TEXT,
    OPAQUE,
    SAID_TO,
    STRUCTURE,
    TEXT,
    TREE,
    Kind,
    Node,
    either,
    record,
)
from posthouse.wire.openai_family import (
    CACHE_MARK,
    COUNTS,
    ERROR,
    FILTERS,
    MODERATION_ASKED,
    MODERATION_TOLD,
)
from posthouse.wire.openai_responses.items import (
    ANNOTATION,
    ITEM,
    LOGPROB,
    PART,
    PRINTED,
    TEXT_CONFIG,
    TOOL,
)

_TOOL_CHOICE = Node(
    Kind.STRUCTURE,
    fields={
        "type": STRUCTURE,
        "mode": STRUCTURE,
        "name": DEFINED,
        "server_label": DEFINED,
        "tools": TOOL,
    },
)

_SHARED = {
    **dict.fromkeys(
        (
            "model",
            "models",
            "background",
            "store",
            "temperature",
            "top_p",
            "top_k",
            "top_logprobs",
            "truncation",
            "service_tier",
            "max_output_tokens",
            "max_tool_calls",
            "parallel_tool_calls",
            "prompt_cache_retention",
            "frequency_penalty",
            "presence_penalty",
        ),
        STRUCTURE,
    ),
    "previous_response_id": OPAQUE,
    "conversation": Node(Kind.OPAQUE, fields={"id": OPAQUE}),
    "instructions": either(TEXT, ITEM),
    "tools": TOOL,
    "tool_choice": _TOOL_CHOICE,
    "text": TEXT_CONFIG,
    "reasoning": record(
        effort=STRUCTURE,
        summary=STRUCTURE,
        generate_summary=STRUCTURE,
        context=STRUCTURE,
        mode=STRUCTURE,
        enabled=STRUCTURE,
        max_tokens=STRUCTURE,
    ),
    "metadata": TREE,
    "user": TEXT,
    "safety_identifier": TEXT,
    "prompt_cache_key": TEXT,
    "prompt_cache_options": CACHE_MARK,
    "prompt": record(id=OPAQUE, version=STRUCTURE, variables=Node(keys=True, rest=PART)),
    "access_programs": record(cyber=STRUCTURE),
    "image": record(context_compression=STRUCTURE),
    "context_management": record(type=STRUCTURE, compact_threshold=STRUCTURE),
}

REQUEST = Node(
    fields={
        **_SHARED,
        "input": either(TEXT, ITEM),
        "background_options": TREE,
        "stream": STRUCTURE,
        "stream_options": record(include_obfuscation=STRUCTURE, include_usage=STRUCTURE),
        "include": STRUCTURE,
        "moderation": MODERATION_ASKED,
        "client_metadata": TREE,
    }
)

_OFFSETS = record(check_offset=STRUCTURE, start_offset=STRUCTURE, end_offset=STRUCTURE)
_FILTERED = record(
    blocked=STRUCTURE,
    source_type=STRUCTURE,
    content_filter_results=FILTERS,
    content_filter_offsets=_OFFSETS,
)

RESPONSE = Node(
    fields={
        **_SHARED,
        "id": OPAQUE,
        "object": STRUCTURE,
        "created_at": STRUCTURE,
        "completed_at": STRUCTURE,
        "status": STRUCTURE,
        "status_details": ERROR,
        "error": ERROR,
        "incomplete_details": record(reason=STRUCTURE),
        "input": either(TEXT, ITEM),
        "output": ITEM,
        "input_transformations": record(
            id=OPAQUE, action=STRUCTURE, reason=STRUCTURE, type=STRUCTURE
        ),
        "prompt_cache_diagnostics": TREE,
        "output_text": TEXT,
        "usage": COUNTS,
        "tool_usage": COUNTS,
        "total_tokens": STRUCTURE,
        "billing": record(payer=STRUCTURE),
        "content_filters": _FILTERED,
        "moderation": MODERATION_TOLD,
    }
)

_EVENT = {
    **{name: RESPONSE.fields[name] for name in ("id", "object", "usage", "model", "status")},
    "output": Node(fields={**PRINTED.fields, **ITEM.fields}, by=ITEM.by),
    "type": STRUCTURE,
    "sequence_number": STRUCTURE,
    "output_index": STRUCTURE,
    "content_index": STRUCTURE,
    "summary_index": STRUCTURE,
    "command_index": STRUCTURE,
    "annotation_index": STRUCTURE,
    "partial_image_index": STRUCTURE,
    "item_id": OPAQUE,
    "obfuscation": OPAQUE,
    "response": RESPONSE,
    "item": ITEM,
    "part": PART,
    "annotation": ANNOTATION,
    "logprobs": LOGPROB,
    "delta": Node(fields={"stdout": TEXT, "stderr": TEXT}),
    "text": TEXT,
    "refusal": TEXT,
    "transcript": TEXT,
    "arguments": JSON_TEXT,
    "name": DEFINED,
    "input": SAID_TO,
    "code": TEXT,
    "diff": TEXT,
    "command": TEXT,
    "partial_image_b64": DATA,
    "output_format": STRUCTURE,
    "background": STRUCTURE,
    "quality": STRUCTURE,
    "size": STRUCTURE,
    "message": TEXT,
    "param": TEXT,
    "error": ERROR,
    "copilot_usage": record(
        total_nano_aiu=STRUCTURE,
        token_details=record(
            batch_size=STRUCTURE,
            cost_per_batch=STRUCTURE,
            token_count=STRUCTURE,
            token_type=STRUCTURE,
        ),
    ),
}

JSON_DELTAS = frozenset(
    {
        "response.function_call_arguments.delta",
        "response.mcp_call_arguments.delta",
        "response.mcp_call.arguments.delta",
        "response.mcp_call.arguments_delta",
    }
)
"""Events whose `delta` continues JSON text; that of every other delta event is plain text."""
DATA_DELTAS = frozenset({"response.audio.delta"})

EVENT = Node(
    fields=_EVENT,
    by=(
        "type",
        {
            **dict.fromkeys(JSON_DELTAS, Node(fields={**_EVENT, "delta": JSON_TEXT})),
            **dict.fromkeys(DATA_DELTAS, Node(fields={**_EVENT, "delta": DATA})),
        },
    ),
)
