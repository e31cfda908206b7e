"""Heads of HTTP messages as plain values; names are lower-case bytes turned to str (latin-1)."""

from __future__ import annotations

from dataclasses import dataclass

from posthouse.model.secret import Secret

Headers = tuple[tuple[str, str], ...]

Outgoing = tuple[tuple[str, str | Secret], ...]
"""Headers on their way to an upstream: a credential among them has no readable form till net/."""


@dataclass(frozen=True, slots=True, repr=False)
class RequestHead:
    """What a client asked, before its body. `query` is the raw query string, `client` the address
    that the connection comes from.

    Both it and the headers may hold a key: it has no readable form.
    """

    method: str
    path: str
    query: str
    headers: Headers
    client: str = ""

    def get(self, name: str) -> str | None:
        """Return the first value of a header, or None."""
        for known, value in self.headers:
            if known == name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """What goes back, or came back, before the body."""

    status: int
    headers: Headers

    def get(self, name: str) -> str | None:
        """Return the first value of a header, or None."""
        for known, value in self.headers:
            if known == name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Peer:
    """Who an upstream connection really reached: address, port, SHA-256 of the SPKI (hex), and over
    TLS its version and when the certificate ends (Unix seconds).
    """

    address: str
    port: int
    spki: str | None
    tls: str = ""
    ends_s: int = 0
