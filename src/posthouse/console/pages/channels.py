"""Channels as the settings have them: where they lead, on what basis, where keys come from."""

from __future__ import annotations

from msgspec import Struct

from posthouse.config.schema import ChannelSettings
from posthouse.console.parts import Parts
from posthouse.console.route import Nothing, Route, shows
from posthouse.console.visitor import Visitor
from posthouse.model.operator import Action
from posthouse.store.stands import Stands, stands


class ChannelShown(Struct, frozen=True):
    """One channel; `credential` tells where its key comes from.

    `audits`, `incidents` and `nonces` are what speaks against it, `routed` is usual, last or off.
    """

    name: str
    url: str
    priority: int
    dialects: tuple[str, ...]
    models: tuple[str, ...]
    jurisdiction: str
    basis: str
    credential: str
    audits: float
    incidents: float
    keys: int
    nonces: float
    routed: str


class Channels(Struct, frozen=True):
    """All channels, in the order in which they are tried."""

    channels: tuple[ChannelShown, ...]


def listed(parts: Parts, who: Visitor, asked: Nothing) -> Channels:
    """List the channels."""
    who.require_station(Action.CHANNELS_SEE)
    ordered = sorted(parts.settings().channel, key=lambda channel: channel.priority)
    how = stands(parts.engine, [channel.name for channel in ordered])
    return Channels(tuple(map(_shown, ordered, how)))


def _shown(channel: ChannelSettings, how: Stands) -> ChannelShown:
    source = "none"
    if channel.key_env:
        source = f"environment: {channel.key_env}"
    elif channel.key_file:
        source = "file"
    return ChannelShown(
        name=channel.name,
        url=channel.url,
        priority=channel.priority,
        dialects=tuple(dialect.value for dialect in channel.dialects),
        models=tuple(channel.models),
        jurisdiction=channel.jurisdiction,
        basis=channel.basis,
        credential=source,
        audits=how.audits,
        incidents=how.incidents,
        keys=how.keys,
        nonces=how.nonces,
        routed=how.routed,
    )


ROUTES: tuple[Route, ...] = (
    shows("/channels", listed, Nothing, Channels, action=Action.CHANNELS_SEE,
          template="channels.html"),
)  # fmt: skip
