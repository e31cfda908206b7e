"""The log's static paths under /ledger/, C2SP tlog-tiles, and what else belongs to it.

    /ledger/checkpoint            the newest signed head
    /ledger/tile/<L>/<N>[.p/<W>]  hashes; `entries` in the place of L: the entries themselves
    /ledger/witnessed             the newest head that enough witnesses cosigned
    /ledger/verifier.py           the stand-alone verifier
    /ledger/vkey                  the log's verifier key
    /ledger/retention             how long entries are kept, and from which index on they are there
    /ledger/proof/<receipt id>    an offline proof, c2sp.org/tlog-proof@v1
    /ledger/closed                numbers and origins of ledgers that were closed
    /ledger/closed/<n>/...        their checkpoint, vkey and tiles

Everything is read from files and the database, so that any worker can answer.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from posthouse.exchange.actions import Reply
from posthouse.ledger.tiles import parse_path
from posthouse.model.errors import NotFound, StoreError, Unavailable, VerificationFailed
from posthouse.model.http import Headers
from posthouse.ports import LogStore

PREFIX = "/ledger/"
VERIFIER = Path(__file__).parents[1] / "verifier.py"
IN_USE = 0

_FRESH = ("cache-control", "no-cache")
_TEXT: Headers = (("content-type", "text/plain; charset=utf-8"), _FRESH)
_JSON: Headers = (("content-type", "application/json"), _FRESH)
_TILE: Headers = (
    ("content-type", "application/octet-stream"),
    ("cache-control", "public, max-age=31536000, immutable"),
)
_CLOSED = re.compile(r"closed/([1-9][0-9]{0,17})/(.+)", re.ASCII)
_RECEIPT = re.compile(r"proof/([A-Za-z0-9_-]{1,128})", re.ASCII)
_HINT = "the paths are those of c2sp.org/tlog-tiles; begin with /ledger/checkpoint"


class LedgerFace:
    """Answers what is asked below /ledger/; `known` finds a receipt on record."""

    def __init__(self, logs: LogStore, known: Callable[[str], Awaitable[bytes | None]]) -> None:
        self._logs = logs
        self._known = known

    async def answer(self, path: str) -> Reply:
        """Answer one path. Raises NotFound, Unavailable."""
        name = path.removeprefix(PREFIX)
        asked = _RECEIPT.fullmatch(name)
        try:
            if asked is not None:
                return await self._proof(asked[1])
            reply = await asyncio.to_thread(self._static, name)
        except (StoreError, VerificationFailed, OSError) as error:
            raise Unavailable(
                f"the ledger cannot be read: {getattr(error, 'message', type(error).__name__)}",
                code="ledger_unreadable",
                hint="the operator runs `posthouse ledger verify`",
            ) from error
        if reply is None:
            raise NotFound("the ledger has no such path", code="ledger_path_unknown", hint=_HINT)
        return reply

    def _static(self, name: str) -> Reply | None:
        if name == "closed":
            lines = [f"{number} {origin}\n" for number, origin in self._logs.closed()]
            return Reply(200, _TEXT, "".join(lines).encode())
        closed = _CLOSED.fullmatch(name)
        return self._file(int(closed[1]), closed[2]) if closed else self._file(IN_USE, name)

    def _file(self, number: int, name: str) -> Reply | None:
        if name == "vkey":
            return Reply(200, _TEXT, f"{self._logs.vkey(number)}\n".encode())
        if name == "verifier.py" and number == IN_USE:
            return Reply(200, _TEXT, VERIFIER.read_bytes())
        if name == "retention" and number == IN_USE:
            return Reply(200, _JSON, self._logs.policy())
        heads = {"checkpoint": self._logs.checkpoint, "witnessed": self._logs.witnessed}
        if name in heads:
            note = heads[name](number)
            return None if note is None else Reply(200, _TEXT, note)
        tile = parse_path(name)
        data = None if tile is None else self._logs.tile(number, tile)
        return None if data is None else Reply(200, _TILE, data)

    async def _proof(self, receipt_id: str) -> Reply:
        proof = await asyncio.to_thread(self._logs.proof, receipt_id)
        if proof is not None:
            return Reply(200, _TEXT, proof)
        if await self._known(receipt_id) is None:
            raise NotFound(
                "there is no receipt of this id",
                code="receipt_unknown",
                hint="take the id from the posthouse-receipt header of an answer",
            )
        raise NotFound(
            "the receipt is on record and under no checkpoint yet",
            code="proof_pending",
            hint="ask again in two seconds",
            retry_after_s=2,
        )
