"""What each chunk of a Chat Completions stream means.

Every string of a `delta` that is not declared structure continues a channel of its choice:
"0/content", "0/reasoning", … Tool calls have channels below their key: "0/tool/1/arguments".
A choice's calls are whole when its finish_reason comes or the stream ends, not when the next
call begins: nothing forbids a provider to come back to an earlier call.
"""

from __future__ import annotations

from typing import Any

from posthouse.wire.document import Slot, write
from posthouse.wire.fields import Kind
from posthouse.wire.openai_chat.answer import CALLED, as_text, say, usage
from posthouse.wire.openai_chat.fields import SIGNING_FORMATS
from posthouse.wire.sse import event
from posthouse.wire.wire import Piece, Step, ToolCall

_STRUCTURE = frozenset({"role", "channel", "id", "type", "object", "phase", "tool_call_id"})
_HEAD = ("id", "object", "created", "model", "provider", "system_fingerprint", "service_tier")
_SPOKEN = (("function", "arguments", Kind.JSON_TEXT), ("custom", "input", Kind.TEXT))

_LEGACY = -1  # the place of a function_call, which stands in no list


class _Call:
    """One tool call as far as it has come; `place` is the index that the upstream gave it."""

    __slots__ = ("arguments", "blocked", "entries", "id", "key", "name", "place")

    def __init__(self, key: str, place: int) -> None:
        self.key = key
        self.place = place
        self.id = ""
        self.name = ""
        self.arguments: list[str] = []
        self.entries: list[dict[str, Any]] = []
        self.blocked = False


class _Choice:
    """One choice: its channels, and its calls in the order in which they began."""

    __slots__ = ("calls", "channels", "index", "open", "undone")

    def __init__(self, index: int) -> None:
        self.index = index
        self.channels: dict[str, str] = {}
        self.open: dict[str, None] = {}
        self.calls: list[_Call] = []
        self.undone: dict[str, None] = {}

    def channel(self, name: str) -> str:
        """Return the channel of a member of the delta, which begins."""
        channel = self.channels[name] = f"{self.index}/{name}"
        return channel

    def call_of(self, entry: dict[str, Any]) -> _Call:
        """Return the call that an entry continues, or a new one; ids and indexes may be missing."""
        place, told_id = entry.get("index"), entry.get("id")
        for call in reversed(self.calls):
            same_place = call.place == place or place.__class__ is not int
            if same_place and (not told_id or not call.id or call.id == told_id):
                if place.__class__ is int or told_id or not _named(entry):
                    return call
                break
        return self.new_call(place if place.__class__ is int else len(self.calls))

    def new_call(self, place: int) -> _Call:
        """Return a call that begins."""
        call = _Call(f"{self.index}/tool/{len(self.calls)}/", place)
        self.calls.append(call)
        return call

    def seen_place(self, place: int) -> int:
        """Return where a call stands for a client, which does not see the blocked ones."""
        return place - sum(call.blocked and call.place < place for call in self.calls)

    def renumber(self) -> None:
        """Close the gaps that blocked calls leave: accumulating clients fail on them."""
        for call in self.calls:
            place = self.seen_place(call.place)
            for entry in call.entries if place != call.place else ():
                entry["index"] = place


class ChatStream:
    """The StreamReader of Chat Completions."""

    __slots__ = ("_blocked", "_choices", "_held", "_model", "_pieces", "_step", "_tree")

    def __init__(self) -> None:
        self._choices: dict[int, _Choice] = {}
        self._held: dict[str, tuple[_Choice, list[_Call], list[Any]]] = {}
        self._tree: dict[str, Any] = {}
        self._pieces: list[Piece] = []
        self._step = Step()
        self._model = ""
        self._blocked = False

    def read(self, name: str, tree: Any) -> Step:  # noqa: ARG002
        """Return what a chunk means; what is no chunk (an error, say) means nothing and passes."""
        choices = tree.get("choices") if tree.__class__ is dict else None
        if choices.__class__ is not list:
            return Step()
        self._tree = tree
        self._pieces = []
        self._step = step = Step(self._pieces)
        for told in choices:
            if told.__class__ is dict:
                self._read_choice(told)
        if tree.get("usage") or "x_groq" in tree:
            step.usage = usage(tree)
        model = tree.get("model")
        if model != self._model and model.__class__ is str:
            step.model = self._model = model
        return step

    def finish(self) -> Step:
        """Close everything; calls that no finish_reason followed are judged as they are."""
        return Step(closes=None, done=None, last=True)

    def tool_call(self, key: str) -> ToolCall:
        """Return what was held under a key; calls that share a chunk are judged as one."""
        calls = self._held[key][1]
        return ToolCall(
            key,
            ":".join(call.name for call in calls),
            "\n".join("".join(call.arguments) for call in calls),
        )

    def blocked(self, key: str, notice: str) -> bytes:
        """Return what else the held chunks say and the notice, in the last of them if it ends."""
        choice, calls, trees = self._held.pop(key)
        self._blocked = True
        for call in calls:
            call.blocked = True
        choice.renumber()
        left = [tree for tree in trees if _says_more(tree)]
        for tree in left:
            self.amend("", tree)
        end = next((told for tree in left for told in _ends(tree)), None)
        if end is not None:
            say(end["delta"], notice)
        said = b"" if end is not None else self._chunk(choice, {"content": notice})
        return b"".join((*(event(write(tree)) for tree in left), said))

    def amend(self, name: str, tree: Any) -> bool:  # noqa: ARG002
        """Let a choice with no call left end with "stop"."""
        changed = False
        choices = tree.get("choices") if self._blocked and tree.__class__ is dict else None
        for told in choices if choices.__class__ is list else ():
            choice = self._choices.get(_index(told))
            if choice is not None and _calls_out(told) and all(c.blocked for c in choice.calls):
                told["finish_reason"] = "stop"
                changed = True
        return changed

    def _read_choice(self, told: dict[str, Any]) -> None:
        choice = self._choices.get(_index(told))
        if choice is None:
            choice = self._choices[_index(told)] = _Choice(_index(told))
        delta = told.get("delta")
        if delta.__class__ is dict:
            for name, value in delta.items():
                if value.__class__ is not str:
                    if value:
                        self._nested(choice, name, value)
                elif value and name not in _STRUCTURE:
                    channel = choice.channels.get(name) or choice.channel(name)
                    choice.open[channel] = None
                    self._pieces.append(Piece(Slot(delta, name, Kind.TEXT, value), channel))
        if told.get("finish_reason") is not None:
            self._finish_choice(choice)

    def _nested(self, choice: _Choice, name: str, value: Any) -> None:
        """Read a member of a delta that is no string."""
        if value.__class__ is dict:
            if name == "function_call":
                call = choice.calls[-1] if choice.calls else choice.new_call(_LEGACY)
                self._hear(choice, call, {"function": value})
            elif name == "audio":
                self._piece(choice, (value, "transcript", Kind.TEXT), f"{choice.index}/audio")
        elif value.__class__ is list and name in ("tool_calls", "reasoning_details", "content"):
            for entry in value:
                if entry.__class__ is dict:
                    self._entry(choice, name, entry)

    def _entry(self, choice: _Choice, name: str, entry: dict[str, Any]) -> None:
        if name == "tool_calls":
            self._hear(choice, choice.call_of(entry), entry)
        elif name == "reasoning_details":
            self._detail(choice, entry)
        else:
            self._part(choice, entry)

    def _hear(self, choice: _Choice, call: _Call, entry: dict[str, Any]) -> None:
        """Add to a call what one entry says of it; its chunk is held from now on."""
        call.id = call.id or as_text(entry.get("id"))
        if entry.get("index").__class__ is int:
            call.entries.append(entry)
            entry["index"] = choice.seen_place(call.place)
        key = self._step.call = self._step.call or call.key
        for kind, words, holds in _SPOKEN:
            body = entry.get(kind)
            if body.__class__ is dict:
                call.name = call.name or as_text(body.get("name"))
                call.arguments.append(as_text(body.get(words)))
                self._piece(choice, (body, words, holds), call.key + words, key)
        _, calls, trees = self._held.setdefault(key, (choice, [], []))
        if call not in calls:
            calls.append(call)
        if not trees or trees[-1] is not self._tree:
            trees.append(self._tree)
        choice.undone[key] = None

    def _detail(self, choice: _Choice, entry: dict[str, Any]) -> None:
        """Read a part of OpenRouter's reasoning_details; what a signature covers stays as it is."""
        shown = entry.get("format")
        if shown.__class__ is str and shown in SIGNING_FORMATS:
            return
        for name in ("text", "summary"):
            channel = f"{choice.index}/reasoning_details/{entry.get('index')}/{name}"
            self._piece(choice, (entry, name, Kind.TEXT), channel)

    def _part(self, choice: _Choice, entry: dict[str, Any]) -> None:
        """Read a part of a content that is a list (Mistral)."""
        channel = f"{choice.index}/content/{entry.get('type')}"
        self._piece(choice, (entry, "text", Kind.TEXT), channel)
        thoughts = entry.get("thinking")
        for thought in thoughts if thoughts.__class__ is list else ():
            if thought.__class__ is dict:
                self._piece(choice, (thought, "text", Kind.TEXT), channel + "/thinking")

    def _piece(
        self,
        choice: _Choice,
        at: tuple[dict[str, Any], str, Kind],
        channel: str,
        call: str | None = None,
    ) -> None:
        """Hand out the text of a member, if there is one."""
        holder, name, kind = at
        text = holder.get(name)
        if text.__class__ is str and text:
            choice.open[channel] = None
            self._pieces.append(Piece(Slot(holder, name, kind, text), channel, call))

    def _finish_choice(self, choice: _Choice) -> None:
        """A finish_reason came: channels end in this chunk or before it, calls are whole."""
        step = self._step
        here = {piece.channel for piece in self._pieces}
        assert step.closes is not None
        assert step.done is not None
        step.closes = (*step.closes, *(c for c in choice.open if c not in here))
        step.ends = (*step.ends, *(c for c in choice.open if c in here))
        step.done = (*step.done, *choice.undone)
        choice.open.clear()
        choice.undone.clear()

    def _chunk(self, choice: _Choice, delta: dict[str, Any]) -> bytes:
        """Return a chunk of our own with the head of the last one."""
        tree = {name: self._tree[name] for name in _HEAD if name in self._tree}
        tree["choices"] = [{"index": choice.index, "delta": delta, "finish_reason": None}]
        return event(write(tree))


def _index(told: Any) -> int:
    index = told.get("index") if told.__class__ is dict else None
    return index if index.__class__ is int else 0


def _calls_out(told: Any) -> bool:
    reason = told.get("finish_reason") if told.__class__ is dict else None
    return reason.__class__ is str and reason in CALLED


def _named(entry: dict[str, Any]) -> bool:
    bodies = (entry.get(kind) for kind, _, _ in _SPOKEN)
    return any(body.__class__ is dict and body.get("name") for body in bodies)


def _ends(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the choices that end in a chunk."""
    return [
        told
        for told in tree["choices"]
        if told.__class__ is dict
        and told.get("finish_reason") is not None
        and told.get("delta").__class__ is dict
    ]


def _says_more(tree: dict[str, Any]) -> bool:
    """Take the calls out of a chunk; tell whether it still says anything."""
    more = bool(tree.get("usage") or _ends(tree))
    for told in tree["choices"]:
        delta = told.get("delta") if told.__class__ is dict else None
        if delta.__class__ is dict:
            delta.pop("tool_calls", None)
            delta.pop("function_call", None)
            more |= any(value not in (None, "") for value in delta.values())
    return more
