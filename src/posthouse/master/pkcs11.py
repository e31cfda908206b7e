"""`pkcs11:token=LABEL;object=LABEL?module-path=/path/to/module.so` (RFC 7512): a key in a device.

AES-GCM with an AES-256 key that never leaves the token (CKM_AES_GCM); the PIN comes from
POSTHOUSE_PKCS11_PIN or a person. Needs `pip install python-pkcs11`, which is no part of the
product's requirements.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from posthouse.master.inputs import PIN, Inputs
from posthouse.model.errors import ConfigError, MasterKeyRefused
from posthouse.model.secret import Secret
from posthouse.vault.envelope import NONCE_LENGTH, TAG_LENGTH


def new(reference: str, inputs: Inputs) -> Pkcs11:
    """Return the key of a token. Raises ConfigError."""
    path, _, query = reference.partition("?")
    told = _attributes(path, ";") | _attributes(query, "&")
    place = {
        "token": told.get("token", ""),
        "object": told.get("object", ""),
        "module": told.get("module-path", ""),
    }
    if not all(place.values()):
        raise ConfigError(
            "expected pkcs11:token=…;object=…?module-path=…, found a part missing",
            hint="for instance pkcs11:token=station;object=kek?module-path=/usr/lib/softhsm/"
            "libsofthsm2.so",
        )
    return known(place, inputs)


def known(place: Mapping[str, str], inputs: Inputs) -> Pkcs11:
    """Return the key that the place names. Raises ConfigError."""
    if inputs.environ.get(PIN):
        return Pkcs11(place, inputs.variable(PIN))
    if inputs.ask is None:
        raise ConfigError(
            "expected the PIN of the token, found none",
            hint=f"set {PIN}, or use a terminal",
        )
    return Pkcs11(place, Secret(inputs.ask("PIN: ")))


class Pkcs11:
    """Implements MasterKey with a session of the token for each call."""

    kind = "pkcs11"

    def __init__(self, place: Mapping[str, str], pin: Secret) -> None:
        self.place = place
        self._pin = pin

    def wrap(self, secret: bytes, bound: bytes) -> tuple[bytes, str]:
        """Return nonce and ciphertext; the key's label is its version."""
        nonce = os.urandom(NONCE_LENGTH)
        with self._key() as (key, how):
            return nonce + bytes(key.encrypt(secret, **how(nonce, bound))), self.place["object"]

    def unwrap(self, wrapped: bytes, version: str, bound: bytes) -> bytes:  # noqa: ARG002
        """Return the secret. Raises MasterKeyRefused."""
        nonce, rest = wrapped[:NONCE_LENGTH], wrapped[NONCE_LENGTH:]
        with self._key() as (key, how):
            return bytes(key.decrypt(rest, **how(nonce, bound)))

    @contextmanager
    def _key(self) -> Iterator[tuple[Any, Any]]:
        """Open a session; yield the key and how it encrypts. Raises MasterKeyRefused."""
        pkcs11 = _library()

        def how(nonce: bytes, bound: bytes) -> dict[str, Any]:
            param = pkcs11.GCMParams(nonce, bound, TAG_LENGTH * 8)
            return {"mechanism": pkcs11.Mechanism.AES_GCM, "mechanism_param": param}

        try:
            token = pkcs11.lib(self.place["module"]).get_token(token_label=self.place["token"])
            with token.open(user_pin=self._pin.reveal()) as session:
                wanted = {"object_class": pkcs11.ObjectClass.SECRET_KEY}
                yield session.get_key(label=self.place["object"], **wanted), how
        except (pkcs11.PKCS11Error, RuntimeError, KeyError) as error:
            raise MasterKeyRefused(
                f"expected the token {self.place.get('token')} to open the station's secret,"
                f" found {type(error).__name__}",
                hint="check module, token, label and PIN; the key must be AES-256 and may"
                " encrypt and decrypt",
            ) from None


def _attributes(text: str, between: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(between) if part)
    return {name: unquote(value) for name, _, value in pairs}


def _library() -> Any:
    try:
        import pkcs11
    except ImportError:
        raise ConfigError(
            "expected the library `python-pkcs11`, found none",
            hint="pip install python-pkcs11, into the station's own environment",
        ) from None
    return pkcs11
