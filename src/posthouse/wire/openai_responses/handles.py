"""What the upstream keeps of Responses, and the names under which it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

KEEPING = "/v1/responses"
MOST = 32
"""Items of one request or response that are taken note of by their ids."""


def recalled(body: dict[str, Any]) -> tuple[str, ...]:
    """Return what a request builds on without saying it again."""
    return tuple(_asked(body))[:MOST]


def handles(tree: Any) -> tuple[str, ...]:
    """Return the names of a response, in an answer or in an event that tells of one."""
    response = tree.get("response", tree) if isinstance(tree, dict) else None
    return tuple(_told(response))[:MOST] if isinstance(response, dict) else ()


def _asked(body: dict[str, Any]) -> Iterator[str]:
    yield from _named("response", body.get("previous_response_id"))
    yield from _named("conversation", body.get("conversation"))
    items = body.get("input")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and item.get("type") == "item_reference":
            yield from _named("item", item)


def _told(response: dict[str, Any]) -> Iterator[str]:
    if response.get("object", "response") == "response":
        yield from _named("response", response.get("id"))
        yield from _named("conversation", response.get("conversation"))
        output = response.get("output")
        for item in output if isinstance(output, list) else ():
            yield from _named("item", item)


def _named(kind: str, told: Any) -> Iterator[str]:
    name = told.get("id") if isinstance(told, dict) else told
    if isinstance(name, str) and name:
        yield f"{kind}:{name}"
