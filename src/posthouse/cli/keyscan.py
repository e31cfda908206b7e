"""`posthouse keys scan`: keys in files and folders, told by file, line and kind, never shown.

Own keys are recognised exactly; with the settings at hand also whether this station knows them,
and `--apply` then does what `keys.on_leak` says. Providers' keys are found by the detectors.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.cli.folder import Keys, open_keys
from posthouse.cli.keyoptions import actor
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import FAILED, OK, terminal
from posthouse.model.caller import KeyState, Leak
from posthouse.model.errors import CommandError, ConfigError, Unauthorized
from posthouse.vault.derivedkey import PREFIX, parse_derived
from posthouse.vault.leaks import own_keys
from posthouse.vault.virtualkey import belongs, parse

LARGEST = 16 * 1024 * 1024
_SKIPPED = frozenset({".git", ".venv", "node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Found:
    """One key in a file; `key` is the id of an own one that this station knows."""

    file: str
    line: int
    what: str
    key: str = ""


def scan(
    path: Annotated[Path, Parameter(help="A file, or a folder with all that is in it.")],
    *,
    apply: Annotated[
        bool, Parameter(negative="", help="Do with known own keys what keys.on_leak says.")
    ] = False,
    config: Config = None,
    json: Json = False,
) -> int:
    """Look for keys in files; exit code 1 where there are some."""
    speaker = terminal(json_=json, environ=os.environ)
    if not path.exists():
        raise CommandError("no such file or folder", hint="give the path of what is to be searched")
    files = list(_files(path))
    try:
        settings = settings_of(config, os.environ)
    except ConfigError:
        if apply or config is not None:
            raise
        found = list(_found(files, None))
    else:
        with open_keys(Path(settings.store.folder)) as keys:
            found = list(_found(files, keys))
            if apply:
                for known in sorted({one.key for one in found if one.key}):
                    keys.store.leaked(Leak(known, "file"), settings.keys.on_leak, actor())
    rows = [(one.file, str(one.line), one.what, one.key or "-") for one in found]
    if rows:
        speaker.table(speaker.text("keys.found").split("|"), rows)
    counts = {"files": len(files), "count": len(found)}
    speaker.say("keys.leaked" if found else "keys.clean", **counts)
    told = [{"file": f.file, "line": f.line, "what": f.what, "key": f.key} for f in found]
    speaker.result({**counts, "found": told})
    return FAILED if found else OK


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, names, files in os.walk(path):
        names[:] = sorted(name for name in names if name not in _SKIPPED)
        for name in sorted(files):
            file = Path(folder, name)
            if file.is_file() and not file.is_symlink() and file.stat().st_size <= LARGEST:
                yield file


def _found(files: list[Path], keys: Keys | None) -> Iterator[Found]:
    from posthouse.privacy.detect import Detector
    from posthouse.privacy.detectors import private_keys, provider_keys

    detector = Detector((*provider_keys.RULES, *private_keys.RULES))
    for file in files:
        try:
            text = file.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        own = [(n, k) for n, line in enumerate(text.split("\n"), 1) for k in own_keys(line)]
        for number, plain in own:
            yield Found(str(file), number, "posthouse", _known(plain, keys))
            text = text.replace(plain, "")
        for finding in detector.find(text):
            yield Found(str(file), text.count("\n", 0, finding.start) + 1, finding.rule)


def _known(plain: str, keys: Keys | None) -> str:
    """Return the id of a key that this station knows and that still holds, or nothing."""
    if keys is None:
        return ""
    try:
        derived = plain.startswith(PREFIX)
        key_id = parse_derived(plain).id if derived else parse(plain).id
        kept = keys.store.find(key_id)
        if kept is None or kept.state is KeyState.REVOKED or derived:
            return ""
        peppers = {number: keys.pepper_of(number) for number in (kept.pepper, kept.old_pepper)}
        return key_id if belongs(parse(plain), kept, peppers) else ""
    except Unauthorized:
        return ""
