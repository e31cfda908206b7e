"""Images and documents of a batch: images are made anew with boxes, documents become their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from posthouse.batch.files import NotDone
from posthouse.dataset.kind import Kind
from posthouse.dataset.masking import Masked, Part, Policy, Refused, mask
from posthouse.media.outcome import Job, Outcome, Work
from posthouse.media.page import page_of
from posthouse.media.told import FOUND
from posthouse.model.finding import Treatment
from posthouse.policy.decide import decide

MOST = 64 * 1024 * 1024
"""Bytes of one image or document."""

ENDING = ".txt"
"""What a document's name gets once it is its text."""

Do = Callable[[Job], Outcome]


def mask_document(job: Job, policy: Policy, do: Do) -> tuple[Masked, bytes]:
    """Return a document's masked text, and the text as it was. Raises NotDone, Refused."""
    text = _read(do, job).text.encode()
    return mask(Part(text, Kind.TEXT), policy), text


def mask_image(data: bytes, policy: Policy, do: Do) -> Masked:
    """Return an image in which what is found is covered for good. Raises NotDone, Refused."""
    page = page_of(_read(do, Job(Work.IMAGE, data)).lines)
    found = policy.find_all([page.text])[0]
    decision = decide({one.label for one in found}, policy.treatments)
    if decision.refused:
        raise Refused(f"the image holds {decision.refused[0].value}, which the policy refuses")
    found = tuple(one for one in found if decision.treatments[one.label] is not Treatment.PASS)
    areas = page.covering((one.start, one.end) for one in found)
    covered = _read(do, Job(Work.COVER, data, areas)).data
    counts = Counter(one.label.value for one in found)
    return Masked(covered, "image", counts=counts, lost=len(found))


def _read(do: Do, job: Job) -> Outcome:
    outcome = do(job)
    if outcome.problem is not None:
        raise NotDone(f"not read: {FOUND[outcome.problem][0]}")
    return outcome
