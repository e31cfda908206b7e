"""`posthouse channels`: the ways to upstreams, as configured and as they answer."""

from __future__ import annotations

import asyncio
import os
from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.reach import Reached, reach
from posthouse.cli.sealed import with_keys
from posthouse.cli.terminal import FAILED, OK, terminal
from posthouse.config.unsafe import refuse_unsafe
from posthouse.model.channel import Channel
from posthouse.model.errors import CommandError


def list_(*, config: Config = None, json: Json = False) -> int:
    """List the channels as the settings have them."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    told = [
        {
            "name": c.name,
            "priority": c.priority,
            "url": c.url,
            "dialects": [dialect.value for dialect in c.dialects],
            "models": list(c.models),
            "basis": c.basis,
            "jurisdiction": c.jurisdiction,
        }
        for c in sorted(settings.channel, key=lambda c: c.priority)
    ]
    speaker.result(told)
    if not told:
        speaker.say("channels.none", file=settings.source)
        return OK
    every = speaker.text("keys.every")
    rows = [
        (
            str(c.name),
            str(c.priority),
            c.url,
            ", ".join(dialect.value for dialect in c.dialects),
            ", ".join(c.models) or every,
            c.basis,
        )
        for c in sorted(settings.channel, key=lambda c: c.priority)
    ]
    speaker.table(speaker.text("channels.head").split("|"), rows)
    return OK


def reached(
    name: Annotated[str, Parameter(help="One channel; else all of them.")] = "",
    *,
    config: Config = None,
    json: Json = False,
) -> int:
    """Reach each upstream and ask for its models; no content is sent."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    refuse_unsafe(settings, os.environ)
    channels = [c for c in with_keys(settings, os.environ).channels if not name or c.name == name]
    if name and not channels:
        raise CommandError(f"no channel {name}", hint="`posthouse channels list` shows them")
    found = asyncio.run(reach_all(channels))
    speaker.result([asdict(each) for each in found])
    rows = [
        (each.channel, speaker.text("doctor.ok" if each.well else "doctor.fail"),
         each.found + (f" ({each.hint})" if each.hint else ""))
        for each in found
    ]  # fmt: skip
    speaker.table(speaker.text("channels.tested").split("|"), rows)
    return OK if all(each.well for each in found) else FAILED


async def reach_all(channels: list[Channel]) -> list[Reached]:
    """Reach every channel at the same time."""
    from posthouse.net.upstream import HttpUpstream

    upstream = HttpUpstream()
    try:
        async with asyncio.timeout(60):
            return list(await asyncio.gather(*(reach(upstream, c) for c in channels)))
    finally:
        await upstream.close()
