"""The client as its users see it: requests, answers, reuse, and no second POST."""

from __future__ import annotations

import asyncio

import pytest

from posthouse.model.channel import Channel
from posthouse.model.errors import BadRequest, EgressDenied, Fault, UpstreamFault
from posthouse.net.answer import StreamedAnswer
from posthouse.net.decoding import DecodedAnswer
from posthouse.net.upstream import HttpUpstream

from .conftest import CLOSE, RESET, Start, channel

OK = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello"


async def read(answer: StreamedAnswer | DecodedAnswer) -> bytes:
    return b"".join([chunk async for chunk in answer.chunks()])


async def post(client: HttpUpstream, to: Channel, body: bytes = b"{}") -> bytes:
    return await read(await client.call(to, "/x", (), body))


async def test_posts_and_reads_a_plain_answer(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([OK])
    answer = await client.call(channel(fake.port), "/v1/x?y=1", (("x-a", "b"),), b'{"a":1}')
    assert answer.head.status == 200
    assert answer.head.get("content-type") == "text/plain"
    assert (answer.peer.address, answer.peer.port) == ("127.0.0.1", fake.port)
    assert answer.peer.spki is None
    assert await read(answer) == b"hello"
    assert fake.requests == [
        f"POST /v1/x?y=1 HTTP/1.1\r\nhost: 127.0.0.1:{fake.port}\r\nx-a: b\r\n".encode()
        + b'accept-encoding: identity\r\ncontent-length: 7\r\n\r\n{"a":1}'
    ]


async def test_gets_without_a_body(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([OK])
    assert await read(await client.get(channel(fake.port), "/models", ())) == b"hello"
    assert fake.requests[0].startswith(b"GET /models HTTP/1.1\r\n")


async def test_uses_a_connection_again(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([OK])
    for _ in range(3):
        assert await post(client, channel(fake.port)) == b"hello"
    assert fake.connections == 1


async def test_two_channels_share_no_connection(upstream: Start, client: HttpUpstream) -> None:
    fake = await upstream([OK])
    await post(client, channel(fake.port))
    await post(client, channel(fake.port, host="localhost"))
    await post(client, channel(fake.port, private_network=True))
    assert fake.connections == 3


async def test_requests_at_the_same_time_have_a_connection_each(
    upstream: Start, client: HttpUpstream
) -> None:
    fake = await upstream([0.05, OK])
    answers = await asyncio.gather(*[post(client, channel(fake.port)) for _ in range(5)])
    assert answers == [b"hello"] * 5
    assert fake.connections == 5
    await post(client, channel(fake.port))
    assert fake.connections == 5


async def test_a_resting_connection_that_the_upstream_closed_is_passed_over(
    upstream: Start, client: HttpUpstream
) -> None:
    fake = await upstream([OK, CLOSE], [OK])
    await post(client, channel(fake.port))
    await fake.gone.wait()
    assert await post(client, channel(fake.port)) == b"hello"
    assert len(fake.requests) == 2


async def test_the_socket_is_asked_even_if_the_loop_has_not_seen_the_end(
    client: HttpUpstream,
) -> None:
    """The end arrives while this thread is busy: only the kernel knows of it."""
    import socket
    import threading

    listener = socket.create_server(("127.0.0.1", 0))
    closed = threading.Event()

    def serve() -> None:
        first, _ = listener.accept()
        first.recv(4096)
        first.sendall(OK)
        go.wait(5)
        first.close()
        closed.set()
        second, _ = listener.accept()
        second.recv(4096)
        second.sendall(OK)
        second.close()

    go = threading.Event()
    server = threading.Thread(target=serve, daemon=True)
    server.start()
    to = channel(listener.getsockname()[1])
    assert await post(client, to) == b"hello"
    go.set()
    closed.wait(5)  # blocks the loop on purpose
    assert await post(client, to) == b"hello"
    server.join(5)
    listener.close()


@pytest.mark.parametrize("end", [RESET, CLOSE])
async def test_a_post_that_dies_on_a_used_connection_is_not_sent_again(
    upstream: Start, client: HttpUpstream, end: str
) -> None:
    fake = await upstream([OK], [end], [OK])
    await post(client, channel(fake.port))
    with pytest.raises(UpstreamFault) as caught:
        await post(client, channel(fake.port))
    assert caught.value.kind is Fault.RESET
    assert len(fake.requests) == 2


@pytest.mark.parametrize("end", [RESET, CLOSE])
async def test_a_get_that_dies_on_a_used_connection_is_sent_once_more(
    upstream: Start, client: HttpUpstream, end: str
) -> None:
    fake = await upstream([OK], [end], [OK])
    await post(client, channel(fake.port))
    assert await read(await client.get(channel(fake.port), "/", ())) == b"hello"
    assert (fake.connections, len(fake.requests)) == (2, 3)


async def test_a_get_is_not_sent_again_after_any_byte_of_an_answer(
    upstream: Start, client: HttpUpstream
) -> None:
    fake = await upstream([OK], [b"HTTP/1.1 200", 0.02, CLOSE], [OK])
    await post(client, channel(fake.port))
    with pytest.raises(UpstreamFault):
        await client.get(channel(fake.port), "/", ())
    assert len(fake.requests) == 2


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_an_answer_like_any_other(
    upstream: Start, client: HttpUpstream, status: int
) -> None:
    fake = await upstream(
        [b"HTTP/1.1 %d Go\r\nlocation: http://192.0.2.1/\r\ncontent-length: 0\r\n\r\n" % status]
    )
    answer = await client.call(channel(fake.port), "/", (), b"")
    assert (answer.head.status, answer.head.get("location")) == (status, "http://192.0.2.1/")
    assert await read(answer) == b""
    assert len(fake.requests) == 1


async def test_nothing_is_connected_for_headers_that_break_a_line(
    upstream: Start, client: HttpUpstream
) -> None:
    fake = await upstream([OK])
    with pytest.raises(BadRequest):
        await client.call(channel(fake.port), "/", (("a", "b\r\nc: d"),), b"")
    assert fake.connections == 0


async def test_proxies_named_in_the_environment_are_not_used(
    upstream: Start, client: HttpUpstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    fake = await upstream([OK])
    assert await post(client, channel(fake.port)) == b"hello"


async def test_a_public_name_that_resolves_to_loopback_is_denied(upstream: Start) -> None:
    fake = await upstream([OK])

    async def resolver(_host: str, _port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)

    client = HttpUpstream(resolver=resolver)
    with pytest.raises(EgressDenied):
        await post(client, channel(fake.port, host="api.example.com"))
    assert fake.connections == 0


async def test_after_close_nothing_rests(upstream: Start) -> None:
    fake = await upstream([OK])
    client = HttpUpstream()
    await post(client, channel(fake.port))
    slow = await client.call(channel(fake.port), "/", (), b"")
    await client.close()
    await client.close()
    assert await read(slow) == b"hello"
    await asyncio.wait_for(fake.gone.wait(), 1)
