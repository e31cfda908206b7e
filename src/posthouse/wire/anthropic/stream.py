"""What each event of an Anthropic stream means.

    message_start  (content_block_start  content_block_delta*  content_block_stop)*
    message_delta  message_stop        ping and error anywhere

A text block is one channel, the input of a tool call another. Thinking is signed by what follows
it and is never handed out. A tool_use block from its start to its stop is one held call.

Upstreams are not trusted to keep this order: input for a block that never started or has already
stopped is judged as a call again and again; whatever is open is done at message_delta, and at a
message_start in the middle, which some relays splice in and after which indices begin anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from posthouse.model.usage import Usage
from posthouse.wire import sse
from posthouse.wire.anthropic.answer import claimed, counts, name_of
from posthouse.wire.document import Slot, write
from posthouse.wire.fields import Kind
from posthouse.wire.wire import Piece, Step, ToolCall


@dataclass(slots=True)
class _Call:
    """A tool_use block as far as it has come; `whole` once its stop was seen."""

    key: str
    index: int
    name: str
    begun: str
    parts: list[str] = field(default_factory=list)
    whole: bool = False
    blocked: bool = False


class Reader:
    """Reads one stream."""

    __slots__ = ("_blocks", "_calls", "_channels", "_open", "_usage")

    def __init__(self) -> None:
        self._blocks: dict[int, _Call | None] = {}  # by index; None: a block that is no call
        self._calls: dict[str, _Call] = {}
        self._channels: dict[int, str] = {}
        self._open: str | None = None  # the key of the call begun last, until it stops
        self._usage: Usage | None = None

    def read(self, name: str, tree: Any) -> Step:  # noqa: ARG002
        """Return what the event means. Never raises on what an upstream sends."""
        if tree.__class__ is not dict:
            return Step()
        if tree.get("type") == "content_block_delta":
            return self._delta(tree)
        return self._frame(tree)

    def _frame(self, tree: Any) -> Step:
        """Read what stands around the deltas."""
        match tree.get("type"):
            case "content_block_start":
                return self._start(tree)
            case "content_block_stop":
                return self._stop(tree)
            case "message_start":
                message = tree.get("message")
                self._blocks.clear()
                self._channels.clear()
                self._open = None
                usage, model = self._count(message), claimed(message) or None
                return Step(closes=None, done=None, usage=usage, model=model)
            case "message_delta":
                self._open = None
                return Step(closes=None, done=None, usage=self._count(tree))
            case "message_stop" | "error":
                return Step(closes=None, done=None, last=True)
        return Step(call=self._open)  # a ping keeps its place in line

    def _delta(self, tree: Any) -> Step:
        index = tree.get("index")
        delta = tree.get("delta")
        if index.__class__ is not int or delta.__class__ is not dict:
            return Step()
        kind = delta.get("type")
        if kind == "text_delta":
            return self._text(index, delta)
        return self._input(index, delta) if kind == "input_json_delta" else Step()

    def _text(self, index: int, holder: Any) -> Step:
        call = self._blocks.get(index)
        key = None if call is None else call.key
        text = holder.get("text")
        if text.__class__ is not str or not text:
            return Step(call=key)
        self._channels[index] = channel = f"text{index}"
        return Step((Piece(Slot(holder, "text", Kind.TEXT, text), channel),), call=key)

    def _input(self, index: int, delta: Any) -> Step:
        if index not in self._blocks:
            self._begin(index, "", "").whole = True
        call = self._blocks[index]
        text = delta.get("partial_json")
        if text.__class__ is not str or not text:
            return Step(call=call.key if call else None)
        self._channels[index] = channel = f"{call.key}json" if call else f"json{index}"
        pieces = (
            Piece(
                Slot(delta, "partial_json", Kind.JSON_TEXT, text),
                channel,
                call.key if call else None,
            ),
        )
        if call is None:
            return Step(pieces=pieces)
        call.parts.append(text)
        if call.whole:
            return Step(pieces=pieces, ends=(channel,), call=call.key, done=(call.key,))
        return Step(pieces=pieces, call=call.key)

    def _begin(self, index: int, name: str, begun: str) -> _Call:
        call = _Call(f"call{len(self._calls)}/", index, name, begun)
        self._blocks[index] = self._calls[call.key] = call
        return call

    def _start(self, tree: Any) -> Step:
        index, block = tree.get("index"), tree.get("content_block")
        if index.__class__ is not int or block.__class__ is not dict:
            return Step()
        if block.get("type") == "tool_use":
            begun = block.get("input")
            call = self._begin(index, name_of(block), write(begun).decode() if begun else "")
            self._open = call.key
            return Step(call=call.key)
        self._blocks[index] = None
        return self._text(index, block) if block.get("type") == "text" else Step()

    def _stop(self, tree: Any) -> Step:
        index = tree.get("index")
        if index.__class__ is not int:
            return Step()
        channel = self._channels.pop(index, None)
        closes = () if channel is None else (channel,)
        call = self._blocks.get(index)
        if call is None:
            return Step(closes=closes)
        call.whole = True
        self._open = None
        return Step(closes=closes, call=call.key, done=(call.key,))

    def _count(self, holder: Any) -> Usage | None:
        """Return what was told so far: message_delta repeats the counts, or only the output."""
        told = holder.get("usage") if holder.__class__ is dict else None
        if told.__class__ is dict:
            now = counts(told)
            self._usage = now if self._usage is None else self._usage.merged(now)
        return self._usage

    def finish(self) -> Step:
        """Return the step of the end of the body."""
        return Step(closes=None, done=None, usage=self._usage, last=True)

    def tool_call(self, key: str) -> ToolCall:
        """Return a held call. Input given both at the start and later is judged as both."""
        call = self._calls[key]
        return ToolCall(key, call.name, call.begun + "".join(call.parts) or "{}")

    def blocked(self, key: str, notice: str) -> bytes:
        """Return a text block with the notice in place of the call's block."""
        call = self._calls[key]
        call.blocked = True
        start = {"index": call.index, "content_block": {"type": "text", "text": ""}}
        said = {"type": "text_delta", "text": notice}
        return b"".join(
            (
                _event("content_block_start", start),
                _event("content_block_delta", {"index": call.index, "delta": said}),
                _event("content_block_stop", {"index": call.index}),
            )
        )

    def amend(self, name: str, tree: Any) -> bool:  # noqa: ARG002
        """Say end_turn instead of tool_use once no call is left for the client."""
        delta = tree.get("delta") if tree.__class__ is dict else None
        if delta.__class__ is not dict or delta.get("stop_reason") != "tool_use":
            return False
        calls = [call for call in self._blocks.values() if call is not None]
        if not calls or not all(call.blocked for call in calls):
            return False
        delta["stop_reason"] = "end_turn"
        return True


def _event(kind: str, members: dict[str, Any]) -> bytes:
    return sse.event(write({"type": kind, **members}), kind)
