"""`posthouse mask`: de-identifies a file, a folder or a repository."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from posthouse import __version__
from posthouse.batch.keyfile import key_of
from posthouse.batch.run import Outcome, Wish, layout, run
from posthouse.batch.sealing import seals_of
from posthouse.batch.state import MANIFEST, Identity
from posthouse.batch.worker import EPOCH, Masking
from posthouse.cli.batch import (
    ByEngine,
    ByNames,
    KeyFile,
    Workers,
    engine_of,
    key_beside,
    progress,
    require_outside,
)
from posthouse.cli.looking import Looking, looking
from posthouse.cli.options import Config, Json
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.config.treatments import DEFAULT_PROJECT
from posthouse.media import extra
from posthouse.model.errors import CommandError
from posthouse.model.finding import Label, Treatment
from posthouse.model.media import Handling
from posthouse.policy.decide import policy_digest
from posthouse.vault.keyring import MASTER_LENGTH, Keyring

TENANT = "batch"

ByImages = Annotated[
    Literal["redact", "leave"] | None,
    Parameter(help="redact: read images, cover what is found; leave: do not open them."),
]
ByDocuments = Annotated[
    Literal["text", "leave"] | None,
    Parameter(help="text: write the masked text of PDF and Office; leave: do not open them."),
]


def mask(  # noqa: PLR0913  (every option of a run is an option here)
    path: Annotated[Path, Parameter(help="A file, a folder, or a repository's work tree.")],
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"), help="Where the results go.")],
    key: KeyFile = None,
    irreversible: Annotated[
        bool, Parameter(negative="", help="Throw the key away: nothing restores the values.")
    ] = False,
    untracked: Annotated[
        bool, Parameter(negative="", help="In a repository take untracked files too.")
    ] = False,
    project: Annotated[
        str, Parameter(help="Whose treatments hold, as the settings have them.")
    ] = DEFAULT_PROJECT,
    report: Annotated[
        Path | None, Parameter(help="Also write a report with plots: one HTML file.")
    ] = None,
    quasi: Annotated[
        str, Parameter(help="Columns, such as age,postcode,sex, whose k-anonymity is counted.")
    ] = "",
    reach_k: Annotated[
        bool,
        Parameter(negative="", help="Blur these columns and leave rows out until k is 5."),
    ] = False,
    names: ByNames = None,
    images: ByImages = None,
    documents: ByDocuments = None,
    workers: Workers = 0,
    engine: ByEngine = "processes",
    config: Config = None,
    json: Json = False,
) -> int:
    """Mask all that lies at a path."""
    speaker = terminal(json_=json, environ=os.environ)
    state = layout(path, output)[1]
    columns = _columns(quasi, reach_k=reach_k, irreversible=irreversible)
    made, keyring = _keyring(path, output, key, irreversible=irreversible)
    with_ = _reading(looking(config, project, names), images, documents)
    wish = Wish(
        path, output, _masking(keyring, with_, irreversible=irreversible),
        _identity(keyring, with_, irreversible=irreversible),
        {la.value: with_.treatments.get(la, Treatment.MASK).value for la in Label},
        tracked=not untracked, quasi=columns, reach=reach_k,
    )  # fmt: skip
    with progress(speaker, "mask.progress") as told:
        outcome = run(wish, engine_of(workers, engine), told)
    _say(speaker, outcome, state / MANIFEST)
    _report(speaker, outcome, report)
    if irreversible:
        speaker.say("mask.thrown")
    else:
        speaker.say("mask.deidentified")
        if made is not None:
            speaker.say("mask.key", key=made)
    uncounted = bool(columns) and not outcome.manifest["anonymity"]
    if uncounted:
        speaker.note("mask.uncounted", columns=", ".join(columns))
    return FAILED if outcome.problems or uncounted else OK


def _reading(with_: Looking, images: str | None, documents: str | None) -> Looking:
    """Take what is said of images and documents over what the settings say. Raises CommandError."""
    media = with_.media
    if images is not None:
        media = replace(media, images=Handling.REDACT if images == "redact" else Handling.REFUSE)
    if documents is not None:
        media = replace(media, documents=Handling.TEXT if documents == "text" else Handling.REFUSE)
    found = replace(with_, media=media)
    if found.images:
        extra.require("--images leave")
    return found


def _columns(quasi: str, *, reach_k: bool, irreversible: bool) -> tuple[str, ...]:
    """Return the quasi-identifiers. Raises CommandError."""
    columns = tuple(dict.fromkeys(name.strip() for name in quasi.split(",") if name.strip()))
    if reach_k and not (columns and irreversible):
        raise CommandError(
            "--reach-k: expected --quasi and --irreversible beside it",
            hint="blurred columns and rows left out do not come back",
        )
    return columns


def _report(speaker: Terminal, outcome: Outcome, file: Path | None) -> None:
    """Write the report, where one is wanted. Raises CommandError."""
    if file is None:
        return
    from posthouse.batch.report import report

    chinese = bool(speaker.language.value)
    try:
        file.write_text(report(outcome.manifest, "zh" if chinese else "en"), encoding="utf-8")
    except OSError as error:
        raise CommandError(
            f"--report: expected to write {file}, found {type(error).__name__}"
        ) from error
    speaker.say("mask.report", file=file)


def _keyring(
    path: Path, output: Path, key: Path | None, *, irreversible: bool
) -> tuple[Path | None, Keyring]:
    """Return the key file if it was made now, and the keyring. Raises CommandError."""
    if irreversible:
        if key is not None:
            raise CommandError(
                "expected either --key or --irreversible, found both",
                hint="with --irreversible the key is never written",
            )
        return None, Keyring(os.urandom(MASTER_LENGTH))
    place = key or key_beside(output)
    require_outside(place, path, output)
    new = not place.exists()
    return (place if new else None), key_of(place, make=True)


def _masking(keyring: Keyring, with_: Looking, *, irreversible: bool) -> Masking:
    return Masking(
        with_.packed(),
        with_.words,
        with_.allowed,
        {la.value: t.value for la, t in with_.treatments.items()},
        keyring.masking_key(TENANT, EPOCH),
        with_.names,
        None if irreversible else seals_of(keyring),
        with_.images,
        with_.documents,
    )


def _identity(keyring: Keyring, with_: Looking, *, irreversible: bool) -> Identity:
    rules = with_.name(keyring)
    return Identity(
        "irreversible" if irreversible else "reversible",
        rules,
        policy_digest(with_.treatments, rules, _media(with_)),
        "" if irreversible else keyring.fingerprint(),
        f"posthouse/{__version__}",
    )


def _media(with_: Looking) -> dict[str, int | str]:
    """Return what a policy's name tells of media, nothing where none are opened."""
    told = {"images": with_.images, "documents": with_.documents}
    return {name: 1 for name, on in told.items() if on}


def _say(speaker: Terminal, outcome: Outcome, manifest: Path) -> None:
    totals = outcome.manifest["totals"]
    found = sum(totals["counts"].values())
    for one in outcome.problems:
        speaker.note("mask.not_done", path=one["path"], why=one["why"])
    rows = [(label, str(count)) for label, count in totals["counts"].items()]
    if rows:
        speaker.table(speaker.text("mask.counts").split("|"), rows)
    speaker.say(
        "mask.done", files=totals["files"], bytes=totals["source_bytes"], found=found,
        manifest=manifest,
    )  # fmt: skip
    for one in outcome.manifest.get("anonymity", []):
        speaker.say(
            "mask.anonymity", path=one["path"], k=one["k"], below=one["below"],
            records=one["records"],
        )  # fmt: skip
        if done := one["reached"]:
            steps = ", ".join(f"{column}: {step}" for column, step in done["steps"].items())
            speaker.say(
                "mask.reached", path=one["path"], steps=steps or "–", count=done["left_out"]
            )
    if outcome.kept:
        speaker.say("mask.kept", count=outcome.kept)
    speaker.result({**outcome.manifest, "kept": outcome.kept, "manifest": str(manifest)})
