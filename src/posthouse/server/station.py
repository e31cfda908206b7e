"""The public face: which path is whose. Relayed endpoints, receipts, the ledger, health."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from posthouse.exchange.actions import Reply
from posthouse.model.dialect import Endpoint, Operation
from posthouse.model.errors import NotFound, Refusal, Unavailable
from posthouse.model.http import RequestHead
from posthouse.server.client import HttpClient
from posthouse.server.leakreport import PATTERNS, PATTERNS_PATH, REPORT_PATH, LeakReports
from posthouse.server.ledger import PREFIX, LedgerFace
from posthouse.service.models import Models
from posthouse.service.receipts import PATH as RECEIPTS_PATH
from posthouse.service.receipts import Receipts
from posthouse.service.relay import Relay, durable
from posthouse.wire.dialects import WIRES, dialect_of_path, resolve

_JSON = (("content-type", "application/json"),)
_TEXT = (("content-type", "text/plain; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class StationFace:
    """The application of the public listener.

    `ready` tells whether requests can be served; `identity` is public.
    """

    relay: Relay
    models: Models
    identity: bytes
    ready: Callable[[], bool]
    body_timeout_s: float
    reports: LeakReports
    max_in_flight: int = 1024
    ledger: LedgerFace | None = None
    receipts: Receipts | None = None
    under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def __call__(self, client: HttpClient) -> None:
        """Serve one request."""
        client.body_timeout_s = self.body_timeout_s
        head = client.head
        found: Reply | Endpoint
        try:
            if head.path == REPORT_PATH:
                found = await self.reports(client)
            else:
                found = await self._local(head) if head.method == "GET" else resolve(head)
        except Refusal as refusal:
            found = self._refused(head, refusal)
        if isinstance(found, Reply):
            await client.whole(found.status, found.headers, found.body)
        else:
            await self._relayed(client, found)

    async def _relayed(self, client: HttpClient, endpoint: Endpoint) -> None:
        """Relay; when the client goes away the exchange is cancelled and put on record."""
        connection = client.connection
        task = asyncio.current_task()
        assert task is not None
        connection.on_lost = partial(_cancel, task)
        try:
            self._take(task)
            await self.relay.serve(client, endpoint)
        except Refusal as refusal:
            reply = self._refused(client.head, refusal)
            await client.whole(reply.status, reply.headers, reply.body)
        except (asyncio.CancelledError, ConnectionError):
            if not connection.transport.is_closing():
                raise
        finally:
            self.under_way.discard(task)
            connection.on_lost = None

    def _take(self, task: asyncio.Task[None]) -> None:
        """Count a request in. Raises Unavailable."""
        if not self.ready():
            raise Unavailable(
                "the station is about to stop",
                code="draining",
                hint="try again in a moment: it, or another one, will answer",
                retry_after_s=2,
            )
        if len(self.under_way) >= self.max_in_flight:
            raise Unavailable(
                "the station is busy",
                code="overloaded",
                hint="try again in a moment; the operator sets server.max_in_flight",
                retry_after_s=1,
            )
        self.under_way.add(task)

    async def _local(self, head: RequestHead) -> Reply | Endpoint:
        """Answer what needs no upstream, or tell what is asked of one."""
        path = head.path
        if path in ("/healthz", "/readyz"):
            ready = path == "/healthz" or self.ready()
            told = b"ok\n" if path == "/healthz" else b"ready\n" if ready else b"draining\n"
            return Reply(200 if ready else 503, _TEXT, told)
        if path in ("/", "/.well-known/posthouse", PATTERNS_PATH):
            return PATTERNS if path == PATTERNS_PATH else Reply(200, _JSON, self.identity)
        if path.startswith(PREFIX) and self.ledger is not None:
            return await self.ledger.answer(path)
        if path.startswith("/receipts/") or path == RECEIPTS_PATH:
            return await self._receipt(head)
        endpoint = resolve(head)
        if endpoint.operation is not Operation.MODELS:
            return endpoint
        return Reply(200, _JSON, self.models.listed(head, endpoint))

    async def _receipt(self, head: RequestHead) -> Reply:
        """Answer one receipt to whoever knows its id, a key's list to whoever shows the key."""
        if head.path == RECEIPTS_PATH and self.receipts is not None:
            return Reply(200, _JSON, await self.receipts.listed(head))
        receipt_id = head.path.removeprefix("/receipts/")
        sealed = await durable(self.relay.records.find(receipt_id))
        if sealed is None:
            raise NotFound(
                "there is no receipt of this id",
                code="receipt_unknown",
                hint="take the id from the posthouse-receipt header of an answer",
            )
        return Reply(200, _JSON, sealed)

    def _refused(self, head: RequestHead, refusal: Refusal) -> Reply:
        body = WIRES[dialect_of_path(head.path)].refusal(refusal)
        wait_s = refusal.retry_after_s
        later = (("retry-after", str(wait_s)),) if wait_s else ()
        return Reply(refusal.status, (*_JSON, *later), body)


def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
