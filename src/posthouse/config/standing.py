"""Settings of channels' standing by their own answers, and of the nonces that are asked of them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from posthouse.config.webhook import WEBHOOK


class StandingSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What incidents of inspection lead to for the channel they came from (docs/standing.md)."""

    enabled: Annotated[
        bool, Meta(description="Whether incidents move the standing of channels.")
    ] = True
    honest: Annotated[
        float,
        Meta(
            gt=0,
            lt=0.5,
            description="Share of exchanges with an incident by mistake that an honest channel may"
            " have.",
        ),
    ] = 0.01
    doubt: Annotated[
        float,
        Meta(
            ge=0,
            description="Standing, by audits, nonces or incidents, at which a channel is routed to"
            " after those that nobody doubts; 0 means never.",
        ),
    ] = 100.0
    quarantine: Annotated[
        float,
        Meta(
            ge=0,
            description="Standing by incidents at which a channel is switched off, where they came"
            " with two keys' answers, or the only key's; 0 means never.",
        ),
    ] = 0.0
    days: Annotated[int, Meta(ge=1, le=365, description="Days whose incidents count.")] = 30
    webhook: Annotated[
        str,
        Meta(
            pattern=WEBHOOK,
            description="Where changes are sent as signed JSON by POST; https or loopback.",
        ),
    ] = ""


class NonceChannel(Struct, frozen=True, forbid_unknown_fields=True):
    """A channel that nonces are asked on."""

    name: Annotated[str, Meta(min_length=1, description="The channel, as [[channel]] names it.")]
    model: Annotated[str, Meta(min_length=1, description="The model, as clients ask for it.")]


class Nonces(Struct, frozen=True, forbid_unknown_fields=True):
    """Known answers: now and then a channel is to echo a command with a fresh nonce."""

    enabled: Annotated[bool, Meta(description="Whether nonces are asked.")] = False
    channel: Annotated[
        tuple[NonceChannel, ...], Meta(description="On which: [[nonces.channel]] tables.")
    ] = ()
    a_day: Annotated[
        float,
        Meta(gt=0, description="Nonces of one channel a day on average, at times nobody knows."),
    ] = 6.0
    questions_a_day: Annotated[
        int, Meta(ge=0, description="Nonces to all channels together within a UTC day.")
    ] = 50
    timeout_s: Annotated[
        float, Meta(gt=0, le=600, description="Seconds within which an answer must be whole.")
    ] = 60.0
    quarantine: Annotated[
        bool, Meta(description="Whether a channel that is proved to rewrite is switched off.")
    ] = True
