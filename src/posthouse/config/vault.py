"""[vault]: how what is stored is sealed, and when credentials are called old."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

MasterKind = Literal[
    "any", "file", "passphrase", "env", "keyring", "transit", "pkcs11",
    "awskms", "gcpkms", "azurekv", "alikms",
]  # fmt: skip


class Vault(Struct, frozen=True, forbid_unknown_fields=True):
    """How secrets are kept at rest; `posthouse master rewrap` says where the master key is."""

    profile: Annotated[
        Literal["aes-256-gcm", "sm4-gcm"],
        Meta(description="Cipher of new data keys; values sealed before stay readable."),
    ] = "aes-256-gcm"
    master: Annotated[
        MasterKind,
        Meta(description="The kind of master key that must be in use, else start refuses."),
    ] = "any"
    credential_age_days: Annotated[
        int,
        Meta(ge=1, description="Age in days from which an upstream's sealed key is called old."),
    ] = 90
