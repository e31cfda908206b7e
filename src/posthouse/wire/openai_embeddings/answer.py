"""What an embeddings answer says: usage. It calls no tools and has no stream."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from posthouse.model.usage import Usage
from posthouse.wire.openai_family import usage_of
from posthouse.wire.wire import Step, ToolCall


def usage(tree: Any) -> Usage:
    """Return the token counts; there is no output, so it counts as told."""
    told = usage_of(tree.get("usage") if isinstance(tree, dict) else None, ("prompt", "completion"))
    return told if told.input is None or told.output is not None else replace(told, output=0)


def calls(_tree: Any) -> list[ToolCall]:
    """Return nothing: vectors call no tools."""
    return []


def block(_tree: Any, _key: str, _notice: str) -> None:
    """Do nothing: there is nothing to block."""


class NoStream:
    """The StreamReader of a dialect without streams: an event means nothing and passes."""

    def read(self, name: str, tree: Any) -> Step:  # noqa: ARG002
        """Return a step without meaning."""
        return Step()

    def finish(self) -> Step:
        """Return the last step."""
        return Step(closes=None, done=None, last=True)

    def tool_call(self, key: str) -> ToolCall:
        """Return an empty call: none is ever held."""
        return ToolCall(key, "", "")

    def blocked(self, key: str, notice: str) -> bytes:  # noqa: ARG002
        """Return nothing: no call is ever held."""
        return b""

    def amend(self, name: str, tree: Any) -> bool:  # noqa: ARG002
        """Change nothing."""
        return False
