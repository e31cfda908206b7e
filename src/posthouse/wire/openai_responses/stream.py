"""What each event of a Responses stream means.

An event names its type and the place of its item (`output_index`; item ids change from event to
event with some providers). A `….delta` continues the channel of its type, place and part; the
`….done` of the same closes it and repeats the whole text, which is walked by the field table.
The events of a call wait until its `response.output_item.done`. The last event repeats the whole
output: a call that stands only there is judged there.
"""

from __future__ import annotations

from typing import Any

from posthouse.wire.document import Slot, write
from posthouse.wire.fields import Kind
from posthouse.wire.openai_family import claimed
from posthouse.wire.openai_responses.answer import (
    is_call,
    name_of,
    notice_item,
    notice_part,
    output_of,
    usage,
    words_of,
)
from posthouse.wire.openai_responses.fields import DATA_DELTAS, JSON_DELTAS
from posthouse.wire.sse import event
from posthouse.wire.wire import Piece, Step, ToolCall

_CALL_DELTAS = JSON_DELTAS | {
    "response.custom_tool_call_input.delta",
    "response.shell_call_command.delta",
    "response.apply_patch_call_operation_diff.delta",
}
_LAST = frozenset(
    {"response.completed", "response.incomplete", "response.failed", "response.cancelled"}
)
_WHOLE = ("arguments", "input", "command", "diff")
_FINAL = "call/final/"

Place = int | str


class _Channel:
    """One text that deltas continue."""

    __slots__ = ("kind", "name")

    def __init__(self, name: str, kind: Kind) -> None:
        self.name = name
        self.kind = kind


class _Call:
    """One call as far as it has come: the item as told first and last, and what deltas said."""

    __slots__ = ("item", "key", "place", "said", "whole", "words")

    def __init__(self, place: Place, item: dict[str, Any]) -> None:
        self.key = f"call/{place}/"
        self.place = place
        self.item = item
        self.words: str | None = None
        self.said: list[str] = []
        self.whole: list[str] = []

    def told(self) -> ToolCall:
        """Return the call with everything that some client may take for its arguments."""
        said = "".join(self.said)
        words = said if self.words is None else self.words
        odd = [text for text in dict.fromkeys((said, *self.whole)) if text not in words]
        return ToolCall(self.key, name_of(self.item), "\n".join((words, *odd)))

    def marks(self) -> tuple[Any, ...]:
        """Return what the same call can be known by in the last event, the surest first."""
        ids = (self.item.get(name) for name in ("call_id", "id"))
        words = "".join(self.said) if self.words is None else self.words
        return (*(str(told) for told in ids if told), (name_of(self.item), words), self.place)


class ResponsesStream:
    """The StreamReader of the Responses API."""

    __slots__ = (
        "_blocked",
        "_calls",
        "_channels",
        "_final",
        "_known",
        "_model",
        "_moved",
        "_notice",
        "_number",
        "_seen",
        "_shift",
    )

    def __init__(self) -> None:
        self._channels: dict[tuple[str, Place, int], _Channel] = {}
        self._calls: dict[Place, _Call] = {}
        self._known: dict[str, _Call] = {}
        self._seen: set[tuple[str, str]] = set()
        self._blocked: dict[Any, Place] = {}
        self._final: tuple[dict[str, Any], list[int]] | None = None
        self._model = ""
        self._notice = ""
        self._number: int | None = None
        self._shift = 0
        self._moved = 0

    def read(self, name: str, tree: Any) -> Step:
        """Return what an event means; what is unknown means nothing and passes."""
        if tree.__class__ is not dict:
            return Step()
        kind = tree.get("type")
        if kind.__class__ is not str:
            kind = name
        number = tree.get("sequence_number")
        if number.__class__ is int:
            self._number = number
            self._moved = self._shift
            if self._shift:
                tree["sequence_number"] = number + self._shift
        text = tree.get("delta")
        if text.__class__ is str and text and kind not in DATA_DELTAS:
            return self._delta(kind, text, tree)
        if text.__class__ is dict:
            return self._printed(kind, text, tree)
        response = tree.get("response")
        if response.__class__ is dict:
            return self._response(kind, tree, response)
        return self._event(kind, tree)

    def finish(self) -> Step:
        """Close everything; calls that were never done are judged as they are."""
        return Step(closes=None, done=None, last=True)

    def tool_call(self, key: str) -> ToolCall:
        """Return a held call; those that stand only in the last event are judged as one."""
        if key == _FINAL and self._final is not None:
            tree, places = self._final
            items = [tree["response"]["output"][place] for place in places]
            names, words = map(name_of, items), map(words_of, items)
            return ToolCall(key, ":".join(names), "\n".join(words))
        return self._known[key].told()

    def blocked(self, key: str, notice: str) -> bytes:
        """Return a message with the notice in the place of a call."""
        if key == _FINAL and self._final is not None:
            tree, places = self._final
            for place in places:
                tree["response"]["output"][place] = notice_item(place, notice)
            return event(write(tree), str(tree.get("type", "")))
        call = self._known[key]
        self._blocked |= dict.fromkeys(call.marks(), call.place)
        self._notice = notice
        return b"".join(map(self._own, _message(call.place, notice)))

    def amend(self, name: str, tree: Any) -> bool:  # noqa: ARG002
        """Number the event just read behind our own; put notices in the place of blocked calls."""
        if tree.__class__ is not dict or not (self._shift or self._blocked):
            return False
        number: Any = tree.get("sequence_number")
        changed = self._moved != self._shift and number.__class__ is int
        if changed:
            tree["sequence_number"] = number + self._shift - self._moved
            self._moved = self._shift
        return self._without_blocked(output_of(tree.get("response"))) or changed

    def _without_blocked(self, output: list[Any]) -> bool:
        """Put notices in the place of blocked calls; tell whether there were any."""
        found = False
        for place, item in enumerate(output):
            marks = _marks(place, item) if is_call(item) else ()
            gone = next((self._blocked[mark] for mark in marks if mark in self._blocked), None)
            if gone is not None:
                output[place] = notice_item(gone, self._notice)
                found = True
        return found

    def _delta(self, kind: str, text: str, tree: dict[str, Any]) -> Step:
        place = tree.get("output_index")
        if place.__class__ is not int:
            place = _place(tree)
        call = self._calls.get(place)
        if call is None and kind in _CALL_DELTAS:
            call = self._begun(place, {"type": kind})
        channel = self._channels.get((kind, place, _part(tree)))
        if channel is None:
            channel = self._opened(kind, place, tree)
        key = None if call is None else call.key
        step = Step((Piece(Slot(tree, "delta", channel.kind, text), channel.name, key),))
        if call is not None:
            call.said.append(text)
            step.call = call.key
        return step

    def _printed(self, kind: str, delta: dict[str, Any], tree: dict[str, Any]) -> Step:
        """Read a delta that is an object: what a shell printed, on two channels."""
        place = _place(tree)
        pieces = []
        for name, text in delta.items():
            if text.__class__ is str and text:
                full = f"{kind}#{name}"
                channel = self._channels.get((full, place, _part(tree)))
                if channel is None:
                    channel = self._opened(full, place, tree)
                pieces.append(Piece(Slot(delta, name, channel.kind, text), channel.name))
        call = self._calls.get(place)
        return Step(pieces, call=None if call is None else call.key)

    def _opened(self, kind: str, place: Place, tree: dict[str, Any]) -> _Channel:
        """Return a new channel."""
        part = _part(tree)
        holds = Kind.JSON_TEXT if kind in JSON_DELTAS else Kind.TEXT
        channel = self._channels[kind, place, part] = _Channel(f"{kind}/{place}/{part}", holds)
        return channel

    def _closed(self, place: Place, kind: str = "", part: int = 0) -> tuple[str, ...]:
        """Forget the channels of one kind and part, or all of an item, and return their names."""
        keys = [
            key
            for key in self._channels
            if key[1] == place
            and (not kind or (key[0].partition("#")[0] == kind and key[2] == part))
        ]
        return tuple(self._channels.pop(key).name for key in keys)

    def _begun(self, place: Place, item: dict[str, Any]) -> _Call:
        """Return the call at a place; deltas that come after its end are added to it."""
        call = self._known.get(f"call/{place}/")
        if call is None or "call_id" in item:
            call = _Call(place, item)
        self._calls[place] = self._known[call.key] = call
        return call

    def _event(self, kind: str, tree: dict[str, Any]) -> Step:
        """Read an event that is no delta and tells of one item."""
        place = _place(tree)
        item: Any = tree.get("item")
        call = self._calls.get(place)
        step = Step()
        if call is None and is_call(item):
            call = self._begun(place, item)
        if kind == "response.output_item.done":
            step.closes = self._closed(place)
            if call is not None:
                self._done(call, item, step)
        elif kind.endswith(".done"):
            step.closes = self._closed(place, kind[:-5] + ".delta", _part(tree))
            if call is not None:
                call.whole += [tree[n] for n in _WHOLE if tree.get(n).__class__ is str]
        if call is not None:
            step.call = call.key
        return step

    def _done(self, call: _Call, item: Any, step: Step) -> None:
        """An item is whole: its call can be judged."""
        if item.__class__ is dict:
            call.item = item
            call.words = words_of(item)
            self._seen.add((name_of(item), call.words))
        del self._calls[call.place]
        step.done = (call.key,)

    def _response(self, kind: str, tree: dict[str, Any], response: dict[str, Any]) -> Step:
        """Read an event that tells of the whole response."""
        step = Step()
        if response.get("usage"):
            step.usage = usage(response)
        model = claimed(response)
        if model != self._model:
            step.model = self._model = model
        if kind in _LAST:
            step.closes = step.done = None
            step.last = True
            new = [n for n, item in enumerate(output_of(response)) if self._is_new(item)]
            if new:
                self._without_blocked(output_of(response))
                self._final = (tree, new)
                step.call = _FINAL
        return step

    def _is_new(self, item: Any) -> bool:
        return is_call(item) and (name_of(item), words_of(item)) not in self._seen

    def _own(self, tree: dict[str, Any]) -> bytes:
        """Return an event of our own, numbered; those behind it move on."""
        tree.pop("sequence_number", None)
        if self._number is not None:
            tree["sequence_number"] = self._number + self._shift
            self._shift += 1
        return event(write(tree), str(tree.get("type", "")))


def _place(tree: dict[str, Any]) -> Place:
    place, item = tree.get("output_index"), tree.get("item")
    if place.__class__ is int:
        return int(place)
    told = tree.get("item_id") or (item.get("id") if item.__class__ is dict else None)
    return f"id:{told}" if told.__class__ is str else -1


def _part(tree: dict[str, Any]) -> int:
    for name in ("content_index", "summary_index", "command_index"):
        part = tree.get(name)
        if part.__class__ is int:
            return int(part)
    return 0


def _marks(place: int, item: dict[str, Any]) -> tuple[Any, ...]:
    told = _Call(place, item)
    told.words = words_of(item)
    return told.marks()


def _message(place: Place, notice: str) -> list[dict[str, Any]]:
    """Return the events of a message that says the notice."""
    item = notice_item(place, notice)
    begun = {**item, "status": "in_progress", "content": []}
    at = {"output_index": place}
    within = {"item_id": item["id"], **at, "content_index": 0}
    part, empty = notice_part(notice), notice_part("")
    text = "response.output_text"
    return [
        {"type": "response.output_item.added", **at, "item": begun},
        {"type": "response.content_part.added", **within, "part": empty},
        {"type": f"{text}.delta", **within, "delta": notice, "logprobs": []},
        {"type": f"{text}.done", **within, "text": notice, "logprobs": []},
        {"type": "response.content_part.done", **within, "part": part},
        {"type": "response.output_item.done", **at, "item": item},
    ]
