"""Work that ends its own process; a module of its own, since each new process imports it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from posthouse.batch.engine import Work
from posthouse.batch.job import Done, Job


class Deadly:
    """Makes work that ends its own process at some jobs: once, or each time."""

    def __init__(self, folder: Path, always: Sequence[int] = (), once: Sequence[int] = (5,)):
        self.folder, self.always, self.once = str(folder), tuple(always), tuple(once)

    def work(self) -> Work:
        def work(job: Job) -> Done:
            mark = Path(self.folder) / f"{job.file}"
            if job.file in self.always or (job.file in self.once and not mark.exists()):
                mark.touch()
                os._exit(9)
            return Done(job.file, job.part, size=os.getpid())

        return work
