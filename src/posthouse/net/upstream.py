"""The upstream client: one request, one channel, one answer. It implements ports.Upstream.

A POST is sent once. The upstream may have acted on a request whose answer is lost, so a POST is
repeated by nobody here: a pooled connection is looked at before it is used, and one that was found
closed is passed over; where it dies afterwards the caller gets RESET. A GET changes nothing, so
one that died on a pooled connection before any byte of an answer is sent once more on a new one.
"""

from __future__ import annotations

from posthouse.model.channel import Channel
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.model.http import Outgoing
from posthouse.net.connection import Connection
from posthouse.net.decoding import plain
from posthouse.net.dial import Dialer, Resolve, resolve, tls_context
from posthouse.net.egress import EgressRules
from posthouse.net.pool import MOST_RESTING, Pool
from posthouse.net.request import write_head
from posthouse.net.unspoken import without
from posthouse.ports import Answer


class HttpUpstream:
    """Sends requests over pooled HTTP/1.1 connections. No redirects, no proxies, no cookies."""

    def __init__(
        self,
        *,
        extra_ca: str | None = None,
        resolver: Resolve = resolve,
        most_resting: int = MOST_RESTING,
    ) -> None:
        self._dialer = Dialer(EgressRules(), tls_context(extra_ca), resolver)
        self._pool = Pool(most_resting)

    async def call(self, channel: Channel, target: str, headers: Outgoing, body: bytes) -> Answer:
        """POST body to the channel's address + target. Raises UpstreamFault, EgressDenied."""
        return await self.send(channel, ("POST", target), headers, body)

    async def send(
        self, channel: Channel, line: tuple[str, str], headers: Outgoing, body: bytes
    ) -> Answer:
        """Send any method, `line` being method and target. Raises UpstreamFault, EgressDenied."""
        method, target = line
        if method == "GET":
            return await self.get(channel, target, headers)
        head = write_head(method, channel.address, target, headers, len(body))
        shelf = self._pool.shelf(channel)
        connection = shelf.take() or await self._dialer.dial(channel, shelf)
        return await _exchange(connection, channel, head, body)

    async def get(self, channel: Channel, target: str, headers: Outgoing) -> Answer:
        """GET from the channel's address + target. Raises UpstreamFault, EgressDenied."""
        head = write_head("GET", channel.address, target, headers, 0)
        shelf = self._pool.shelf(channel)
        pooled = shelf.take()
        if pooled is not None:
            try:
                return await _exchange(pooled, channel, head, b"")
            except UpstreamFault as fault:
                if fault.kind is not Fault.RESET or pooled.heard:
                    raise
        return await _exchange(await self._dialer.dial(channel, shelf), channel, head, b"")

    async def close(self) -> None:
        """Drop every pooled connection."""
        self._pool.close()


async def _exchange(connection: Connection, channel: Channel, head: bytes, body: bytes) -> Answer:
    """Send one request and wait for the head. Whatever goes wrong, the connection is not left."""
    answer = connection.open(channel.idle_timeout_s)
    try:
        connection.expect(channel.first_byte_timeout_s)
        await connection.send(head, body)
        await answer.arrive()
    except BaseException:
        await answer.close()
        raise
    return without(await plain(answer), channel.credential)
