"""Settings of retention: how long each field is kept; the reasons stand in docs/operations.md."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

HALF_A_YEAR = 184
"""Days that records of a network service's operation are kept at least (six months, rounded up)."""
THREE_YEARS = 1096


class Retention(Struct, frozen=True, forbid_unknown_fields=True):
    """After how many days what is deleted; each deletion leaves its proof in the ledger."""

    receipt_detail_days: Annotated[
        int,
        Meta(
            ge=HALF_A_YEAR,
            description="Days after which a signed receipt is deleted with all its detail "
            "(destinations, addresses, models, usage, commitments); its id, time, key, project, "
            "ending and cost stay.",
        ),
    ] = THREE_YEARS
    receipt_days: Annotated[
        int,
        Meta(ge=HALF_A_YEAR, description="Days after which what is left of a receipt goes too."),
    ] = THREE_YEARS
    key_use_days: Annotated[
        int,
        Meta(
            ge=1,
            description="Days after which keys' last use, daily spending and exchanges go.",
        ),
    ] = 400
    anomaly_days: Annotated[
        int, Meta(ge=HALF_A_YEAR, description="Days after which found anomalies are deleted.")
    ] = 400
    baseline_days: Annotated[
        int,
        Meta(ge=1, description="Days without use after which a key's baseline is deleted."),
    ] = 90
    session_days: Annotated[
        int,
        Meta(
            ge=1,
            description="Days after which operators' sessions that nobody used and invitations "
            "that have expired are deleted.",
        ),
    ] = 30
    breakglass_days: Annotated[
        int,
        Meta(ge=HALF_A_YEAR, description="Days after which break-glass requests are deleted."),
    ] = THREE_YEARS
    sealed_days: Annotated[
        int,
        Meta(
            ge=1,
            description="Days after which the keys of records sealed one by one are destroyed, "
            "and with them what they sealed, wherever copies of it lie.",
        ),
    ] = 400
    conversation_days: Annotated[
        int,
        Meta(
            ge=1,
            description="Days without use after which what was masked in a conversation that the "
            "upstream keeps is destroyed; tokens of it stay tokens from then on.",
        ),
    ] = 30
    ledger_entries_days: Annotated[
        int,
        Meta(
            ge=0,
            description="Days after which entries of the ledger are no longer kept, from half a "
            "year on; their hashes stay and prove all that is left; 0 keeps entries for ever.",
        ),
    ] = 0
