"""`posthouse audit run`: is it the model you pay for? Asked over HTTP, judged by exact tests."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter

from posthouse import __version__
from posthouse.audit.evidence import EVIDENCE, Evidence
from posthouse.audit.order import commitment
from posthouse.audit.probes import probes as table
from posthouse.audit.probes.probes import PROBES
from posthouse.audit.speech.ask import Ask, Told
from posthouse.cli.auditasking import (
    HERE,
    USUAL,
    Asking,
    How,
    Model,
    Place,
    Probed,
    Url,
    asked,
    probed,
    progress,
    source_of,
)
from posthouse.cli.auditfiles import library_rows, reference_file, write
from posthouse.cli.options import Json
from posthouse.cli.terminal import Terminal, terminal
from posthouse.cli.verdict import tell

TRIALS = 60


def audited(  # noqa: PLR0913  (every option of the command is one here)
    url: Url,
    *,
    model: Model,
    reference: Annotated[Path, Parameter(help="What `posthouse audit enrol` wrote.")],
    library: Annotated[
        tuple[Path, ...], Parameter(help="Other models' references, or JSON lines of answers.")
    ] = (),
    evidence: Annotated[Path | None, Parameter(help="Where to keep the evidence.")] = None,
    probes: Probed = True,
    test: How = USUAL,
    where: Place = HERE,
    json: Json = False,
) -> int:
    """Ask a relay, judge, keep the evidence; the exit code is the verdict's."""
    speaker = terminal(json_=json, environ=os.environ)
    test.require()
    asking = Asking(where.channel(url), model, where)
    now = time.time()
    trusted = reference_file(reference, now)
    rows = library_rows(library, trusted, model)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    file = evidence or Path(f"audit-{asking.channel.address.host.strip('[]')}-{stamp}.json")
    import numpy as np

    plan = Evidence(
        EVIDENCE, __version__, np.__version__, model, source_of(url), where.dialect, int(now),
        int(now), secrets.token_hex(16), test.alpha, test.margin, test.max, TRIALS, "", trusted,
        rows, (), tuple(PROBES) if probes else (), (), {},
    )  # fmt: skip
    speaker.note("audit.commitment", most=test.max, commitment=commitment(plan.seed))
    return _judged(speaker, gathered(speaker, plan, asking), file)


def gathered(speaker: Terminal, plan: Evidence, asking: Asking) -> Evidence:
    """Return the evidence with its draws: until the plan ends, an alarm, or the channel fails."""
    from posthouse.audit import judging

    prompts = {cell.name: cell.prompt for cell in plan.reference.cells}
    going, draws = judging.Going(plan), list[Told]()

    def take(draw: Told) -> tuple[bool, bool]:
        draws.append(msgspec.structs.replace(draw, headers={}))
        why = going.take(draw)
        progress(speaker, len(draws), plan.most, going.missing.total())
        return why is None, not going.done and len(draws) < plan.most

    questions = [
        Ask(name, prompts[name], max_tokens=plan.reference.max_tokens)
        for name in judging.asked(plan)
    ]
    stopped, told = asked(asking, questions, take), list[Told]()
    if plan.probes and not stopped:
        told, stopped = probed(asking, table.asked(plan.seed, plan.probes), speaker)
    ended = int(time.time())
    return msgspec.structs.replace(
        plan, draws=tuple(draws), told=tuple(told), stopped=stopped, ended_s=ended
    )


def _judged(speaker: Terminal, evidence: Evidence, file: Path) -> int:
    from posthouse.audit.evidence import written
    from posthouse.audit.judging import judged

    speaker.note("audit.judging")
    verdict = judged(evidence)
    write(file, written(msgspec.structs.replace(evidence, verdict=verdict)))
    code = tell(speaker, evidence, verdict, str(file))
    speaker.say("audit.evidence", file=file)
    return code
