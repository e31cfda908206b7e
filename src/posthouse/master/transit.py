"""`transit:https://host:8200/MOUNT/KEY`: the transit engine of HashiCorp Vault or OpenBao.

POST /v1/MOUNT/encrypt/KEY and …/decrypt/KEY with `associated_data` (Vault 1.9, any OpenBao); the
token comes from BAO_TOKEN or VAULT_TOKEN, a namespace from BAO_NAMESPACE or VAULT_NAMESPACE, an
own authority's certificate from BAO_CACERT or VAULT_CACERT.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from posthouse.master.inputs import Inputs, refused
from posthouse.model.errors import ConfigError, MasterKeyRefused
from posthouse.model.secret import Secret
from posthouse.net.web import Said, Web, checked

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_VERSION = re.compile(r"vault:v(\d+):.+", re.DOTALL)


def new(reference: str, inputs: Inputs) -> Transit:
    """Return the key at an address. Raises ConfigError."""
    hint = "for instance transit:https://bao.example.com:8200/transit/posthouse"
    parts = urlsplit(reference)
    mount, _, key = parts.path.strip("/").rpartition("/")
    names = [*mount.split("/"), key]
    if not all(_NAME.fullmatch(name) for name in names) or parts.query:
        raise ConfigError("expected transit:https://host/MOUNT/KEY, found another form", hint=hint)
    address = f"{parts.scheme}://{parts.netloc}"
    return known({"address": address, "mount": mount, "key": key}, inputs)


def known(place: Mapping[str, str], inputs: Inputs) -> Transit:
    """Return the key that the place names. Raises ConfigError."""
    checked(place.get("address", ""))
    return Transit(place, inputs)


class Transit:
    """Implements MasterKey with two calls of the transit engine."""

    kind = "transit"

    def __init__(self, place: Mapping[str, str], inputs: Inputs) -> None:
        self.place = place
        environ = inputs.environ
        authority = environ.get("BAO_CACERT") or environ.get("VAULT_CACERT")
        self._web = Web(extra_ca=authority) if authority else inputs.web
        self._token = inputs.variable("BAO_TOKEN", "VAULT_TOKEN")
        self._namespace = environ.get("BAO_NAMESPACE") or environ.get("VAULT_NAMESPACE") or ""

    def wrap(self, secret: bytes, bound: bytes) -> tuple[bytes, str]:
        """Return the engine's ciphertext and the version of the key in it."""
        plain = {"plaintext": base64.b64encode(secret).decode()}
        text = self._call("encrypt", plain, bound).text("data.ciphertext")
        found = _VERSION.fullmatch(text)
        if found is None:
            raise _odd()
        return text.encode(), found.group(1)

    def unwrap(self, wrapped: bytes, version: str, bound: bytes) -> bytes:  # noqa: ARG002
        """Return the secret; the engine reads the version from the ciphertext."""
        text = self._call("decrypt", {"ciphertext": wrapped.decode("latin-1")}, bound).text(
            "data.plaintext"
        )
        try:
            return base64.b64decode(text, validate=True)
        except (ValueError, binascii.Error):
            raise _odd() from None

    def _call(self, verb: str, tree: dict[str, str], bound: bytes) -> Said:
        place = self.place
        url = f"{place['address']}/v1/{place['mount']}/{verb}/{place['key']}"
        fields: dict[str, str | Secret] = {
            "x-vault-token": self._token,
            "x-vault-request": "true",
        }
        if self._namespace:
            fields["x-vault-namespace"] = self._namespace
        tree = {**tree, "associated_data": base64.b64encode(bound).decode()}
        said = self._web.json("POST", url, fields, tree)
        if said.status != 200:
            raise refused(f"the transit engine at {place['address']}", said.status)
        return said


def _odd() -> MasterKeyRefused:
    return MasterKeyRefused(
        "expected an answer of a transit engine, found something else",
        hint="check that the address is that of Vault or OpenBao, and MOUNT a transit engine",
    )
