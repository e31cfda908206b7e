"""The data folder as commands use it: virtual keys, and the file that tells where a station runs.

Keys made here are seen by a running station within a second.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from posthouse.cli.database import opened_with_keys
from posthouse.model.caller import KeyRecord, KeyState
from posthouse.model.errors import CommandError
from posthouse.model.event import STATION
from posthouse.model.keylife import NewSecret, rotated
from posthouse.model.scope import ANYTHING, Scope
from posthouse.model.secret import Secret
from posthouse.store.keys import Change, SqlKeyStore
from posthouse.vault.derivedkey import public_of
from posthouse.vault.virtualkey import RANDOM_LENGTH, mint

DAY_S = 24 * 3600
RUN_FILE = "run.json"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a new key is to be; `limits` puts its limits on it."""

    name: str
    project: str = "default"
    days: float = 90
    scope: Scope = ANYTHING
    limits: Callable[[KeyRecord], KeyRecord] = lambda key: key
    starts_in_s: int = 0
    state: KeyState = KeyState.ACTIVE


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one data folder, and the number of the pepper for new ones."""

    store: SqlKeyStore
    pepper_of: Callable[[int], bytes]
    pepper: int = 1

    def create(self, wish: Wish, actor: str = STATION) -> tuple[KeyRecord, Secret]:
        """Make and keep a key; its plain form exists only in what is returned."""
        minted = mint(os.urandom(RANDOM_LENGTH), self.pepper_of(self.pepper))
        now = int(time.time())
        start = now + wish.starts_in_s
        record = KeyRecord(
            id=minted.id,
            project=wish.project,
            name=wish.name,
            digest=minted.digest,
            created_at=now,
            expires_at=start + int(wish.days * DAY_S),
            state=wish.state,
            scope=wish.scope,
            not_before=start if wish.starts_in_s else 0,
            pepper=self.pepper,
            public=public_of(minted.plain),
        )
        record = wish.limits(record)
        self.store.add(record, actor)
        return record, minted.plain

    def rotate(
        self, key_id: str, grace_s: int, days: float, actor: str = STATION
    ) -> tuple[KeyRecord, Secret]:
        """Give a key a new secret, which exists only in what is returned. Raises CommandError."""
        minted = mint(os.urandom(RANDOM_LENGTH), self.pepper_of(self.pepper), key_id)
        now = int(time.time())
        new = NewSecret(
            minted.digest, self.pepper, public_of(minted.plain), now + int(days * DAY_S)
        )

        def change(key: KeyRecord) -> Change:
            after = rotated(key, new, grace_s, now)
            return Change(after, "key.rotated", {"grace_until": str(after.grace_until)})

        return self.store.change(key_id, change, actor), minted.plain


@contextlib.contextmanager
def open_keys(folder: Path, pepper: int = 1) -> Iterator[Keys]:
    """Open the keys of a data folder, which is made where there is none. Raises StoreError."""
    with opened_with_keys(folder) as (engine, keyring):
        yield Keys(SqlKeyStore(engine), keyring.key_pepper, pepper)


@dataclass(slots=True)
class Issued:
    """A new key on its way to a person; `shown` once they have seen it."""

    record: KeyRecord
    plain: Secret
    shown: bool = False


@contextlib.contextmanager
def issue(folder: Path, wish: Wish) -> Iterator[Issued]:
    """Make a key that is known from the station's start on; revoke it if it was never shown."""
    with open_keys(folder) as keys:
        issued = Issued(*keys.create(wish))
    try:
        yield issued
    finally:
        if not issued.shown:
            with open_keys(folder) as keys:
                keys.store.revoke(issued.record.id)


@dataclass(frozen=True, slots=True)
class Running:
    """A station that runs, as its run file tells; the file holds no key."""

    url: str
    folder: Path
    pid: int
    started: float


def write_run_file(folder: Path, url: str) -> None:
    """Tell other commands of this user where this process serves."""
    told = {"url": url, "pid": os.getpid(), "started": time.time()}
    path = folder / RUN_FILE
    draft = path.with_name(f"{RUN_FILE}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file)
    draft.replace(path)


def remove_run_file(folder: Path) -> None:
    """Take the run file away where it is this process's own."""
    running = _running(folder)
    if running is not None and running.pid == os.getpid():
        (folder / RUN_FILE).unlink(missing_ok=True)


def newest_running(folders: list[Path]) -> Running:
    """Return the station that was started last. Raises CommandError where none runs."""
    found = [running for folder in folders if (running := _running(folder)) is not None]
    if not found:
        hint = "start one in another terminal: `make run`, `posthouse serve` or `posthouse guard`"
        raise CommandError("no running station found", hint=hint)
    return max(found, key=lambda running: running.started)


def _running(folder: Path) -> Running | None:
    try:
        told = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
        os.kill(told["pid"], 0)
        return Running(str(told["url"]), folder, int(told["pid"]), float(told["started"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
