"""What each key of the Anthropic Messages API holds (docs.claude.com, state of 2026).

Signed thinking is never touched: a request passes it byte for byte, and an answer is not restored
in it, so that what the client sends back later is what the upstream signed, tokens and all. In a
stream the signature follows its text, therefore an answer's thinking counts as signed always. The
same holds for compaction summaries, which carry a signature or an encrypted copy.
"""

from __future__ import annotations

from posthouse.wire.fields import (
    CALLED_WITH,
    DATA,
    DEFINED,
    DEFINED_TREE,
    FETCHED,
    FILE_ID,
    JSON_TEXT,
    OPAQUE,
    SCHEMA,
    STRUCTURE,
    TEXT,
    Kind,
    Node,
    record,
)


def _all(node: Node, *names: str) -> dict[str, Node]:
    """Return these keys, each holding the same."""
    return dict.fromkeys(names, node)


_CACHE_CONTROL = record(type=STRUCTURE, ttl=STRUCTURE)
_AMOUNT = record(type=STRUCTURE, value=STRUCTURE)
_CALLER = record(type=STRUCTURE, tool_id=OPAQUE)
_MODEL = record(model=STRUCTURE)
_SWITCHES = record(enabled=STRUCTURE, defer_loading=STRUCTURE)

_CITATION = Node(
    fields={
        **_all(STRUCTURE, "type", "enabled", "document_index", "search_result_index"),
        **_all(STRUCTURE, "start_char_index", "end_char_index", "start_page_number"),
        **_all(STRUCTURE, "end_page_number", "start_block_index", "end_block_index"),
        **_all(TEXT, "cited_text", "document_title", "title", "url", "source"),
        **_all(OPAQUE, "encrypted_index", "file_id"),
    }
)

_TOOL_FIELDS: dict[str, Node] = {
    **_all(STRUCTURE, "type", "strict", "defer_loading", "eager_input_streaming", "max_uses"),
    **_all(STRUCTURE, "allowed_callers", "max_content_tokens", "max_characters", "use_cache"),
    **_all(STRUCTURE, "display_width_px", "display_height_px", "display_number", "enable_zoom"),
    **_all(STRUCTURE, "model", "max_tokens", "response_inclusion"),
    **_all(DEFINED, "name", "description", "mcp_server_name", "server_name"),
    **_all(TEXT, "allowed_domains", "blocked_domains"),
    "cache_control": _CACHE_CONTROL,
    "caching": _CACHE_CONTROL,
    "citations": record(enabled=STRUCTURE),
    "input_schema": SCHEMA,
    "input_examples": DEFINED_TREE,
    "default_config": _SWITCHES,
    "configs": Node(Kind.DEFINED, keys=True, rest=_SWITCHES),  # by tool name
    "url_sources": Node(
        fields=_all(
            record(type=STRUCTURE, tools=record(type=STRUCTURE, name=DEFINED)),
            *("client_tool_results", "server_tool_results", "user_input"),
        )
    ),
    "user_location": Node(
        fields={**_all(STRUCTURE, "type", "country", "timezone"), **_all(TEXT, "city", "region")}
    ),
}
_TOOL = Node(fields=_TOOL_FIELDS)
_TOOL_FIELDS["tools"] = _TOOL  # the listing of an MCP toolset
_TOOL_FIELDS["definition"] = _TOOL  # a tool_addition that brings its tool along

_BLOCK_FIELDS: dict[str, Node] = {
    **_all(STRUCTURE, "type", "is_error", "error_code", "return_code", "file_type", "num_lines"),
    **_all(STRUCTURE, "start_line", "total_lines", "is_file_update", "old_start", "old_lines"),
    **_all(STRUCTURE, "new_start", "new_lines", "retrieved_at", "stop_reason", "abort_reason"),
    **_all(OPAQUE, "id", "tool_use_id", "signature"),
    "file_id": FILE_ID,
    **_all(OPAQUE, "encrypted_content", "encrypted_index", "encrypted_stdout"),
    **_all(TEXT, "text", "title", "context"),
    **_all(DEFINED, "name", "tool_name", "server_name", "toolset_name", "mcp_server_name"),
    **_all(TEXT, "url", "page_age", "stdout", "stderr", "error_message"),
    **_all(TEXT, "lines", "thinking"),
    "input": CALLED_WITH,
    "caller": _CALLER,
    "cache_control": _CACHE_CONTROL,
    "citations": _CITATION,
    "tool": _TOOL,
    "tools": _TOOL,
    "from": _MODEL,
    "to": _MODEL,
    "trigger": record(type=STRUCTURE, category=STRUCTURE),
    "transformations": record(oversized_image=STRUCTURE),
    "tabs": record(tab_id=OPAQUE, title=TEXT, url=TEXT, active=STRUCTURE),
    "state_changes": record(
        type=STRUCTURE,
        tab_id=OPAQUE,
        download_id=OPAQUE,
        url=TEXT,
        path=TEXT,
        error=TEXT,
        size_bytes=STRUCTURE,
    ),
}


def _blocks(*, answer: bool) -> Node:
    """Return the node of content: a string, one block or a list of blocks, nested at will."""
    fields = dict(_BLOCK_FIELDS)
    picked: dict[str, Node] = {}
    block = Node(fields=fields, by=("type", picked))
    source: dict[str, Node] = {
        **_all(STRUCTURE, "type", "media_type"),
        "data": DATA,
        "url": FETCHED,
        "file_id": FILE_ID,
        "content": block,
    }
    fields.update(_all(block, "content", "tool_changes", "tool_references"))
    # The source of a search result is a plain string; that of a document may hold its text.
    fields["source"] = Node(
        fields=source, by=("type", {"text": Node(fields={**source, "data": TEXT})})
    )
    thinking = Node(fields={**fields, "thinking": OPAQUE})
    summary = Node(fields={**fields, "content": OPAQUE})
    picked["redacted_thinking"] = Node(fields={**fields, "data": OPAQUE})
    if answer:
        picked.update(thinking=thinking, compaction=summary)
    else:
        seals = ("signature", "encrypted_content")
        picked["thinking"] = Node(fields=fields, signed=(seals, thinking))
        picked["compaction"] = Node(fields=fields, signed=(seals, summary))
    return block


_EFFORT = record(effort=STRUCTURE)
_FORMAT = Node(fields={"type": STRUCTURE, "name": DEFINED, "schema": SCHEMA})
_OUTPUT_CONFIG = Node(
    fields={
        "effort": STRUCTURE,
        "format": _FORMAT,
        "task_budget": record(type=STRUCTURE, total=STRUCTURE, remaining=STRUCTURE),
    }
)
_THINKING = Node(
    fields={
        **_all(STRUCTURE, "type", "budget_tokens", "display"),
        "block_binding": record(prefix_mismatch_behavior=STRUCTURE),
    }
)
_CONTAINER = Node(
    kind=Kind.OPAQUE,
    fields={
        "id": OPAQUE,
        "expires_at": STRUCTURE,
        "skills": record(type=STRUCTURE, skill_id=OPAQUE, version=STRUCTURE),
    },
)
_EDIT = Node(
    fields={
        **_all(STRUCTURE, "type", "clear_tool_inputs", "pause_after_compaction"),
        **_all(STRUCTURE, "cleared_input_tokens", "cleared_tool_uses", "cleared_thinking_turns"),
        "exclude_tools": DEFINED,
        "instructions": TEXT,
        "trigger": _AMOUNT,
        "clear_at_least": _AMOUNT,
        "keep": Node(kind=Kind.STRUCTURE, fields=_AMOUNT.fields),
    }
)
_CONTEXT_MANAGEMENT = record(edits=_EDIT, applied_edits=_EDIT)
_MCP_SERVER = Node(
    fields={
        "type": STRUCTURE,
        # A token that the provider hands on to a third party is scanned like any other text:
        # the tables cannot know which credentials a caller means to give away.
        **_all(TEXT, "name", "url", "authorization_token"),
        "tool_configuration": record(enabled=STRUCTURE, allowed_tools=DEFINED),
    }
)
_CONTENT = _blocks(answer=False)

REQUEST = Node(
    fields={
        **_all(STRUCTURE, "model", "max_tokens", "stream", "temperature", "top_p", "top_k"),
        **_all(STRUCTURE, "service_tier", "inference_geo", "speed", "betas", "anthropic_version"),
        **_all(STRUCTURE, "anthropic_beta"),
        **_all(OPAQUE, "user_profile_id", "workspace_id"),
        "system": _CONTENT,
        "messages": record(
            role=STRUCTURE, content=_CONTENT, clear_at=STRUCTURE, output_config=_EFFORT
        ),
        "tools": _TOOL,
        "tool_choice": record(type=STRUCTURE, name=DEFINED, disable_parallel_tool_use=STRUCTURE),
        "stop_sequences": TEXT,
        "metadata": record(user_id=TEXT),
        "thinking": _THINKING,
        "cache_control": _CACHE_CONTROL,
        "output_config": _OUTPUT_CONFIG,
        "output_format": _FORMAT,
        "container": _CONTAINER,
        "mcp_servers": _MCP_SERVER,
        "context_management": _CONTEXT_MANAGEMENT,
        "compaction": record(type=STRUCTURE, instructions=TEXT),
        "diagnostics": record(previous_message_id=OPAQUE),
        "thread": record(type=STRUCTURE, previous_message_id=OPAQUE),
        "billing_policy": record(type=STRUCTURE, bill_to=STRUCTURE),
        "fallback_credit_token": Node(
            kind=Kind.OPAQUE, fields={"token": OPAQUE, "mode": STRUCTURE}
        ),
        "fallbacks": Node(
            kind=Kind.STRUCTURE,
            fields={
                **_all(STRUCTURE, "model", "max_tokens", "speed"),
                "output_config": _OUTPUT_CONFIG,
                "thinking": _THINKING,
            },
        ),
    }
)

_COUNTS: dict[str, Node] = {
    **_all(STRUCTURE, "type", "model", "input_tokens", "output_tokens", "service_tier", "speed"),
    **_all(STRUCTURE, "cache_creation_input_tokens", "cache_read_input_tokens", "inference_geo"),
    "cache_creation": record(
        ephemeral_5m_input_tokens=STRUCTURE, ephemeral_1h_input_tokens=STRUCTURE
    ),
    "server_tool_use": record(web_search_requests=STRUCTURE, web_fetch_requests=STRUCTURE),
    "output_tokens_details": record(thinking_tokens=STRUCTURE),
    "fallback_credit": record(
        status=record(type=STRUCTURE, reason=STRUCTURE, remove_to_redeem=STRUCTURE)
    ),
}
_USAGE = Node(fields={**_COUNTS, "iterations": Node(fields=_COUNTS)})
_STOP_DETAILS = Node(
    fields={
        **_all(STRUCTURE, "type", "category", "recommended_model", "fallback_has_prefill_claim"),
        "explanation": TEXT,
        "fallback_credit_token": OPAQUE,
    }
)
_ERROR = record(type=STRUCTURE, message=TEXT, code=STRUCTURE)
_CHANGES = record(type=STRUCTURE, path=STRUCTURE, reason=STRUCTURE)
_ANSWERED = _blocks(answer=True)

RESPONSE = Node(
    fields={
        **_all(STRUCTURE, "type", "role", "model", "stop_reason", "input_tokens"),
        **_all(OPAQUE, "id", "request_id"),
        "content": _ANSWERED,
        "stop_sequence": TEXT,
        "stop_details": _STOP_DETAILS,
        "usage": _USAGE,
        "container": _CONTAINER,
        "context_management": _CONTEXT_MANAGEMENT,
        "diagnostics": record(
            cache_miss_reason=record(type=STRUCTURE, cache_missed_input_tokens=STRUCTURE)
        ),
        "input_transformations": _CHANGES,
        "error": _ERROR,
    }
)

EVENT = Node(
    fields={
        **_all(STRUCTURE, "type", "index"),
        "message": RESPONSE,
        "content_block": _ANSWERED,
        "delta": Node(
            fields={
                **_all(STRUCTURE, "type", "stop_reason", "estimated_tokens"),
                **_all(TEXT, "text", "stop_sequence"),
                **_all(OPAQUE, "thinking", "signature", "content", "encrypted_content"),
                "partial_json": JSON_TEXT,
                "citation": _CITATION,
                "stop_details": _STOP_DETAILS,
                "container": _CONTAINER,
            }
        ),
        "usage": _USAGE,
        "context_management": _CONTEXT_MANAGEMENT,
        "input_transformations": _CHANGES,
        "error": _ERROR,
        "request_id": OPAQUE,
    }
)
