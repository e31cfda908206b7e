"""Fake upstreams over real sockets. Each test runs on asyncio's own loop and on uvloop."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from posthouse.model.channel import Address, Channel
from posthouse.model.dialect import Dialect
from posthouse.model.secret import Secret
from posthouse.net.upstream import HttpUpstream

RESET = "reset"
CLOSE = "close"
Step = bytes | float | str
"""What an upstream does next: write bytes, wait, RESET the connection or CLOSE it."""


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}


class FakeUpstream:
    """Answers the n-th request with the n-th script; the last script repeats."""

    def __init__(self, scripts: Sequence[Sequence[Step]]) -> None:
        self.scripts = scripts
        self.requests: list[bytes] = []
        self.connections = 0
        self.gone = asyncio.Event()
        self.port = 0
        self.tasks: list[asyncio.Task[None] | None] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.tasks.append(asyncio.current_task())
        try:
            while await self.exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            self.gone.set()
            writer.close()

    async def exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
        self.requests.append(head + await reader.readexactly(int(fields.get(b"content-length", 0))))
        for step in self.scripts[min(len(self.requests), len(self.scripts)) - 1]:
            if isinstance(step, bytes):
                writer.write(step)
                await writer.drain()
            elif isinstance(step, float):
                await asyncio.sleep(step)
            elif step == RESET:
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, linger
                )
                writer.transport.abort()
                return False
            else:
                return False
        return True


Start = Callable[..., Awaitable[FakeUpstream]]


@pytest.fixture
async def upstream() -> AsyncIterator[Start]:
    """Start an upstream on a free port of loopback: `await upstream([step, ...], ...)`."""
    servers, fakes = [], []

    async def start(
        *scripts: Sequence[Step], tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
    ) -> FakeUpstream:
        fake = FakeUpstream(scripts)
        server = await asyncio.start_server(fake.serve, host, 0, ssl=tls)
        fake.port = server.sockets[0].getsockname()[1]
        servers.append(server)
        fakes.append(fake)
        return fake

    yield start
    for server in servers:
        server.close()
    await asyncio.sleep(0.001)
    tasks = [task for fake in fakes for task in fake.tasks if task is not None]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)


def channel(port: int, host: str = "127.0.0.1", scheme: str = "http", **more: object) -> Channel:
    return Channel(
        name="test",
        address=Address(scheme, host, port),
        dialects=frozenset({Dialect.OPENAI_CHAT}),
        credential=Secret(""),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
async def client() -> AsyncIterator[HttpUpstream]:
    client = HttpUpstream()
    yield client
    await client.close()
    await asyncio.sleep(0.01)


@dataclass(frozen=True)
class Authority:
    """A certificate authority of our own, and server settings with its certificates."""

    file: str
    trusted: ssl.SSLContext
    key: ec.EllipticCurvePublicKey
    other_name: ssl.SSLContext
    expired: ssl.SSLContext
    stranger: ssl.SSLContext
    old: ssl.SSLContext


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    folder = tmp_path_factory.mktemp("tls")
    ours, theirs = _Signer("ours"), _Signer("theirs")
    (folder / "ca.pem").write_bytes(ours.certificate.public_bytes(serialization.Encoding.PEM))
    trusted, key = ours.server(folder, "good", ["localhost"])
    old, _ = ours.server(folder, "old", ["localhost"])
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    return Authority(
        file=str(folder / "ca.pem"),
        trusted=trusted,
        key=key,
        other_name=ours.server(folder, "other", ["upstream.example"])[0],
        expired=ours.server(folder, "expired", ["localhost"], days=-1)[0],
        stranger=theirs.server(folder, "stranger", ["localhost"])[0],
        old=old,
    )


class _Signer:
    def __init__(self, name: str) -> None:
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        ca = x509.BasicConstraints(ca=True, path_length=None)
        self.certificate = (
            _draft(self.name, self.name, self.key.public_key(), 1)
            .add_extension(ca, critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def server(
        self, folder: Path, name: str, hosts: Sequence[str], days: int = 1
    ) -> tuple[ssl.SSLContext, ec.EllipticCurvePublicKey]:
        key = ec.generate_private_key(ec.SECP256R1())
        names: list[x509.GeneralName] = [x509.DNSName(host) for host in hosts]
        if hosts == ["localhost"]:
            names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = (
            _draft(subject, self.name, key.public_key(), days)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path = folder / f"{name}.pem"
        path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        context.set_alpn_protocols(["h2", "http/1.1"])
        return context, key.public_key()


def _draft(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=2))
        .not_valid_after(now + dt.timedelta(days=days))
    )
