"""The face of a witness: add-checkpoint, its key, and the last checkpoint of each log.

POST /add-checkpoint            C2SP tlog-witness v1.0.0
GET  /<SHA-256 of origin>/checkpoint
GET  /vkey                      the witness' key, as policies name it
GET  /healthz
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from posthouse.model.errors import Refusal
from posthouse.server.client import HttpClient
from posthouse.service.witness import TEXT, Told, Witness

MOST_BODY_BYTES = 256 * 1024
"""63 proof lines and 100 signatures, some of them of ML-DSA-44, fit."""
BODY_TIMEOUT_S = 5.0

_CHECKPOINT = re.compile("/([0-9a-f]{64})/checkpoint")
_ADD = "/add-checkpoint"
_KNOWN = b"a witness serves POST /add-checkpoint, GET /vkey, /healthz and /<hash>/checkpoint\n"


@dataclass(frozen=True, slots=True)
class WitnessFace:
    """The application of a witness' listener."""

    witness: Witness

    async def __call__(self, client: HttpClient) -> None:
        """Serve one request."""
        client.body_timeout_s = BODY_TIMEOUT_S
        try:
            told = await self._told(client)
        except Refusal as refusal:
            told = Told(refusal.status, TEXT, f"{refusal.message}; {refusal.hint}\n".encode())
            client.keep_alive = False
        except ConnectionError:
            return
        await client.whole(told.status, (("content-type", told.type),), told.body)

    async def _told(self, client: HttpClient) -> Told:
        method, path = client.head.method, client.head.path
        if path == _ADD and method == "POST":
            return await self.witness.add(await client.body(MOST_BODY_BYTES))
        if path == _ADD or method not in ("GET", "HEAD"):
            return Told(405, TEXT, _KNOWN)
        return self._read(path)

    def _read(self, path: str) -> Told:
        if path == "/vkey":
            return Told(200, TEXT, f"{self.witness.key}\n".encode())
        if path == "/healthz":
            return Told(200, TEXT, b"ok\n")
        asked_for = _CHECKPOINT.fullmatch(path)
        for origin in self.witness.origins() if asked_for else ():
            note = self.witness.checkpoint(origin)
            if note and asked_for and hashlib.sha256(origin.encode()).hexdigest() == asked_for[1]:
                return Told(200, TEXT, note)
        return Told(404, TEXT, _KNOWN)
