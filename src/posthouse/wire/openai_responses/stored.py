"""Responses and conversations as things that are kept: read, changed and ended by their ids.

https://platform.openai.com/docs/api-reference/responses/get and …/conversations
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from posthouse.model.dialect import Act, Endpoint
from posthouse.wire.fields import OPAQUE, STRUCTURE, TREE, Node, record
from posthouse.wire.kept import put_nothing, with_kept
from posthouse.wire.openai_family import bad_shape, object_body
from posthouse.wire.openai_responses import handles as names
from posthouse.wire.openai_responses.fields import RESPONSE
from posthouse.wire.openai_responses.items import ITEM, PRINTED
from posthouse.wire.openai_responses.wire import WIRE as ASKING
from posthouse.wire.wire import Asked

_QUERY = frozenset(
    {
        *("include", "limit", "after", "before", "order", "stream", "starting_after"),
        *("include_obfuscation", "api-version"),
    }
)
_MAKING = frozenset({Act.MAKE, Act.CHANGE})

_REQUEST = record(items=ITEM, metadata=TREE, include=STRUCTURE)
_RESPONSE = Node(
    fields={
        **ITEM.fields,
        **RESPONSE.fields,
        "output": Node(fields={**PRINTED.fields, **ITEM.fields}, by=ITEM.by),
        "data": ITEM,
        "has_more": STRUCTURE,
        "first_id": OPAQUE,
        "last_id": OPAQUE,
        "deleted": STRUCTURE,
    },
    by=ITEM.by,
)


def asked(tree: Any, endpoint: Endpoint) -> Asked:
    """Return what is asked for. Raises BadRequest."""
    body = object_body(tree) if endpoint.act in _MAKING else {}
    items = body.get("items")
    if items is not None and not (
        isinstance(items, list) and all(isinstance(one, dict) for one in items)
    ):
        raise bad_shape("items", "a list of objects", items, "send a list of items")
    recalls = (endpoint.handle,) if endpoint.handle else ()
    return Asked("", stream=False, recalls=recalls, keeps=endpoint.act is not Act.END)


def handles(tree: Any) -> tuple[str, ...]:
    """Return the names of a response or a conversation."""
    if isinstance(tree, dict) and tree.get("object") == "conversation":
        return (f"conversation:{tree['id']}",) if isinstance(tree.get("id"), str) else ()
    told = isinstance(tree, dict) and "response" in (tree.get("object"), *tree.keys())
    return names.handles(tree) if told else ()


WIRE = replace(
    ASKING,
    request=_REQUEST,
    response=_RESPONSE,
    asked=asked,
    put_model=put_nothing,
    target=with_kept(_QUERY),
    handles=handles,
)
