"""What each known key of an item holds; items stand in requests, responses and events alike.

One table for all types of item: no `type` opens a laxer one. The exceptions are a generated image,
whose `result` is base64, and reasoning that a provider signed (OpenRouter), which must not change. https://platform.openai.com/docs/api-reference/responses/object
"""

from __future__ import annotations

from dataclasses import replace

from posthouse.wire.fields import (
    DATA,
    DEFINED,
    DEFINED_TREE,
    FETCHED,
    FILE_ID,
    OPAQUE,
    SAID_TO,
    SCHEMA,
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
    GRAMMAR,
    JSON_SCHEMA,
    USER_LOCATION,
)

LOGPROB = Node(
    fields={
        "token": TEXT,
        "bytes": STRUCTURE,
        "logprob": STRUCTURE,
        "top_logprobs": record(token=TEXT, bytes=STRUCTURE, logprob=STRUCTURE),
    }
)

ANNOTATION = record(
    type=STRUCTURE,
    start_index=STRUCTURE,
    end_index=STRUCTURE,
    index=STRUCTURE,
    title=TEXT,
    url=TEXT,
    filename=TEXT,
    file_id=OPAQUE,
    container_id=OPAQUE,
)

_PART_FIELDS = {
    "type": STRUCTURE,
    "text": TEXT,
    "refusal": TEXT,
    "transcript": TEXT,
    "image_url": Node(Kind.TEXT, fetched=True, fields={"url": FETCHED, "detail": STRUCTURE}),
    "detail": STRUCTURE,
    "file_id": FILE_ID,
    "file_url": FETCHED,
    "file_data": DATA,
    "filename": TEXT,
    "input_audio": record(data=DATA, format=STRUCTURE),
    "audio": DATA,
    "annotations": ANNOTATION,
    "logprobs": LOGPROB,
    "prompt_cache_breakpoint": CACHE_MARK,
    "encrypted_content": OPAQUE,
}
PART = Node(fields=_PART_FIELDS)
"""One part of a message, of a tool's output or of reasoning."""

TEXT_CONFIG = record(
    format=Node(fields={**JSON_SCHEMA.fields, "json_schema": JSON_SCHEMA}), verbosity=STRUCTURE
)

_NETWORK = record(
    type=STRUCTURE,
    allowed_domains=TEXT,
    domain_secrets=record(domain=TEXT, name=TEXT, value=TEXT),
)
_SKILL = record(
    type=STRUCTURE,
    skill_id=OPAQUE,
    version=STRUCTURE,
    name=TEXT,
    description=TEXT,
    path=TEXT,
    source=record(type=STRUCTURE, media_type=STRUCTURE, data=DATA),
)
_ENVIRONMENT = Node(
    Kind.STRUCTURE,
    fields={
        "type": STRUCTURE,
        "container_id": OPAQUE,
        "file_ids": FILE_ID,
        "memory_limit": STRUCTURE,
        "network_policy": _NETWORK,
        "skills": _SKILL,
    },
)

_WEIGHTS = record(embedding_weight=STRUCTURE, text_weight=STRUCTURE)
_TOOL_FIELDS: dict[str, Node] = {
    "type": STRUCTURE,
    "name": DEFINED,
    "description": DEFINED,
    "parameters": SCHEMA,
    "input_schema": SCHEMA,
    "output_schema": SCHEMA,
    "strict": STRUCTURE,
    "async": STRUCTURE,
    "defer_loading": STRUCTURE,
    "allowed_callers": STRUCTURE,
    "execution": STRUCTURE,
    "format": GRAMMAR,
    "annotations": DEFINED_TREE,
    "vector_store_ids": OPAQUE,
    "filters": Node(keys=True, fields={"type": STRUCTURE, "allowed_domains": TEXT}),
    "ranking_options": record(ranker=STRUCTURE, score_threshold=STRUCTURE, hybrid_search=_WEIGHTS),
    "max_num_results": STRUCTURE,
    "search_context_size": STRUCTURE,
    "search_content_types": STRUCTURE,
    "external_web_access": STRUCTURE,
    "return_token_budget": STRUCTURE,
    "user_location": USER_LOCATION,
    "container": Node(Kind.OPAQUE, fields=_ENVIRONMENT.fields),
    "environment": _ENVIRONMENT,
    "server_label": DEFINED,
    "server_url": TEXT,
    "server_description": DEFINED,
    "connector_id": STRUCTURE,
    "tunnel_id": OPAQUE,
    "authorization": TEXT,
    "headers": TREE,
    "allowed_tools": Node(fields={"tool_names": DEFINED, "read_only": STRUCTURE}),
    "require_approval": Node(
        Kind.STRUCTURE,
        fields=dict.fromkeys(("always", "never"), record(tool_names=DEFINED, read_only=STRUCTURE)),
    ),
    "model": STRUCTURE,
    "size": STRUCTURE,
    "quality": STRUCTURE,
    "background": STRUCTURE,
    "moderation": STRUCTURE,
    "action": STRUCTURE,
    "n": STRUCTURE,
    "output_format": STRUCTURE,
    "output_compression": STRUCTURE,
    "partial_images": STRUCTURE,
    "complexity": STRUCTURE,
    "frame_count": STRUCTURE,
    "frame_duration_ms": STRUCTURE,
    "svg": record(model=STRUCTURE, reasoning=record(effort=STRUCTURE)),
    "input_fidelity": STRUCTURE,
    "input_image_mask": record(file_id=FILE_ID, image_url=FETCHED),
    "display_width": STRUCTURE,
    "display_height": STRUCTURE,
    "prompt_cache_breakpoint": CACHE_MARK,
}
TOOL = Node(fields=_TOOL_FIELDS)
_TOOL_FIELDS["tools"] = TOOL  # a namespace holds tools

_POINT = record(x=STRUCTURE, y=STRUCTURE)
_ACTION_FIELDS: dict[str, Node] = {
    "type": STRUCTURE,
    "query": TEXT,
    "queries": TEXT,
    "url": TEXT,
    "pattern": TEXT,
    "sources": record(type=STRUCTURE, url=TEXT, name=TEXT, title=TEXT),
    "command": TEXT,
    "commands": TEXT,
    "env": TREE,
    "working_directory": TEXT,
    "user": TEXT,
    "timeout_ms": STRUCTURE,
    "max_output_length": STRUCTURE,
    "text": TEXT,
    "keys": TEXT,
    "button": STRUCTURE,
    "path": Node(fields=_POINT.fields),
    "x": STRUCTURE,
    "y": STRUCTURE,
    "scroll_x": STRUCTURE,
    "scroll_y": STRUCTURE,
}
ACTION = Node(fields=_ACTION_FIELDS)
_ACTION_FIELDS["actions"] = ACTION

_CHECK = record(id=OPAQUE, code=STRUCTURE, message=TEXT)

PRINTED = record(
    stdout=TEXT,
    stderr=TEXT,
    outcome=record(type=STRUCTURE, exit_code=STRUCTURE),
    created_by=OPAQUE,
)
_OUTPUT = Node(fields={**_PART_FIELDS, **PRINTED.fields})
"""What a tool gave back: a string, parts, or what a shell printed."""

_FIELDS: dict[str, Node] = {
    "type": STRUCTURE,
    "id": OPAQUE,
    "role": STRUCTURE,
    "status": STRUCTURE,
    "phase": STRUCTURE,
    "content": either(TEXT, PART),
    "summary": PART,
    "encrypted_content": OPAQUE,
    "signature": OPAQUE,
    "format": STRUCTURE,
    "name": DEFINED,
    "namespace": DEFINED,
    "call_id": OPAQUE,
    "arguments": Node(Kind.JSON_TEXT, keys=True, call=True),
    "input": SAID_TO,
    "output": _OUTPUT,
    "action": replace(ACTION, call=True),
    "actions": replace(ACTION, call=True),
    "pending_safety_checks": _CHECK,
    "acknowledged_safety_checks": _CHECK,
    "operation": replace(record(type=STRUCTURE, path=TEXT, diff=TEXT), call=True),
    "environment": _ENVIRONMENT,
    "max_output_length": STRUCTURE,
    "code": TEXT,
    "container_id": OPAQUE,
    "outputs": record(type=STRUCTURE, logs=TEXT, url=TEXT),
    "queries": TEXT,
    "results": Node(
        fields={
            "file_id": OPAQUE,
            "filename": TEXT,
            "score": STRUCTURE,
            "text": TEXT,
            "vector_store_id": OPAQUE,
            "attributes": TREE,
        }
    ),
    "result": TEXT,
    "prompt": TEXT,
    "revised_prompt": TEXT,
    "size": STRUCTURE,
    "quality": STRUCTURE,
    "background": STRUCTURE,
    "output_format": STRUCTURE,
    "server_label": DEFINED,
    "tools": TOOL,
    "error": ERROR,
    "approval_request_id": OPAQUE,
    "approve": STRUCTURE,
    "reason": TEXT,
    "async": STRUCTURE,
    "reasoning": record(effort=STRUCTURE, summary=STRUCTURE, mode=STRUCTURE),
    "text": TEXT_CONFIG,
    "svg_usage": COUNTS,
    "execution": STRUCTURE,
    "caller": record(type=STRUCTURE, caller_id=OPAQUE),
    "fingerprint": OPAQUE,
    "created_by": OPAQUE,
    "prompt_cache_breakpoint": CACHE_MARK,
}

_IMAGE = Node(fields={**_FIELDS, "result": DATA})
_SIGNED = Node(fields={**_PART_FIELDS, "text": OPAQUE})
_SEALED = Node(fields={**_FIELDS, "content": _SIGNED, "summary": _SIGNED})
_REASONING = Node(fields=_FIELDS, signed=(("signature",), _SEALED))
ITEM = Node(fields=_FIELDS, by=("type", {"image_generation_call": _IMAGE, "reasoning": _REASONING}))
"""One item of `input` or `output`."""
