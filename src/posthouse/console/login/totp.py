"""One-time codes by RFC 6238: SHA-1, six digits, 30 seconds, what every authenticator reads.

A code is right for its own step and one on either side; its step is used up with it (5.2), which
the store remembers.
"""

from __future__ import annotations

import hmac

import pyotp

PERIOD_S = 30
WINDOW = 1


def new_seed() -> str:
    """Return a new seed of 160 bits in base32."""
    return pyotp.random_base32()


def step_of(seed: str, code: str, now_s: float) -> int | None:
    """Return the time step that a code belongs to, None where it is wrong."""
    typed = "".join(c for c in code if c.isascii() and c.isdigit())
    machine, step = pyotp.HOTP(seed), int(now_s // PERIOD_S)
    right = None
    for near in range(step - WINDOW, step + WINDOW + 1):
        if hmac.compare_digest(machine.at(near), typed):
            right = near
    return right


def address(seed: str, name: str, station: str) -> str:
    """Return the otpauth address that authenticators read from a picture."""
    return pyotp.TOTP(seed).provisioning_uri(name=name, issuer_name=station)
