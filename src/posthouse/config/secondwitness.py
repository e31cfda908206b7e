"""Settings of the second witness: which tool calls a second channel has to confirm, and how."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct


class SecondWitness(Struct, frozen=True, forbid_unknown_fields=True):
    """Risky tool calls are confirmed on a second, independent channel (docs/second-witness.md)."""

    enabled: Annotated[
        bool,
        Meta(description="Whether risky calls are confirmed; projects and keys have their own."),
    ] = False
    calls: Annotated[
        Literal["risky", "doubtful"],
        Meta(
            description="risky: what downloads, runs, installs, sends, stays or weakens; doubtful: "
            "those calls alone that nothing in the conversation explains."
        ),
    ] = "risky"
    channels: Annotated[
        tuple[str, ...],
        Meta(
            description="Channels that may be asked, in this order; empty: routing chooses; never "
            "one of the same origin as the first, nor one beyond the key's scope."
        ),
    ] = ()
    timeout_s: Annotated[
        float,
        Meta(gt=0, le=600, description="Seconds within which the witness must answer."),
    ] = 30.0
    questions_a_day: Annotated[
        int, Meta(ge=0, description="Questions on behalf of one key within a UTC day.")
    ] = 200
    unanswered: Annotated[
        Literal["ask", "block", "gate"],
        Meta(
            description="What becomes of a call when no answer comes; ask: somebody decides "
            "within inspection.wait_s; block: it is blocked; gate: as without a witness."
        ),
    ] = "ask"
