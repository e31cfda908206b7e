"""age: how a backup is encrypted, to recipients or under a passphrase, and opened again.

The format authenticates every piece of 64 KiB and the end, so what is cut or flipped does not open.
Streams of any length go to recipients; under a passphrase the library takes whole texts alone, so
those are bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Protocol

from posthouse.model.errors import CommandError, PosthouseError, StoreError
from posthouse.model.secret import Secret

MOST_UNDER_PASSPHRASE = 512 * 1024 * 1024
_HINT = "take the identity or passphrase it was made for, and a copy of the file that is whole"


class Reader(Protocol):
    """What can be read piece by piece."""

    def read(self, most: int, /) -> bytes:
        """Return the next bytes, none at the end."""


class Writer(Protocol):
    """What can be written piece by piece."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""

    def flush(self) -> None:
        """Pass on what is held back."""


def encrypt(reader: Reader, file: IO[bytes], recipients: Sequence[str]) -> None:
    """Encrypt a stream to recipients. Raises CommandError, StoreError, OSError."""
    import pyrage

    try:
        parsed = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    except pyrage.RecipientError as error:
        raise CommandError(
            "--recipient: expected an age recipient, found something else",
            hint="it begins with age1; `age-keygen` makes one with its identity",
        ) from error
    watched = _Watched(reader)
    try:
        pyrage.encrypt_io(watched, file, parsed)
    except (pyrage.EncryptError, OSError) as error:
        raise watched.cause or _unwritable(error) from error


def encrypt_under(reader: Reader, file: IO[bytes], passphrase: Secret) -> None:
    """Encrypt a stream that fits into memory under a passphrase. Raises StoreError, OSError."""
    import pyrage

    held = bytearray()
    while piece := reader.read(1 << 20):
        held += piece
        if len(held) > MOST_UNDER_PASSPHRASE:
            raise CommandError(
                f"expected at most {MOST_UNDER_PASSPHRASE >> 20} MiB under a passphrase,"
                " found more",
                hint="use --recipient: it takes any size",
            )
    file.write(pyrage.passphrase.encrypt(bytes(held), passphrase.reveal()))


def decrypt(path: Path, writer: Writer, identities: Sequence[Secret]) -> None:
    """Open a file with identities and push its content. Raises StoreError, CommandError."""
    import pyrage

    try:
        parsed = [pyrage.x25519.Identity.from_str(one.reveal()) for one in identities]
    except pyrage.IdentityError as error:
        raise CommandError(
            "--identity: expected an age identity, found something else",
            hint="a line that begins with AGE-SECRET-KEY-1",
        ) from error
    watched = _Caught(writer)
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, watched, parsed)
    except (pyrage.DecryptError, OSError) as error:
        raise watched.cause or _unopened() from error


def decrypt_under(path: Path, writer: Writer, passphrase: Secret) -> None:
    """Open a file under a passphrase and push its content. Raises StoreError."""
    import pyrage

    try:
        content = pyrage.passphrase.decrypt(path.read_bytes(), passphrase.reveal())
    except (pyrage.DecryptError, OSError) as error:
        raise _unopened() from error
    writer.write(content)


class _Watched:
    """Keeps what went wrong in our own code: the library passes on only its text."""

    def __init__(self, reader: Reader) -> None:
        self.cause: PosthouseError | None = None
        self._reader = reader

    def read(self, most: int) -> bytes:
        try:
            return self._reader.read(most)
        except PosthouseError as error:
            self.cause = error
            raise


class _Caught:
    def __init__(self, writer: Writer) -> None:
        self.cause: PosthouseError | None = None
        self._writer = writer

    def write(self, data: bytes) -> int:
        try:
            return self._writer.write(bytes(data))
        except PosthouseError as error:
            self.cause = error
            raise
        except OSError as error:
            self.cause = StoreError(
                f"expected to write what the backup holds, found {type(error).__name__}",
                hint="free space where it is restored to",
            )
            raise

    def flush(self) -> None:
        self._writer.flush()


def _unwritable(error: Exception) -> StoreError:
    return StoreError(
        f"expected to write the backup, found {type(error).__name__}",
        hint="check the free space where it goes, and that this user may write there",
    )


def _unopened() -> StoreError:
    return StoreError("expected a backup that opens, found one that does not", hint=_HINT)
