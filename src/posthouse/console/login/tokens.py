"""Random tokens: sessions, enrolment and recovery codes; at rest only their HMAC.

Sessions are 256 bits; recovery codes 80 bits in base32, in groups for the eye.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from dataclasses import dataclass

SESSION_BYTES = 32
CODE_BYTES = 10
RECOVERY_CODES = 10


@dataclass(frozen=True, slots=True, repr=False)
class Digests:
    """Digests of tokens under a key derived from the master key, one purpose apart from another."""

    key: bytes

    def session(self, token: str) -> bytes:
        """Return what is kept of a session's cookie."""
        return self._of(b"session", token)

    def enrolment(self, code: str) -> bytes:
        """Return what is kept of an enrolment code."""
        return self._of(b"enrolment", plain(code))

    def recovery(self, code: str) -> bytes:
        """Return what is kept of a recovery code."""
        return self._of(b"recovery", plain(code))

    def forgery(self, token: str) -> str:
        """Return the token that a session's own forms carry and no other site can know."""
        digest = self._of(b"forgery", token)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def _of(self, purpose: bytes, token: str) -> bytes:
        return hmac.digest(self.key, purpose + b"\0" + token.encode(), "sha256")


def session_token() -> str:
    """Return a new session's cookie."""
    return secrets.token_urlsafe(SESSION_BYTES)


def code() -> str:
    """Return a new enrolment or recovery code, such as ABCD-EFGH-IJKL-MNOP."""
    text = base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode()
    return "-".join(text[i : i + 4] for i in range(0, 16, 4))


def plain(code: str) -> str:
    """Return a code as it is digested, however a person typed it."""
    return "".join(c for c in code.upper() if c.isalnum())
