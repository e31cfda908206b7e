"""`posthouse audit enrol`: how the claimed model answers, from a channel that one trusts."""

from __future__ import annotations

import os
import secrets
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter

from posthouse.audit.cells import CELLS, Cell
from posthouse.audit.evidence import REFERENCE, ReferenceFile, answer_of
from posthouse.audit.order import order
from posthouse.audit.probes.probe import Figures
from posthouse.audit.probes.probes import PROBES, Conversation
from posthouse.audit.signing import written
from posthouse.audit.speech.ask import Ask, Told
from posthouse.cli.auditasking import (
    HERE,
    Asking,
    Model,
    Place,
    Probed,
    Url,
    asked,
    probed,
    progress,
    source_of,
)
from posthouse.cli.auditfiles import UNSIGNED, Signer, write
from posthouse.cli.terminal import OK, UNSOUND, Terminal, terminal
from posthouse.model.errors import CommandError

DAY_S = 86_400


def enrol(  # noqa: PLR0913  (every option of the command is one here)
    url: Url,
    *,
    model: Model,
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="Where to write.")],
    each: Annotated[int, Parameter(help="Questions for each prompt.")] = 25,
    days: Annotated[int, Parameter(help="How long the reference is good.")] = 30,
    max_tokens: Annotated[int, Parameter(help="Limit of each answer; 0 sends none.")] = 64,
    probes: Probed = True,
    where: Place = HERE,
    signing: Signer = UNSIGNED,
) -> int:
    """Ask a trusted channel, and write a reference."""
    speaker = terminal(json_=False, environ=os.environ)
    if not 1 <= each <= 1000 or not 1 <= days <= 3650 or max_tokens < 0:
        raise CommandError("expected --each 1 to 1000, --days 1 to 3650, --max-tokens 0 or more")
    asking = Asking(where.channel(url), model, where)
    signers = signing.signers()
    found = enrolled(asking, Wish(each, max_tokens), speaker, probes=probes)
    now = int(time.time())
    reference = msgspec.structs.replace(
        found, source=source_of(url), enrolled_s=now, expires_s=now + days * DAY_S
    )
    write(output, written(reference, signers))
    count = sum(map(len, reference.answers.values()))
    speaker.say(
        "audit.enrolled", file=output, answers=count, cells=len(CELLS), model=model,
        missing=sum(reference.missing.values()), days=days,
    )  # fmt: skip
    return OK if count else UNSOUND


@dataclass(frozen=True, slots=True)
class Wish:
    """How often each prompt is asked, with which limit, and which prompts."""

    each: int
    max_tokens: int
    cells: tuple[Cell, ...] = CELLS


def enrolled(
    asking: Asking, wish: Wish, speaker: Terminal, *, probes: bool = True
) -> ReferenceFile:
    """Return a reference that is good for no time yet. Raises CommandError."""
    measured = _measured(asking, speaker) if probes else {}
    answers, missing = _answers(asking, wish, speaker)
    return ReferenceFile(
        REFERENCE, asking.model, "", 0, 0, wish.max_tokens, wish.cells,
        {name: tuple(found) for name, found in answers.items()}, dict(missing),
        probes=(measured,) if measured else (),
    )  # fmt: skip


def _measured(asking: Asking, speaker: Terminal) -> dict[str, Figures]:
    conversation = Conversation(secrets.token_hex(16), tuple(PROBES), asking.where.speech)
    probed(asking, conversation, speaker)
    return conversation.figures()


def _answers(
    asking: Asking, wish: Wish, speaker: Terminal
) -> tuple[dict[str, list[str]], Counter[str]]:
    """Return the answers by cell and why others are missing. Raises CommandError."""
    cells = {cell.name: cell for cell in wish.cells}
    answers: dict[str, list[str]] = {name: [] for name in cells}
    missing: Counter[str] = Counter()
    count = 0
    wanted = [
        Ask(name, cells[name].prompt, max_tokens=wish.max_tokens)
        for name in order(secrets.token_hex(16), list(cells), wish.each * len(cells))
    ]

    def take(told: Told) -> tuple[bool, bool]:
        nonlocal count
        count += 1
        answer, why = answer_of(told, asking.where.speech, cells[told.name].reader)
        if answer is None:
            missing[why] += 1
        else:
            answers[told.name].append(answer)
        progress(speaker, count, len(wanted), missing.total())
        return answer is not None, count < len(wanted)

    stopped = asked(asking, wanted, take)
    if stopped:
        said = ", ".join(f"{why} {times}" for why, times in missing.items()) or "nothing missing"
        raise CommandError(f"no reference was written: {stopped} ({said})")
    return answers, missing
