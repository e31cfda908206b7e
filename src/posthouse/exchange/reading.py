"""What of a request is no text: documents become text, images are read and covered, by policy.

    unread(case)    -> jobs      what is to be read, off the loop; read(…)
    uncovered(case) -> jobs      when it is decided what may leave: images to be made; covered(…)

What policy wants read and nobody could read is refused, with what would help.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from posthouse.exchange.state import Case, Picture
from posthouse.media.outcome import Job, Outcome, Problem, Work, document_work
from posthouse.media.page import page_of
from posthouse.media.told import FOUND
from posthouse.model.errors import Unreadable
from posthouse.model.finding import Finding, Treatment
from posthouse.model.media import Handling, MediaRules
from posthouse.wire.document import Document
from posthouse.wire.media import Media
from posthouse.wire.medium import Medium

MOST = 100
"""Media of one request that are read: what vendors take of images."""

READ = frozenset({Handling.TEXT, Handling.REDACT})
"""What policy says of media that are to be read."""


def handling(rules: MediaRules, medium: Medium) -> Handling:
    """Return what is done with a medium; a handling that does not fit its kind refuses it."""
    if medium.kind is Media.IMAGE:
        return rules.images
    return rules.documents if medium.kind is Media.DOCUMENT else rules.others


def reading_job(rules: MediaRules, kind: Media, data: bytes) -> Job:
    """Return how an image or a document is read."""
    if kind is Media.IMAGE:
        return Job(Work.IMAGE, data)
    return Job(document_work(images=rules.images is Handling.REDACT), data)


def unread(case: Case) -> list[Job] | None:
    """Return what is to be read, each once and none that was read before; None for nothing.

    Raises Unreadable.
    """
    wanted = _wanted(case)
    if not wanted:
        return None
    if len(wanted) > MOST:
        raise Unreadable(
            f"expected at most {MOST} images and documents to be read, found {len(wanted)}",
            code="media_too_many",
            hint="send them in several requests",
        )
    return _new(case, [_job(case, one) for one in wanted])


def read(case: Case, jobs: Sequence[Job], outcomes: Sequence[Outcome]) -> None:
    """Take what was read: texts stand in the place of documents. Raises Unreadable."""
    assert case.document is not None
    _take(case, jobs, outcomes)
    documents = [one for one in _wanted(case) if _job(case, one).work is not Work.IMAGE]
    for medium in documents:
        text = case.done[_job(case, medium)].text
        if not medium.put_text(text, case.wire.put_text):
            raise Unreadable(
                "a document stands where the protocol has no place for its text",
                code="document_misplaced",
                hint="send it as a document or file part of a message, or as text",
            )
    if documents:
        if isinstance(case.document, Document):  # what is told of changed parameters compares
            case.read_as = case.document.write()
        case.document = case.document.again()
    for medium in _wanted(case):
        medium.examined = True
        case.pictures.append(Picture(medium, page_of(case.done[_job(case, medium)].lines)))


def uncovered(case: Case) -> list[Job]:
    """Return which images are to be made anew, and what of them is to be covered."""
    return _new(case, [_covering(case, picture) for picture in case.pictures])


def covered(case: Case, jobs: Sequence[Job], outcomes: Sequence[Outcome]) -> None:
    """Put images in which what was found is covered in the place of those that came.

    Raises Unreadable.
    """
    _take(case, jobs, outcomes)
    for picture in case.pictures:
        picture.medium.put_data(case.done[_covering(case, picture)].data)
        picture.covered = True
        if (placed := picture.medium.placed) is not None:
            place, value = placed
            case.touched[place] = value
        case.gone.update(one.label.value for one in _chosen(case, picture))


def require_read(case: Case) -> None:
    """Refuse what policy wants read and nobody read. Raises Unreadable."""
    if _wanted(case) or not all(picture.covered for picture in case.pictures):
        raise _not_read(Work.IMAGE, Problem.TOO_SLOW)


def barred(case: Case) -> None:
    """Refuse media that the project does not let go and does not read. Raises Unreadable."""
    assert case.document is not None
    assert case.project is not None
    rules, document = case.project.media, case.document
    refused = sum(handling(rules, one) is Handling.REFUSE for one in document.media)
    if rules.others is Handling.REFUSE:
        refused += document.uncounted
    if refused:
        raise Unreadable(
            f"{refused} media of the request cannot be examined",
            hint="send text (UTF-8, UTF-16 or GB 18030), or let the operator set privacy.documents"
            " = 'text', privacy.images = 'redact', or privacy.unreadable_media = 'pass'",
        )
    if document.links and rules.links is Handling.REFUSE:
        raise Unreadable(
            f"{document.links} images or files of the request are addresses, and what lies there"
            " cannot be read",
            code="media_linked",
            hint="send them as base64, or let the operator set privacy.linked_media = 'pass'",
        )


def _wanted(case: Case) -> list[Medium]:
    """Return the media that policy wants read and nobody has read yet."""
    assert case.document is not None
    assert case.project is not None
    rules = case.project.media
    return [one for one in case.document.media if not one.examined and handling(rules, one) in READ]


def _job(case: Case, medium: Medium) -> Job:
    assert case.project is not None
    return reading_job(case.project.media, medium.kind, medium.data)


def _covering(case: Case, picture: Picture) -> Job:
    spans = [(one.start, one.end) for one in _chosen(case, picture)]
    return Job(Work.COVER, picture.original, picture.page.covering(spans))


def _chosen(case: Case, picture: Picture) -> list[Finding]:
    assert case.decision is not None
    treatments = case.decision.treatments
    return [one for one in picture.findings if treatments[one.label] is not Treatment.PASS]


def _new(case: Case, jobs: Iterable[Job]) -> list[Job]:
    """Return the jobs that are not done and were not done for an earlier request."""
    each = dict.fromkeys(jobs)
    memo = case.facts.read_media
    for job in each:
        if job not in case.places:
            case.places[job] = memo.place(job)
            if (known := memo.get(case.places[job])) is not None:
                case.done[job] = known
    return [job for job in each if job not in case.done]


def _take(case: Case, jobs: Sequence[Job], outcomes: Sequence[Outcome]) -> None:
    """Take what jobs came to. Raises Unreadable."""
    for job, done in zip(jobs, outcomes, strict=True):
        if done.problem is not None:
            raise _not_read(job.work, done.problem)
        case.facts.read_media.keep(case.places[job], done)
        case.done[job] = done


def _not_read(work: Work, problem: Problem) -> Unreadable:
    found, hint = FOUND[problem]
    if work in (Work.DOCUMENT, Work.ILLUSTRATED):
        message = f"expected a document that can be read, found {found}"
        return Unreadable(message, code="document_unreadable", hint=hint)
    message = f"expected an image that can be read, found {found}"
    return Unreadable(message, code="image_unreadable", hint=hint)
