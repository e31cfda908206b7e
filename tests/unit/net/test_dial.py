"""Making connections: resolving, egress, timeouts and TLS."""

from __future__ import annotations

import asyncio
import hashlib
import socket
from collections.abc import Sequence

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from posthouse.model.errors import EgressDenied, Fault, UpstreamFault
from posthouse.net.dial import tls_context
from posthouse.net.upstream import HttpUpstream

from .conftest import Authority, Start, channel

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"


class Names:
    """A resolver that gives a fixed answer."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def __call__(self, _host: str, _port: int) -> Sequence[str]:
        return self.addresses


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


async def fault(client: HttpUpstream, *args: object, **more: object) -> UpstreamFault:
    with pytest.raises(UpstreamFault) as caught:
        await client.call(channel(*args, **more), "/", (), b"{}")  # type: ignore[arg-type]
    await client.close()
    return caught.value


async def test_a_refused_connection_is_a_connect_fault(client: HttpUpstream) -> None:
    found = await fault(client, closed_port())
    assert found.kind is Fault.CONNECT
    assert "refused" in found.message


async def test_a_name_that_does_not_resolve_is_a_connect_fault() -> None:
    async def nowhere(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    found = await fault(HttpUpstream(resolver=nowhere), 443, "nowhere.example", "https")
    assert found.kind is Fault.CONNECT
    assert "resolve" in found.message


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "..", ""])
async def test_a_host_that_is_none_is_a_fault_and_not_a_crash(
    client: HttpUpstream, host: str
) -> None:
    assert (await fault(client, 443, host, "https", connect_timeout_s=2.0)).kind in {
        Fault.CONNECT,
        Fault.EGRESS,
        Fault.TIMEOUT,
    }


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["::1"],
        ["10.0.0.1", "192.168.0.1"],
        ["169.254.169.254"],
        ["::ffff:127.0.0.1"],
        ["0.0.0.0"],
        ["fe80::1"],
        ["not an address"],
    ],
)
async def test_a_public_name_that_leads_inside_is_denied(addresses: list[str]) -> None:
    found = await fault(
        HttpUpstream(resolver=Names(*addresses)), closed_port(), "api.example.com", "https"
    )
    assert isinstance(found, EgressDenied)


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "0x7f000001", "127.1", "0"])
async def test_numbers_that_the_system_reads_as_loopback_are_denied(
    client: HttpUpstream, host: str
) -> None:
    assert (await fault(client, closed_port(), host)).kind is Fault.EGRESS


async def test_metadata_is_denied_whatever_the_channel_says(client: HttpUpstream) -> None:
    found = await fault(client, 80, "169.254.169.254", "http", private_network=True)
    assert isinstance(found, EgressDenied)


async def test_plaintext_to_another_machine_is_denied(client: HttpUpstream) -> None:
    found = await fault(client, 80, "10.0.0.1", "http", private_network=True)
    assert isinstance(found, EgressDenied)
    assert "plaintext" in found.message


async def test_the_next_address_is_tried(upstream: Start) -> None:
    fake = await upstream([OK])
    client = HttpUpstream(resolver=Names("169.254.1.1", "127.0.0.2", "::1", "127.0.0.1"))
    answer = await client.call(channel(fake.port, "localhost"), "/", (), b"{}")
    assert answer.peer.address == "127.0.0.1"
    await client.close()


async def test_no_address_is_a_connect_fault() -> None:
    found = await fault(HttpUpstream(resolver=Names()), 443, "api.example.com", "https")
    assert found.kind is Fault.CONNECT


async def test_a_slow_resolver_is_a_timeout() -> None:
    async def slow(_host: str, _port: int) -> Sequence[str]:
        await asyncio.sleep(5)
        return ()

    found = await fault(
        HttpUpstream(resolver=slow), 443, "api.example.com", "https", connect_timeout_s=0.05
    )
    assert found.kind is Fault.TIMEOUT


async def test_giving_up_while_shaking_hands_leaves_no_socket(client: HttpUpstream) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        to = channel(silent.getsockname()[1], "localhost", "https")
        caller = asyncio.create_task(client.call(to, "/", (), b"{}"))
        await asyncio.sleep(0.05)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        taken, _ = silent.accept()
        taken.settimeout(1)
        await asyncio.sleep(0.02)
        while taken.recv(4096):
            pass
        taken.close()


async def test_an_upstream_that_never_shakes_hands_is_a_timeout(client: HttpUpstream) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        found = await fault(client, port, "localhost", "https", connect_timeout_s=0.1)
    assert found.kind is Fault.TIMEOUT


async def test_tls_gives_the_key_that_was_really_used(
    upstream: Start, authority: Authority
) -> None:
    fake = await upstream([OK], tls=authority.trusted)
    client = HttpUpstream(extra_ca=authority.file)
    der = authority.key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    for host in ("localhost", "127.0.0.1", "localhost"):
        answer = await client.call(channel(fake.port, host, "https"), "/", (), b"{}")
        assert answer.peer.spki == hashlib.sha256(der).hexdigest()
        assert b"".join([chunk async for chunk in answer.chunks()]) == b"hello"
    assert fake.connections == 2
    await client.close()
    await asyncio.sleep(0.01)


@pytest.mark.parametrize("server", ["other_name", "expired", "stranger", "old"])
async def test_tls_that_proves_nothing_is_a_tls_fault(
    upstream: Start, authority: Authority, server: str
) -> None:
    fake = await upstream([OK], tls=getattr(authority, server))
    client = HttpUpstream(extra_ca=authority.file)
    found = await fault(client, fake.port, "localhost", "https")
    assert found.kind is Fault.TLS
    assert fake.requests == []


async def test_our_own_authority_is_trusted_only_where_it_was_named(
    upstream: Start, authority: Authority, client: HttpUpstream
) -> None:
    fake = await upstream([OK], tls=authority.trusted)
    assert (await fault(client, fake.port, "localhost", "https")).kind is Fault.TLS


async def test_plaintext_behind_https_is_a_tls_fault(upstream: Start, client: HttpUpstream) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(OK)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert (await fault(client, port, "localhost", "https")).kind is Fault.TLS
    server.close()


def test_session_keys_are_not_written_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", f"{tmp_path}/keys")
    assert tls_context().keylog_filename is None
