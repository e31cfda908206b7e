"""A streamed answer: cut into events, each examined, inspected and restored per channel.

Text flows on as it comes, held back never longer than a token or a link that is not yet whole.
The events of a tool call wait until the call is whole and judged. The last event is kept for
`end`, so that the outcome is on record before the client has seen everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import orjson

from posthouse.accounting.price import text_bytes
from posthouse.exchange.queue import Entry, Group, Queue
from posthouse.exchange.restoring import readable, restore_tree
from posthouse.exchange.stages.inspect import inspect_call, inspect_text, refused, witnessed
from posthouse.exchange.stages.restore import restore_whole, restorer
from posthouse.exchange.stages.withhold import answers, note
from posthouse.exchange.state import Case
from posthouse.inspection.verdict import Action
from posthouse.ledger.chain import COMMENT
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.privacy.answers import Answers
from posthouse.privacy.restore import Restorer
from posthouse.privacy.token import PREFIX
from posthouse.wire.fields import Kind
from posthouse.wire.sse import Cutter, Event
from posthouse.wire.wire import Piece, Step, ToolCall

_PREFIX = PREFIX.encode()


class _Channel:
    """One channel of the stream: its restorer, and the texts of it that are not decided yet.

    `call` is the tool call that it waits for: its secrets are decided on once the call is whole.
    """

    __slots__ = ("answers", "call", "group", "inspected", "kind", "restorer", "waiting")

    def __init__(self, restorer: Restorer, kind: Kind, call: str | None) -> None:
        self.restorer = restorer
        self.kind = kind
        self.inspected = kind is Kind.TEXT
        self.call = call
        self.waiting: list[str] = []
        self.answers: Answers | None = None
        self.group: Group | None = None


class StreamAnswer:
    """Turns an upstream's events into the client's. Raises UpstreamFault if one cannot be read."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._cutter = Cutter()
        self._reader = case.wire.stream()
        self._channels: dict[str, _Channel] = {}
        self._queue = Queue()
        self._asked: dict[str, ToolCall] = {}
        self._read = False
        self._keeps = case.asked is not None and case.asked.keeps

    def feed(self, data: bytes) -> bytes:
        """Return what the client may have of it now."""
        out: list[bytes] = []
        for event in self._cutter.feed(data):
            self._event(event)
            out += self._queue.ready(ended=False)
        return b"".join(out)

    def examine(self) -> None:
        """Judge what is left: nothing more comes."""
        if not self._read:
            self._read = True
            if rest := self._cutter.end():
                self._event(Event(rest))
            self._finish()

    def decide(self, approved: Collection[str]) -> None:
        """Let the calls go that pass or were approved, by the ids of their incidents."""
        witnessed(self._case, None)
        for key, call in self._asked.items():
            self._settle(key, refused(self._case, call, approved))
        if self._asked:
            self._queue.amend(self._reader.amend)
            self._asked = {}

    def end(self) -> bytes:
        """Return what was held back: the end of the answer. What nobody approved is blocked."""
        self.examine()
        self.decide(())
        return b"".join(self._queue.ready(ended=True))

    def _event(self, event: Event) -> None:
        if not event.data:
            if not event.raw.startswith(COMMENT):  # another station's promise is not ours to give
                self._queue.put(Entry(event))
        elif event.data == b"[DONE]":
            self._finish()
            self._queue.put(Entry(event, last=True))
        else:
            self._data(event, event.data)

    def _finish(self) -> None:
        step = self._reader.finish()
        self._note(step)
        self._close(step.closes)
        self._release(step.done)

    def _data(self, event: Event, data: bytes) -> None:
        try:
            tree = orjson.loads(data)
        except orjson.JSONDecodeError:
            tree = readable(data)
        if not isinstance(tree, dict):
            raise UpstreamFault(Fault.MALFORMED, "an event of the stream is not a JSON object")
        step = self._reader.read(event.name, tree)
        if self._keeps and "response" in tree:
            self._case.handles.update(dict.fromkeys(self._case.wire.handles(tree)))
        entry = Entry(event, tree, text=bool(step.pieces), last=step.last)
        self._note(step)
        self._close(step.closes)
        for piece in step.pieces:
            self._piece(piece, entry)
        self._close(step.ends)
        if not step.pieces or self._may_hold(data):
            restore_tree(self._case, tree, self._case.wire.event, event.name, step.pieces)
        if step.call is not None:
            self._queue.hold(step.call, entry)
        self._release(step.done)
        if step.call is None:
            self._reader.amend(event.name, tree)
            self._queue.put(entry)

    def _may_hold(self, data: bytes) -> bool:
        """Tell whether texts beside an event's pieces may hold what is to be restored."""
        mapping = self._case.mapping
        return bool(mapping) and (_PREFIX in data or mapping.standins(0) is not None)

    def _note(self, step: Step) -> None:
        if step.usage is not None:
            self._case.usage = self._case.usage.merged(step.usage)
        if step.model:
            self._case.claimed = step.model

    def _piece(self, piece: Piece, entry: Entry) -> None:
        slot, case = piece.slot, self._case
        channel = self._channels.get(piece.channel)
        if channel is None:
            waits = piece.call if case.warrants is not None else None
            channel = _Channel(restorer(case, slot.kind, slot.text), slot.kind, waits)
            channel.answers = answers(case) if slot.kind is Kind.TEXT else None
            self._channels[piece.channel] = channel
        case.heard += text_bytes((slot.text,))
        text = inspect_text(case, piece.channel, slot.text) if channel.inspected else slot.text
        if channel.answers is not None:
            text = channel.answers.feed(text)
        if channel.call is not None:
            channel.waiting.append(text)
            channel.group = channel.group or Group()
            channel.group.add(slot, entry, "")
            return
        text = channel.restorer.feed(text)
        holds = (
            channel.restorer.holds
            or (channel.inspected and case.inspector.holds(piece.channel))
            or (channel.answers is not None and channel.answers.holds)
        )
        if channel.group is not None or holds:
            channel.group = channel.group or Group()
            channel.group.add(slot, entry, text)
            if not holds:
                channel.group.settle("")
                channel.group = None
        elif text != slot.text:
            slot.put(text)

    def _close(self, channels: Iterable[str] | None) -> None:
        for channel in list(self._channels) if channels is None else channels:
            self._rest(channel)

    def _rest(self, name: str) -> None:
        """Close a channel: what it still holds back goes into the event it came in."""
        channel = self._channels.pop(name, None)
        if channel is None:
            return
        held = self._case.inspector.flush(name) if channel.inspected else ""
        if channel.answers is not None:
            held = channel.answers.feed(held) + channel.answers.end()
            note(self._case, channel.answers)
        if channel.call is not None and channel.group is not None:
            call, text = self._reader.tool_call(channel.call), "".join(channel.waiting) + held
            channel.group.settle(restore_whole(self._case, channel.kind, text, call))
            return
        rest = channel.restorer.feed(held) + channel.restorer.end()
        if channel.group is not None:
            channel.group.settle(rest)

    def _release(self, calls: Iterable[str] | None) -> None:
        """Judge held calls that are whole; a notice takes the place of those that are blocked."""
        waiting = [call for call in self._queue.calls() if call not in self._asked]
        for key in waiting if calls is None else [c for c in calls if c in waiting]:
            for name in [n for n, channel in self._channels.items() if channel.call == key]:
                self._rest(name)
            call = self._reader.tool_call(key)
            verdict = inspect_call(self._case, call)
            if verdict.unconfirmed or verdict.action is Action.ASK:
                self._asked[key] = call
                self._queue.ask(key)
            else:
                self._settle(key, refused(self._case, call, ()))

    def _settle(self, key: str, notice: str | None) -> None:
        """Let a held call go, or its notice in its place."""
        self._queue.release(key, None if notice is None else self._reader.blocked(key, notice))
