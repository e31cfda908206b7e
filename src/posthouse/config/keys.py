"""Settings of virtual keys; a part of config/schema.py."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


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
