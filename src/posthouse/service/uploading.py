"""Files that come in parts, for the relay: kept off the event loop until they are whole."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import parse_qs

from posthouse.exchange import collecting
from posthouse.exchange.actions import Reply
from posthouse.exchange.stages.authenticate import presented
from posthouse.exchange.state import Case
from posthouse.model.dialect import COLLECTING, Act, Endpoint
from posthouse.model.errors import StoreError, Unauthorized, Unavailable
from posthouse.model.http import Headers, RequestHead
from posthouse.model.upload import Stage, Upload
from posthouse.ports import UploadStore
from posthouse.vault.ticket import NONCE_LENGTH, open_ticket, seal_ticket

LOG = logging.getLogger("posthouse.uploads")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Uploading:
    """Takes the parts of files; `key` seals the addresses to which clients send them without keys.

    `draw` returns so many random bytes, `tls` tells whether clients reach the station over it.
    """

    store: UploadStore
    key: bytes
    now_us: Callable[[], int]
    draw: Callable[[int], bytes]
    tls: bool = False

    def admitted(self, head: RequestHead, endpoint: Endpoint) -> tuple[RequestHead, Endpoint]:
        """Return a request to a sealed address with the upload and the key that it stands for."""
        named = endpoint.act in COLLECTING and "upload_id=" in head.query
        ticket = parse_qs(head.query).get("upload_id", [""])[0] if named else ""
        found = open_ticket(self.key, ticket) if ticket else None
        if found is None:
            return head, endpoint
        ident, key = found
        try:
            presented(head)
        except Unauthorized:
            head = replace(head, headers=(*head.headers, ("x-goog-api-key", key)))
        return head, replace(endpoint, handle=f"upload:{ident}")

    async def take(self, case: Case, body: bytes) -> Reply | None:
        """Take one step; return its answer, None where the file is whole and the exchange goes on.

        Raises Refusal.
        """
        collecting.collect(case, body)
        act = case.endpoint.act
        if act is Act.BEGIN:
            return await self._begin(case, body)
        if act is Act.FINISH:
            await self._finish(case, body)
            return None
        if act is Act.ADD:
            return collecting.reply(case, *await self._add(case, body))
        if act is Act.DROP:
            upload = await self._change(case, collecting.drop)
        else:
            upload = collecting.known(await self._find(case))
        return collecting.reply(case, *collecting.uploads(case).shown(upload, "", ""))

    async def ended(self, case: Case) -> None:
        """Note what became of a file that was whole: it is destroyed here, or may be sent again."""
        assert case.upload is not None
        stage = Stage.COMPLETED if 200 <= case.status < 300 else Stage.PENDING
        ended = replace(case.upload, stage=stage)
        try:
            await self._change(case, lambda _: ended)
        except Unavailable:
            LOG.error("upload not ended", extra={"upload": case.upload.id})

    async def _begin(self, case: Case, body: bytes) -> Reply:
        speaks = collecting.uploads(case)
        upload = collecting.begin(case, speaks.begun(case.head, body))
        await _told(asyncio.to_thread(self.store.begin, _tenant(case), upload))
        key = presented(case.head)
        ticket = seal_ticket(self.key, self.draw(NONCE_LENGTH), upload.id, key)
        url = f"{self._origin(case.head)}{case.endpoint.path}?upload_id={ticket}"
        return collecting.reply(case, *speaks.shown(upload, "", url))

    async def _add(self, case: Case, body: bytes) -> tuple[Headers, bytes]:
        """Keep a part; return what is said of it where nothing more is asked for."""
        speaks = collecting.uploads(case)
        chunk = speaks.chunk(case.head, body)
        part, most = f"part_{case.seed.id}", case.facts.limits.max_body
        upload = await self._change(
            case, lambda found: collecting.add(found, part, chunk, most), (part, chunk.data)
        )
        return speaks.shown(upload, part, "")

    async def _finish(self, case: Case, body: bytes) -> None:
        """Let the exchange go on with the whole file."""
        speaks, now_us = collecting.uploads(case), self.now_us()
        if speaks.last(case.head):
            await self._add(case, body)
        order = speaks.order(body)
        upload = await self._change(case, lambda found: collecting.finish(found, order, now_us))
        case.upload = upload
        data = await _told(asyncio.to_thread(self.store.data, _tenant(case), upload))
        speaks.check(body, data)
        collecting.become(case, speaks.whole(upload, data))

    async def _change(
        self,
        case: Case,
        step: Callable[[Upload | None], Upload],
        part: tuple[str, bytes] | None = None,
    ) -> Upload:
        ident = case.upload.id if case.upload is not None else collecting.named(case)
        change = self.store.change
        return await _told(
            asyncio.to_thread(change, _tenant(case), ident, step, self.now_us(), part)
        )

    async def _find(self, case: Case) -> Upload | None:
        ident = collecting.named(case)
        return await _told(asyncio.to_thread(self.store.find, _tenant(case), ident, self.now_us()))

    def _origin(self, head: RequestHead) -> str:
        """Return where the client reached the station, by its own word or that of a proxy."""
        told = (head.get("x-forwarded-proto") or "").strip().lower()
        scheme = told if told in ("http", "https") else "https" if self.tls else "http"
        return f"{scheme}://{head.get('host') or ''}"


def _tenant(case: Case) -> str:
    assert case.project is not None
    return case.project.name


async def _told(asked: Awaitable[T]) -> T:
    """Wait for the store. Raises Unavailable, and what the step raised."""
    try:
        return await asked
    except StoreError as error:
        LOG.error("uploads unavailable", extra={"cause": error.message})
        raise Unavailable(
            "the station cannot keep the parts of the file",
            code="uploads_unavailable",
            hint="try again; the operator looks at the disk of the data folder",
            retry_after_s=5,
        ) from None
