"""An event as canonical bytes: what a leaf of the ledger holds where it is not a receipt."""

from __future__ import annotations

from posthouse.ledger.bounds import bounded
from posthouse.ledger.canonical import written
from posthouse.model.event import Event

FORMAT = "posthouse/event/1"


def event_body(event: Event) -> bytes:
    """Return the canonical JSON (RFC 8785) of an event, of bounded length. Raises NotCanonical."""
    body = written(
        {
            "format": FORMAT,
            "kind": event.kind,
            "at_us": event.at_us,
            "subject": event.subject,
            "actor": event.actor,
            "project": event.project,
            "detail": dict(event.detail),
        }
    )
    return bounded(body, "detail")
