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

from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.mapping import EMPTY, Mapping
from posthouse.privacy.minted import Memory, Standing, seen_only, tokens_of
from posthouse.privacy.register import Register, Value
from posthouse.privacy.token import PATTERN, PREFIX, Minter

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
        register = Register(texts, minter, treatments, set())
        remembered = _remembered(texts, findings, register, memory)
        if remembered is not None:
            return remembered
    foreign = _foreign(texts)
    if foreign:
        findings = [
            [f for f in found if text[f.start : f.end] not in foreign]
            for text, found in zip(texts, findings, strict=True)
        ]
    barred: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        done = _round(texts, findings, Register(texts, minter, treatments, foreign | barred))
        if not (misread := _misread(done)):
            return done.texts, done.mapping
        barred |= misread
    tokens = {la: t for la, t in treatments.items() if t is not Treatment.SURROGATE}
    done = _round(texts, findings, Register(texts, minter, tokens, foreign))
    return done.texts, done.mapping


def _remembered(
    texts: Sequence[str], findings: Sequence[Sequence[Finding]], register: Register, memory: Memory
) -> tuple[list[str], Mapping] | None:
    """Mask what is new in a request; None where a token may stand for two values.

    Texts in which no value is spelled with escapes are put together like those that are remembered.
    """
    known = memory.known(findings)
    new = [
        index
        for index, one in enumerate(known)
        if one is None or (one.findings and not one.between)
    ]
    if _foreign([texts[index] for index in new]):
        return None
    standing = {i: one for i, one in enumerate(known) if one is not None and one.between}
    spelled = [i for i in new if any(f.depth for f in findings[i])]
    noted = {i: register.note_all(texts[i], findings[i], known[i]) for i in spelled}
    fresh = [i for i in new if i not in noted]
    standing.update((i, register.tokens(texts[i], findings[i])) for i in fresh if findings[i])
    twice = register.spelled()
    for i in [i for i, one in standing.items() if not twice.isdisjoint(one.tokens)]:
        noted[i] = register.note_all(texts[i], findings[i], standing.pop(i))
    masked = list(texts)
    for i in sorted(noted):
        pairs = list(zip(findings[i], noted[i], strict=True))
        masked[i] = _masked(texts[i], pairs, register, [])
    if not register.agrees(memory.minted):
        return None
    for i, one in standing.items():
        masked[i] = one.put(texts[i])
    for i in fresh:
        memory.minted.keep(memory.digests[i], standing.get(i) or seen_only(findings[i]))
    for i, values in noted.items():
        _remember(memory, i, findings[i], values)
    return masked, register.mapping(Standing(texts, standing))


def _remember(
    memory: Memory, index: int, found: Sequence[Finding], values: Sequence[Value]
) -> None:
    """Keep the tokens of a text where each is the first of its value."""
    told = [value.first for value in values]
    one = seen_only(found)
    if told and None not in told:
        tokens, checks = zip(*told, strict=True)
        kept = tokens_of if all(value.alone for value in values) else seen_only
        one = kept(found, tokens, checks)
    memory.minted.keep(memory.digests[index], one)


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
        _masked(text, list(zip(found, values, strict=True)), register, places) if found else text
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


def _foreign(texts: Sequence[str]) -> set[str]:
    """Return what looks like a token in the request but was not minted for it."""
    found: set[str] = set()
    for text in texts:
        if PREFIX in text:
            found.update(PATTERN.findall(text))
    return found


def _masked(
    text: str,
    found: Sequence[tuple[Finding, Value]],
    register: Register,
    put: list[tuple[int, int, str]],
) -> str:
    """Return a text with its findings treated; note in `put` where what can be restored stands."""
    parts: list[str] = []
    done = length = 0
    for finding, value in found:
        between, instead = text[done : finding.start], register.instead(value, text, finding)
        parts += between, instead
        start, length = length + len(between), length + len(between) + len(instead)
        if value.restores:
            put.append((start, length, instead))
        done = finding.end
    parts.append(text[done:])
    return "".join(parts)
