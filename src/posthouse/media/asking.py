"""How a reader of media in a process of its own is asked: what it is and may know, and frames.

A frame is a length of four bytes (big-endian) and that many bytes of MessagePack: a job one way,
an outcome the other.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from posthouse.media.outcome import Job, Outcome

MODULE = "posthouse.service.readerprocess"
HEAD = 4
"""Bytes of a frame's length."""

_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "TMPDIR", "LD_LIBRARY_PATH")

job_of = msgspec.msgpack.Decoder(Job).decode
outcome_of = msgspec.msgpack.Decoder(Outcome).decode


def known(environ: Mapping[str, str]) -> dict[str, str]:
    """Return what of an environment such a process gets to know; keys stand in the rest."""
    return {name: environ[name] for name in _ENVIRONMENT if name in environ}


def frame(told: Job | Outcome) -> tuple[bytes, bytes]:
    """Return a frame's length and body."""
    body = msgspec.msgpack.encode(told)
    return len(body).to_bytes(HEAD, "big"), body


def size_of(head: bytes) -> int:
    """Return how long the body behind a frame's first bytes is."""
    return int.from_bytes(head, "big")
