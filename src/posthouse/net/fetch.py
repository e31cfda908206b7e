"""One small request to an address that settings name: single sign-on, webhooks. Blocks."""

from __future__ import annotations

from posthouse.model.errors import PosthouseError
from posthouse.net.web import Web


def fetch(url: str, body: bytes | None, headers: dict[str, str]) -> bytes:
    """GET, or POST a body to, an address as `Web` allows it. Raises OSError whatever goes wrong."""
    try:
        said = Web().send("GET" if body is None else "POST", url, headers, body or b"")
    except PosthouseError as error:
        raise OSError(str(error)) from None
    if not 200 <= said.status < 300:
        raise OSError(f"expected a 2xx answer, found {said.status}")
    return said.body
