"""Settings of the record: where it is kept besides the data folder, and how often."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """Where every intent and receipt must be on disk before it counts."""

    sinks: Annotated[
        tuple[str, ...],
        Meta(
            description="Further folders, each best on a disk of its own, that keep a copy of the "
            "whole record; they must be there already."
        ),
    ] = ()
    require: Annotated[
        int,
        Meta(
            ge=1,
            description="How many places must have a record before it counts, the data folder "
            "always being the first; with fewer the station answers 503 and sends nothing.",
        ),
    ] = 1
