"""`posthouse backup`: one encrypted file of everything that a station needs, made while it serves.

`posthouse backup verify FILE` reads such a file to its end and writes nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from posthouse.cli.options import Config, Json, cli_actor, settings_of
from posthouse.cli.terminal import OK, Terminal, terminal
from posthouse.model.errors import CommandError
from posthouse.model.secret import Secret

if TYPE_CHECKING:
    from posthouse.store.backup import Encrypt, Made
    from posthouse.store.restore import Decrypt

Identity = Annotated[
    Path | None, Parameter(help="A file with the age identity that the backup was made for.")
]
PassphraseEnv = Annotated[
    str, Parameter(help="The environment variable that holds the passphrase, instead.")
]


def backup(  # noqa: PLR0913  (two commands share a name, as people expect)
    verb: Annotated[Literal["verify"] | None, Parameter(help="Check FILE, write nothing.")] = None,
    file: Annotated[Path | None, Parameter(help="The backup to check.")] = None,
    *,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"), help="A new file.")] = None,
    recipient: Annotated[
        tuple[str, ...],
        Parameter(help="Who can open it: age1…; may be repeated."),
    ] = (),
    identity: Identity = None,
    passphrase_env: PassphraseEnv = "",
    with_master_key: Annotated[
        bool, Parameter(negative="", help="Include station.key: who opens the backup has it all.")
    ] = False,
    config: Config = None,
    json: Json = False,
) -> int:
    """Make a backup, or check one."""
    speaker = terminal(json_=json, environ=os.environ)
    if verb == "verify":
        return _verify(speaker, file, opener(identity, passphrase_env))
    if output is None:
        raise CommandError(
            "expected a file to write to", hint="posthouse backup -o FILE --recipient age1…"
        )
    encrypt = _sealer(recipient, passphrase_env)
    made = _make(config, output, encrypt, with_master_key=with_master_key)
    speaker.say("backup.made", file=made.path, files=made.files, size=made.size, seq=made.seq)
    if with_master_key:
        speaker.note("backup.with_master_key")
    else:
        speaker.note("backup.without_master_key")
    speaker.result(
        {
            "file": str(made.path),
            "seq": made.seq,
            "files": made.files,
            "bytes": made.size,
            "sha256": made.sha256,
            "master_key": with_master_key,
        }
    )
    return OK


def opener(identity: Path | None, passphrase_env: str) -> Decrypt:
    """Return what opens a backup. Raises CommandError where neither or both are given."""
    from posthouse.store.agefile import decrypt, decrypt_under

    if bool(identity) == bool(passphrase_env):
        raise CommandError(
            "expected either --identity or --passphrase-env",
            hint="the one that belongs to what the backup was made with",
        )
    if identity is None:
        return partial(decrypt_under, passphrase=_passphrase(passphrase_env))
    try:
        lines = identity.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"--identity: expected a readable file at {identity}, found {type(error).__name__}",
            hint="the file that `age-keygen` wrote",
        ) from error
    secrets = [Secret(line.strip()) for line in lines if line.strip() and line[0] != "#"]
    return partial(decrypt, identities=secrets)


def _sealer(recipients: Sequence[str], passphrase_env: str) -> Encrypt:
    from posthouse.store.agefile import encrypt, encrypt_under

    if bool(recipients) == bool(passphrase_env):
        raise CommandError(
            "expected either --recipient or --passphrase-env",
            hint="a backup is never written in the clear; `age-keygen` makes a recipient",
        )
    if recipients:
        return partial(encrypt, recipients=recipients)
    return partial(encrypt_under, passphrase=_passphrase(passphrase_env))


def _passphrase(name: str) -> Secret:
    found = os.environ.get(name, "")
    if not found:
        raise CommandError(
            f"--passphrase-env: expected a passphrase in ${name}, found none",
            hint="set the variable for this command alone",
        )
    return Secret(found)


def _make(config: Path | None, out: Path, encrypt: Encrypt, *, with_master_key: bool) -> Made:
    from posthouse.config.software import running_software
    from posthouse.model.event import Event
    from posthouse.store.backup import Wanted, make_backup
    from posthouse.store.database import open_database, writer
    from posthouse.store.guardfile import guard_path
    from posthouse.store.keyfile import KEY_FILE
    from posthouse.store.outbox import announce

    settings = settings_of(config, os.environ)
    data = Path(settings.store.folder)
    if not (data / "posthouse.db").is_file():
        raise CommandError(
            f"expected a data folder at {data}, found none", hint="start the station once"
        )
    if with_master_key and not (data / KEY_FILE).is_file():
        raise CommandError(
            f"--with-master-key: expected {KEY_FILE} in {data}, found none",
            hint="the master key of this station is kept elsewhere; back it up there",
        )
    named = [settings.source, *settings.privacy.dictionary_files]
    beside = [Path(name) for name in named if name and Path(name).is_file()]
    engine = open_database(data)
    try:
        now_us = time.time_ns() // 1000
        software = running_software().name
        guard = guard_path(settings.ledger.guard_file, data)
        wanted = Wanted(data, engine, beside, software, now_us, with_master_key, guard)
        made = make_backup(wanted, out.absolute(), encrypt)
        detail = {
            "sha256": made.sha256,
            "seq": str(made.seq),
            "files": str(made.files),
            "master_key": "included" if with_master_key else "left out",
        }
        with writer(engine).begin() as connection:
            event = Event("backup.made", now_us, made.path.name, cli_actor(), detail=detail)
            announce(connection, event)
    finally:
        engine.dispose()
    return made


def _verify(speaker: Terminal, file: Path | None, decrypt: Decrypt) -> int:
    from posthouse.store.restore import verify_backup

    if file is None:
        raise CommandError("expected a file to check", hint="posthouse backup verify FILE")
    contents = verify_backup(file, decrypt)
    told = contents.head
    at = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(told["at_us"] / 1e6))
    speaker.say(
        "backup.sound", file=file, at=at, station=told["station"], seq=told["seq"],
        files=contents.files,
    )  # fmt: skip
    if told["master_key"]:
        speaker.note("backup.with_master_key")
    speaker.result({**told, "files": contents.files, "bytes": contents.size})
    return OK
