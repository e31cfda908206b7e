"""`posthouse sbom`: the bill of materials of what runs here, or of locked requirements."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.terminal import OK, terminal
from posthouse.config.bom import bill, installed, locked
from posthouse.config.software import running_software


def sbom(
    *,
    locked_in: Annotated[
        Path | None,
        Parameter(name="--locked", help="A folder of locked requirements, instead of what runs."),
    ] = None,
) -> int:
    """Print a CycloneDX document."""
    speaker = terminal(json_=True, environ=os.environ)
    parts = installed() if locked_in is None else locked(locked_in)
    speaker.result(bill(parts, running_software()))
    return OK
