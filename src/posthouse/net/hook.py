"""A webhook: one signed POST to an address that settings name. Blocks.

    posthouse-timestamp   Unix seconds, as text
    posthouse-signature   ed25519=<base64>, by the station's own key over
                          "posthouse/webhook/1" 00 timestamp 00 body

Whoever receives it checks the signature with the key of /.well-known, and that the time is near.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable

from posthouse.net.fetch import fetch

DOMAIN = b"posthouse/webhook/1"


def post_signed(sign: Callable[[bytes], bytes], url: str, body: bytes) -> None:
    """POST a body with the station's signature. Raises OSError whatever goes wrong."""
    at = str(int(time.time()))
    signature = base64.b64encode(sign(signed_bytes(at, body))).decode()
    headers = {
        "content-type": "application/json",
        "posthouse-timestamp": at,
        "posthouse-signature": f"ed25519={signature}",
    }
    fetch(url, body, headers)


def signed_bytes(timestamp: str, body: bytes) -> bytes:
    """Return what a webhook's signature is over."""
    return b"\x00".join((DOMAIN, timestamp.encode(), body))
