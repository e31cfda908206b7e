"""`posthouse audit run`: is it the model you pay for? Asked over HTTP, judged by exact tests."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter

from posthouse.audit.evidence import Evidence
from posthouse.audit.order import commitment
from posthouse.audit.probes.probes import BESIDE
from posthouse.audit.signing import written
from posthouse.cli.auditasking import (
    ALONE,
    HERE,
    INTERRUPTED,
    USUAL,
    Asking,
    Deep,
    How,
    Model,
    Others,
    Place,
    Probed,
    Url,
    chosen,
    progress,
    source_of,
)
from posthouse.cli.auditfiles import ANYBODY, UNSIGNED, Signer, Trust, library_rows, reference_file
from posthouse.cli.files import write
from posthouse.cli.options import Json
from posthouse.cli.terminal import Terminal, terminal
from posthouse.cli.verdict import tell
from posthouse.ledger.note import NoteSigner
from posthouse.model.errors import CommandError
from posthouse.net.asking import Gathering, planned
from posthouse.net.questions import Target

DEAREST = 10**12


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
    deep: Deep = False,
    price: Annotated[
        str, Parameter(help="IN:OUT, dollars for a million tokens: the bill in money.")
    ] = "",
    test: How = USUAL,
    where: Place = HERE,
    beside: Others = ALONE,
    signing: Signer = UNSIGNED,
    trusting: Trust = ANYBODY,
    json: Json = False,
) -> int:
    """Ask a relay, judge, keep the evidence; the exit code is the verdict's."""
    speaker = terminal(json_=json, environ=os.environ)
    test.require()
    others = beside.channels(url, where)
    asking = Asking(where.channel(url), model, where, others)
    now = time.time()
    keys, signers = trusting.keys(), signing.signers()
    trusted = reference_file(reference, now, keys)
    rows = library_rows(library, trusted, model, now, keys)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    file = evidence or Path(f"audit-{asking.channel.address.host.strip('[]')}-{stamp}.json")
    usual = planned(model, source_of(url), where.dialect, trusted, rows)
    plan = msgspec.structs.replace(
        usual,
        alpha=test.alpha,
        margin=test.margin,
        most=test.max,
        probes=(*chosen(probes=probes, deep=deep), *(BESIDE[name] for name in others)),
        price=price_of(price),
    )
    speaker.note("audit.commitment", most=test.max, commitment=commitment(plan.seed))
    return _judged(speaker, gathered(speaker, plan, asking), file, signers)


def price_of(text: str) -> tuple[int, int]:
    """Return a price in micro-dollars for a million tokens. Raises CommandError."""
    try:
        told = [round(Decimal(part) * 1_000_000) for part in text.split(":")] if text else [0, 0]
        into, out = told
    except (ValueError, ArithmeticError):
        into, out = -1, -1
    if not (0 <= into <= DEAREST and 0 <= out <= DEAREST):
        raise CommandError("expected --price such as 3:15, found another", hint="dollars, IN:OUT")
    return into, out


def gathered(speaker: Terminal, plan: Evidence, asking: Asking) -> Evidence:
    """Return the evidence with its answers. Ctrl-C ends it with what there is."""
    gathering = Gathering(plan, lambda count, none: progress(speaker, count, plan.most, none))

    async def run() -> Evidence:
        from posthouse.net.upstream import HttpUpstream

        upstream = HttpUpstream()
        speech = asking.where.speech
        target = Target(upstream, asking.channel, asking.model, speech, asking.beside)
        try:
            return await gathering.run(target, asking.where.patience())
        finally:
            await upstream.close()

    try:
        return asyncio.run(run())
    except KeyboardInterrupt:
        return gathering.evidence(INTERRUPTED)


def _judged(
    speaker: Terminal, evidence: Evidence, file: Path, signers: Sequence[NoteSigner]
) -> int:
    from posthouse.audit.judging import judged

    speaker.note("audit.judging")
    verdict = judged(evidence)
    write(file, written(msgspec.structs.replace(evidence, verdict=verdict), signers))
    code = tell(speaker, evidence, verdict, str(file))
    speaker.say("audit.evidence", file=file)
    return code
