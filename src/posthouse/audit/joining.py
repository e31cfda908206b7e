"""One reference of several trusted channels of a model: all their answers, and how they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from posthouse.audit.cells import steady
from posthouse.audit.drift import learned
from posthouse.audit.evidence import LibraryRow, ReferenceFile
from posthouse.audit.judging import by_cell, recorded
from posthouse.audit.library import Library
from posthouse.audit.sequential import Terms
from posthouse.model.errors import CommandError


def joined(
    references: Sequence[ReferenceFile], library: Sequence[LibraryRow], terms: Terms
) -> ReferenceFile:
    """Return the references as one, with the drift that audits on these terms have to excuse.

    Raises CommandError for other models, prompts or limits than the first reference's.
    """
    first = references[0]
    for other in references[1:]:
        same = (other.model, other.max_tokens, other.cells)
        if same != (first.model, first.max_tokens, first.cells):
            raise CommandError(
                "expected references of one model to the same prompts, found others",
                hint="enrol every channel with the same --model and --max-tokens",
            )
    missing: Counter[str] = Counter()
    for one in references:
        missing.update(one.missing)
    return msgspec.structs.replace(
        first,
        source=", ".join(dict.fromkeys(one.source for one in references)),
        enrolled_s=min(one.enrolled_s for one in references),
        expires_s=min(one.expires_s for one in references),
        answers={
            cell: tuple(answer for one in references for answer in one.answers[cell])
            for cell in first.answers
        },
        missing=dict(missing),
        counts={
            cell: tuple(told for one in references for told in one.counts.get(cell, ()))
            for cell in first.counts
        },
        probes=tuple(figures for one in references for figures in one.probes),
        drift=learned(
            [by_cell(one) for one in references],
            Library(recorded(library)),
            replace(terms, steady=steady(first.cells)),
        ),
    )
