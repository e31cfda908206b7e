"""`posthouse audit`: is it the model you pay for? Asked over HTTP, judged by exact tests."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from cyclopts import Parameter

from posthouse import __version__
from posthouse.audit.cells import CELLS, Cell
from posthouse.audit.evidence import (
    EVIDENCE,
    LEAST_ALPHA,
    MOST_ASKED,
    REFERENCE,
    Draw,
    Evidence,
    ReferenceFile,
    answer_of,
)
from posthouse.audit.order import commitment, order
from posthouse.cli.auditfiles import library_rows, reference_file, write
from posthouse.cli.options import Json
from posthouse.cli.questions import Patience, Target, ask_all
from posthouse.cli.terminal import OK, UNSOUND, Terminal, terminal
from posthouse.cli.verdict import tell
from posthouse.config.compile import upstream_address
from posthouse.ledger.canonical import canonical
from posthouse.model.channel import Channel
from posthouse.model.dialect import Dialect
from posthouse.model.errors import CommandError
from posthouse.model.secret import Secret

DAY_S = 86_400
EVERY = 10
TRIALS = 60
INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Where:
    """The channel to be asked, and how patiently."""

    key_env: Annotated[str, Parameter(help="Environment variable with the key.")] = ""
    private_network: Annotated[
        bool, Parameter(negative="", help="The channel lies in a private address range.")
    ] = False
    seconds: Annotated[float, Parameter(help="How long it may take altogether.")] = 900.0
    answer_seconds: Annotated[float, Parameter(help="How long one answer may take.")] = 60.0
    pause: Annotated[float, Parameter(help="Seconds to wait after a failure; doubled.")] = 1.0

    def channel(self, url: str) -> Channel:
        """Return the channel. Raises ConfigError, CommandError."""
        key = os.environ.get(self.key_env, "") if self.key_env else ""
        if self.key_env and not key:
            raise CommandError(
                f"expected a key in ${self.key_env}, found it unset or empty",
                hint=f"export {self.key_env}=...",
            )
        return Channel(
            name="audited",
            address=upstream_address(url, "URL"),
            dialects=frozenset({Dialect.OPENAI_CHAT}),
            credential=Secret(key),
            private_network=self.private_network,
            first_byte_timeout_s=self.answer_seconds,
            idle_timeout_s=self.answer_seconds,
        )

    def patience(self) -> Patience:
        """Return how long to wait for what."""
        return Patience(self.answer_seconds, self.seconds, self.pause)


@dataclass(frozen=True, slots=True)
class Test:
    """How the test is made."""

    max: Annotated[int, Parameter(help="Questions at most; none is asked twice.")] = 120
    alpha: Annotated[float, Parameter(help="Allowed chance of a false accusation.")] = 0.01
    margin: Annotated[float, Parameter(help="Share of swapped answers to rule out.")] = 1.0

    def require(self) -> None:
        """Raise CommandError for what cannot be tested."""
        if not 1 <= self.max <= MOST_ASKED:
            raise CommandError(f"expected --max from 1 to {MOST_ASKED}, found {self.max}")
        if not LEAST_ALPHA <= self.alpha <= 0.2:
            raise CommandError(f"expected --alpha from {LEAST_ALPHA} to 0.2, found {self.alpha}")
        if not 0.05 <= self.margin <= 1:
            raise CommandError(f"expected --margin from 0.05 to 1, found {self.margin}")


Url = Annotated[str, Parameter(help="The channel's address, as its own manual gives it.")]
Model = Annotated[str, Parameter(help="The model's name, as the channel knows it.")]
Place = Annotated[Where, Parameter(name="*")]
How = Annotated[Test, Parameter(name="*")]
HERE, USUAL = Where(), Test()


def enrol(  # noqa: PLR0913  (every option of the command is one here)
    url: Url,
    *,
    model: Model,
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="Where to write.")],
    each: Annotated[int, Parameter(help="Questions for each prompt.")] = 25,
    days: Annotated[int, Parameter(help="How long the reference is good.")] = 30,
    max_tokens: Annotated[int, Parameter(help="Limit of each answer; 0 sends none.")] = 64,
    where: Place = HERE,
) -> int:
    """Ask a trusted channel, and write a reference."""
    speaker = terminal(json_=False, environ=os.environ)
    if not 1 <= each <= 1000 or not 1 <= days <= 3650 or max_tokens < 0:
        raise CommandError("expected --each 1 to 1000, --days 1 to 3650, --max-tokens 0 or more")
    channel = where.channel(url)
    cells = {cell.name: cell for cell in CELLS}
    draws: list[Draw] = []
    answers: dict[str, list[str]] = {name: [] for name in cells}
    missing: Counter[str] = Counter()
    wanted = [cells[name] for name in order(secrets.token_hex(16), list(cells), each * len(cells))]

    def take(draw: Draw) -> bool:
        draws.append(draw)
        answer, why = answer_of(draw, cells[draw.cell].reader)
        if answer is None:
            missing[why] += 1
        else:
            answers[draw.cell].append(answer)
        _progress(speaker, len(draws), len(wanted), missing.total())
        return len(draws) < len(wanted)

    stopped = _asked(Asking(channel, model, max_tokens), wanted, where.patience(), take)
    if stopped:
        told = ", ".join(f"{why} {count}" for why, count in missing.items()) or "nothing missing"
        raise CommandError(f"no reference was written: {stopped} ({told})")
    now = int(time.time())
    reference = ReferenceFile(
        REFERENCE, model, _source(url), now, now + days * DAY_S, max_tokens, CELLS,
        {name: tuple(found) for name, found in answers.items()}, dict(missing),
    )  # fmt: skip
    write(output, canonical(msgspec.to_builtins(reference)) + b"\n")
    count = sum(map(len, answers.values()))
    speaker.say(
        "audit.enrolled", file=output, answers=count, cells=len(CELLS), model=model,
        missing=missing.total(), days=days,
    )  # fmt: skip
    return OK if count else UNSOUND


def audited(  # noqa: PLR0913  (every option of the command is one here)
    url: Url,
    *,
    model: Model,
    reference: Annotated[Path, Parameter(help="What `posthouse audit enrol` wrote.")],
    library: Annotated[
        tuple[Path, ...], Parameter(help="Other models' references, or JSON lines of answers.")
    ] = (),
    evidence: Annotated[Path | None, Parameter(help="Where to keep the evidence.")] = None,
    test: How = USUAL,
    where: Place = HERE,
    json: Json = False,
) -> int:
    """Ask a relay, judge, keep the evidence; the exit code is the verdict's."""
    speaker = terminal(json_=json, environ=os.environ)
    test.require()
    channel = where.channel(url)
    now = time.time()
    trusted = reference_file(reference, now)
    rows = library_rows(library, trusted, model)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    file = evidence or Path(f"audit-{channel.address.host.strip('[]')}-{stamp}.json")
    import numpy as np

    plan = Evidence(
        EVIDENCE, __version__, np.__version__, model, _source(url), int(now), int(now),
        secrets.token_hex(16), test.alpha, test.margin, test.max, TRIALS, "", trusted, rows, (), {},
    )  # fmt: skip
    speaker.note("audit.commitment", most=test.max, commitment=commitment(plan.seed))
    done = _gathered(speaker, plan, Asking(channel, model, trusted.max_tokens), where.patience())
    return _judged(speaker, done, file)


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask for what."""

    channel: Channel
    model: str
    max_tokens: int = field(default=0)


def _gathered(speaker: Terminal, plan: Evidence, asking: Asking, patience: Patience) -> Evidence:
    """Return the evidence with its draws: until the plan ends, an alarm, or the channel fails."""
    from posthouse.audit.judging import Going, asked

    cells = {cell.name: cell for cell in plan.reference.cells}
    going, draws = Going(plan), list[Draw]()

    def take(draw: Draw) -> bool:
        draws.append(draw)
        going.take(draw)
        _progress(speaker, len(draws), plan.most, going.missing.total())
        return not going.done and len(draws) < plan.most

    stopped = _asked(asking, [cells[name] for name in asked(plan)], patience, take)
    ended = int(time.time())
    return msgspec.structs.replace(plan, draws=tuple(draws), stopped=stopped, ended_s=ended)


def _judged(speaker: Terminal, evidence: Evidence, file: Path) -> int:
    from posthouse.audit.evidence import written
    from posthouse.audit.judging import judged

    speaker.note("audit.judging")
    verdict = judged(evidence)
    write(file, written(msgspec.structs.replace(evidence, verdict=verdict)))
    code = tell(speaker, evidence, verdict, str(file))
    speaker.say("audit.evidence", file=file)
    return code


def _asked(
    asking: Asking, cells: Sequence[Cell], patience: Patience, take: Callable[[Draw], bool]
) -> str:
    """Ask; Ctrl-C ends it with what there is."""

    async def run() -> str:
        from posthouse.net.upstream import HttpUpstream

        upstream = HttpUpstream()
        target = Target(upstream, asking.channel, asking.model, asking.max_tokens)
        try:
            return await ask_all(target, cells, patience, take)
        finally:
            await upstream.close()

    try:
        return asyncio.run(run())
    except KeyboardInterrupt:
        return INTERRUPTED


def _progress(speaker: Terminal, asked: int, most: int, missing: int) -> None:
    every = 1 if sys.stderr.isatty() else EVERY
    if asked % every == 0 or asked == most:
        speaker.note(
            "audit.asked", asked=asked, most=most, answers=asked - missing, missing=missing
        )


def _source(url: str) -> str:
    """Return the address without what could be secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"
