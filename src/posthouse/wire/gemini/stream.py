"""What each event of a Gemini stream means.

Every event is a whole GenerateContentResponse that holds the next parts of each candidate. The
texts of a candidate are one channel until another kind of part, a signature or the finishReason
ends the run; thoughts are never handed out (see fields.py).

A function call is whole in its event, or streamed: willContinue says that the next functionCall
goes on with it, partialArgs bring strings piece by piece, each JSON path a channel of its own. The
events from the first open call to the last are held as one, since one event may hold several
calls; they are judged together, and where they are blocked the notice takes the place of them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from posthouse.model.errors import BadRequest
from posthouse.model.usage import Usage
from posthouse.wire.document import Document, Slot, write
from posthouse.wire.fields import Kind
from posthouse.wire.gemini.answer import call_of, candidates, claimed, counts, member, name_of
from posthouse.wire.gemini.answer import parts as parts_of
from posthouse.wire.gemini.fields import WHOLE
from posthouse.wire.owners import Owners
from posthouse.wire.wire import Piece, Step, ToolCall

_PLAIN_CHUNK = frozenset(
    {"candidates", "usageMetadata", "modelVersion", "responseId", "createTime"}
)
_PLAIN_CANDIDATE = frozenset({"content", "index"})
_PLAIN_CONTENT = frozenset({"parts", "role"})
_SIGNATURES = ("thoughtSignature", "thought_signature")


@dataclass(slots=True)
class _Call:
    """One function call as far as it has come."""

    name: str
    given: list[str] = field(default_factory=list)
    partial: dict[str, Any] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)

    def arguments(self) -> str:
        """Return the arguments as JSON text, streamed ones by their paths below the root."""
        told = [*self.given, write(self.partial).decode()] if self.partial else self.given
        return told[0] if len(told) == 1 else f"[{','.join(told)}]" if told else "{}"


@dataclass(slots=True)
class _Held:
    """Events that are held together: their trees, their calls, the calls still open."""

    key: str
    trees: list[Any] = field(default_factory=list)
    calls: list[_Call] = field(default_factory=list)
    open: dict[int, _Call] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """One event being read."""

    pieces: list[Piece] = field(default_factory=list)
    closes: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    def end(self, channel: str) -> None:
        """End a channel: in this event if it has a piece here, else before it."""
        here = any(piece.channel == channel for piece in self.pieces)
        (self.ends if here else self.closes).append(channel)


class Reader:
    """Reads one stream."""

    __slots__ = ("_begun", "_held", "_holds", "_model", "_runs", "_told")

    def __init__(self) -> None:
        self._runs: dict[int, str] = {}  # the open text channel of each candidate
        self._begun = 0  # channels so far
        self._held: _Held | None = None
        self._holds: dict[str, _Held] = {}
        self._told: Any = None
        self._model = ""

    def read(self, name: str, tree: Any) -> Step:  # noqa: ARG002
        """Return what the event means. Never raises on what an upstream sends."""
        if tree.__class__ is not dict:
            return Step()
        step = self._plain(tree) if self._held is None else None
        if step is None:
            step = self._mixed(tree)
        told = tree.get("usageMetadata")
        if told.__class__ is dict and "totalTokenCount" in told:
            self._told = told  # counts are cumulative; they are read at the end
        if tree.get("modelVersion") != self._model:
            self._model = claimed(tree)
            step.model = self._model or None
        if step.last:
            step.usage = self._usage()
        return step

    def _plain(self, tree: Any) -> Step | None:
        """Read the usual event: one candidate, one text, nothing else. None: it is another."""
        try:
            (candidate,) = tree["candidates"]
            content = candidate["content"]
            (part,) = content["parts"]
            text = part["text"]
            number = candidate.get("index", 0)
        except (KeyError, TypeError, ValueError):
            return None
        if (
            text.__class__ is not str
            or not text
            or len(part) != 1
            or number.__class__ is not int
            or not content.keys() <= _PLAIN_CONTENT
            or not candidate.keys() <= _PLAIN_CANDIDATE
            or not tree.keys() <= _PLAIN_CHUNK
        ):
            return None
        channel = self._runs.get(number) or self._begin_run(number)
        return Step((Piece(Slot(part, "text", Kind.TEXT, text), channel),))

    def _mixed(self, tree: Any) -> Step:
        if "error" in tree:
            return Step(closes=None, done=None, last=True)
        reading = _Reading()
        finished = [
            self._candidate(at, candidate, reading) for at, candidate in enumerate(candidates(tree))
        ]
        step = Step(closes=reading.closes, ends=reading.ends)
        step.last = all(finished) if finished else "promptFeedback" in tree
        if held := self._held:
            held.trees.append(tree)
            step.call = held.key
            if not held.open:
                step.done = (held.key,)
                self._held = None
        if reading.pieces:
            whole = list(_whole(tree, step.call))
            step.pieces = [*reading.pieces, *whole]
            step.ends = [*reading.ends, *(piece.channel for piece in whole)]
        return step

    def _candidate(self, at: int, candidate: Any, reading: _Reading) -> bool:
        """Read one candidate's next parts; tell whether they are its last."""
        if candidate.__class__ is not dict:
            return False
        number = candidate.get("index")
        number = number if number.__class__ is int else at
        for part in parts_of(candidate):
            self._part(number, part, reading)
        if not member(candidate, "finishReason", "finish_reason"):
            return False
        self._end_run(number, reading)
        if self._held is not None and (call := self._held.open.pop(number, None)):
            self._end_paths(call, reading)
        return True

    def _part(self, number: int, part: Any, reading: _Reading) -> None:
        if part.__class__ is not dict:
            return
        text = part.get("text")
        if (call := call_of(part)) is not None:
            self._end_run(number, reading)
            self._call(number, call, reading)
        elif text.__class__ is not str or part.get("thought") is True:
            self._end_run(number, reading)
        else:
            if text:
                channel = self._runs.get(number) or self._begin_run(number)
                reading.pieces.append(Piece(Slot(part, "text", Kind.TEXT, text), channel))
            if member(part, *_SIGNATURES):
                self._end_run(number, reading)  # no text moves past its signature

    def _begin_run(self, number: int) -> str:
        self._begun += 1
        self._runs[number] = channel = f"text{number}.{self._begun}"
        return channel

    def _end_run(self, number: int, reading: _Reading) -> None:
        if channel := self._runs.pop(number, None):
            reading.end(channel)

    def _call(self, number: int, told: dict[str, Any], reading: _Reading) -> None:
        if self._held is None:
            self._held = _Held(f"call{len(self._holds)}/")
            self._holds[self._held.key] = self._held
        held, name = self._held, name_of(told)
        call = held.open.pop(number, None)
        if call is None or name:
            if call is not None:
                self._end_paths(call, reading)
            call = _Call(name)
            held.calls.append(call)
        if told.get("args") is not None:
            call.given.append(write(told["args"]).decode())
        partial = member(told, "partialArgs", "partial_args")
        for value in partial if partial.__class__ is list else (partial,):
            if value.__class__ is dict:
                self._partial(call, value, reading)
        if member(told, "willContinue", "will_continue"):
            held.open[number] = call
        else:
            self._end_paths(call, reading)

    def _partial(self, call: _Call, told: dict[str, Any], reading: _Reading) -> None:
        """Read one value of streamed arguments; a string may go on in later events."""
        path = str(member(told, "jsonPath", "json_path") or "")
        name = path.removeprefix("$.")
        at = "stringValue" if "stringValue" in told else "string_value"
        text = told.get(at)
        if text.__class__ is not str:
            call.partial[name] = member(
                told, "numberValue", "number_value", "boolValue", "bool_value"
            )
            return
        call.partial[name] = str(call.partial.get(name, "")) + text
        if text:
            channel = call.channels.get(path)
            if channel is None:
                self._begun += 1
                channel = call.channels[path] = f"argument{self._begun}"
            key = self._held.key if self._held is not None else None
            reading.pieces.append(Piece(Slot(told, at, Kind.TEXT, text), channel, key))
        if not member(told, "willContinue", "will_continue") and path in call.channels:
            reading.end(call.channels.pop(path))

    def _end_paths(self, call: _Call, reading: _Reading) -> None:
        for channel in call.channels.values():
            reading.end(channel)
        call.channels.clear()

    def _usage(self) -> Usage | None:
        return counts(self._told) if self._told is not None else None

    def finish(self) -> Step:
        """Return the step of the end of the body."""
        return Step(closes=None, done=None, usage=self._usage(), last=True)

    def tool_call(self, key: str) -> ToolCall:
        """Return what is held under the key; several calls as one, their arguments as a list."""
        calls = self._holds[key].calls
        arguments = [call.arguments() for call in calls]
        name = ", ".join(call.name for call in calls)
        return ToolCall(key, name, arguments[0] if len(calls) == 1 else f"[{','.join(arguments)}]")

    def blocked(self, key: str, notice: str) -> bytes:
        """Return the held events with the notice as text in place of their calls."""
        noticed: set[int] = set()
        return b"".join(
            _sse(tree) for tree in self._holds[key].trees if _without_calls(tree, notice, noticed)
        )

    def amend(self, name: str, tree: Any) -> bool:  # noqa: ARG002
        """Change nothing: finishReason is STOP after a call as after a text."""
        return False


def _whole(tree: Any, held: str | None) -> Iterator[Piece]:
    """Yield the texts that an event has whole, each a channel that ends at once."""
    try:
        slots = Document(tree, WHOLE).slots
    except BadRequest:
        return
    owners = Owners(tree, WHOLE)
    for at, slot in enumerate(slots):
        argument = held is not None and owners.call(slot) is not None
        yield Piece(slot, f"whole{at}", held if argument else None)


def _without_calls(tree: Any, notice: str, noticed: set[int]) -> bool:
    """Take the calls out of an event; tell whether anything is left to be sent."""
    left = False
    for at, candidate in enumerate(candidates(tree)):
        found = parts_of(candidate)
        kept = [part for part in found if call_of(part) is None]
        if len(kept) < len(found) and at not in noticed:
            noticed.add(at)
            kept.append({"text": notice})
        found[:] = kept
        ends = isinstance(candidate, dict) and member(candidate, "finishReason", "finish_reason")
        left = left or bool(kept or ends)
    return left


def _sse(tree: Any) -> bytes:
    """Return an event with the line ends that Google uses."""
    return b"data: " + write(tree) + b"\r\n\r\n"
