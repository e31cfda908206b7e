"""Receipts: searched, shown, verified. Whoever reads them leaves an entry (data.read)."""

from __future__ import annotations

import calendar
import time
from typing import Annotated, Any

import orjson
from msgspec import Meta, Struct

from posthouse.console.parts import Parts
from posthouse.console.route import Route, shows
from posthouse.console.visitor import Visitor, unknown
from posthouse.ledger.receipt import verify
from posthouse.model.errors import BadRequest, VerificationFailed
from posthouse.model.operator import Action
from posthouse.model.record import Ending
from posthouse.store.browsing import Wanted
from posthouse.store.reading import Reader

MOST = 100
_DATES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")


class Search(Struct, frozen=True, forbid_unknown_fields=True):
    """Which receipts: by key, ending, time in UTC (2026-11-25 or 2026-11-25T13:00), older ones."""

    key: Annotated[str, Meta(max_length=64)] = ""
    ending: Annotated[str, Meta(max_length=32)] = ""
    since: Annotated[str, Meta(max_length=32)] = ""
    until: Annotated[str, Meta(max_length=32)] = ""
    before: Annotated[int, Meta(ge=0, le=2**53)] = 0


class ReceiptLine(Struct, frozen=True):
    """One line of the list. `place` is its number in the journal; times are Unix microseconds."""

    place: int
    id: str
    at_us: int
    key: str
    project: str
    ending: str
    cost_micro_usd: int


class ReceiptList(Struct, frozen=True):
    """Receipts, newest first; `next_before` asks for older ones, 0 where there are none."""

    receipts: tuple[ReceiptLine, ...]
    next_before: int
    asked: Search
    endings: tuple[str, ...]


class ReceiptNamed(Struct, frozen=True, forbid_unknown_fields=True):
    """A receipt by its id."""

    id: Annotated[str, Meta(max_length=128)]


class ReceiptShown(Struct, frozen=True):
    """A receipt as it was signed; `valid` tells whether the signature is this station's."""

    id: str
    valid: bool
    why: str
    receipt: dict[str, Any]
    signature: Any


def searched(parts: Parts, who: Visitor, asked: Search) -> ReceiptList:
    """Search receipts in the visitor's projects."""
    wanted = Wanted(
        projects=who.reach(Action.RECEIPTS_READ).names,
        key=asked.key.strip(),
        ending=asked.ending,
        since_us=_moment(asked.since, 0),
        until_us=_moment(asked.until, 2**53),
        before=asked.before or 2**53,
    )
    lines = parts.receipts.lines(wanted, MOST, _reader(who))
    found = tuple(
        ReceiptLine(x.seq, x.id, x.at_us, x.key, x.project, x.ending, x.cost) for x in lines
    )
    following = lines[-1].seq if len(lines) == MOST else 0
    return ReceiptList(found, following, asked, tuple(e.value for e in Ending))


def shown(parts: Parts, who: Visitor, asked: ReceiptNamed) -> ReceiptShown:
    """Show one receipt whole and check its signature."""
    names = who.reach(Action.RECEIPTS_READ).names
    sealed = parts.receipts.sealed(asked.id, names, _reader(who))
    if sealed is None:
        raise unknown()
    why = ""
    try:
        verify(sealed, parts.public_key)
    except VerificationFailed as error:
        why = error.message
    tree = orjson.loads(sealed)
    return ReceiptShown(asked.id, not why, why, tree["receipt"], tree["signature"])


def _reader(who: Visitor) -> Reader:
    return Reader(who.operator.actor, int(who.now_s * 1e6))


def _moment(text: str, otherwise: int) -> int:
    """Return a date or time in UTC as Unix microseconds. Raises BadRequest."""
    if not text.strip():
        return otherwise
    for form in _DATES:
        try:
            return calendar.timegm(time.strptime(text.strip(), form)) * 1_000_000
        except (ValueError, OverflowError):
            continue
    raise BadRequest(
        "expected a date or time in UTC, found something else",
        code="bad_form",
        hint="for instance 2026-11-25 or 2026-11-25T13:00",
    )


_READS = Action.RECEIPTS_READ

ROUTES: tuple[Route, ...] = (
    shows("/receipts", searched, Search, ReceiptList, action=_READS, template="receipts.html"),
    shows("/receipts/{id}", shown, ReceiptNamed, ReceiptShown, action=_READS,
          template="receipt.html"),
)  # fmt: skip
