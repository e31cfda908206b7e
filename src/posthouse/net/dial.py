"""Making a connection: resolve, ask the egress rules, connect, ask again, then TLS.

The rules are asked about the connected address before the first byte is written, so that neither
a name that resolves to something else the second time nor a socket that leads elsewhere gets one.
"""

from __future__ import annotations

import asyncio
import hashlib
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate

from posthouse.model.channel import Channel
from posthouse.model.errors import EgressDenied, Fault, UpstreamFault
from posthouse.model.http import Peer
from posthouse.net.connection import Connection, Place
from posthouse.net.egress import EgressRules

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Addresses of a host, in the order in which to try them; raises OSError."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def tls_context(extra_ca: str | None = None) -> ssl.SSLContext:
    """Return the one TLS setting there is: verified, TLS 1.2 or later, HTTP/1.1.

    `extra_ca` is a file with authorities to trust beside the system's.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    # SSLKEYLOGFILE in the environment shall not write session keys out.
    context.keylog_filename = None  # type: ignore[assignment]
    if extra_ca is not None:
        context.load_verify_locations(extra_ca)
    return context


class Dialer:
    """Makes connections for channels."""

    def __init__(
        self, rules: EgressRules, context: ssl.SSLContext, resolver: Resolve = resolve
    ) -> None:
        self._rules = rules
        self._context = context
        self._resolve = resolver

    async def dial(self, channel: Channel, place: Place) -> Connection:
        """Return a new connection within the connect timeout. Raises UpstreamFault."""
        try:
            async with asyncio.timeout(channel.connect_timeout_s):
                sock = await self._connect(channel)
                return await self._attach(channel, place, sock)
        except TimeoutError:
            raise UpstreamFault(
                Fault.TIMEOUT, f"no connection to channel {channel.name} in time"
            ) from None

    async def _connect(self, channel: Channel) -> socket.socket:
        """Return a socket to the first address that is allowed and answers."""
        until = asyncio.get_running_loop().time() + channel.connect_timeout_s
        allowed = self._allowed(channel, await self._addresses(channel))
        fault = UpstreamFault(Fault.CONNECT, "there was no address to try")
        for left, address in zip(range(len(allowed), 0, -1), allowed, strict=True):
            share = (until - asyncio.get_running_loop().time()) / left
            try:
                async with asyncio.timeout(share):
                    return await self._try(channel, address)
            except OSError as error:  # TimeoutError is one
                kind = Fault.TIMEOUT if isinstance(error, TimeoutError) else Fault.CONNECT
                fault = UpstreamFault(kind, f"channel {channel.name}: {_reason(error)}")
        raise fault

    async def _addresses(self, channel: Channel) -> Sequence[str]:
        host = channel.address.host.strip("[]")
        try:
            return await self._resolve(host, channel.address.port)
        except (OSError, UnicodeError) as error:
            raise UpstreamFault(
                Fault.CONNECT, f"channel {channel.name}: its host does not resolve"
            ) from error

    def _allowed(self, channel: Channel, addresses: Sequence[str]) -> Sequence[str]:
        """Return the addresses that may be tried. Raises EgressDenied where there is none."""
        allowed, denied = [], None
        for address in addresses:
            try:
                self._rules.check(address, channel)
                allowed.append(address)
            except EgressDenied as error:
                denied = error
        if denied is not None and not allowed:
            raise denied
        return allowed

    async def _try(self, channel: Channel, address: str) -> socket.socket:
        """Return a socket connected to the address, checked once more. Raises OSError."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(0)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            loop = asyncio.get_running_loop()
            await loop.sock_connect(sock, (address, channel.address.port))
            self._rules.check(sock.getpeername()[0], channel)
        except BaseException:
            sock.close()
            raise
        return sock

    async def _attach(self, channel: Channel, place: Place, sock: socket.socket) -> Connection:
        """Put the protocol, and TLS where the scheme asks for it, onto the socket."""
        loop = asyncio.get_running_loop()
        host, port = sock.getpeername()[:2]
        secure = channel.address.scheme == "https"
        try:
            transport, connection = await loop.create_connection(
                lambda: Connection(place, loop),
                sock=sock,
                ssl=self._context if secure else None,
                server_hostname=channel.address.host.strip("[]") if secure else None,
            )
        except BaseException as error:
            sock.close()
            if not isinstance(error, OSError) or isinstance(error, TimeoutError):
                raise
            kind = Fault.TLS if secure else Fault.CONNECT  # a handshake that broke off is TLS's
            raise UpstreamFault(kind, f"channel {channel.name}: {_reason(error)}") from error
        connection.peer = _peer(transport, host, port) if secure else Peer(host, port, None)
        return connection


def _peer(transport: asyncio.BaseTransport, host: str, port: int) -> Peer:
    """Return who was reached over TLS, with the SHA-256 of its public key info (RFC 7469, 2.4)."""
    secured = transport.get_extra_info("ssl_object")
    try:
        certificate = load_der_x509_certificate(secured.getpeercert(binary_form=True))
        public = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        transport.abort()  # type: ignore[attr-defined]
        raise UpstreamFault(Fault.TLS, "the upstream's certificate has an unknown key") from error
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    ends = int(certificate.not_valid_after_utc.timestamp())
    return Peer(host, port, hashlib.sha256(der).hexdigest(), secured.version() or "", ends)


def _reason(error: OSError) -> str:
    """Return a sentence about a connection that failed; it names no content."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate was not accepted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return f"TLS failed ({error.reason or 'no reason given'})"
    if isinstance(error, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(error, TimeoutError):
        return "no connection in time"
    return f"the connection failed ({type(error).__name__})"
