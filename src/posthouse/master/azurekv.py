"""`azurekv:https://VAULT.vault.azure.net/keys/KEY`: Azure Key Vault or Managed HSM, RSA-OAEP-256.

An application's credentials (AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET) get a token
from the authority (AZURE_AUTHORITY_HOST, else Microsoft's public one) and wrap under the key's
newest version. RSA-OAEP binds no associated data: the fingerprint in station.sealed tells whether
the secret is this station's.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from posthouse.master.inputs import Inputs, refused
from posthouse.model.errors import ConfigError, MasterKeyRefused
from posthouse.model.secret import Secret
from posthouse.net.web import checked

AUTHORITY = "https://login.microsoftonline.com"
VERSION = "api-version=7.4"
ALGORITHM = "RSA-OAEP-256"
SCOPES = {"managedhsm": "https://managedhsm.azure.net/.default"}
USUAL_SCOPE = "https://vault.azure.net/.default"

_PATH = re.compile(r"/keys/[A-Za-z0-9-]{1,127}")
_KEY_VERSION = re.compile(r"[A-Za-z0-9]{1,64}")


def new(reference: str, inputs: Inputs) -> AzureKeyVault:
    """Return the key at this address. Raises ConfigError."""
    parts = urlsplit(reference)
    if not _PATH.fullmatch(parts.path) or parts.query:
        raise ConfigError(
            "expected azurekv:https://VAULT.vault.azure.net/keys/KEY, found another form",
            hint="the key's identifier without its version",
        )
    return known({"key": reference}, inputs)


def known(place: Mapping[str, str], inputs: Inputs) -> AzureKeyVault:
    """Return the key that the place names. Raises ConfigError."""
    checked(place.get("key", ""))
    return AzureKeyVault(place, inputs)


class AzureKeyVault:
    """Implements MasterKey with wrapkey and unwrapkey."""

    kind = "azurekv"

    def __init__(self, place: Mapping[str, str], inputs: Inputs) -> None:
        self.place = place
        self._inputs = inputs
        self._token: Secret | None = None

    def wrap(self, secret: bytes, bound: bytes) -> tuple[bytes, str]:  # noqa: ARG002
        """Return what Key Vault wrapped and the key's version that did."""
        kid = self._call("GET", "", None, "key.kid")
        version = kid.rpartition("/")[2]
        tree = {"alg": ALGORITHM, "value": _packed(secret)}
        return _bytes(self._call("POST", f"/{_sound(version)}/wrapkey", tree, "value")), version

    def unwrap(self, wrapped: bytes, version: str, bound: bytes) -> bytes:  # noqa: ARG002
        """Return the secret. Raises MasterKeyRefused."""
        tree = {"alg": ALGORITHM, "value": _packed(wrapped)}
        return _bytes(self._call("POST", f"/{_sound(version)}/unwrapkey", tree, "value"))

    def _call(self, method: str, path: str, tree: object, wanted: str) -> str:
        if self._token is None:
            self._token = self._signed_in()
        url = f"{self.place['key']}{path}?{VERSION}"
        fields = {"authorization": self._token.prefixed("Bearer ")}
        return self._inputs.call("Azure Key Vault", method, url, fields, tree).text(wanted)

    def _signed_in(self) -> Secret:
        """Return a token of the application (OAuth 2.0 client credentials)."""
        inputs, host = self._inputs, urlsplit(self.place["key"]).hostname or ""
        scope = next((s for name, s in SCOPES.items() if f".{name}." in host), USUAL_SCOPE)
        tenant = inputs.variable("AZURE_TENANT_ID").reveal()
        authority = inputs.environ.get("AZURE_AUTHORITY_HOST", AUTHORITY).rstrip("/")
        body = urlencode(
            {
                "grant_type": "client_credentials",
                "client_id": inputs.variable("AZURE_CLIENT_ID").reveal(),
                "client_secret": inputs.variable("AZURE_CLIENT_SECRET").reveal(),
                "scope": scope,
            }
        )
        said = inputs.web.send(
            "POST", f"{authority}/{_sound(tenant, dashes=True)}/oauth2/v2.0/token",
            {"content-type": "application/x-www-form-urlencoded"}, body.encode(),
        )  # fmt: skip
        token = said.text("access_token")
        if said.status != 200 or not token:
            raise refused("Microsoft's token service", said.status)
        return Secret(token)


def _sound(text: str, *, dashes: bool = False) -> str:
    """Return a part of an address that cannot lead elsewhere. Raises MasterKeyRefused."""
    if not _KEY_VERSION.fullmatch(text.replace("-", "") if dashes else text):
        raise MasterKeyRefused(
            "expected a version of the key, found something else",
            hint="check the key's identifier; restore station.sealed from a backup",
        )
    return text


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        raise MasterKeyRefused(
            "expected an answer of Azure Key Vault, found something else",
            hint="check the key's identifier",
        ) from None
