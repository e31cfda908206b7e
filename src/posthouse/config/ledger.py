"""[ledger]: the transparency log of all receipts and events."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class LedgerSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The transparency log of all receipts and events."""

    origin: Annotated[
        str,
        Meta(
            pattern=r"^([A-Za-z0-9][A-Za-z0-9._~:/-]{0,199})?$",
            description="The log's name in checkpoints, best its address without https://, such "
            "as relay.example.com/ledger; empty means posthouse.invalid/ and the station's id.",
        ),
    ] = ""
    guard_file: Annotated[
        str,
        Meta(
            description="File that remembers the last signed head, best on another disk and in no "
            "backup; empty means the data folder's name with .guard, beside the data folder."
        ),
    ] = ""
    witness_policy: Annotated[
        str,
        Meta(
            description="File (C2SP tlog-policy) with the witnesses that are asked to cosign every "
            "checkpoint, their addresses and the quorum; empty means none is asked."
        ),
    ] = ""
    witness_private_network: Annotated[
        bool, Meta(description="Whether witnesses may lie in a private address range.")
    ] = False
