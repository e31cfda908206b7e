"""The order of a streamed answer's events while some of them wait.

An event waits for three reasons: a text in it may still turn out to be part of a token or a link
(it *stalls*: all that follows waits behind it), it belongs to a tool call that is not whole yet
(it is *held*: what follows goes past it, in order, once there is text to show), or it is the last
one, which may also be that of a call. A text that was held back and turns out to be harmless
stands in its own event again, so events come as they were sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import dropwhile, takewhile
from typing import Any

import orjson

from posthouse.model.errors import Fault, UpstreamFault
from posthouse.wire.document import Slot
from posthouse.wire.sse import Event

PATIENCE = 1
"""How many other events wait behind a held call: two pings are a sign that a client waits too."""


@dataclass(slots=True, eq=False, repr=False)
class Entry:
    """One event on its way; `stalls` counts its texts that are not decided yet.

    `text`: it continues a text that a client shows as it comes. `last`: it ends the answer.
    """

    event: Event
    tree: Any = None
    stalls: int = 0
    text: bool = False
    last: bool = False

    def write(self) -> bytes:
        """Return the event as it is to be sent. Raises UpstreamFault beyond 254 levels."""
        if self.tree is None:
            return self.event.raw
        try:
            return self.event.with_data(orjson.dumps(self.tree))
        except TypeError:
            raise UpstreamFault(
                Fault.MALFORMED, "an event of the stream is nested too deep"
            ) from None


@dataclass(slots=True, eq=False, repr=False)
class Held:
    """The events of one tool call; once it has been judged they go out, or what is `instead`.

    `asked`: somebody has to decide on it, and nothing goes past it until then.
    """

    entries: list[Entry] = field(default_factory=list)
    instead: bytes | None = None
    judged: bool = False
    asked: bool = False
    text: bool = True  # a judged call is as good as text: what stands before it waits no longer

    @property
    def last(self) -> bool:
        """Tell whether the call came in the answer's last event."""
        return self.entries[-1].last

    def write(self) -> bytes:
        """Return what goes out for the call."""
        if self.instead is not None:
            return self.instead
        return b"".join(entry.write() for entry in self.entries)


class Group:
    """Consecutive texts of one channel that were held back together."""

    __slots__ = ("_out", "_slots")

    def __init__(self) -> None:
        self._slots: list[tuple[Slot, Entry]] = []
        self._out: list[str] = []

    def add(self, slot: Slot, entry: Entry, out: str) -> None:
        """Take the next text and what may go on so far."""
        entry.stalls += 1
        self._slots.append((slot, entry))
        self._out.append(out)

    def settle(self, rest: str) -> None:
        """Put the texts in their events: as they came if nothing changed, else into the last."""
        out = "".join(self._out) + rest
        changed = out != "".join(slot.text for slot, _ in self._slots)
        for index, (slot, entry) in enumerate(self._slots, 1):
            entry.stalls -= 1
            if changed:
                slot.put(out if index == len(self._slots) else "")


class Queue:
    """What has been read and not been sent."""

    __slots__ = ("_calls", "_line")

    def __init__(self) -> None:
        self._line: list[Entry | Held] = []
        self._calls: dict[str, Held] = {}

    def put(self, entry: Entry) -> None:
        """Let an event wait its turn."""
        self._line.append(entry)

    def hold(self, call: str, entry: Entry) -> None:
        """Let an event wait for the end of its tool call."""
        held = self._calls.get(call)
        if held is None:
            held = self._calls[call] = Held()
            self._line.append(held)
        held.entries.append(entry)

    def calls(self) -> list[str]:
        """Return the calls that are not judged yet."""
        return list(self._calls)

    def ask(self, call: str) -> None:
        """Let all that follows wait for somebody's word on a call."""
        self._calls[call].asked = True

    def amend(self, amend: Callable[[str, Any], bool]) -> None:
        """Let what waits be changed by what was decided before it."""
        for one in self._line:
            if isinstance(one, Entry) and one.tree is not None:
                amend(one.event.name, one.tree)

    def release(self, call: str, instead: bytes | None) -> None:
        """Let a judged call go: its own events, or what takes their place."""
        held = self._calls.pop(call)
        held.instead, held.judged = instead, True

    def ready(self, *, ended: bool) -> Iterator[bytes]:
        """Yield what can be sent now; the last event only once the answer has ended."""
        if len(self._line) == 1 and self._line[0].__class__ is Entry:
            yield from self._only(self._line[0], ended=ended)
            return
        going = list(takewhile(_decided, self._line))
        rest = self._line[len(going) :]
        if not rest and not ended:
            going, rest = _before_last(going)
        waits = _waits(going)
        kept: list[Entry | Held] = []
        for one in going:
            if _held(one) or (kept and waits):
                kept.append(one)
            else:
                yield one.write()
        self._line = kept + rest

    def _only(self, entry: Entry, *, ended: bool) -> Iterator[bytes]:
        if not entry.stalls and (ended or not entry.last):
            self._line = []
            yield entry.write()


def _before_last(going: list[Entry | Held]) -> tuple[list[Entry | Held], list[Entry | Held]]:
    """Cut off the last event, and comments behind it: it is not sent before the answer's end."""
    at = len(going)
    while at and isinstance(one := going[at - 1], Entry) and one.tree is None and not one.last:
        if one.event.data:
            break
        at -= 1
    if at and going[at - 1].last:
        return going[: at - 1], going[at - 1 :]
    return going, []


def _held(one: Entry | Held) -> bool:
    return isinstance(one, Held) and not one.judged


def _decided(one: Entry | Held) -> bool:
    return not (one.asked and not one.judged) if isinstance(one, Held) else not one.stalls


def _waits(going: list[Entry | Held]) -> bool:
    """Tell whether what stands behind a held call waits with it: little, and nothing of content.

    Otherwise all of it goes on, in order: only calls are overtaken.
    """
    behind = [one for one in dropwhile(lambda one: not _held(one), going) if not _held(one)]
    return len(behind) <= PATIENCE and not any(one.text for one in behind)
