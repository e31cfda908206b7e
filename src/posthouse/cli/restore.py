"""`posthouse restore`: masked data get their values back, or a backup becomes a data folder.

Two commands share a name, as people expect: -o belongs to masked data, --into to a backup.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.backup import Identity, PassphraseEnv, opener
from posthouse.cli.batch import KeyFile, Workers, engine_of, key_beside, progress
from posthouse.cli.options import Json, cli_actor
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.model.errors import CommandError


def restore(  # noqa: PLR0913  (two commands share a name)
    path: Annotated[
        Path, Parameter(help="What `posthouse mask` wrote, or a file that `posthouse backup` made.")
    ],
    *,
    output: Annotated[
        Path | None, Parameter(name=("--output", "-o"), help="Where restored data go.")
    ] = None,
    key: KeyFile = None,
    workers: Workers = 0,
    into: Annotated[
        Path | None,
        Parameter(help="Of a backup: the new data folder, empty or not there yet."),
    ] = None,
    identity: Identity = None,
    passphrase_env: PassphraseEnv = "",
    json: Json = False,
) -> int:
    """Restore masked data, or a backup."""
    speaker = terminal(json_=json, environ=os.environ)
    if (output is None) == (into is None):
        raise CommandError(
            "expected either -o or --into",
            hint="-o OUT restores masked data, --into DIR a backup",
        )
    if output is not None:
        return _masked(speaker, path, output, key or key_beside(path), workers)
    assert into is not None
    return _backup(speaker, path, into.absolute(), identity, passphrase_env)


def _masked(speaker: Terminal, masked: Path, out: Path, key: Path, workers: int) -> int:
    from posthouse.batch.keyfile import key_of
    from posthouse.batch.sealing import seals_of
    from posthouse.batch.undo import undo

    seals = seals_of(key_of(key, make=False))
    with progress(speaker, "restore.progress") as told:
        restored = undo(masked, out, seals, engine_of(workers), told)
    for path, why in restored.problems.items():
        speaker.note("mask.not_done", path=path, why=why)
    for path in restored.changed:
        speaker.note("restore.changed", path=path)
    if restored.lost:
        speaker.note("restore.lost", count=restored.lost)
    speaker.say("restore.files", files=restored.exact, out=out)
    speaker.result(
        {
            "exact": restored.exact,
            "lost": restored.lost,
            "by_tokens": list(restored.changed),
            "not_done": [{"path": p, "why": w} for p, w in restored.problems.items()],
        }
    )
    return FAILED if restored.problems else OK


def _backup(
    speaker: Terminal, file: Path, folder: Path, identity: Path | None, passphrase_env: str
) -> int:
    from posthouse.store.restore import restore_backup

    contents = restore_backup(file, folder, opener(identity, passphrase_env), _noted)
    head = contents.head
    speaker.say("restore.done", folder=folder, files=contents.files, seq=head["seq"])
    speaker.note("restore.resolve")
    if not head["master_key"]:
        speaker.note("restore.master_key")
    speaker.result({**head, "folder": str(folder), "files": contents.files})
    return OK


def _noted(data: Path, contents: object) -> None:
    """Put it on record, in the restored database, that it was restored."""
    from posthouse.model.event import Event
    from posthouse.store.database import open_database, writer
    from posthouse.store.outbox import announce
    from posthouse.store.restore import Contents

    assert isinstance(contents, Contents)
    detail = {name: str(contents.head[name]) for name in ("seq", "at_us")}
    engine = open_database(data)
    try:
        with writer(engine).begin() as connection:
            event = Event(
                "backup.restored", time.time_ns() // 1000, contents.head["station"], cli_actor(),
                detail=detail,
            )  # fmt: skip
            announce(connection, event)
    finally:
        engine.dispose()
