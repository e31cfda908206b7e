"""Settings of inspection: what is done about hostile answers; a part of config/schema.py."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from posthouse.config.webhook import WEBHOOK

InspectionMode = Literal["observe", "ask", "enforce"]


class InspectionSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What is done about tool calls and texts that inspection objects to (docs/inspection.md)."""

    mode: Annotated[
        InspectionMode,
        Meta(
            description="observe: all passes and is recorded; ask: what would be blocked is held "
            "until somebody decides; enforce: it is blocked; projects and keys may have their own."
        ),
    ] = "enforce"
    doubtful: Annotated[
        Literal["ask", "block", "pass"],
        Meta(
            description="In enforce mode, what becomes of a call that may be honest but that "
            "nothing in the conversation explains."
        ),
    ] = "block"
    text: Annotated[
        Literal["defuse", "stop"],
        Meta(
            description="defuse: a hostile passage is replaced by a note; stop: the answer ends "
            "there."
        ),
    ] = "defuse"
    wait_s: Annotated[
        int,
        Meta(ge=1, le=3600, description="Seconds that a held call waits; then it is blocked."),
    ] = 120
    pack_keys: Annotated[
        tuple[str, ...],
        Meta(
            description="Verifier keys (name+id+base64) whose signed packs of rules and lists "
            "hold; a pack that none of them signed is refused (docs/rules.md)."
        ),
    ] = ()
    webhook: Annotated[
        str,
        Meta(
            pattern=WEBHOOK,
            description="Where incidents and held calls are sent as signed JSON by POST; https, or "
            "http to loopback; empty means nowhere.",
        ),
    ] = ""
