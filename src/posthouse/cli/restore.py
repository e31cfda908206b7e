"""`posthouse restore`: a backup into an empty folder, checked whole before it gets its name."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.backup import Identity, PassphraseEnv, opener
from posthouse.cli.options import Json, cli_actor
from posthouse.cli.terminal import OK, terminal


def restore(
    file: Annotated[Path, Parameter(help="A file that `posthouse backup` made.")],
    *,
    into: Annotated[Path, Parameter(help="The new data folder: empty, or not there yet.")],
    identity: Identity = None,
    passphrase_env: PassphraseEnv = "",
    json: Json = False,
) -> int:
    """Restore a backup."""
    from posthouse.store.restore import restore_backup

    speaker = terminal(json_=json, environ=os.environ)
    folder = into.absolute()
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
