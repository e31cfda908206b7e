"""A streamed answer: cut into events, each examined, inspected and restored per channel.

Text flows on as it comes, held back never longer than a token or a link that is not yet whole.
The events of a tool call wait in line until the call is whole and judged. The last event is kept
for `end`, so that the outcome is on record before the client has seen everything.
"""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from posthouse.exchange.answer import readable, restore_tree
from posthouse.exchange.stages.inspect import inspect_call, inspect_text
from posthouse.exchange.stages.restore import restorer
from posthouse.exchange.state import Case
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.privacy.restore import Restorer
from posthouse.privacy.token import PREFIX
from posthouse.wire.fields import Kind
from posthouse.wire.sse import Cutter, Event
from posthouse.wire.wire import Piece, Step

_PREFIX = PREFIX.encode()


class StreamAnswer:
    """Turns an upstream's events into the client's. Raises UpstreamFault if one cannot be read."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._cutter = Cutter()
        self._reader = case.wire.stream()
        self._open: dict[str, tuple[Restorer, Kind]] = {}
        self._held: dict[str, list[bytes]] = {}
        self._tail = b""
        self._finished = False

    def feed(self, data: bytes) -> bytes:
        """Return what the client may have of it now."""
        out: list[bytes] = []
        for event in self._cutter.feed(data):
            if self._tail:
                out.append(self._tail)
                self._tail = b""
            self._event(event, out)
        return b"".join(out)

    def end(self) -> bytes:
        """Return what was held back: the end of the answer."""
        out = [self._tail]
        if rest := self._cutter.end():
            self._event(Event(rest), out)
            out.append(self._tail if self._tail is not out[0] else b"")
        if not self._finished:
            before: list[bytes] = []
            self._finish(self._reader.finish(), before)
            out = before + out
        return b"".join(out)

    def _event(self, event: Event, out: list[bytes]) -> None:
        if event.data is None:
            out.append(event.raw)
        elif event.data == b"[DONE]":
            self._finish(self._reader.finish(), out)
            self._tail = event.raw
        else:
            self._data(event, event.data, out)

    def _finish(self, step: Step, out: list[bytes]) -> None:
        self._finished = True
        self._close(step.closes, out)
        self._release(step.done, out)

    def _data(self, event: Event, data: bytes, out: list[bytes]) -> None:
        try:
            tree = orjson.loads(data)
        except orjson.JSONDecodeError:
            tree = readable(data)
        if not isinstance(tree, dict):
            raise UpstreamFault(Fault.MALFORMED, "an event of the stream is not a JSON object")
        step = self._reader.read(event.name, tree)
        self._note(step)
        if step.closes is None or step.closes:
            self._close(step.closes, out)
        for piece in step.pieces:
            self._piece(piece, ends=piece.channel in step.ends)
        if step.call is None and (step.done is None or step.done):
            self._release(step.done, out)
        self._reader.amend(event.name, tree)
        if not step.pieces or (self._case.mapping and _PREFIX in data):
            restore_tree(self._case, tree, self._case.wire.event, event.name)
        self._send(event.with_data(orjson.dumps(tree)), step, out)

    def _note(self, step: Step) -> None:
        if step.usage is not None:
            self._case.usage = self._case.usage.merged(step.usage)
        if step.model:
            self._case.claimed = step.model

    def _send(self, raw: bytes, step: Step, out: list[bytes]) -> None:
        if step.call is not None:
            self._held.setdefault(step.call, []).append(raw)
            if step.done is None or step.done:
                self._release(step.done, out)
        elif step.last:
            self._tail = raw
        else:
            out.append(raw)

    def _piece(self, piece: Piece, *, ends: bool) -> None:
        slot, case = piece.slot, self._case
        state = self._open.get(piece.channel)
        if state is None:
            state = self._open[piece.channel] = (restorer(case, slot.kind), slot.kind)
        text = slot.text
        if slot.kind is Kind.TEXT:
            text = inspect_text(case, piece.channel, text)
        if case.mapping:
            text = state[0].feed(text)
        if ends:
            text += self._rest(piece.channel)
        if text != slot.text:
            slot.put(text)

    def _rest(self, channel: str) -> str:
        """Close a channel; return what was held back of it."""
        state = self._open.pop(channel, None)
        if state is None:
            return ""
        held = self._case.inspector.flush(channel) if state[1] is Kind.TEXT else ""
        if not self._case.mapping:
            return held
        return state[0].feed(held) + state[0].end()

    def _close(self, channels: Iterable[str] | None, out: list[bytes]) -> None:
        for channel in list(self._open) if channels is None else channels:
            if rest := self._rest(channel):
                raw = self._reader.delta(channel, rest)
                held = next((q for key, q in self._held.items() if channel.startswith(key)), None)
                (out if held is None else held).append(raw)

    def _release(self, calls: Iterable[str] | None, out: list[bytes]) -> None:
        """Judge held calls that are whole; send them, or the notice that takes their place."""
        for key in list(self._held) if calls is None else calls:
            events = self._held.pop(key, None)
            if events is None:
                continue
            verdict = inspect_call(self._case, self._reader.tool_call(key))
            if verdict.action == "block":
                out.append(self._reader.blocked(key, verdict.notice))
            else:
                out.extend(events)
