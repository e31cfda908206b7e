"""`posthouse config`: what the settings say, whether start would take them, what each key means."""

from __future__ import annotations

import os
from typing import Any

import msgspec

from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.settingsdoc import markdown
from posthouse.cli.terminal import FAILED, OK, terminal
from posthouse.config.unsafe import problems


def check(*, config: Config = None, json: Json = False) -> int:
    """Tell everything that start would refuse."""
    speaker = terminal(json_=json, environ=os.environ)
    settings = settings_of(config, os.environ)
    found = problems(settings, os.environ)
    speaker.result(
        {
            "file": settings.source,
            "problems": [{"error": each.message, "hint": each.hint} for each in found],
        }
    )
    if found:
        for each in found:
            if not json:
                speaker.complain(each)
        return FAILED
    speaker.say(
        "config.well",
        file=settings.source,
        channels=len(settings.channel),
        projects=len(settings.project) + 1,
        prices=len(settings.price),
    )
    return OK


def show(*, config: Config = None, json: Json = False) -> int:
    """Show the settings in force, defaults included; there are no secrets among them."""
    speaker = terminal(json_=json, environ=os.environ)
    tree = msgspec.to_builtins(settings_of(config, os.environ))
    speaker.result(tree)
    if not json:
        for line in _lines("", tree):
            speaker.line(line)
    return OK


def docs(*, json: Json = False) -> int:
    """Print every setting with its meaning and default, as docs/settings.md holds it."""
    speaker = terminal(json_=json, environ=os.environ)
    text = markdown()
    speaker.result({"markdown": text})
    if not json:
        speaker.line(text.rstrip("\n"))
    return OK


def _lines(place: str, tree: Any) -> list[str]:
    """Return `place = value` for every leaf."""
    if isinstance(tree, dict) and tree:
        return [
            line
            for name, below in tree.items()
            for line in _lines(f"{place}.{name}".lstrip("."), below)
        ]
    if isinstance(tree, list | tuple) and tree and isinstance(tree[0], dict):
        return [line for n, below in enumerate(tree) for line in _lines(f"{place}[{n}]", below)]
    return [f"{place} = {msgspec.json.encode(tree).decode()}"]
