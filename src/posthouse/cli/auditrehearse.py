"""`posthouse audit rehearse`: what an audit finds of relays whose dishonesty is known."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter

from posthouse.audit.arms import ARMS, CLAIMED, OTHER, QUANTISED, SISTER, Arm
from posthouse.audit.evidence import ReferenceFile
from posthouse.audit.judging import CHANGED, IDENTIFIED, judged
from posthouse.cli.audit import gathered
from posthouse.cli.auditasking import Asking, Model, Test, Where
from posthouse.cli.auditenrol import Wish, enrolled
from posthouse.cli.options import Json
from posthouse.cli.terminal import OK, UNSOUND, Terminal, terminal
from posthouse.model.dialect import Dialect
from posthouse.model.errors import CommandError
from posthouse.net.asking import planned
from posthouse.service.rogue import Rogue

NEEDED = {"A1": OTHER, "A2": QUANTISED, "A11": SISTER} | dict.fromkeys(
    ("A3-50", "A3-25", "A3-10", "A5", "A7", "A9", "A10", "A12", "A13"), OTHER
)
"""Arms that need a backend beside the claimed model's."""
UNREACHED = ("A5", "A10", "A16.late")
"""Arms whose trigger no question of an audit reaches: what they do then is not seen."""

Backend = Annotated[str, Parameter(help="Address of one more loopback model, for arms with it.")]


def rehearse(  # noqa: PLR0913  (every option of the command is one here)
    *,
    claimed: Annotated[
        str, Parameter(help="Address of the claimed model; empty starts the local one.")
    ] = "",
    other: Backend = "",
    quantised: Backend = "",
    sister: Backend = "",
    model: Model = "smollm2-135m",
    arms: Annotated[str, Parameter(help="Names of arms, with commas; empty means all.")] = "",
    each: Annotated[int, Parameter(help="Answers to each prompt in the reference.")] = 25,
    most: Annotated[int, Parameter(name="--max", help="Questions of an audit at most.")] = 120,
    json: Json = False,
) -> int:
    """Audit a relay of our own on loopback, arm after arm, and tell what is found of each."""
    speaker = terminal(json_=json, environ=os.environ)
    test = Test(max=most)
    test.require()
    chosen = _chosen(arms)
    wish = Wish(each, 64 if claimed else 16)
    backends = {OTHER: other, QUANTISED: quantised, SISTER: sister}
    with _claimed(claimed, model) as url:
        backends[CLAIMED] = url
        where = Where(seconds=3600)
        reference = enrolled(Asking(where.channel(url), model, where), wish, speaker)
        rows = [_row(speaker, arm, backends, reference, test) for arm in chosen]
    speaker.result({"arms": rows})
    head = speaker.text("audit.rehearsed").split("|")
    speaker.table(head, [_shown(speaker, row) for row in rows])
    return OK if all(row["right"] is not False for row in rows) else UNSOUND


def _chosen(names: str) -> list[Arm]:
    wanted = [name.strip() for name in names.split(",") if name.strip()] or list(ARMS)
    unknown = [name for name in wanted if name not in ARMS]
    if unknown:
        raise CommandError(f"expected arms of {', '.join(ARMS)}, found {', '.join(unknown)}")
    return [ARMS[name] for name in wanted]


@contextmanager
def _claimed(url: str, model: str) -> Iterator[str]:
    """Give the claimed model's address: the one told, or that of a local model started for it."""
    if url:
        yield url
        return
    import asyncio

    from posthouse.service.localmodel import HOST, LocalModel
    from posthouse.service.rogue import free_port

    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        local = LocalModel(model, free_port(), Path(folder) / "model.log")
        runner.run(local.start())
        try:
            yield f"http://{HOST}:{local.port}"
        finally:
            runner.run(local.stop())


def _row(
    speaker: Terminal, arm: Arm, backends: dict[str, str], reference: ReferenceFile, test: Test
) -> dict[str, Any]:
    """Audit one arm; return what was found."""
    need = NEEDED.get(arm.name)
    if need and not backends[need]:
        return {"arm": arm.name, "word": "skipped", "right": None, "asked": 0, "probes": []}
    speaker.note("audit.rehearsing", arm=arm.name)
    told = {who: url for who, url in backends.items() if url}
    with Rogue([arm], told, secrets.token_hex(16)) as url:
        usual = planned(reference.model, url, Dialect.OPENAI_CHAT, reference, ())
        plan = msgspec.structs.replace(usual, most=test.max)
        where = Where(seconds=3600)
        evidence = gathered(speaker, plan, Asking(where.channel(url), reference.model, where))
    verdict = judged(msgspec.structs.replace(evidence, trials=1))
    accused = verdict["word"] in (CHANGED, IDENTIFIED)
    return {
        "arm": arm.name,
        "word": verdict["word"],
        "right": None if arm.name in UNREACHED else accused is not arm.honest,
        "asked": len(evidence.draws) + len(evidence.told),
        "alarm": verdict["p"] <= verdict["level"] and bool(verdict["looks"]),
        "probes": [one["what"] for one in verdict["probes"] if one["word"] == "differs"],
        "tokens_in": verdict["tokens_in"],
    }


def _shown(speaker: Terminal, row: dict[str, Any]) -> tuple[str, ...]:
    right = {True: "audit.right", False: "audit.wrong", None: "audit.not_judged"}[row["right"]]
    return (
        row["arm"],
        speaker.text(f"audit.arm.{row['arm']}"),
        speaker.text(f"audit.short.{row['word']}"),
        ", ".join(row["probes"]),
        str(row["asked"]),
        speaker.text(right),
    )
