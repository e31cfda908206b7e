"""`gcpkms:projects/P/locations/L/keyRings/R/cryptoKeys/K`: Google Cloud KMS over REST.

A service account's key file (GOOGLE_APPLICATION_CREDENTIALS) signs a JWT that is exchanged for an
access token (RFC 7523); CLOUDSDK_AUTH_ACCESS_TOKEN gives one directly. The additional
authenticated data bind the wrapped secret to this station; CRC32C checks what KMS received.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from posthouse.master.inputs import Inputs, refused
from posthouse.model.errors import ConfigError, MasterKeyRefused
from posthouse.model.secret import Secret
from posthouse.net.web import Said, checked

ENDPOINT = "https://cloudkms.googleapis.com"
SCOPE = "https://www.googleapis.com/auth/cloudkms"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFE_S = 600

_NAME = re.compile(
    r"projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[\w-]+/cryptoKeys/[\w-]+", re.ASCII
)


def new(reference: str, inputs: Inputs) -> GcpKms:
    """Return the key of this name. Raises ConfigError."""
    name, _, endpoint = reference.partition("?endpoint=")
    if not _NAME.fullmatch(name):
        raise ConfigError(
            "expected gcpkms: and a key's resource name, found another form",
            hint="gcpkms:projects/P/locations/L/keyRings/R/cryptoKeys/K",
        )
    return known({"name": name, "endpoint": endpoint or ENDPOINT}, inputs)


def known(place: Mapping[str, str], inputs: Inputs) -> GcpKms:
    """Return the key that the place names. Raises ConfigError."""
    checked(place.get("endpoint", ""))
    return GcpKms(place, inputs)


class GcpKms:
    """Implements MasterKey with :encrypt and :decrypt."""

    kind = "gcpkms"

    def __init__(self, place: Mapping[str, str], inputs: Inputs) -> None:
        self.place = place
        self._inputs = inputs
        self._token: Secret | None = None

    def wrap(self, secret: bytes, bound: bytes) -> tuple[bytes, str]:
        """Return KMS's ciphertext and the key version that it names."""
        said = self._call(
            "encrypt",
            {
                "plaintext": base64.b64encode(secret).decode(),
                "additionalAuthenticatedData": base64.b64encode(bound).decode(),
                "plaintextCrc32c": str(crc32c(secret)),
                "additionalAuthenticatedDataCrc32c": str(crc32c(bound)),
            },
        )
        tree = said.tree if isinstance(said.tree, dict) else {}
        if tree.get("verifiedPlaintextCrc32c") is not True:
            raise _odd()
        return _bytes(said.text("ciphertext")), said.text("name").rpartition("/")[2]

    def unwrap(self, wrapped: bytes, version: str, bound: bytes) -> bytes:  # noqa: ARG002
        """Return the secret. Raises MasterKeyRefused."""
        said = self._call(
            "decrypt",
            {
                "ciphertext": base64.b64encode(wrapped).decode(),
                "additionalAuthenticatedData": base64.b64encode(bound).decode(),
            },
        )
        plain = _bytes(said.text("plaintext"))
        if str(crc32c(plain)) != said.text("plaintextCrc32c"):
            raise _odd()
        return plain

    def _call(self, verb: str, tree: dict[str, str]) -> Said:
        if self._token is None:
            self._token = access_token(self._inputs)
        url = f"{self.place['endpoint']}/v1/{self.place['name']}:{verb}"
        fields = {"authorization": self._token.prefixed("Bearer ")}
        return self._inputs.call("Google Cloud KMS", "POST", url, fields, tree)


def access_token(inputs: Inputs) -> Secret:
    """Return an access token. Raises ConfigError, MasterKeyRefused."""
    if inputs.environ.get("CLOUDSDK_AUTH_ACCESS_TOKEN"):
        return inputs.variable("CLOUDSDK_AUTH_ACCESS_TOKEN")
    account = _account(inputs.variable("GOOGLE_APPLICATION_CREDENTIALS").reveal())
    body = urlencode({"grant_type": GRANT, "assertion": assertion(account, int(time.time()))})
    said = inputs.web.send(
        "POST", account["token_uri"], {"content-type": "application/x-www-form-urlencoded"},
        body.encode(),
    )  # fmt: skip
    token = said.text("access_token")
    if said.status != 200 or not token:
        raise refused("Google's token service", said.status)
    return Secret(token)


def assertion(account: Mapping[str, Any], now_s: int) -> str:
    """Return the signed claim of a service account (RS256). Raises ConfigError."""
    from cryptography.hazmat.primitives.asymmetric import padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    head = {"alg": "RS256", "typ": "JWT", "kid": account.get("private_key_id", "")}
    claim = {
        "iss": account["client_email"],
        "scope": SCOPE,
        "aud": account["token_uri"],
        "iat": now_s,
        "exp": now_s + LIFE_S,
    }
    signed = f"{_packed(head)}.{_packed(claim)}"
    try:
        key = load_pem_private_key(account["private_key"].encode(), None)
    except ValueError:
        raise _no_account() from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise _no_account()
    signature = key.sign(signed.encode(), padding.PKCS1v15(), SHA256())
    return f"{signed}.{_url64(signature)}"


def _account(name: str) -> dict[str, Any]:
    try:
        tree = json.loads(Path(name).read_text(encoding="utf-8"))
        if all(isinstance(tree[n], str) for n in ("client_email", "private_key", "token_uri")):
            return dict(tree)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise _no_account()


def crc32c(content: bytes) -> int:
    """Return CRC-32C (Castagnoli) of a few bytes."""
    value = 0xFFFFFFFF
    for byte in content:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def _packed(tree: Mapping[str, Any]) -> str:
    return _url64(json.dumps(tree, separators=(",", ":")).encode())


def _url64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise _odd() from None


def _no_account() -> ConfigError:
    return ConfigError(
        "expected a service account's key file, found something else",
        hint="GOOGLE_APPLICATION_CREDENTIALS names a JSON file with client_email and private_key",
    )


def _odd() -> MasterKeyRefused:
    return MasterKeyRefused(
        "expected an answer of Google Cloud KMS that arrived whole, found another",
        hint="try again; if it stays so, something stands between the station and KMS",
    )
