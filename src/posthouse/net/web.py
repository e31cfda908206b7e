"""A small synchronous client for the few calls that relay nothing: key services, providers' admin.

The same rules as for upstreams: verified TLS 1.2 or later, plain http to loopback alone, no
redirects, no proxies, no cookies. Headers may hold secrets; they are revealed here and nowhere
else, and no error tells what was sent or answered.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from posthouse.model.errors import ConfigError, Fault, UpstreamFault
from posthouse.model.secret import Secret
from posthouse.net.dial import tls_context

TIMEOUT_S = 10.0
MOST_BYTES = 1024 * 1024

Fields = Mapping[str, str | Secret]


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """What came back; it may hold secrets and has no readable form."""

    status: int
    body: bytes

    @property
    def tree(self) -> Any:
        """Return the body as JSON, None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def text(self, name: str) -> str:
        """Return a text of the JSON object by its dotted name, "" where there is none."""
        found = self.tree
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found if isinstance(found, str) else ""


class Web:
    """Sends one request over a connection of its own."""

    def __init__(self, *, extra_ca: str | None = None, timeout_s: float = TIMEOUT_S) -> None:
        self._extra_ca = extra_ca
        self._timeout_s = timeout_s

    def send(self, method: str, url: str, fields: Fields, body: bytes = b"") -> Said:
        """Return the answer, whatever its status. Raises ConfigError, UpstreamFault."""
        host, port = checked(url)
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "") or "/"
        connection = self._connection(parts.scheme, host, port)
        told = {n: v.reveal() if isinstance(v, Secret) else v for n, v in fields.items()}
        try:
            connection.request(method, target, body or None, told)
            answer = connection.getresponse()
            return Said(answer.status, answer.read(MOST_BYTES))
        except (OSError, http.client.HTTPException, ValueError) as error:
            kind = Fault.TLS if isinstance(error, ssl.SSLError) else Fault.CONNECT
            raise UpstreamFault(kind, f"{host}: no answer ({type(error).__name__})") from None
        finally:
            connection.close()

    def json(self, method: str, url: str, fields: Fields, tree: Any = None) -> Said:
        """Send a tree as JSON, or nothing; return the answer, whatever its status."""
        body = b"" if tree is None else json.dumps(tree).encode()
        sort = {"content-type": "application/json"} if body else {}
        return self.send(method, url, {"accept": "application/json", **sort, **fields}, body)

    def _connection(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        if scheme == "https":
            context = tls_context(self._extra_ca)
            return http.client.HTTPSConnection(host, port, timeout=self._timeout_s, context=context)
        return http.client.HTTPConnection(host, port, timeout=self._timeout_s)


def checked(url: str) -> tuple[str, int | None]:
    """Return host and port of an address that may be called. Raises ConfigError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or parts.username or parts.password or parts.fragment:
        raise ConfigError("expected https://host[:port][/path], found something else")
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)):
        return host, port
    raise ConfigError(
        f"expected https for {host}, found another scheme",
        hint="plain http is for loopback alone: use https, or a tunnel that ends on 127.0.0.1",
    )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
