"""Opening a data folder's secret, wherever its master key is, and moving it to another.

At every moment exactly one of station.key and station.sealed counts: station.sealed where it is
there. It is put in place whole and only after the new master key has given the secret back, so
that a move that breaks off at any step leaves the secret to be had from the old key or the new.
"""

from __future__ import annotations

import os
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from pathlib import Path

from posthouse.master.inputs import ONCE, Inputs, person
from posthouse.master.sources import FILE, named, recorded
from posthouse.model.errors import ConfigError, MasterKeyRefused, PosthouseError, UpstreamFault
from posthouse.ports import MasterKey
from posthouse.store.handover import offer, taken
from posthouse.store.keyfile import KEY_FILE, master_key
from posthouse.store.sealedfile import (
    KeyFiles,
    SealedKey,
    alone,
    bound_to,
    drop,
    leftovers,
    read_sealed,
    write_plain,
    write_sealed,
)
from posthouse.vault.keyring import MASTER_LENGTH, Keyring


def require_kind(folder: Path, wanted: str) -> None:
    """Return where the folder's master key is of the kind that the settings ask for.

    Raises ConfigError. A folder without any key has the kind `file`: it would get one.
    """
    sealed = read_sealed(folder)
    kind = FILE if sealed is None else sealed.kind
    if wanted not in ("any", kind):
        raise ConfigError(
            f"expected a master key of the kind {wanted} (vault.master), found {kind}",
            hint="`posthouse master rewrap` moves it, before the first start too",
        )


def begin(folder: Path, environ: MutableMapping[str, str]) -> Keyring:
    """Return the keyring of a data folder for this process and those that it starts.

    Asks the master key once: what opened it is kept for the processes of the station (handover),
    and variables that give a passphrase or PIN are dropped. Raises as open_keyring does.
    """
    sealed = read_sealed(folder)
    handed = taken(environ) if sealed is not None else None
    if handed is not None and sealed is not None and handed.fingerprint() == sealed.station:
        return handed
    keyring = open_keyring(folder, Inputs(environ, person()))
    if sealed is not None:
        offer(keyring, environ)
    else:
        with suppress(ConfigError):  # needed only if someone seals it while the station runs
            offer(keyring, environ)
    for name in ONCE:
        environ.pop(name, None)
    return keyring


def open_keyring(
    folder: Path, inputs: Inputs | None = None, files: KeyFiles | None = None
) -> Keyring:
    """Return the keyring of a data folder; makes a plain station.key where there is no key yet.

    Raises ConfigError, StoreError, MasterKeyRefused.
    """
    keyring = _opened(folder, inputs or Inputs(os.environ))
    if read_sealed(folder) is not None and ((folder / KEY_FILE).exists() or leftovers(folder)):
        with alone(folder):
            _finish(folder, keyring, files or KeyFiles())
    return keyring


def _opened(folder: Path, inputs: Inputs) -> Keyring:
    sealed = read_sealed(folder)
    if sealed is None:
        return Keyring(master_key(folder, os.urandom(MASTER_LENGTH)))
    return unsealed(sealed, inputs)


def unsealed(sealed: SealedKey, inputs: Inputs) -> Keyring:
    """Return the keyring that station.sealed holds. Raises ConfigError, MasterKeyRefused."""
    return _given_back(lambda: recorded(sealed, inputs), sealed)


def rewrap(
    folder: Path, reference: str, inputs: Inputs, files: KeyFiles | None = None
) -> tuple[str, str]:
    """Put the secret under another master key; return the kinds, before and now.

    A folder without any key gets a secret that never touches the disk in clear. Nothing that was
    sealed with it is touched. Raises ConfigError, StoreError, MasterKeyRefused, and then the
    folder is as it was.
    """
    files = files or KeyFiles()
    target = named(reference, inputs)
    with alone(folder):
        before = read_sealed(folder)
        kind = FILE if before is None else before.kind
        if before is None and not (folder / KEY_FILE).exists():
            kind, keyring = "none", _fresh(folder)
        else:
            keyring = _opened(folder, inputs)
            _agreed(folder, keyring)
        if target is None:
            write_plain(folder, keyring.hand_over(), files)
            kept = FILE
        else:
            write_sealed(folder, _sealed_under(target, keyring), files)
            kept = target.kind
        for path in leftovers(folder):
            drop(path, files)
    return kind, kept


def _fresh(folder: Path) -> Keyring:
    if (folder / "posthouse.db").exists():
        master_key(folder, b"")  # refuses in its own words: the database has lost its key
    return Keyring(os.urandom(MASTER_LENGTH))


def _sealed_under(target: MasterKey, keyring: Keyring) -> SealedKey:
    """Wrap the secret and unwrap it again: what cannot be opened takes nothing's place."""
    station = keyring.fingerprint()
    try:
        wrapped, version = target.wrap(keyring.hand_over(), bound_to(station))
    except UpstreamFault as fault:
        raise _unreachable(target.kind, fault) from None
    sealed = SealedKey(target.kind, target.place, version, station, wrapped)
    _given_back(lambda: target, sealed)
    return sealed


def _given_back(source: Callable[[], MasterKey], sealed: SealedKey) -> Keyring:
    try:
        secret = source().unwrap(sealed.wrapped, sealed.version, sealed.bound())
    except UpstreamFault as fault:
        raise _unreachable(sealed.kind, fault) from None
    if len(secret) == MASTER_LENGTH:
        keyring = Keyring(secret)
        if keyring.fingerprint() == sealed.station:
            return keyring
    raise MasterKeyRefused(
        f"expected the secret of station {sealed.station}, found another",
        hint="the master key opened something else: check where station.sealed says that it is",
    )


def _finish(folder: Path, keyring: Keyring, files: KeyFiles) -> None:
    """Remove what a broken-off move left in clear. Raises MasterKeyRefused."""
    if read_sealed(folder) is None:
        return
    _agreed(folder, keyring)
    for path in (folder / KEY_FILE, *leftovers(folder)):
        drop(path, files)


def _agreed(folder: Path, keyring: Keyring) -> None:
    """Return where station.key, if there is one, holds this secret. Raises MasterKeyRefused."""
    if (folder / KEY_FILE).exists() and master_key(folder, b"") != keyring.hand_over():
        raise MasterKeyRefused(
            f"expected one secret in {folder}, found two that differ",
            hint="move station.key or station.sealed away, whichever is not this station's",
        )


def _unreachable(kind: str, fault: PosthouseError) -> MasterKeyRefused:
    return MasterKeyRefused(
        f"expected the master key ({kind}) to answer, found none: {fault.message}",
        hint="the station does not start without it; nothing was changed",
    )
