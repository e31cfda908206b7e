"""The ledger: its head, who signed it, and whether the entries give its root; events in it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from posthouse.console.parts import Parts
from posthouse.console.route import Nothing, Route, shows
from posthouse.console.visitor import Visitor
from posthouse.model.operator import Action
from posthouse.store.ledgerstanding import standing
from posthouse.store.ledgerview import Head
from posthouse.store.logaudit import audit

MOST = 100
JOURNAL = "journal"


class HeadShown(Struct, frozen=True):
    """A signed head: `signers` are the names of the keys that stand under it."""

    origin: str
    size: int
    root: str
    at: float
    age_s: int
    signers: tuple[str, ...]


class LedgerShown(Struct, frozen=True):
    """The ledger as it is published; `head` None: nothing was published yet.

    `witnessed` is the newest head that enough witnesses cosigned; `trouble` tells why the ledger
    has stopped, empty where it is well.
    """

    head: HeadShown | None
    witnessed: HeadShown | None
    vkey: str
    note: str
    trouble: str
    hint: str


class Checked(Struct, frozen=True):
    """What does not fit among entries, tiles, heads, guard and database; empty where all does."""

    size: int
    faults: tuple[str, ...]


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
    """Show the published head, who cosigned it, and whether the ledger is well."""
    head, witnessed = parts.ledger.head(), parts.ledger.witnessed()
    found = standing(parts.log, parts.engine, parts.folder / JOURNAL, int(who.now_s * 1e6))
    return LedgerShown(
        head=None if head is None else head_shown(head, who.now_s),
        witnessed=None if witnessed is None else head_shown(witnessed, who.now_s),
        vkey=found.vkey,
        note="" if head is None else bytes(head.note).decode(),
        trouble=found.trouble,
        hint=found.hint,
    )


def checked(parts: Parts, who: Visitor, asked: Nothing) -> Checked:
    """Check every entry, tile and head against each other, the guard and the database."""
    found = audit(parts.log, parts.engine)
    return Checked(found.entries, tuple(found.faults))


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
