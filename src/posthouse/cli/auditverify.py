"""`posthouse audit verify`: the verdict of an evidence file, recomputed offline."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.audit.evidence import evidence_of
from posthouse.audit.judging import verified
from posthouse.cli.auditfiles import file_of
from posthouse.cli.options import Json
from posthouse.cli.terminal import terminal
from posthouse.cli.verdict import tell


def verify(
    file: Annotated[Path, Parameter(help="What `posthouse audit run` wrote.")],
    *,
    json: Json = False,
) -> int:
    """Recompute a verdict; the exit code is the verdict's, 3 where it does not follow."""
    speaker = terminal(json_=json, environ=os.environ)
    evidence = evidence_of(file_of(file))
    code = tell(speaker, evidence, verified(evidence), str(file))
    speaker.say("audit.holds", file=file)
    return code
