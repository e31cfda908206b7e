"""`posthouse audit report`: evidence as one HTML file with plots."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from posthouse.audit.evidence import evidence_of
from posthouse.audit.judging import verified
from posthouse.cli.auditfiles import ANYBODY, Trust
from posthouse.cli.files import file_of, write
from posthouse.cli.messages import MESSAGES
from posthouse.cli.terminal import OK, terminal


def report(
    file: Annotated[Path, Parameter(help="What `posthouse audit run` wrote.")],
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="Where to write.")],
    lang: Annotated[Literal["en", "zh"], Parameter(help="The language shown first.")] = "en",
    trials: Annotated[
        int, Parameter(help="Made-up audits for each point of the power curve; 0 leaves it out.")
    ] = 20,
    trusting: Trust = ANYBODY,
) -> int:
    """Recompute a verdict, and write it with its plots as a page that needs nothing else."""
    from posthouse.service.auditreport import report as page

    speaker = terminal(json_=False, environ=os.environ)
    evidence = evidence_of(file_of(file), trusting.keys())
    verdict = verified(evidence)
    speaker.note("audit.judging")
    told = page(evidence, verdict, MESSAGES, lang=lang, trials=max(trials, 0))
    write(output, told.encode())
    speaker.say("audit.reported", file=output)
    return OK
