"""`alikms:REGION/KEY-ID`: Alibaba Cloud KMS (2016-01-20), requests signed as ACS3-HMAC-SHA256.

Its parameters travel in the query, so no secret may be one: KMS makes a data key
(GenerateDataKey), which seals the station's secret here; Decrypt gives that data key back, in the
answer's body. The encryption context binds it to this station. Credentials come from
ALIBABA_CLOUD_ACCESS_KEY_ID, …_ACCESS_KEY_SECRET and, where there is one, …_SECURITY_TOKEN.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from posthouse.master.inputs import Inputs
from posthouse.master.local import LocalKey
from posthouse.model.errors import ConfigError, MasterKeyRefused
from posthouse.model.secret import Secret
from posthouse.net.web import checked

ALGORITHM = "ACS3-HMAC-SHA256"
VERSION = "2016-01-20"
NOTHING = hashlib.sha256(b"").hexdigest()

_KEY = re.compile(r"([a-z0-9-]+)/([A-Za-z0-9/_-]+)")


def new(reference: str, inputs: Inputs) -> AlibabaKms:
    """Return the key of this region and id. Raises ConfigError."""
    named, _, endpoint = reference.partition("?endpoint=")
    found = _KEY.fullmatch(named)
    if found is None:
        raise ConfigError(
            "expected alikms:REGION/KEY-ID, found another form",
            hint="for instance alikms:cn-hangzhou/1234abcd-12ab-34cd-56ef-12345678****",
        )
    usual = f"https://kms.{found.group(1)}.aliyuncs.com"
    return known({"key": found.group(2), "endpoint": endpoint or usual}, inputs)


def known(place: Mapping[str, str], inputs: Inputs) -> AlibabaKms:
    """Return the key that the place names. Raises ConfigError."""
    checked(place.get("endpoint", ""))
    return AlibabaKms(place, inputs)


class AlibabaKms:
    """Implements MasterKey with GenerateDataKey and Decrypt."""

    kind = "alikms"

    def __init__(self, place: Mapping[str, str], inputs: Inputs) -> None:
        self.place = place
        self._inputs = inputs
        self._id = inputs.variable("ALIBABA_CLOUD_ACCESS_KEY_ID").reveal()
        self._key = inputs.variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
        self._session = inputs.environ.get("ALIBABA_CLOUD_SECURITY_TOKEN", "")

    def wrap(self, secret: bytes, bound: bytes) -> tuple[bytes, str]:
        """Return the secret under a new data key, beside that key as KMS wrapped it."""
        told = self._call("GenerateDataKey", {"KeyId": self.place["key"]}, bound)
        sealed, _ = self._local(told["Plaintext"]).wrap(secret, bound)
        packed = {"key": told["CiphertextBlob"], "sealed": base64.b64encode(sealed).decode()}
        return json.dumps(packed).encode(), told.get("KeyVersionId", "")

    def unwrap(self, wrapped: bytes, version: str, bound: bytes) -> bytes:
        """Return the secret. Raises MasterKeyRefused."""
        try:
            packed = json.loads(wrapped)
            sealed = base64.b64decode(packed["sealed"], validate=True)
            told = self._call("Decrypt", {"CiphertextBlob": str(packed["key"])}, bound)
        except (ValueError, KeyError, TypeError, binascii.Error):
            raise _odd() from None
        return self._local(told["Plaintext"]).unwrap(sealed, version, bound)

    def _local(self, text: str) -> LocalKey:
        try:
            return LocalKey(self.kind, self.place, base64.b64decode(text, validate=True))
        except (ValueError, binascii.Error):
            raise _odd() from None

    def _call(self, action: str, more: Mapping[str, str], bound: bytes) -> dict[str, str]:
        endpoint = self.place["endpoint"]
        context = json.dumps({"posthouse": bound.decode()}, separators=(",", ":"))
        asked = Asked(
            urlsplit(endpoint).netloc, action, VERSION, {**more, "EncryptionContext": context},
            time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), secrets.token_hex(16),
            self._session,
        )  # fmt: skip
        fields = {k: v for k, v in asked.headers().items() if k != "host"}
        fields["authorization"] = asked.authorization(self._id, self._key)
        url = f"{endpoint}/?{asked.query()}"
        tree = self._inputs.call("Alibaba Cloud KMS", "POST", url, fields, None).tree
        if not isinstance(tree, dict) or not isinstance(tree.get("Plaintext"), str):
            raise _odd()
        return {name: value for name, value in tree.items() if isinstance(value, str)}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as signature version 3 sees it."""

    host: str
    action: str
    version: str
    parameters: Mapping[str, str]
    date: str
    nonce: str
    session: str = ""

    def headers(self) -> dict[str, str]:
        """Return the headers that are signed, in order."""
        found = {
            "host": self.host,
            "x-acs-action": self.action,
            "x-acs-content-sha256": NOTHING,
            "x-acs-date": self.date,
            "x-acs-signature-nonce": self.nonce,
            "x-acs-version": self.version,
        }
        if self.session:
            found["x-acs-security-token"] = self.session
        return dict(sorted(found.items()))

    def query(self) -> str:
        """Return the parameters, sorted and percent-encoded (RFC 3986)."""
        pairs = sorted(self.parameters.items())
        return "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in pairs)

    def authorization(self, key_id: str, key: Secret) -> str:
        """Return the value of the Authorization header."""
        headers = self.headers()
        names = ";".join(headers)
        lines = "".join(f"{name}:{value.strip()}\n" for name, value in headers.items())
        canonical = f"POST\n/\n{self.query()}\n{lines}\n{names}\n{NOTHING}"
        signed = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.digest(key.reveal().encode(), signed.encode(), "sha256").hex()
        return f"{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}"


def _odd() -> MasterKeyRefused:
    return MasterKeyRefused(
        "expected an answer of Alibaba Cloud KMS, found something else",
        hint="check the endpoint; restore station.sealed from a backup",
    )
