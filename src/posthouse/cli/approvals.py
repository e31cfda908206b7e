"""`posthouse approvals`: tool calls that wait for somebody's word, and giving it.

The word goes into the database; whichever worker of the running station holds the call finds it
within a second.
"""

from __future__ import annotations

import os
import time
from dataclasses import asdict

from posthouse.cli.incidents import Ident, opened
from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.terminal import OK, terminal
from posthouse.cli.times import moment
from posthouse.model.errors import CommandError
from posthouse.model.incident import State

MOST = 200


def list_(*, config: Config = None, json: Json = False) -> int:
    """List the calls that wait, with what they would do."""
    speaker = terminal(json_=json, environ=os.environ)
    with opened(settings_of(config, os.environ)) as incidents:
        every = incidents.newest(MOST, State.WAITING)
    speaker.result([asdict(one) for one in every])
    if not every:
        speaker.say("approvals.none")
        return OK
    rows = [
        (one.id, moment(one.until_us), one.where, " ".join(one.rules), one.evidence)
        for one in every
    ]
    speaker.table(speaker.text("approvals.head").split("|"), rows)
    return OK


def approve(ident: Ident, *, config: Config = None, json: Json = False) -> int:
    """Let a call go out as it came."""
    return _decide(ident, State.APPROVED, config, json=json)


def deny(ident: Ident, *, config: Config = None, json: Json = False) -> int:
    """Block a call; its client reads why."""
    return _decide(ident, State.DENIED, config, json=json)


def _decide(ident: str, state: State, config: Config, *, json: bool) -> int:
    speaker = terminal(json_=json, environ=os.environ)
    now_us = time.time_ns() // 1000
    with opened(settings_of(config, os.environ)) as incidents:
        done = incidents.decide(ident, state, cli_actor(), now_us)
    if not done:
        raise CommandError(
            "no call waits under this id, or its time is over",
            hint="`posthouse approvals list` shows what waits",
        )
    speaker.say(f"approvals.{state.value}", id=ident)
    speaker.result({"id": ident, "state": state.value})
    return OK
