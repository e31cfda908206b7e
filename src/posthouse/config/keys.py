"""Settings of virtual keys; a part of config/schema.py."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from posthouse.config.webhook import WEBHOOK


class Keys(Struct, frozen=True, forbid_unknown_fields=True):
    """How virtual keys are kept."""

    pepper: Annotated[
        int,
        Meta(
            ge=1,
            le=1_000_000,
            description="Number of the pepper under which new and rotated keys rest; a higher one "
            "is another pepper, and keys made before keep theirs.",
        ),
    ] = 1
    derived_hours: Annotated[
        float,
        Meta(
            gt=0,
            le=24 * 366,
            description="Hours from now within which a derived key must end to be taken.",
        ),
    ] = 24.0
    unused_days: Annotated[
        int,
        Meta(ge=0, description="Days without use after which a key is spoken of; 0 means never."),
    ] = 30
    webhook: Annotated[
        str,
        Meta(
            pattern=WEBHOOK,
            description="Where reminders of keys are sent as JSON by POST; https, or http to "
            "loopback; empty means nowhere.",
        ),
    ] = ""
    on_leak: Annotated[
        Literal["note", "rotate", "revoke"],
        Meta(
            description="What becomes of an own key found in a prompt, an answer or a file: an "
            "entry in the ledger alone, an end within a day so that it is rotated until then, or "
            "revoked at once (as a key sent to /v1/leak-report always is)."
        ),
    ] = "rotate"
