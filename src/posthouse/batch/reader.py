"""Has images and documents read by a process beside the worker: what is strange is opened there.

The same process as the station's (posthouse.service.readerprocess), asked without a loop: it is
started with the first file and ended, and started anew, when a file takes too long.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import weakref
from dataclasses import dataclass
from threading import Timer

from posthouse.media.asking import HEAD, MODULE, frame, known, outcome_of, size_of
from posthouse.media.outcome import Job, Outcome, Problem

LIMIT_S = 180.0


@dataclass(slots=True, weakref_slot=True)
class Reader:
    """One such process, or none until it is needed."""

    limit_s: float = LIMIT_S
    command: tuple[str, ...] = (sys.executable, "-m", MODULE)
    _process: subprocess.Popen[bytes] | None = None
    _ends: weakref.finalize[..., Reader] | None = None

    def __call__(self, job: Job) -> Outcome:
        """Have one job done."""
        process = self._process
        if process is None or process.poll() is not None:
            process = self._started()
        late = Timer(self.limit_s, process.kill)
        late.start()
        try:
            outcome = _asked(process, job)
        except OSError:
            outcome = None
        finally:
            late.cancel()
        if outcome is not None:
            return outcome
        code = process.wait()
        self._ended()
        return Outcome(problem=Problem.TOO_SLOW if code == -9 else Problem.BROKEN)

    def close(self) -> None:
        """End the process."""
        self._ended()

    def _started(self) -> subprocess.Popen[bytes]:
        self._ended()
        self._process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=known(os.environ),
        )  # fmt: skip
        self._ends = weakref.finalize(self, _end, self._process)
        return self._process

    def _ended(self) -> None:
        """Leave no process behind."""
        self._process = None
        if self._ends is not None:
            self._ends()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process whose worker has ended."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.kill()
    process.wait()


def _asked(process: subprocess.Popen[bytes], job: Job) -> Outcome | None:
    """Return what the job came to, None where the process ended on it. Raises OSError."""
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.writelines(frame(job))
        process.stdin.flush()
    head = process.stdout.read(HEAD)
    if len(head) < HEAD:
        return None
    told = process.stdout.read(size_of(head))
    return outcome_of(told) if len(told) == size_of(head) else None
