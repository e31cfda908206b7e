"""`posthouse audit rehearse`: what an audit finds of relays whose dishonesty is known."""

from __future__ import annotations

import os
from typing import Annotated, Any

from cyclopts import Parameter

from posthouse.audit.arms import ARMS, CLAIMED, OTHER, QUANTISED, SISTER, Arm
from posthouse.cli.auditasking import Model, Test
from posthouse.cli.auditenrol import Wish
from posthouse.cli.localmodels import served
from posthouse.cli.options import Json
from posthouse.cli.rehearsal import Stage, Trust, audited, own_weights, trusted
from posthouse.cli.terminal import OK, UNSOUND, Terminal, terminal
from posthouse.model.errors import CommandError

Backend = Annotated[
    str, Parameter(help="Address of one more loopback model, or its GGUF file, for arms with it.")
]


def rehearse(  # noqa: PLR0913  (every option of the command is one here)
    *,
    claimed: Annotated[
        str,
        Parameter(help="Address or GGUF file of the claimed model; empty starts the local one."),
    ] = "",
    other: Backend = "",
    quantised: Backend = "",
    sister: Backend = "",
    model: Model = "smollm2-135m",
    arms: Annotated[str, Parameter(help="Names of arms, with commas; empty means all.")] = "",
    each: Annotated[int, Parameter(help="Answers to each prompt in the reference.")] = 25,
    most: Annotated[int, Parameter(name="--max", help="Questions of an audit at most.")] = 80,
    json: Json = False,
) -> int:
    """Audit a relay of our own on loopback, arm after arm, and tell what is found of each."""
    speaker = terminal(json_=json, environ=os.environ)
    test = Test(max=most)
    test.require()
    chosen = _chosen(arms)
    claimed = claimed or own_weights()
    wanted = {CLAIMED: claimed, OTHER: other, QUANTISED: quantised, SISTER: sister}
    with served(wanted, model) as backends:
        limit = 64 if claimed.startswith("http") else 16
        reference = trusted(speaker, backends, Trust(model, Wish(each, limit), test))
        stage = Stage(backends, reference, test)
        rows = [audited(speaker, arm, stage) for arm in chosen]
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
