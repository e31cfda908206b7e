"""What tables of kept things have in common: bodies without a model, answers without calls.

Files, batches, caches and conversations are told of in lists and objects; what a batch cost stands
in its results.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from posthouse.model.batch import Load
from posthouse.model.dialect import Endpoint
from posthouse.model.usage import NOT_TOLD, Usage
from posthouse.wire.document import write
from posthouse.wire.query import kept_query
from posthouse.wire.wire import Asked, ToolCall


def put_nothing(_tree: Any, _model: str) -> None:
    """Do nothing: the body names no model of its own."""


def load_of(body: Any, asked: Asked) -> Load:
    """Return what one request of a batch may take."""
    return Load(asked.model, len(write(body)), asked.most_output)


def no_usage(_tree: Any) -> Usage:
    """Return nothing: what is told of kept things is no answer of a model's."""
    return NOT_TOLD


def no_calls(_tree: Any) -> list[ToolCall]:
    """Return nothing: what is told calls no tools."""
    return []


def no_block(_tree: Any, _key: str, _notice: str) -> None:
    """Do nothing: there is nothing to block."""


def members(*names: str) -> Callable[[Any], list[Any]]:
    """Return what finds the members of a list, under the first of these names that holds one."""

    def entries(tree: Any) -> list[Any]:
        found = (tree.get(name) for name in names) if isinstance(tree, dict) else ()
        return next((one for one in found if isinstance(one, list)), [])

    return entries


def with_kept(known: Collection[str]) -> Callable[[Endpoint, str, str], str]:
    """Return what makes the upstream's path with the pairs of the query that are known."""

    def target(endpoint: Endpoint, _model: str, query: str) -> str:
        return endpoint.path + kept_query(query, known)

    return target
