"""The reader of a dialect without streams, or of streams that hold no text."""

from __future__ import annotations

from typing import Any

from posthouse.wire.wire import Step, ToolCall


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
