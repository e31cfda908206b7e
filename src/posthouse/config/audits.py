"""Settings of the station's own audits: which channels, how often, what follows."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from posthouse.config.webhook import WEBHOOK


class AuditedChannel(Struct, frozen=True, forbid_unknown_fields=True):
    """A channel that the station audits by itself (docs/audit.md)."""

    name: Annotated[str, Meta(min_length=1, description="The channel, as [[channel]] names it.")]
    model: Annotated[str, Meta(min_length=1, description="The model, as the channel knows it.")]
    reference: Annotated[
        str,
        Meta(min_length=1, description="What `posthouse audit enrol` or `join` wrote: a path."),
    ]
    trusted: Annotated[
        str,
        Meta(description="A channel trusted to serve the model: real requests compare the two."),
    ] = ""
    shadow: Annotated[
        float,
        Meta(ge=0, le=0.5, description="Share of real requests that `trusted` is asked too."),
    ] = 0.0
    control: Annotated[
        float,
        Meta(ge=0, le=0.25, description="Share of real requests that `trusted` answers instead."),
    ] = 0.0
    library: Annotated[
        tuple[str, ...], Meta(description="Other models' references: they make audits stronger.")
    ] = ()


class Audits(Struct, frozen=True, forbid_unknown_fields=True):
    """Audits of the station's own channels, over time."""

    enabled: Annotated[bool, Meta(description="Whether channels are audited.")] = False
    channel: Annotated[
        tuple[AuditedChannel, ...], Meta(description="Which: [[audits.channel]] tables.")
    ] = ()
    every_hours: Annotated[
        float, Meta(gt=0, le=24 * 31, description="Hours between two audits of a channel.")
    ] = 24.0
    questions_a_day: Annotated[
        int,
        Meta(ge=0, description="Questions to all channels together within 24 hours; more wait."),
    ] = 500
    most: Annotated[
        int, Meta(ge=3, le=1000, description="Questions of one audit, beside the probes'.")
    ] = 60
    shadows_a_day: Annotated[
        int, Meta(ge=0, description="Shadows of one channel within a UTC day.")
    ] = 200
    compared: Annotated[
        int,
        Meta(ge=10, le=1000, description="Pairs of answers that make an entry."),
    ] = 100
    tolerance: Annotated[
        float,
        Meta(ge=0, le=0.5, description="Share of answers in which honest channels may differ."),
    ] = 0.05
    alpha: Annotated[
        float, Meta(ge=0.002, le=0.2, description="Allowed false accusations of one audit.")
    ] = 0.01
    quarantine: Annotated[
        float,
        Meta(
            ge=0,
            description="Standing at which a channel is switched off until it is proved again: a"
            " channel that stays honest gets there once in so many audits at most; 0 means never.",
        ),
    ] = 1000.0
    readmit: Annotated[
        int,
        Meta(ge=0, description="Consistent audits in a row that end a quarantine; 0 means none."),
    ] = 3
    trusted: Annotated[
        tuple[str, ...],
        Meta(description="Verifier keys: one of them has to have signed each reference."),
    ] = ()
    webhook: Annotated[
        str,
        Meta(
            pattern=WEBHOOK,
            description="Where findings are sent as signed JSON by POST; https or loopback.",
        ),
    ] = ""
