"""`posthouse mask`: de-identifies a file, a folder or a repository."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse import __version__
from posthouse.batch.keyfile import key_of
from posthouse.batch.run import Outcome, Wish, layout, run
from posthouse.batch.sealing import seals_of
from posthouse.batch.state import MANIFEST, Identity
from posthouse.batch.worker import Masking
from posthouse.cli.batch import KeyFile, Workers, engine_of, key_beside, progress, require_outside
from posthouse.cli.options import Config, Json, data_home, settings_file
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.config.compile import terms
from posthouse.config.load import load
from posthouse.config.treatments import DEFAULT_PROJECT, by_project
from posthouse.model.errors import CommandError, ConfigError
from posthouse.model.finding import Label, Treatment
from posthouse.policy.decide import policy_digest
from posthouse.privacy.detect import fingerprint
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.store.compiled import packed_detectors
from posthouse.vault.keyring import MASTER_LENGTH, Keyring

TENANT = "batch"
EPOCH = "B"


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
    treatments, words = policy(config, project)
    wish = Wish(
        path, output, _masking(keyring, treatments, words, irreversible=irreversible),
        _identity(keyring, treatments, words, irreversible=irreversible),
        {la.value: treatments.get(la, Treatment.MASK).value for la in Label},
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


def policy(config: Path | None, project: str) -> tuple[Mapping[Label, Treatment], tuple[str, ...]]:
    """Return the treatments of a project and the own terms, as the station has them.

    Without settings all that is found is masked. Raises ConfigError, CommandError.
    """
    try:
        file = settings_file(config, os.environ)
    except ConfigError:
        if project != DEFAULT_PROJECT:
            raise
        return {}, ()
    settings = load(file)
    known = by_project(settings)
    if project not in known:
        raise CommandError(
            f"--project: expected one of the settings, found none named {project}",
            hint=f"known: {', '.join(known)}",
        )
    return known[project], terms(settings.privacy)


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


def _masking(
    keyring: Keyring,
    treatments: Mapping[Label, Treatment],
    words: tuple[str, ...],
    *,
    irreversible: bool,
) -> Masking:
    return Masking(
        packed_detectors(data_home(os.environ) / "cache", words),
        words,
        {la.value: t.value for la, t in treatments.items()},
        keyring.masking_key(TENANT, EPOCH),
        EPOCH,
        None if irreversible else seals_of(keyring),
    )


def _identity(
    keyring: Keyring,
    treatments: Mapping[Label, Treatment],
    words: tuple[str, ...],
    *,
    irreversible: bool,
) -> Identity:
    rules = fingerprint(RULES, words)
    return Identity(
        "irreversible" if irreversible else "reversible",
        rules,
        policy_digest(treatments, rules, {}),
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
