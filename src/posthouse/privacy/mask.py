"""Masking: every finding gives way to what its treatment says, and the mapping remembers it.

The same value gets the same token wherever and however deep in escapes it stands. One exception
keeps the way back exact: two spellings of a value after the very same left context could not be
told apart again, so the second gets another token of the same value. A surrogate never stands in
the request already, nor does an alias of it; where none is left, a token takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.mapping import EMPTY, Mapping
from posthouse.privacy.minted import Memory
from posthouse.privacy.register import Register
from posthouse.privacy.token import Minter, foreign
from posthouse.privacy.turn import Turn

NO_TREATMENTS: Map[Label, Treatment] = {}
_TOKENS = frozenset((Treatment.MASK, Treatment.PASS))
_MOST_ROUNDS = 6


def mask(
    texts: Sequence[str],
    findings: Sequence[Sequence[Finding]],
    minter: Minter,
    treatments: Map[Label, Treatment] = NO_TREATMENTS,
    memory: Memory | None = None,
) -> tuple[list[str], Mapping]:
    """Return the texts with every finding treated, and the mapping back; tokens by default.

    The findings of a text are sorted and do not overlap. Text that looks like a token already stays
    as it is and never restores: no token that the request holds is minted for it. A `memory` of
    texts masked before changes nothing but the time it takes.
    """
    if not any(findings):
        return list(texts), EMPTY
    if memory is not None and set(treatments.values()) <= _TOKENS:
        registers = partial(Register, texts, minter, treatments, frozenset())
        remembered = Turn(texts, findings, registers, memory).masked()
        if remembered is not None:
            return remembered
    strange = foreign(texts)
    if strange:
        findings = [
            [f for f in found if text[f.start : f.end] not in strange]
            for text, found in zip(texts, findings, strict=True)
        ]
    barred: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        done = _round(texts, findings, Register(texts, minter, treatments, strange | barred))
        if not (misread := _misread(done)):
            return done.texts, done.mapping
        barred |= misread
    tokens = {la: t for la, t in treatments.items() if t is not Treatment.SURROGATE}
    done = _round(texts, findings, Register(texts, minter, tokens, strange))
    return done.texts, done.mapping


@dataclass(frozen=True, slots=True)
class _Round:
    """The masked texts, where in them what was put, and the mapping back."""

    texts: list[str]
    put: list[list[tuple[int, int, str]]]
    mapping: Mapping


def _round(
    texts: Sequence[str], findings: Sequence[Sequence[Finding]], register: Register
) -> _Round:
    noted = [register.note_all(text, found) for text, found in zip(texts, findings, strict=True)]
    put: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    masked = [
        register.masked(text, list(zip(found, values, strict=True)), places) if found else text
        for text, found, values, places in zip(texts, findings, noted, put, strict=True)
    ]
    return _Round(masked, put, register.mapping())


def _misread(done: _Round) -> set[str]:
    """Return surrogates that would be read elsewhere, or not where they were put.

    Beside other words a surrogate may look like another one, or like part of a longer one.
    """
    standins = done.mapping.standins(0)
    found: set[str] = set()
    if standins is not None:
        for text, put in zip(done.texts, done.put, strict=True):
            read = {(hit.start, hit.end, hit.name) for hit in standins.settled(text, final=True)[0]}
            found |= {name for _, _, name in read.symmetric_difference(put)}
    return found
