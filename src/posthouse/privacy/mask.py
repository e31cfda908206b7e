"""Masking: every finding gives way to what its treatment says, and the mapping remembers it.

The same value gets the same token wherever and however deep in escapes it stands. One exception
keeps the way back exact: two spellings of a value after the very same left context could not be
told apart again, so the second gets another token of the same value. A surrogate never stands in
the request already, nor does an alias of it; where none is left, a token takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass
from itertools import chain

from ahocorasick_rs import AhoCorasick

from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.escapes import unescaped
from posthouse.privacy.mapping import (
    EMPTY,
    NO_FORMS,
    Form,
    Gone,
    Mapping,
    Original,
    escape,
    left_of,
)
from posthouse.privacy.minted import Memory, Standing, Tokens, seen_only, tokens_of
from posthouse.privacy.partial import partial
from posthouse.privacy.personas import aliases
from posthouse.privacy.surrogate import surrogate
from posthouse.privacy.token import PATTERN, PREFIX, Minter

NO_TREATMENTS: Map[Label, Treatment] = {}
_TOKENS = frozenset((Treatment.MASK, Treatment.PASS))
_MOST_ATTEMPTS = 24
_MOST_ROUNDS = 6


class _Draft:
    """A token or surrogate while its request is being masked: spellings by left context."""

    __slots__ = ("forms", "spans", "token", "treatment")

    def __init__(self, token: str, treatment: Treatment) -> None:
        self.token = token
        self.treatment = treatment
        self.spans = 0
        self.forms: dict[str, Form] | None = None

    def takes(self, left: str, form: Form) -> bool:
        """Add the form, unless another spelling has its left context."""
        if self.forms is None:
            self.forms = {}
        return self.forms.setdefault(left, form).raw == form.raw


class _Value:
    """One value of the request: whether it is spelled with escapes anywhere, and its tokens.

    `told` is its first token with its check, once minted or where a memory has it.
    """

    __slots__ = ("drafts", "label", "lost", "plain", "restores", "text", "told", "treatment")

    def __init__(self, label: Label, text: str, treatment: Treatment) -> None:
        self.label = label
        self.text = text
        self.treatment = treatment
        self.restores = treatment.reversible
        self.plain = True
        self.lost = 0
        self.told: tuple[str, int] | None = None
        self.drafts: list[_Draft] = []

    @property
    def first(self) -> tuple[str, int] | None:
        """Return the first token where the value has it, as it may have others beside it."""
        told = self.told
        return (
            told if told is not None and self.drafts and self.drafts[0].token == told[0] else None
        )

    @property
    def alone(self) -> bool:
        """Tell whether the value has one token and one spelling."""
        return self.plain and len(self.drafts) == 1

    def later(self) -> Iterator[str]:
        """Yield the tokens that are not the first."""
        return (one.token for one in self.drafts[0 if self.first is None else 1 :])


class _Register:
    """The values of one request and what is taken already."""

    def __init__(
        self,
        texts: Sequence[str],
        minter: Minter,
        treatments: Map[Label, Treatment],
        foreign: set[str],
    ) -> None:
        self._texts = texts
        self._minter = minter
        self._treatments = treatments
        self._taken = foreign
        self._values: dict[tuple[Label, str], _Value] = {}
        self.checks: dict[str, int] = {}

    def note(self, label: Label, raw: str, depth: int) -> _Value:
        """Return the value that is spelled so."""
        text = unescaped(raw, depth) if depth else raw
        value = self._values.get((label, text))
        if value is None:
            treatment = self._treatments.get(label, Treatment.MASK)
            value = self._values[label, text] = _Value(label, text, treatment)
        if depth and raw != text:
            value.plain = False
        return value

    def note_all(
        self, text: str, found: Sequence[Finding], known: Tokens | None = None
    ) -> list[_Value]:
        """Return the values of a text's findings, with the tokens that are known."""
        values = [self.note(f.label, text[f.start : f.end], f.depth) for f in found]
        if known is not None and known.tokens:
            pairs = zip(known.tokens, known.checks, strict=True)
            for value, told in zip(values, pairs, strict=True):
                value.told = told
        return values

    def instead(self, value: _Value, text: str, finding: Finding) -> str:
        """Return what stands in one place of a value from now on."""
        if not value.restores:
            value.lost += 1
            left = "" if value.treatment is Treatment.DROP else partial(value.label, value.text)
            return escape(left, finding.depth)
        draft = self._plain(value) if value.plain else self._spelled(value, text, finding)
        draft.spans += 1
        return draft.token

    def _plain(self, value: _Value) -> _Draft:
        return value.drafts[0] if value.drafts else self._mint(value)

    def _spelled(self, value: _Value, text: str, finding: Finding) -> _Draft:
        form = Form(text[finding.start : finding.end], finding.depth)
        left = left_of(text, finding.start)
        for draft in value.drafts:
            if draft.takes(left, form):
                return draft
        draft = self._mint(value)
        draft.takes(left, form)
        return draft

    def _mint(self, value: _Value) -> _Draft:
        """Add a stand-in that neither another value nor the request itself already has."""
        treatment = value.treatment
        made = self._surrogate(value) if treatment is Treatment.SURROGATE else None
        draft = _Draft(made, treatment) if made else _Draft(self._token(value), Treatment.MASK)
        self._taken.add(draft.token)
        value.drafts.append(draft)
        return draft

    def _token(self, value: _Value) -> str:
        attempt = len(value.drafts)
        if attempt:
            token = self._minter.token(value.label, value.text, attempt)
        else:
            token, check = self._told(value)
            self.checks.setdefault(token, check)
        while token in self._taken:
            attempt += 1
            token = self._minter.token(value.label, value.text, attempt)
        return token

    def _told(self, value: _Value) -> tuple[str, int]:
        if value.told is None:
            value.told = self._minter.minted(value.label, value.text)
        return value.told

    def _surrogate(self, value: _Value) -> str | None:
        for attempt in range(len(value.drafts), _MOST_ATTEMPTS):
            made = surrogate(self._minter, value.label, value.text, attempt)
            if made is None:
                return None
            if made not in self._taken and not self._stands(made):
                return made
        return None

    def _stands(self, text: str) -> bool:
        return any(text in one for one in self._texts)

    def spelled(self) -> set[str]:
        """Return the first tokens of values that are spelled with escapes somewhere."""
        return {self._told(value)[0] for value in self._values.values() if not value.plain}

    def later(self) -> Iterator[str]:
        """Yield the tokens that are not the first of their values."""
        return chain.from_iterable(value.later() for value in self._values.values())

    def mapping(self, standing: Standing | None = None) -> Mapping:
        """Return what was minted, as the rest of the exchange sees it."""
        originals = {
            draft.token: Original(
                value.text, value.label, draft.forms or NO_FORMS, draft.spans, draft.treatment
            )
            for value in self._values.values()
            for draft in value.drafts
        }
        gone = [
            Gone(value.text, value.label, value.treatment, value.lost)
            for value in self._values.values()
            if value.lost
        ]
        return Mapping(originals, self._aliases(originals), gone, standing)

    def _aliases(self, originals: Map[str, Original]) -> dict[str, Original]:
        """Return how people may be called in part; nothing that two could be called."""
        found: dict[str, str | None] = {}
        for made, real in _called(originals):
            found[made] = real if found.get(made, real) == real else None
        said = _said(list(found), self._texts)
        return {
            made: Original(real, Label.PERSON, treatment=Treatment.SURROGATE)
            for made, real in found.items()
            if real is not None and made not in self._taken and made not in said
        }


def _called(originals: Map[str, Original]) -> Iterator[tuple[str, str]]:
    for made, original in originals.items():
        if original.label is Label.PERSON and original.treatment is Treatment.SURROGATE:
            yield from aliases(original.value, made)


def _said(names: Sequence[str], texts: Sequence[str]) -> set[str]:
    """Return which names stand in some text."""
    if not names:
        return set()
    search = AhoCorasick(names)
    return {
        names[index]
        for text in texts
        for index, _, _ in search.find_matches_as_indexes(text, overlapping=True)
    }


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
        register = _Register(texts, minter, treatments, set())
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
        done = _round(texts, findings, _Register(texts, minter, treatments, foreign | barred))
        if not (misread := _misread(done)):
            return done.texts, done.mapping
        barred |= misread
    tokens = {la: t for la, t in treatments.items() if t is not Treatment.SURROGATE}
    done = _round(texts, findings, _Register(texts, minter, tokens, foreign))
    return done.texts, done.mapping


def _remembered(
    texts: Sequence[str], findings: Sequence[Sequence[Finding]], register: _Register, memory: Memory
) -> tuple[list[str], Mapping] | None:
    """Mask what is new in a request; None where a token may stand for two values."""
    known = memory.known(findings)
    new = [
        index
        for index, one in enumerate(known)
        if one is None or (one.findings and not one.between)
    ]
    if _foreign([texts[index] for index in new]):
        return None
    noted = {i: register.note_all(texts[i], findings[i], known[i]) for i in new}
    standing = {i: one for i, one in enumerate(known) if one is not None and one.between}
    spelled = register.spelled()
    for i in [i for i, one in standing.items() if not spelled.isdisjoint(one.tokens)]:
        noted[i] = register.note_all(texts[i], findings[i], standing.pop(i))
    masked = list(texts)
    for i in sorted(i for i, values in noted.items() if values):
        pairs = list(zip(findings[i], noted[i], strict=True))
        masked[i] = _masked(texts[i], pairs, register, [])
    if not memory.minted.agrees(register.checks, register.later()):
        return None
    for i, one in standing.items():
        masked[i] = one.put(texts[i])
    for i, values in noted.items():
        _remember(memory, i, findings[i], values)
    return masked, register.mapping(Standing(texts, standing))


def _remember(
    memory: Memory, index: int, found: Sequence[Finding], values: Sequence[_Value]
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
    texts: Sequence[str], findings: Sequence[Sequence[Finding]], register: _Register
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
    found: Sequence[tuple[Finding, _Value]],
    register: _Register,
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
