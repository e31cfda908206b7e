"""What a dialect is to the rest of the program: one value of this class, made of its six files.

      wire/<dialect>/fields.py   REQUEST, RESPONSE, EVENT: the field tables
      wire/<dialect>/head.py     where model and stream stand, the upstream's path, the credential
      wire/<dialect>/answer.py   usage and model claimed; the tool calls of a plain answer
      wire/<dialect>/stream.py   what each event of a stream means
      wire/<dialect>/errors.py   a Refusal in the dialect's own form, plain and inside a stream
      wire/<dialect>/models.py   the models list in the dialect's form (one per family)

Dialects do not know each other. `wire/dialects.py` is the one table of them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from posthouse.model.batch import Consumed, Load
from posthouse.model.dialect import Dialect, Endpoint
from posthouse.model.errors import Refusal
from posthouse.model.secret import Secret
from posthouse.model.usage import Usage
from posthouse.wire.document import Slot
from posthouse.wire.fields import Node
from posthouse.wire.medium import PutText
from posthouse.wire.uploads import Uploads


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for; `most_output` is its own limit on output tokens, if it sets one.

    `json_output`: the text of the answer is to be JSON, so that values in it need escapes.
    `recalls`: what the request leaves to be looked up with the upstream (model/conversation.py);
    `keeps`: the upstream keeps this exchange, to be named later, or alone can read what it made.
    `batched`: the models that the requests of a batch ask for, in their order, and `loads` what
    each may take; an empty `model` asks for none.
    """

    model: str
    stream: bool
    most_output: int | None = None
    json_output: bool = False
    recalls: tuple[str, ...] = ()
    keeps: bool = False
    batched: tuple[str, ...] = ()
    loads: tuple[Load, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """What one line of a batch holds: its field table, and the request or answer in it with its
    dialect. No dialect: the station does not know such a line. `asked` is what a request asks."""

    table: Node
    wire: Wire | None = None
    inner: Any = None
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a stream event that continues one channel: a choice's content, a block's text,
    a tool call's arguments. A channel begins with its first piece and lives until it is closed.
    `call`: the held tool call that it is an argument of."""

    slot: Slot
    channel: str
    call: str | None = None


@dataclass(slots=True)
class Step:
    """What one event of a stream means; exchange/stream.py takes it in the order told here.

    `usage`, `model`: what the event tells of the whole answer; usage is cumulative.
    `closes`: channels that were complete before this event (None: all that are open). What they
    hold back is put into their own last event, ahead of this one.
    `pieces`: texts of this event, in order, that continue channels. An event without pieces has
    all its texts whole; they are walked by the event's field table.
    `ends`: channels whose last piece is in this event: it holds nothing back when it is sent.
    `call`: the held tool call this event belongs to: it waits until that call is in some `done`.
    `done`: held calls that are whole with this event (None: all). Each is judged now and lets go
    its events, or those of `blocked` in the place of them; then comes this event, if it has no
    `call`, as `amend` leaves it.
    `last`: the end of the answer: the event is kept back until the receipt is durable.
    """

    pieces: Sequence[Piece] = ()
    closes: Sequence[str] | None = ()
    ends: Sequence[str] = ()
    call: str | None = None
    done: Sequence[str] | None = ()
    usage: Usage | None = None
    model: str | None = None
    last: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class ToolCall:
    """A whole tool call as the model made it; `arguments` is JSON text or free text."""

    key: str
    name: str
    arguments: str


class StreamReader(Protocol):
    """Reads one stream; keeps what it needs to know which event belongs to what.

    The trees it reads are those that are sent: pieces are put into them, and texts restored in
    them, after `read` and before `blocked` and `amend`.
    """

    def read(self, name: str, tree: Any) -> Step:
        """Return what the parsed event means; `name` is the SSE event name or ""."""

    def finish(self) -> Step:
        """Return the step of `data: [DONE]` or of the end of the body: all is closed and done."""

    def tool_call(self, key: str) -> ToolCall:
        """Return a held call, its arguments as the upstream sent them, restored nowhere."""

    def blocked(self, key: str, notice: str) -> bytes:
        """Return the events that take the place of a held call: the notice as the model's text."""

    def amend(self, name: str, tree: Any) -> bool:
        """Make an event that belongs to no call consistent with the calls blocked so far, in
        place, just before it is sent; tell whether it changed."""


@dataclass(frozen=True, slots=True)
class Batches:
    """Where an upstream tells of batches: the path that a batch's id follows, and what it is asked
    with. `results` says where an answer's batch, which is over, has its results; "" for none.
    """

    path: str
    results: Callable[[Any], str]
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wire:
    """One dialect's six files as one value."""

    dialect: Dialect
    request: Node
    response: Node
    event: Node
    asked: Callable[[Any, Endpoint], Asked]
    put_model: Callable[[Any, str], None]
    target: Callable[[Endpoint, str, str], str]
    credential: Callable[[Secret], tuple[str, Secret]]
    usage: Callable[[Any], Usage]
    claimed: Callable[[Any], str]
    calls: Callable[[Any], list[ToolCall]]
    block: Callable[[Any, str, str], None]
    tools: Callable[[Any], list[str]]
    """The names of all tools that a request offers, declared functions and a vendor's own."""
    stream: Callable[[], StreamReader]
    refusal: Callable[[Refusal], bytes]
    refusal_event: Callable[[Refusal], bytes]
    put_text: PutText = lambda _around, _text: False
    """Puts a document's text in the place of the document."""
    handles: Callable[[Any], tuple[str, ...]] = lambda _: ()
    """The names under which an upstream keeps what this answer or event is part of."""

    plainly: Callable[[Any, Endpoint, str], tuple[Endpoint, str]] = lambda _, at, query: (at, query)
    """Makes a request ask, in place, for one whole answer that is kept nowhere; returns endpoint
    and query of that."""
    lines: Callable[[Mapping[str, Any], Any], Line | None] = lambda _fields, _line: None
    """What a line of an uploaded batch holds; asked with None, whether the form brings a batch."""
    results: Callable[[Any], Line] | None = None
    """What a line of a batch's results holds."""
    entries: Callable[[Any], list[Any]] = lambda _: []
    """The members of a list of things that the upstream keeps; `handles` names each of them."""
    batches: Batches | None = None
    """Where the upstream tells of its batches, for who asks on his own."""
    consumed: Callable[[Any], Consumed | None] = lambda _: None
    """What a batch used, where an answer tells that it is over and what that was."""
    localize: Callable[[Any], None] = lambda _: None
    """Let addresses in an answer that a client would follow lead to the station."""
    put_batched: Callable[[Any, Sequence[str]], None] = lambda _tree, _models: None
    """Write the names under which the upstream knows the models of a batch."""
    forms: str = ""
    """The content type of bodies that bring files: multipart/form-data, multipart/related."""

    uploads: Uploads | None = None
    """The dialect's way with files that come in parts."""

    forwarded: frozenset[str] = field(default_factory=frozenset)
    """Request headers of the dialect that pass to the upstream unchanged, lower case."""

    comments: bool = True
    """Whether the dialect's clients pass over comments in a stream, as the standard asks."""
