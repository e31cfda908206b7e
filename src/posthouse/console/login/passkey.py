"""Passkeys by WebAuthn level 3: registration and login; the library checks what a browser returns.

A passkey verifies its user (a touch with a finger or PIN), so it is both factors at once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from posthouse.model.errors import Unauthorized
from posthouse.model.operator import Operator
from posthouse.store.factors import Passkey

_VERIFIED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Relying:
    """The party that passkeys are bound to: the host of the console's origin."""

    origin: str

    @property
    def id(self) -> str:
        """Return the relying party's id."""
        return urlsplit(self.origin).hostname or ""

    def to_register(
        self, operator: Operator, known: Sequence[Passkey]
    ) -> tuple[bytes, dict[str, Any]]:
        """Return a challenge, and what the browser is asked for to make a passkey."""
        options = webauthn.generate_registration_options(
            rp_id=self.id,
            rp_name="Posthouse",
            user_id=operator.id.encode(),
            user_name=operator.name,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.id)) for key in known
            ],
        )
        return options.challenge, json.loads(webauthn.options_to_json(options))

    def registered(self, challenge: bytes, credential: dict[str, Any], new: Passkey) -> Passkey:
        """Return the passkey that a browser made, named as `new` is. Raises Unauthorized."""
        try:
            found = webauthn.verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.id,
                expected_origin=self.origin,
                require_user_verification=True,
            )
        except _WRONG as error:
            raise _refused(error) from None
        return Passkey(
            bytes_to_base64url(found.credential_id), new.operator, new.name,
            found.credential_public_key, found.sign_count, new.created_at,
        )  # fmt: skip

    def to_log_in(self) -> tuple[bytes, dict[str, Any]]:
        """Return a challenge, and what the browser is asked for to log in by any passkey."""
        options = webauthn.generate_authentication_options(
            rp_id=self.id, user_verification=_VERIFIED
        )
        return options.challenge, json.loads(webauthn.options_to_json(options))

    def logged_in(self, challenge: bytes, credential: dict[str, Any], passkey: Passkey) -> int:
        """Return the counter of a passkey that answered the challenge. Raises Unauthorized."""
        try:
            return webauthn.verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.id,
                expected_origin=self.origin,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.uses,
                require_user_verification=True,
            ).new_sign_count
        except _WRONG as error:
            raise _refused(error) from None


_WRONG = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError)
"""What the library raises at what a stranger may send it."""


def _refused(error: Exception) -> Unauthorized:
    return Unauthorized(
        f"expected an answer of a passkey to our challenge, found another ({type(error).__name__})",
        code="login_refused",
        hint="begin again; open the console at its own address, passkeys are bound to it",
    )
