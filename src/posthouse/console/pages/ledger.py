"""The ledger: its head, who signed it, and whether the entries give its root; events in it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from posthouse.console.parts import Parts
from posthouse.console.route import Nothing, Route, shows
from posthouse.console.visitor import Visitor
from posthouse.model.errors import PosthouseError
from posthouse.model.operator import Action
from posthouse.store.ledgerview import Head

MOST = 100


class HeadShown(Struct, frozen=True):
    """A signed head: `signers` are the names of the keys that stand under it."""

    origin: str
    size: int
    root: str
    at: float
    age_s: int
    signers: tuple[str, ...]


class LedgerShown(Struct, frozen=True):
    """The ledger as it is published; `head` None: nothing was published yet."""

    head: HeadShown | None
    files: int
    note: str


class Checked(Struct, frozen=True):
    """Whether all entries give the root that was signed; `why` tells what does not fit."""

    size: int
    whole: bool
    why: str


class EventsAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Events below an index, 0 for the newest."""

    before: Annotated[int, Meta(ge=0, le=2**53)] = 0


class EventShown(Struct, frozen=True):
    """One event and its index in the ledger."""

    index: int
    kind: str
    at_us: int
    subject: str
    actor: str
    project: str
    detail: dict[str, str]


class Events(Struct, frozen=True):
    """Events, newest first; `next_before` asks for older ones, 0 where the ledger begins."""

    events: tuple[EventShown, ...]
    next_before: int
    searched_to: int


def ledger(parts: Parts, who: Visitor, asked: Nothing) -> LedgerShown:
    """Show the published head."""
    head = parts.ledger.head()
    if head is None:
        return LedgerShown(None, 0, "")
    note = head.note.text.decode()
    return LedgerShown(head_shown(head, who.now_s), parts.ledger.files(), note)


def checked(parts: Parts, who: Visitor, asked: Nothing) -> Checked:
    """Compute the root anew from every entry on disk and compare."""
    head = parts.ledger.head()
    if head is None:
        return Checked(0, whole=True, why="")
    size = head.checkpoint.size
    try:
        same = parts.ledger.recomputed(size) == head.checkpoint.root
    except PosthouseError as error:
        return Checked(size, whole=False, why=error.message)
    return Checked(size, whole=same, why="" if same else "the entries give another root")


def events(parts: Parts, who: Visitor, asked: EventsAsked) -> Events:
    """Show events of the visitor's projects, and those of the station to who sees it whole."""
    seen = who.reach(Action.EVENTS_SEE)
    told, until = parts.ledger.events(asked.before or 2**53, MOST)
    found = tuple(
        EventShown(
            t.index, t.event.kind, t.event.at_us, t.event.subject, t.event.actor,
            t.event.project, dict(t.event.detail),
        )
        for t in told
        if seen.whole or (t.event.project and t.event.project in seen)
    )  # fmt: skip
    return Events(found, until, until)


def head_shown(head: Head, now_s: float) -> HeadShown:
    """Return a head for a page."""
    return HeadShown(
        origin=head.checkpoint.origin,
        size=head.checkpoint.size,
        root=head.checkpoint.root.hex(),
        at=head.at_s,
        age_s=max(0, int(now_s - head.at_s)),
        signers=tuple(signature.name for signature in head.note.signatures),
    )


ROUTES: tuple[Route, ...] = (
    shows("/ledger", ledger, Nothing, LedgerShown, action=Action.LEDGER_SEE,
          template="ledger.html"),
    shows("/ledger/check", checked, Nothing, Checked, action=Action.LEDGER_SEE,
          template="ledger_check.html"),
    shows("/events", events, EventsAsked, Events, action=Action.EVENTS_SEE,
          template="events.html"),
)  # fmt: skip
