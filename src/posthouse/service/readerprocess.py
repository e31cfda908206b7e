"""The process in which strange files are opened: jobs come on stdin, outcomes go to stdout.

It holds no key and no setting, has no part in anything else, and may be killed at any time. Frames
are a length of four bytes (big-endian) and that many bytes of MessagePack.
"""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import sys
from typing import BinaryIO

import msgspec

from posthouse.hardening import keep_memory_private
from posthouse.media.outcome import Job, Outcome, Problem
from posthouse.media.work import do

MOST_MEMORY = 4 * 1024 * 1024 * 1024
"""Of addresses, most of which is never touched: what a file unpacks to ends here."""

_decode = msgspec.msgpack.Decoder(Job).decode


def main() -> None:
    """Do jobs until stdin ends."""
    keep_memory_private()
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with contextlib.suppress(OSError):
        os.nice(5)
    logging.disable(logging.CRITICAL)  # libraries name in their warnings what they read
    out = os.fdopen(os.dup(1), "wb")
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    while (frame := _frame(sys.stdin.buffer)) is not None:
        told = msgspec.msgpack.encode(_done(_decode(frame)))
        out.write(len(told).to_bytes(4, "big"))
        out.write(told)
        out.flush()


def _done(job: Job) -> Outcome:
    """Do a job; what a library breaks on is a broken file."""
    try:
        return do(job)
    except Exception:  # noqa: BLE001  the last resort: this process reads what strangers made
        return Outcome(problem=Problem.BROKEN)


def _frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = int.from_bytes(head, "big")
    frame = stream.read(size)
    return frame if len(frame) == size else None


if __name__ == "__main__":
    main()
