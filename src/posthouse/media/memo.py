"""What was read before: clients send their images and documents again with every turn.

What is remembered can be read by nobody who does not hold the very same bytes: it is sealed under a
key that comes from them, and found by a name from which neither bytes nor key follow.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from posthouse.media.outcome import Job, Outcome

_NONCE = bytes(12)  # a key seals one message: what its own job came to
_read = msgspec.msgpack.Decoder(Outcome).decode


class MediaMemo:
    """Outcomes by job, sealed; the least recently used go first."""

    def __init__(self, key: bytes, max_bytes: int = 64 * 1024 * 1024) -> None:
        self._key = hashlib.blake2b(key, digest_size=32, person=b"media").digest()
        self._max_bytes = max_bytes
        self._bytes = 0
        self._known: OrderedDict[bytes, bytes] = OrderedDict()

    def get(self, job: Job) -> Outcome | None:
        """Return what the job came to before, None where that is not known."""
        name, key = self._names(job)
        sealed = self._known.get(name)
        if sealed is None:
            return None
        self._known.move_to_end(name)
        return _read(AESGCM(key).decrypt(_NONCE, sealed, name))

    def keep(self, job: Job, outcome: Outcome) -> None:
        """Remember what a job came to."""
        name, key = self._names(job)
        sealed = AESGCM(key).encrypt(_NONCE, msgspec.msgpack.encode(outcome), name)
        self._bytes += len(sealed) - len(self._known.pop(name, b""))
        self._known[name] = sealed
        while self._bytes > self._max_bytes:
            self._bytes -= len(self._known.popitem(last=False)[1])

    def _names(self, job: Job) -> tuple[bytes, bytes]:
        """Return the name under which a job is known, and the key of what it came to."""
        digest = hashlib.blake2b(job.work.value.encode(), key=self._key)
        digest.update(msgspec.msgpack.encode(job.areas))
        digest.update(job.data)
        both = digest.digest()
        return both[:32], both[32:]
