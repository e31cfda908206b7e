"""`awskms:arn:aws:kms:REGION:ACCOUNT:key/ID`: AWS KMS, signed and sent by botocore.

Needs `pip install botocore`, which is no part of the product's requirements; credentials are found
where botocore finds them (variables, profile, role). The encryption context binds the wrapped
secret to this station.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from posthouse.master.inputs import Inputs
from posthouse.model.errors import ConfigError, MasterKeyRefused
from posthouse.net.web import TIMEOUT_S, checked

_ARN = re.compile(r"arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:(?:key|alias)/[A-Za-z0-9/_-]+")
_ENDPOINTS = ("AWS_ENDPOINT_URL_KMS", "AWS_ENDPOINT_URL")


def new(reference: str, inputs: Inputs) -> AwsKms:
    """Return the key of this ARN. Raises ConfigError."""
    if not _ARN.fullmatch(reference):
        raise ConfigError(
            "expected awskms: and the ARN of a key, found another form",
            hint="for instance awskms:arn:aws:kms:eu-central-1:111122223333:key/…",
        )
    return known({"arn": reference}, inputs)


def known(place: Mapping[str, str], inputs: Inputs) -> AwsKms:
    """Return the key that the place names. Raises ConfigError."""
    found = _ARN.fullmatch(place.get("arn", ""))
    if found is None:
        raise ConfigError("expected the ARN of a key in station.sealed, found another form")
    endpoint = next((inputs.environ[n] for n in _ENDPOINTS if inputs.environ.get(n)), None)
    if endpoint is not None:
        checked(endpoint)
    return AwsKms(place, _client(found.group(1), endpoint))


class AwsKms:
    """Implements MasterKey with Encrypt and Decrypt."""

    kind = "awskms"

    def __init__(self, place: Mapping[str, str], client: Any) -> None:
        self.place = place
        self._client = client

    def wrap(self, secret: bytes, bound: bytes) -> tuple[bytes, str]:
        """Return KMS's ciphertext; the version is the ARN of the key behind the name."""
        told = self._call("encrypt", Plaintext=secret, EncryptionContext=_context(bound))
        return bytes(told["CiphertextBlob"]), str(told["KeyId"])

    def unwrap(self, wrapped: bytes, version: str, bound: bytes) -> bytes:  # noqa: ARG002
        """Return the secret. Raises MasterKeyRefused."""
        told = self._call("decrypt", CiphertextBlob=wrapped, EncryptionContext=_context(bound))
        return bytes(told["Plaintext"])

    def _call(self, action: str, **more: Any) -> Any:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return getattr(self._client, action)(KeyId=self.place["arn"], **more)
        except ClientError as error:
            found = error.response.get("Error", {}).get("Code", "an error")
        except BotoCoreError as error:
            found = type(error).__name__
        raise MasterKeyRefused(
            f"expected AWS KMS to open the station's secret, found {found}",
            hint="check the credentials, their permission to Encrypt and Decrypt, and the key",
        )


def _context(bound: bytes) -> dict[str, str]:
    return {"posthouse": bound.decode()}


def _client(region: str, endpoint: str | None) -> Any:
    try:
        from botocore.config import Config
        from botocore.session import get_session
    except ImportError:
        raise ConfigError(
            "expected the library `botocore`, found none",
            hint="pip install botocore, into the station's own environment",
        ) from None
    config = Config(
        connect_timeout=TIMEOUT_S, read_timeout=TIMEOUT_S, retries={"total_max_attempts": 3},
        proxies={},
    )  # fmt: skip
    return get_session().create_client(
        "kms", region_name=region, endpoint_url=endpoint, config=config
    )
