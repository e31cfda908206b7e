"""One job of reading or covering, done: what a reader's process and a batch's worker call."""

from __future__ import annotations

from posthouse.media.documents import read_document
from posthouse.media.outcome import Job, NotRead, Outcome, Problem, Work
from posthouse.media.pictures import Pictures


def do(job: Job) -> Outcome:
    """Do one job; what cannot be read says why."""
    try:
        if job.work in (Work.DOCUMENT, Work.ILLUSTRATED):
            pictures = Pictures(read=job.work is Work.ILLUSTRATED)
            return read_document(job.data, pictures)
        from posthouse.media.images import cover, lines_of, opened  # loads numpy

        if job.work is Work.IMAGE:
            picture = opened(job.data)[0]
            return Outcome(lines=lines_of(picture), size=picture.size)
        return Outcome(data=cover(job.data, job.areas))
    except NotRead as error:
        return Outcome(problem=error.problem)
    except ImportError:
        return Outcome(problem=Problem.MISSING)
    except MemoryError:
        return Outcome(problem=Problem.TOO_LARGE)
