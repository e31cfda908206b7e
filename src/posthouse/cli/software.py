"""`posthouse software`: which Posthouse this is, down to its bytes, and what it is made of."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.options import Json
from posthouse.cli.terminal import OK, terminal
from posthouse.config.software import running_software, wheel_digest


def digest(
    wheel: Annotated[Path | None, Parameter(help="A wheel, instead of what runs here.")] = None,
    *,
    json: Json = False,
) -> int:
    """Show the digest that receipts name."""
    speaker = terminal(json_=json, environ=os.environ)
    if wheel is not None:
        found = wheel_digest(wheel)
        speaker.say("software.file", file=wheel, digest=found)
        speaker.result({"wheel": str(wheel), "digest": found})
        return OK
    software = running_software()
    origin = speaker.text(f"software.{software.origin.value}")
    speaker.say("software.runs", name=software.name, origin=origin, digest=software.digest)
    speaker.result(
        {
            "software": software.name,
            "origin": software.origin.value,
            "digest": software.digest,
        }
    )
    return OK
