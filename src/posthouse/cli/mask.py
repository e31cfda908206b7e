"""`posthouse mask`: de-identifies a file, a folder or a repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse import __version__
from posthouse.batch.keyfile import key_of
from posthouse.batch.run import Outcome, Wish, layout, run
from posthouse.batch.sealing import seals_of
from posthouse.batch.state import MANIFEST, Identity
from posthouse.batch.worker import EPOCH, Masking
from posthouse.cli.batch import KeyFile, Workers, engine_of, key_beside, progress, require_outside
from posthouse.cli.looking import Looking, looking
from posthouse.cli.options import Config, Json
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.config.treatments import DEFAULT_PROJECT
from posthouse.model.errors import CommandError
from posthouse.model.finding import Label, Treatment
from posthouse.policy.decide import policy_digest
from posthouse.vault.keyring import MASTER_LENGTH, Keyring

TENANT = "batch"


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
    workers: Workers = 0,
    config: Config = None,
    json: Json = False,
) -> int:
    """Mask all that lies at a path."""
    speaker = terminal(json_=json, environ=os.environ)
    layout(path, output)
    made, keyring = _keyring(path, output, key, irreversible=irreversible)
    with_ = looking(config, project)
    wish = Wish(
        path, output, _masking(keyring, with_, irreversible=irreversible),
        _identity(keyring, with_, irreversible=irreversible),
        {la.value: with_.treatments.get(la, Treatment.MASK).value for la in Label},
        tracked=not untracked,
    )  # fmt: skip
    with progress(speaker, "mask.progress") as told:
        outcome = run(wish, engine_of(workers), told)
    _say(speaker, outcome, layout(path, output)[1] / MANIFEST)
    if irreversible:
        speaker.say("mask.thrown")
    else:
        speaker.say("mask.deidentified")
        if made is not None:
            speaker.say("mask.key", key=made)
    return FAILED if outcome.problems else OK


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
        None if irreversible else seals_of(keyring),
    )


def _identity(keyring: Keyring, with_: Looking, *, irreversible: bool) -> Identity:
    rules = with_.name(keyring)
    return Identity(
        "irreversible" if irreversible else "reversible",
        rules,
        policy_digest(with_.treatments, rules, {}),
        "" if irreversible else keyring.fingerprint(),
        f"posthouse/{__version__}",
    )


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
    if outcome.kept:
        speaker.say("mask.kept", count=outcome.kept)
    speaker.result({**outcome.manifest, "kept": outcome.kept, "manifest": str(manifest)})
