"""The values of one request while it is being masked: their tokens or surrogates, what is taken.

A value keeps its first token wherever it stands, except where two spellings of it after the very
same left context could not be told apart again. A surrogate never stands in the request already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from itertools import chain

from ahocorasick_rs import AhoCorasick

from posthouse.model.finding import Finding, Label, Treatment
from posthouse.privacy.escapes import unescaped
from posthouse.privacy.mapping import Mapping
from posthouse.privacy.minted import Minted, Together, Tokens, tokens_of
from posthouse.privacy.original import NO_FORMS, Form, Gone, Original, escape, left_of
from posthouse.privacy.partial import partial
from posthouse.privacy.personas import aliases
from posthouse.privacy.standing import Standing
from posthouse.privacy.surrogate import surrogate
from posthouse.privacy.token import Minter

_MOST_ATTEMPTS = 24


class Draft:
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


class Value:
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
        self.drafts: list[Draft] = []

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


class Register:
    """The values of one request and what is taken already."""

    def __init__(
        self,
        texts: Sequence[str],
        minter: Minter,
        treatments: Map[Label, Treatment],
        foreign: Iterable[str],
    ) -> None:
        self._texts = texts
        self._minter = minter
        self._treatments = treatments
        self._taken = set(foreign)
        self._values: dict[tuple[Label, str], Value] = {}
        self._checks: dict[str, int] = {}  # of first tokens
        self._apart = True
        self._minted: dict[tuple[Label, str], tuple[str, int]] = {}

    def note(self, label: Label, raw: str, depth: int) -> Value:
        """Return the value that is spelled so."""
        text = unescaped(raw, depth) if depth else raw
        value = self._values.get((label, text))
        if value is None:
            treatment = self._treatments.get(label, Treatment.MASK)
            value = self._values[label, text] = Value(label, text, treatment)
        if depth and raw != text:
            value.plain = False
        return value

    def note_all(
        self, text: str, found: Sequence[Finding], known: Tokens | None = None
    ) -> list[Value]:
        """Return the values of a text's findings, with the tokens that are known."""
        values = [self.note(f.label, text[f.start : f.end], f.depth) for f in found]
        if known is not None and known.tokens:
            pairs = zip(known.tokens, known.checks, strict=True)
            for value, told in zip(values, pairs, strict=True):
                value.told = told
        return values

    def tokens(self, text: str, found: Sequence[Finding]) -> Tokens:
        """Return what stands for a text's findings, none of which is spelled with escapes."""
        minted = self._minted
        told: list[tuple[str, int]] = []
        for finding in found:
            key = finding.label, text[finding.start : finding.end]
            one = minted.get(key)
            if one is None:
                one = minted[key] = self._minter.minted(*key)
                self._check(*one)
            told.append(one)
        return tokens_of(found, *zip(*told, strict=True))

    def _check(self, token: str, check: int) -> None:
        if self._checks.setdefault(token, check) != check:
            self._apart = False

    def agrees(self, minted: Minted) -> bool:
        """Tell whether no token stands for two values, here and in what is remembered."""
        later = set(self._later())
        return self._apart and later.isdisjoint(self._checks) and minted.agrees(self._checks, later)

    def beside(self, before: Together, minted: Minted) -> bool:
        """Tell whether no token here stands for another value in texts remembered together."""
        later = set(self._later())
        return (
            later.isdisjoint(before.tokens)
            and before.later.isdisjoint(self._checks)
            and minted.agrees({}, before.later)
        )

    def masked(
        self, text: str, found: Sequence[tuple[Finding, Value]], put: list[tuple[int, int, str]]
    ) -> str:
        """Return a text with its findings treated; `put` takes where what restores stands."""
        parts: list[str] = []
        done = length = 0
        for finding, value in found:
            between, instead = text[done : finding.start], self.instead(value, text, finding)
            parts += between, instead
            start, length = length + len(between), length + len(between) + len(instead)
            if value.restores:
                put.append((start, length, instead))
            done = finding.end
        parts.append(text[done:])
        return "".join(parts)

    def instead(self, value: Value, text: str, finding: Finding) -> str:
        """Return what stands in one place of a value from now on."""
        if not value.restores:
            value.lost += 1
            left = "" if value.treatment is Treatment.DROP else partial(value.label, value.text)
            return escape(left, finding.depth)
        draft = self._plain(value) if value.plain else self._spelled(value, text, finding)
        draft.spans += 1
        return draft.token

    def _plain(self, value: Value) -> Draft:
        return value.drafts[0] if value.drafts else self._mint(value)

    def _spelled(self, value: Value, text: str, finding: Finding) -> Draft:
        form = Form(text[finding.start : finding.end], finding.depth)
        left = left_of(text, finding.start)
        for draft in value.drafts:
            if draft.takes(left, form):
                return draft
        draft = self._mint(value)
        draft.takes(left, form)
        return draft

    def _mint(self, value: Value) -> Draft:
        """Add a stand-in that neither another value nor the request itself already has."""
        treatment = value.treatment
        made = self._surrogate(value) if treatment is Treatment.SURROGATE else None
        draft = Draft(made, treatment) if made else Draft(self._token(value), Treatment.MASK)
        self._taken.add(draft.token)
        value.drafts.append(draft)
        return draft

    def _token(self, value: Value) -> str:
        attempt = len(value.drafts)
        if attempt:
            token = self._minter.token(value.label, value.text, attempt)
        else:
            token, check = self._told(value)
            self._check(token, check)
        while token in self._taken:
            attempt += 1
            token = self._minter.token(value.label, value.text, attempt)
        return token

    def _told(self, value: Value) -> tuple[str, int]:
        if value.told is None:
            key = value.label, value.text
            value.told = self._minted.get(key) or self._minter.minted(*key)
        return value.told

    def _surrogate(self, value: Value) -> str | None:
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

    def firsts(self) -> set[str]:
        """Return the first token of every value."""
        told = {self._told(value)[0] for value in self._values.values()}
        return told.union(token for token, _ in self._minted.values())

    def escaped(self, before: Together | None) -> tuple[set[str], set[str]]:
        """Return the tokens of values spelled with escapes, and which of them are not the first.

        Those of texts remembered together are among them.
        """
        some = [value for value in self._values.values() if not value.plain]
        spelled = {draft.token for value in some for draft in value.drafts}
        later = set(self._later())
        if before is None:
            return spelled, later
        return spelled | before.spelled, later | before.later

    def _later(self) -> Iterator[str]:
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
