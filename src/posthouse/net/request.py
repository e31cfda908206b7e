"""The head of a request as bytes. What would break its frame is refused before it is written."""

from __future__ import annotations

import re

from posthouse.model.channel import Address
from posthouse.model.errors import BadRequest
from posthouse.model.http import Outgoing

# This client speaks about the connection and the body's frame; nobody else does.
OWNED = frozenset(
    {
        "host",
        "content-length",
        "accept-encoding",
        "connection",
        "keep-alive",
        "transfer-encoding",
        "te",
        "trailer",
        "upgrade",
        "expect",
        "proxy-connection",
    }
)
_NAMES = re.compile(r"(?>(?:[!#$%&'*+.^_`|~0-9A-Za-z-]++\n)*)")
_LINES = re.compile(r"(?>(?:[^\x00-\x08\x0a-\x1f\x7f]*+\r\n)*)")
_TARGET = re.compile(r"/[!-~]*+")
_DEFAULT_PORT = {"http": 80, "https": 443}


def write_head(method: str, address: Address, target: str, headers: Outgoing, length: int) -> bytes:
    """Return the request's head. Raises BadRequest for a name, value or target that is not one.

    Headers in OWNED are left out: host, length, encoding and connection are this client's to say.
    """
    path = f"{address.base}{target}"
    kept = [
        (name, value if isinstance(value, str) else value.reveal())
        for name, value in headers
        if name.lower() not in OWNED
    ]
    lines = "".join([f"{name}: {value}\r\n" for name, value in kept])
    if not _TARGET.fullmatch(path) or not _sound(kept, lines):
        raise _bad()
    size = f"content-length: {length}\r\n" if method != "GET" else ""
    text = (
        f"{method} {path} HTTP/1.1\r\nhost: {authority(address)}\r\n"
        f"{lines}accept-encoding: identity\r\n{size}\r\n"
    )
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        raise _bad() from None


def _sound(kept: list[tuple[str, str]], lines: str) -> bool:
    """Tell whether each header is one line of its own and each name one token (RFC 9110, 5.1)."""
    names = "".join([f"{name}\n" for name, _ in kept])
    return bool(
        lines.count("\n") == len(kept) and _NAMES.fullmatch(names) and _LINES.fullmatch(lines)
    )


def authority(address: Address) -> str:
    """Return host, or host:port where the port is not the scheme's own."""
    host = f"[{address.host.strip('[]')}]" if ":" in address.host else address.host
    if address.port == _DEFAULT_PORT.get(address.scheme):
        return host
    return f"{host}:{address.port}"


def _bad() -> BadRequest:
    return BadRequest(
        "expected header names, values and a path that fit on one line each",
        hint="remove control characters from the request's headers",
        code="bad_head",
    )
