"""classify: what in the request's texts is sensitive?"""

from __future__ import annotations

from functools import partial

from posthouse.exchange.state import Case
from posthouse.privacy.allow import NOTHING
from posthouse.privacy.examine import settled
from posthouse.privacy.examples import examples
from posthouse.privacy.names.merge import merged
from posthouse.privacy.passages import Opening


def classify(case: Case) -> None:
    """Find sensitive values in texts, those in images too; what is found once is found everywhere.

    Names are not looked for in what says what tools are, but found there like any other value.
    """
    assert case.document is not None
    slots = case.document.slots
    texts, defines = examined(case)
    words = case.project.words if case.project is not None else None
    looking = words or case.facts
    finder = Opening(case.searched or looking.detector)
    found = looking.memo.find_all(finder, texts, case.digests)
    if case.facts.examples:
        found = merged(found, examples(texts))
    naming = case.facts.naming
    if naming is not None:
        told = [
            (text, digest)
            for text, digest, defined in zip(texts, case.digests, defines, strict=True)
            if not defined
        ]
        looked = iter(
            naming.memo.find_all(
                case.named or naming.names, [one[0] for one in told], [one[1] for one in told]
            )
        )
        named = [() if defined else next(looked) for defined in defines]
        found = naming.joined(texts, found, named, case.digests)
    allowed = NOTHING if words is None else words.allowed
    carry = partial(looking.memo.spread, before=case.known.labels(), digests=case.digests)
    settling = settled(texts, found, allowed, carry)
    case.findings, case.digests = settling[: len(slots)], case.digests[: len(slots)]
    for picture, findings in zip(case.pictures, settling[len(slots) :], strict=True):
        picture.findings = findings


def examined(case: Case) -> tuple[list[str], list[bool]]:
    """Return all texts of a request and which of them say what tools are; take their digests."""
    assert case.document is not None
    slots = case.document.slots
    texts = [*[slot.text for slot in slots], *[one.page.text for one in case.pictures]]
    if not case.digests:
        words = case.project.words if case.project is not None else None
        case.digests = (words or case.facts).memo.digests(texts)
    return texts, [*[slot.defines for slot in slots], *[False for _ in case.pictures]]


def unnamed(case: Case) -> list[str]:
    """Return the texts, each once, in which nobody has looked for names yet."""
    naming = case.facts.naming
    if naming is None or case.document is None:
        return []
    texts, defines = examined(case)
    asked = [index for index, defined in enumerate(defines) if not defined]
    digests = [case.digests[index] for index in asked]
    return naming.memo.unknown([texts[index] for index in asked], digests)
