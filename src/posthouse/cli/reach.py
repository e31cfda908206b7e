"""Whether a channel's upstream can be reached, found without sending content: its models list."""

from __future__ import annotations

import time
from dataclasses import dataclass

from posthouse.cli.probe import LISTS, ask, names
from posthouse.model.channel import Channel
from posthouse.model.dialect import FAMILY, Dialect
from posthouse.ports import Upstream


@dataclass(frozen=True, slots=True)
class Reached:
    """One channel's state: `well` where it answered and took the key."""

    channel: str
    well: bool
    found: str
    hint: str
    models: tuple[str, ...] = ()


async def reach(upstream: Upstream, channel: Channel) -> Reached:
    """Ask a channel for its models, in the first dialect that it speaks."""
    dialect = next((d for d in LISTS if d in channel.dialects), Dialect.OPENAI_CHAT)
    for each in channel.dialects:
        dialect = each if each in LISTS else dialect
    begun = time.perf_counter()
    told = await ask(upstream, channel, dialect, LISTS[dialect])
    took = f"{(time.perf_counter() - begun) * 1000:.0f} ms"
    if not told.status:
        hint = "check the url, the network and whether the server runs"
        return Reached(channel.name, False, told.fault, hint)  # noqa: FBT003
    if told.status in (401, 403):
        hint = f"the upstream refuses the key ({FAMILY[dialect].value} convention); renew it"
        return Reached(channel.name, False, f"{told.words}, {took}", hint)  # noqa: FBT003
    listed = names(told)
    missing = [m for m in channel.models.values() if listed and m not in listed]
    hint = f"not in its list: {', '.join(missing[:5])}" if missing else ""
    found = f"{told.words}, {took}, {len(listed)} models"
    return Reached(channel.name, told.status < 500, found, hint, listed)
