"""What a client knows of one station, and how it holds the station to it.

The station's keys are those that the caller pinned, else those of the first look, kept from then
on. Heads of the log are compared with the one seen last: a later one must hold all that the
earlier one held, by a proof that is computed here from the log's tiles.
"""

from __future__ import annotations

import http.client
import json
import threading
from collections import deque
from collections.abc import Callable

from posthouse.kit.exchange import Exchange, Failure, promised
from posthouse.ledger.checkpoint import Checkpoint, open_checkpoint
from posthouse.ledger.merkle import consistency_proof, verify_consistency
from posthouse.ledger.note import Ed25519Verifier, parse_vkey
from posthouse.ledger.proof import parse_proof, verify_proof
from posthouse.ledger.tiles import Tile, TileNodes
from posthouse.model.errors import VerificationFailed

Fetch = Callable[[str], tuple[int, bytes]]
"""Returns status and body of a path of the station. Raises OSError, HTTPException."""

PATIENCE_S = 3.0
"""How long after the promised time the log may take to be seen by us: clocks differ."""
MOST_WAITING = 10_000


class Station:
    """One station; safe to be used from several threads."""

    def __init__(self, fetch: Fetch, key: bytes | None = None, log_key: str = "") -> None:
        self.head: Checkpoint | None = None
        self.included = 0
        self._fetch = fetch
        self._key = key
        self._log_key = log_key
        self._lock = threading.Lock()
        self._waiting: deque[tuple[str, str, int, bytes]] = deque(maxlen=MOST_WAITING)

    def judge(self, exchange: Exchange) -> list[Failure]:
        """Fetch the receipt of an exchange that has ended; return what does not hold."""
        try:
            key = self._public_key()
            status, sealed = self._fetch(f"/receipts/{exchange.id}")
        except (OSError, http.client.HTTPException, KeyError, ValueError) as error:
            return [Failure(exchange.id, "receipt", f"it cannot be fetched ({error!r:.200})")]
        if status != 200:
            return [Failure(exchange.id, "receipt", f"the station answers {status} for it")]
        failures = exchange.failures(sealed, key)
        if not failures:
            log, by_us = promised(sealed)
            if log:
                self._waiting.append((exchange.id, log, by_us, sealed))
        return failures

    @property
    def waiting(self) -> int:
        """How many receipts are not seen in the log yet."""
        return len(self._waiting)

    def due_in_s(self, now_s: float) -> float | None:
        """Return in how many seconds the oldest waiting receipt must be in the log, or None."""
        with self._lock:
            return self._waiting[0][2] / 1e6 - now_s if self._waiting else None

    def look(self, now_s: float) -> list[Failure]:
        """Look every receipt up in the log whose time has come; return what does not hold."""
        failures = []
        while (due := self.due_in_s(now_s)) is not None and due <= 0:
            with self._lock:
                receipt_id, log, by_us, sealed = self._waiting.popleft()
            late = now_s - by_us / 1e6 > PATIENCE_S
            found = self._included(receipt_id, log, sealed)
            if found is None:
                self.included += 1
            elif found.found.startswith("HTTP 404") and not late:
                self._waiting.append((receipt_id, log, by_us + 500_000, sealed))
                break
            else:
                failures.append(found)
        return failures

    def _included(self, receipt_id: str, log: str, sealed: bytes) -> Failure | None:
        try:
            status, proof = self._fetch(f"/ledger/proof/{receipt_id}")
            if status != 200:
                found = f"HTTP {status}: promised for {log}, and not there"
                return Failure(receipt_id, "inclusion", found)
            verifier = self._log_verifier()
            verify_proof(proof, sealed, [verifier], log)
            head, _ = open_checkpoint(parse_proof(proof).checkpoint, [verifier], log)
        except VerificationFailed as error:
            return Failure(receipt_id, "inclusion", error.message)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Failure(receipt_id, "inclusion", f"it cannot be fetched ({error!r:.200})")
        return self._consistent(receipt_id, head)

    def _consistent(self, receipt_id: str, head: Checkpoint) -> Failure | None:
        """Compare a head with the one seen last and keep the larger."""
        seen = self.head
        try:
            if seen is not None and seen.origin == head.origin:
                old, new = sorted((seen, head), key=lambda one: one.size)
                nodes = TileNodes(new.size, self._tile)
                proof = consistency_proof(old.size, new.size, nodes)
                verify_consistency((old.size, new.size), (old.root, new.root), proof)
                head = new
        except VerificationFailed as error:
            return Failure(receipt_id, "consistency", f"{error.message}: keep both checkpoints")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Failure(receipt_id, "consistency", f"it cannot be fetched ({error!r:.200})")
        self.head = head
        return None

    def _tile(self, tile: Tile) -> bytes:
        status, data = self._fetch(f"/ledger/{tile.path}")
        if status != 200 and tile.width < 256:  # it may have grown whole meanwhile
            status, data = self._fetch(f"/ledger/{Tile(tile.level, tile.index).path}")
            data = data[: tile.width * 32]
        if status != 200:
            raise VerificationFailed(f"the log answers {status} for {tile.path}")
        return data

    def _public_key(self) -> bytes:
        if self._key is None:
            status, told = self._fetch("/.well-known/posthouse")
            if status != 200:
                raise ValueError(f"expected a Posthouse station, found status {status}")
            self._key = bytes.fromhex(json.loads(told)["receipts"]["public_key"])
        return self._key

    def _log_verifier(self) -> Ed25519Verifier:
        if not self._log_key:
            self._log_key = self._fetch("/ledger/vkey")[1].decode().strip()
        return Ed25519Verifier(parse_vkey(self._log_key))
