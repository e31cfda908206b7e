"""The process in which strange files are opened: jobs come on stdin, outcomes go to stdout.

It holds no key and no setting, has no part in anything else, and may be killed at any time.
"""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import sys
from typing import BinaryIO

from posthouse.hardening import keep_memory_private
from posthouse.media.asking import HEAD, frame, job_of, size_of
from posthouse.media.outcome import Job, Outcome, Problem
from posthouse.media.work import do

MOST_MEMORY = 4 * 1024 * 1024 * 1024
"""Of addresses, most of which is never touched: what a file unpacks to ends here."""


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
    while (asked := _body(sys.stdin.buffer)) is not None:
        out.writelines(frame(_done(job_of(asked))))
        out.flush()


def _done(job: Job) -> Outcome:
    """Do a job; what a library breaks on is a broken file."""
    try:
        return do(job)
    except Exception:  # noqa: BLE001  the last resort: this process reads what strangers made
        return Outcome(problem=Problem.BROKEN)


def _body(stream: BinaryIO) -> bytes | None:
    head = stream.read(HEAD)
    if len(head) < HEAD:
        return None
    body = stream.read(size_of(head))
    return body if len(body) == size_of(head) else None


if __name__ == "__main__":
    main()
