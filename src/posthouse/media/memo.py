"""What was read before: clients send their images and documents again with every turn.

What is remembered can be read by nobody who does not hold the very same bytes: it is sealed under a
key that comes from them, and found by a name from which neither bytes nor key follow.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from posthouse.media.outcome import Job, Outcome

_NONCE = bytes(12)  # a key seals one message: what its own job came to
_read = msgspec.msgpack.Decoder(Outcome).decode


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """The name under which a job is known, and the key of what it came to."""

    name: bytes
    key: bytes


class MediaMemo:
    """Outcomes by job, sealed; the least recently used go first."""

    def __init__(self, key: bytes, max_bytes: int = 64 * 1024 * 1024) -> None:
        self._key = hashlib.blake2b(key, digest_size=32, person=b"media").digest()
        self._max_bytes = max_bytes
        self._bytes = 0
        self._known: OrderedDict[bytes, bytes] = OrderedDict()

    def get(self, place: Place) -> Outcome | None:
        """Return what the job came to before, None where that is not known."""
        sealed = self._known.get(place.name)
        if sealed is None:
            return None
        self._known.move_to_end(place.name)
        return _read(AESGCM(place.key).decrypt(_NONCE, sealed, place.name))

    def keep(self, place: Place, outcome: Outcome) -> None:
        """Remember what a job came to."""
        name, key = place.name, place.key
        sealed = AESGCM(key).encrypt(_NONCE, msgspec.msgpack.encode(outcome), name)
        self._bytes += len(sealed) - len(self._known.pop(name, b""))
        self._known[name] = sealed
        while self._bytes > self._max_bytes:
            self._bytes -= len(self._known.popitem(last=False)[1])

    def place(self, job: Job) -> Place:
        """Return where a job is known: all its bytes are hashed, which takes time."""
        digest = hashlib.blake2b(job.work.value.encode(), key=self._key)
        digest.update(msgspec.msgpack.encode(job.areas))
        digest.update(job.data)
        both = digest.digest()
        return Place(both[:32], both[32:])
