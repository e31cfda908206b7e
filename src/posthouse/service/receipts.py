"""GET /v1/receipts: the receipts of the key that asks, a page at a time, oldest first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl

import orjson

from posthouse.exchange.facts import Facts
from posthouse.exchange.stages.authenticate import caller, presented
from posthouse.exchange.stages.permit import require_address
from posthouse.model.errors import BadRequest, Forbidden, NotFound
from posthouse.model.http import RequestHead
from posthouse.vault.derivedkey import PREFIX

PATH = "/v1/receipts"
USUAL, MOST = 100, 1000


class Store(Protocol):
    """Where receipts are looked up; calls block."""

    def after(self, key: str, receipt_id: str, most: int) -> Sequence[Any] | None:
        """Return a key's receipts from behind one of them, None where it has no such receipt."""


@dataclass(frozen=True, slots=True)
class Receipts:
    """Answers whoever holds a key; another key's receipts are as good as not there."""

    facts: Callable[[], Facts]
    now_s: Callable[[], float]
    store: Store

    async def listed(self, head: RequestHead) -> bytes:
        """Return a page as JSON. Raises Unauthorized, Forbidden, BadRequest, NotFound."""
        key = caller(head, self.facts(), self.now_s()).key
        require_address(key, head)
        if presented(head).startswith(PREFIX):
            raise Forbidden(
                "a derived key may not list the receipts of the key that it came from",
                code="endpoint_not_allowed",
                hint="list them with the key itself; single ones are found by their id",
            )
        asked = dict(parse_qsl(head.query))
        most = _limit(asked.get("limit", ""))
        found = await asyncio.to_thread(self.store.after, key.id, asked.get("after", ""), most + 1)
        if found is None:
            raise NotFound(
                "the key has no receipt of this id",
                code="receipt_unknown",
                hint="take `after` from the last receipt of the page before",
            )
        page = [asdict(one) for one in found[:most]]
        return orjson.dumps({"object": "list", "data": page, "has_more": len(found) > most})


def _limit(text: str) -> int:
    if not text:
        return USUAL
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST):
        raise BadRequest(
            f"limit: expected a number from 1 to {MOST}, found something else",
            code="bad_shape",
            hint=f"leave it out for {USUAL}",
        )
    return int(text)
