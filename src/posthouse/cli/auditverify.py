"""`posthouse audit verify`: the verdict of an evidence file, recomputed offline."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter

from posthouse.audit.comparison import COMPARISON, Comparison, comparison_of
from posthouse.audit.evidence import evidence_of
from posthouse.audit.judging import verified
from posthouse.audit.signing import opened
from posthouse.audit.standing import CHANGED
from posthouse.cli.auditfiles import ANYBODY, Trust
from posthouse.cli.files import file_of
from posthouse.cli.options import Json
from posthouse.cli.terminal import OK, Terminal, terminal
from posthouse.cli.verdict import EXITS, tell


def verify(
    file: Annotated[Path, Parameter(help="What `posthouse audit run` wrote.")],
    *,
    trusting: Trust = ANYBODY,
    json: Json = False,
) -> int:
    """Recompute a verdict; the exit code is the verdict's, 3 where it does not follow."""
    speaker = terminal(json_=json, environ=os.environ)
    data, keys = file_of(file), trusting.keys()
    told = opened(data)
    if told.kind == COMPARISON:
        told.require(keys)
        code = _compared(speaker, comparison_of(told.tree))
    else:
        evidence = evidence_of(data, keys)
        code = tell(speaker, evidence, verified(evidence), str(file))
    speaker.say("audit.holds", file=file)
    if names := [key.name for key in told.by(keys)]:
        speaker.say("audit.signed_by", names=", ".join(names))
    elif told.names:
        speaker.say("audit.signed_unchecked", names=", ".join(told.names))
    return code


def _compared(speaker: Terminal, found: Comparison) -> int:
    """Show what was won on real requests; 1 where the channels were told apart."""
    speaker.result(msgspec.to_builtins(found))
    speaker.say(
        "audit.compared", channel=found.channel, trusted=found.trusted, model=found.model,
        pairs=len(found.rows), e=f"{found.e:.3g}", limit=f"{1 / found.alpha:.0f}",
    )  # fmt: skip
    return EXITS[CHANGED] if found.changed else OK
