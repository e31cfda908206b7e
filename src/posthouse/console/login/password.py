"""Passwords by argon2id: 19 MiB, two passes, one lane (OWASP; above the floor of RFC 9106, 4).

Measured here 20 ms a check. At most two are computed at once, so that guessing cannot take the
station's memory. An unknown name costs the same as a wrong password.
"""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from posthouse.model.errors import BadRequest

SHORTEST = 12
LONGEST = 256
AT_ONCE = 2


class Passwords:
    """Hashes and checks; safe to call from several threads."""

    def __init__(self, memory_kib: int = 19456, passes: int = 2) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = self._hasher.hash("nobody's")

    def hash(self, password: str, name: str) -> str:
        """Return the hash of a new password. Raises BadRequest where it is too easy."""
        _refuse_easy(password, name)
        with self._room:
            return self._hasher.hash(password)

    def check(self, kept: str | None, password: str) -> bool:
        """Tell whether the password is right; takes as long where there is none."""
        with self._room:
            try:
                right = self._hasher.verify(kept or self._nobody, password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return False
        return right and kept is not None

    def stale(self, kept: str) -> bool:
        """Tell whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def _refuse_easy(password: str, name: str) -> None:
    """Refuse what guessing tries first (NIST SP 800-63B: length counts, not classes)."""
    wrong = ""
    if not SHORTEST <= len(password) <= LONGEST:
        wrong = f"{SHORTEST} to {LONGEST} characters, found {len(password)}"
    elif name.casefold() in password.casefold() or "posthouse" in password.casefold():
        wrong = "a password that holds neither your name nor the program's"
    elif len(set(password)) < 6:
        wrong = "at least six different characters"
    if wrong:
        raise BadRequest(
            f"expected {wrong}", code="password_easy", hint="several words in a row are good"
        )
