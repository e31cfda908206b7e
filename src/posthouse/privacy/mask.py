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

from ahocorasick_rs import AhoCorasick

from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.escapes import unescaped
from posthouse.privacy.mapping import EMPTY, Form, Gone, Mapping, Original, escape, left_of
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
    """One value of the request: whether it is spelled with escapes anywhere, and its tokens."""

    __slots__ = ("drafts", "label", "lost", "plain", "restores", "text", "treatment")

    def __init__(self, label: Label, text: str, treatment: Treatment) -> None:
        self.label = label
        self.text = text
        self.treatment = treatment
        self.restores = treatment.reversible
        self.plain = True
        self.lost = 0
        self.drafts: list[_Draft] = []

    @property
    def first(self) -> str:
        """Return the one token that the value has, "" where it has several, or spellings."""
        return self.drafts[0].token if self.plain and len(self.drafts) == 1 else ""


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

    def note_all(self, text: str, found: Sequence[Finding]) -> list[_Value]:
        """Return the values of a text's findings."""
        return [self.note(f.label, text[f.start : f.end], f.depth) for f in found]

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
            token, check = self._minter.minted(value.label, value.text)
            self.checks.setdefault(token, check)
        while token in self._taken:
            attempt += 1
            token = self._minter.token(value.label, value.text, attempt)
        return token

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
        return {
            self._minter.token(value.label, value.text)
            for value in self._values.values()
            if not value.plain
        }

    def later(self) -> Iterator[str]:
        """Yield the tokens that are not the first of their values."""
        drafts = (draft for value in self._values.values() for draft in value.drafts)
        return (draft.token for draft in drafts if draft.token not in self.checks)

    def mapping(self, standing: Standing | None = None) -> Mapping:
        """Return what was minted, as the rest of the exchange sees it."""
        originals = {
            draft.token: Original(
                value.text, value.label, draft.forms or {}, draft.spans, draft.treatment
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
    known = _known(findings, memory)
    new = [index for index in range(len(texts)) if index not in known]
    if _foreign([texts[index] for index in new]):
        return None
    noted = {index: register.note_all(texts[index], findings[index]) for index in new}
    spelled = register.spelled()
    for index in [i for i, one in known.items() if not spelled.isdisjoint(one.tokens)]:
        del known[index]
        noted[index] = register.note_all(texts[index], findings[index])
    masked = list(texts)
    for index in sorted(index for index, values in noted.items() if values):
        pairs = list(zip(findings[index], noted[index], strict=True))
        masked[index] = _masked(texts[index], pairs, register, [])
    standing = Standing(texts, {index: one for index, one in known.items() if one.tokens})
    if not standing.agrees(register.checks) or any(one in standing for one in register.later()):
        return None
    for index, one in standing.known.items():
        masked[index] = one.put(texts[index])
    for index, values in noted.items():
        _remember(memory, index, findings[index], values, register.checks)
    return masked, register.mapping(standing)


def _known(findings: Sequence[Sequence[Finding]], memory: Memory) -> dict[int, Tokens]:
    """Return what is remembered of texts, by their numbers."""
    known: dict[int, Tokens] = {}
    for index, (digest, found) in enumerate(zip(memory.digests, findings, strict=True)):
        seen = memory.minted.get(digest, found)
        if seen is not None:
            memory.seen.add(index)
            if seen.tokens or not found:
                known[index] = seen
    return known


def _remember(
    memory: Memory,
    index: int,
    found: Sequence[Finding],
    values: Sequence[_Value],
    checks: Map[str, int],
) -> None:
    """Keep the tokens of a text where each is the first, and the only one, of its value."""
    tokens = [value.first for value in values]
    if tokens and all(token in checks for token in tokens):
        one = tokens_of(found, tokens, [checks[token] for token in tokens])
    else:
        one = seen_only(found)
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
