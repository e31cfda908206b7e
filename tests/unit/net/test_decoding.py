"""Upstreams that encode their answers although identity was asked."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard

from posthouse.model.errors import Fault, UpstreamFault
from posthouse.net.upstream import HttpUpstream

from .conftest import CLOSE, Start, channel

PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}
BODY = b"data: hello\n\n" * 100


def answer(encoding: str, body: bytes) -> bytes:
    return (
        f"HTTP/1.1 200 OK\r\ncontent-encoding: {encoding}\r\nx-a: b\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    ).encode() + body


@pytest.mark.parametrize("encoding", PACK)
async def test_is_undone_and_no_longer_announced(
    upstream: Start, client: HttpUpstream, encoding: str
) -> None:
    fake = await upstream([answer(encoding, PACK[encoding](BODY))])
    for _ in range(2):
        found = await client.call(channel(fake.port), "/", (), b"{}")
        assert found.head.headers == (("x-a", "b"),)
        assert b"".join([chunk async for chunk in found.chunks()]) == BODY
        await found.close()
    assert fake.connections == 1


async def test_comes_as_it_arrives(upstream: Start, client: HttpUpstream) -> None:
    packer = zlib.compressobj(wbits=31)
    one = packer.compress(b"one") + packer.flush(zlib.Z_SYNC_FLUSH)
    two = packer.compress(b"two") + packer.flush()
    head = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n"
    fake = await upstream([head + one, 0.03, two, CLOSE])
    found = await client.call(channel(fake.port), "/", (), b"{}")
    assert [chunk async for chunk in found.chunks()] == [b"one", b"two"]


async def test_identity_is_nothing_to_undo(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([answer("identity", BODY)])
    found = await client.call(channel(fake.port), "/", (), b"{}")
    assert b"".join([chunk async for chunk in found.chunks()]) == BODY


async def test_an_empty_answer_needs_no_end(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([answer("gzip", b"")])
    found = await client.call(channel(fake.port), "/", (), b"{}")
    assert [chunk async for chunk in found.chunks()] == []


@pytest.mark.parametrize("encoding", ["compress", "gzip, br, zstd", "x"])
async def test_a_coding_that_is_not_known_is_a_fault(
    upstream: Start, client: HttpUpstream, encoding: str
) -> None:
    fake = await upstream([answer(encoding, BODY)])
    with pytest.raises(UpstreamFault) as caught:
        await client.call(channel(fake.port), "/", (), b"{}")
    assert caught.value.kind is Fault.MALFORMED


BROKEN = {
    "not what it says": BODY,
    "cut off": gzip.compress(BODY)[:-4],
    "followed by more": gzip.compress(BODY) + b"more",
    "a bomb": gzip.compress(bytes(1 << 25)),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_a_body_that_cannot_be_undone_is_a_fault(
    upstream: Start, client: HttpUpstream, name: str
) -> None:
    fake = await upstream([answer("gzip", BROKEN[name])])
    found = await client.call(channel(fake.port), "/", (), b"{}")
    with pytest.raises(UpstreamFault) as caught:
        async for _ in found.chunks():
            pass
    assert caught.value.kind is Fault.MALFORMED
