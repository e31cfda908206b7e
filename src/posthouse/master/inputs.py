"""What a master key needs of the world beside its place: variables, a prompt, a way to services."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from posthouse.model.errors import ConfigError, MasterKeyRefused
from posthouse.model.secret import Secret
from posthouse.net.web import Fields, Said, Web

PASSPHRASE = "POSTHOUSE_PASSPHRASE"
NEW_PASSPHRASE = "POSTHOUSE_NEW_PASSPHRASE"
PASSPHRASE_FD = "POSTHOUSE_PASSPHRASE_FD"
PIN = "POSTHOUSE_PKCS11_PIN"

ONCE = (PASSPHRASE, NEW_PASSPHRASE, PASSPHRASE_FD, PIN)
"""Variables that are needed to open the master key, and by nothing after it."""

MOST_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Inputs:
    """`ask` prompts a person for a secret; None where there is no terminal."""

    environ: Mapping[str, str]
    ask: Callable[[str], str] | None = None
    web: Web = field(default_factory=Web)

    def variable(self, *names: str) -> Secret:
        """Return the first of these variables that is set. Raises ConfigError."""
        for name in names:
            if self.environ.get(name, "").strip():
                return Secret(self.environ[name].strip())
        raise ConfigError(
            f"expected {' or '.join(names)} in the environment, found nothing",
            hint="export it for the station's process; it is never written down",
        )

    def passphrase(self, *, new: bool = False) -> Secret:
        """Return the passphrase: from a variable, a descriptor, or a person. Raises ConfigError."""
        for name in (NEW_PASSPHRASE, PASSPHRASE) if new else (PASSPHRASE,):
            if self.environ.get(name):
                return Secret(self.environ[name])
        if self.environ.get(PASSPHRASE_FD, "").isdecimal():
            return Secret(_read(int(self.environ[PASSPHRASE_FD])))
        if self.ask is None:
            raise ConfigError(
                "expected a passphrase for the station's secret, found none",
                hint=f"set {PASSPHRASE}, or {PASSPHRASE_FD} to a descriptor, or use a terminal",
            )
        if not new:
            return Secret(self.ask("Passphrase: "))
        first, second = self.ask("New passphrase: "), self.ask("Once more: ")
        if first != second:
            raise ConfigError("expected the same passphrase twice, found two", hint="try again")
        return Secret(first)

    def call(self, service: str, method: str, url: str, fields: Fields, tree: object) -> Said:
        """Call a key service. Raises MasterKeyRefused for any status but 200."""
        said = self.web.json(method, url, fields, tree)
        if said.status != 200:
            raise refused(service, said.status)
        return said


def person() -> Callable[[str], str] | None:
    """Return how to ask the person at the terminal for a secret, None where there is nobody."""
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    from getpass import getpass

    return getpass


def refused(service: str, status: int) -> MasterKeyRefused:
    """Return the error of a key service that says no; its words may hold secrets."""
    hints = {
        400: "it does not take what was wrapped: it is another key, or the file was changed",
        401: "renew the token or credentials in the environment",
        403: "let these credentials encrypt and decrypt with this key",
        404: "check address and name of the key",
    }
    return MasterKeyRefused(
        f"expected {service} to open the station's secret, found it refused with {status}",
        hint=hints.get(status, "look at the service itself, then try again"),
    )


def _read(handle: int) -> str:
    """Read a passphrase from a descriptor once, up to the end of its line."""
    content = b""
    with suppress(OSError):
        while len(content) < MOST_BYTES and (piece := os.read(handle, MOST_BYTES)):
            content += piece
            if piece.endswith(b"\n"):
                break
    try:
        return content.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise ConfigError("expected a passphrase in UTF-8, found something else") from None
