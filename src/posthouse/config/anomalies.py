"""Settings of anomalies: whether they are looked for, and what they lead to."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Answer = Literal["note", "throttle", "suspend"]


class Anomalies(Struct, frozen=True, forbid_unknown_fields=True):
    """What happens when a key does what it never did (docs/anomalies.md)."""

    enabled: Annotated[
        bool, Meta(description="Whether use is compared with what is usual for each key.")
    ] = True
    action: Annotated[
        Answer,
        Meta(
            description="note: log, metric and an entry in the ledger; throttle: the key goes on at"
            " limits.slowed_requests_per_minute; suspend: it stops until an operator clears it."
        ),
    ] = "note"
