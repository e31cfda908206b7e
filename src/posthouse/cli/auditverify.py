"""`posthouse audit verify`: the verdict of an evidence file, recomputed offline."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.audit.evidence import evidence_of
from posthouse.audit.judging import verified
from posthouse.audit.signing import opened
from posthouse.cli.auditfiles import ANYBODY, Trust, file_of
from posthouse.cli.options import Json
from posthouse.cli.terminal import terminal
from posthouse.cli.verdict import tell


def verify(
    file: Annotated[Path, Parameter(help="What `posthouse audit run` wrote.")],
    *,
    trusting: Trust = ANYBODY,
    json: Json = False,
) -> int:
    """Recompute a verdict; the exit code is the verdict's, 3 where it does not follow."""
    speaker = terminal(json_=json, environ=os.environ)
    data, keys = file_of(file), trusting.keys()
    evidence = evidence_of(data, keys)
    code = tell(speaker, evidence, verified(evidence), str(file))
    speaker.say("audit.holds", file=file)
    told = opened(data)
    if names := [key.name for key in told.by(keys)]:
        speaker.say("audit.signed_by", names=", ".join(names))
    elif told.names:
        speaker.say("audit.signed_unchecked", names=", ".join(told.names))
    return code
