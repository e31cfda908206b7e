"""`posthouse channels standing`: what speaks against each channel, and how it is routed."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path

from posthouse.cli.database import opened
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.store.stands import stands


def standing(*, config: Config = None, json: Json = False) -> int:
    """List how the channels stand by audits, by incidents and by nonces."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    names = [one.name for one in sorted(settings.channel, key=lambda one: one.priority)]
    with opened(Path(settings.store.folder)) as engine:
        found = stands(engine, names)
    speaker.result([asdict(one) for one in found])
    if not found:
        speaker.say("channels.none", file=settings.source)
        return OK
    rows = [
        (
            one.channel,
            f"{one.audits:.3g}",
            f"{one.incidents:.3g} ({one.keys})",
            f"{one.nonces:.3g} ({one.differed}/{one.asked})",
            speaker.text(f"channels.routed.{one.routed}"),
        )
        for one in found
    ]
    speaker.table(speaker.text("channels.standing").split("|"), rows)
    return OK
