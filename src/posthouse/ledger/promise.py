"""The station's promise: one signature that binds it to a receipt and to its place in the log.

The promise is canonical JSON (RFC 8785) and is what the station's key signs:

    {"format":"posthouse/promise/1","id":…,"include_by_us":…,"log":…,"previous":…,"receipt":…,
     "sealed_us":…,"station":…}

`receipt` is the hex SHA-256 of the receipt's canonical bytes, so that this one signature covers the
receipt too. `log` is the origin of the log that the receipt goes into, "" where the station keeps
none; `include_by_us` is when it stands there at the latest (Unix time in microseconds); `previous`
is the checkpoint signed last, {"root": base64, "size": n}, or null. A client gets the promise with
the answer and can hold it against the station: a log that by then has no entry with this receipt
convicts it, whoever looks.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from posthouse.ledger.canonical import Tree, written

FORMAT = "posthouse/promise/1"
ALGORITHM = "Ed25519"
INCLUSION_US = 2_000_000
"""How long after sealing a receipt stands in the log at the latest."""

HEADER = "posthouse-promise"


@dataclass(frozen=True, slots=True)
class Head:
    """How large the log was, and its root hash, when its checkpoint was signed last."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals receipts: signs, and says where the log stood.

    `station` and `signer_id` name the station and its key, `log` the log's origin or "", `head`
    tells the checkpoint signed last; it is asked in the writer's thread.
    """

    station: str
    signer_id: str
    sign: Callable[[bytes], bytes]
    now_us: Callable[[], int]
    log: str = ""
    head: Callable[[], Head | None] = lambda: None

    def seal(self, receipt_id: str, body: bytes) -> bytes:
        """Return the sealed form of a receipt's canonical bytes."""
        promise = self._promise(receipt_id, body)
        return b'{"promise":%b,"receipt":%b,%b}' % (promise, body, self._signature(promise))

    def _promise(self, receipt_id: str, body: bytes) -> bytes:
        sealed_us = self.now_us()
        head = self.head()
        return written(
            {
                "format": FORMAT,
                "id": receipt_id,
                "include_by_us": sealed_us + INCLUSION_US,
                "log": self.log,
                "previous": None if head is None else _tree(head),
                "receipt": hashlib.sha256(body).hexdigest(),
                "sealed_us": sealed_us,
                "station": self.station,
            }
        )

    def _signature(self, promise: bytes) -> bytes:
        value = base64.b64encode(self.sign(promise)).decode("ascii")
        return b'"signature":{"algorithm":"%b","key_id":"%b","value":"%b"}' % (
            ALGORITHM.encode(), self.signer_id.encode(), value.encode(),
        )  # fmt: skip


def promise_of(sealed: bytes) -> bytes:
    """Return {"promise":…,"signature":…} of a sealed receipt: what a client gets with the answer.

    A sealed receipt is put together from parts, so it is taken apart where they meet: a quote
    inside a string is escaped, so no string can hold either seam.
    """
    receipt = sealed.index(b',"receipt":{')
    return sealed[:receipt] + sealed[sealed.rindex(b',"signature":{') :]


def _tree(head: Head) -> dict[str, Tree]:
    return {"root": base64.b64encode(head.root).decode("ascii"), "size": head.size}
