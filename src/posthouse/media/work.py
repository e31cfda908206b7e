"""One job of reading or covering, done: what a reader's process and a batch's worker call."""

from __future__ import annotations

from posthouse.media.documents import read_document
from posthouse.media.outcome import Job, NotRead, Outcome, Problem, Work


def do(job: Job) -> Outcome:
    """Do one job; what cannot be read says why."""
    if job.work is not Work.DOCUMENT:
        return Outcome(problem=Problem.MISSING)
    try:
        return Outcome(text=read_document(job.data))
    except NotRead as error:
        return Outcome(problem=error.problem)
    except MemoryError:
        return Outcome(problem=Problem.TOO_LARGE)
