"""Masking: every finding gives way to its token, and the mapping remembers what stood there.

The same value gets the same token wherever and however deep in escapes it stands. One exception
keeps the way back exact: two spellings of a value after the very same left context could not be
told apart again, so the second gets another token of the same value.
"""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.model.finding import Finding, Label
from posthouse.privacy.escapes import unescaped
from posthouse.privacy.mapping import EMPTY, Form, Mapping, Original, left_of
from posthouse.privacy.token import PATTERN, PREFIX, Minter


class _Draft:
    """A token while its request is being masked: spellings by left context."""

    __slots__ = ("forms", "spans", "token")

    def __init__(self, token: str) -> None:
        self.token = token
        self.spans = 0
        self.forms: dict[str, Form] = {}

    def takes(self, left: str, form: Form) -> bool:
        """Add the form, unless another spelling has its left context."""
        return self.forms.setdefault(left, form).raw == form.raw


class _Value:
    """One value of the request: whether it is spelled with escapes anywhere, and its tokens."""

    __slots__ = ("drafts", "label", "plain", "text")

    def __init__(self, label: Label, text: str) -> None:
        self.label = label
        self.text = text
        self.plain = True
        self.drafts: list[_Draft] = []


class _Register:
    """The values of one request and the tokens that are taken."""

    __slots__ = ("_minter", "_taken", "_values")

    def __init__(self, minter: Minter, foreign: set[str]) -> None:
        self._minter = minter
        self._taken = foreign
        self._values: dict[tuple[Label, str], _Value] = {}

    def note(self, label: Label, raw: str, depth: int) -> _Value:
        """Return the value that is spelled so."""
        text = unescaped(raw, depth) if depth else raw
        value = self._values.get((label, text))
        if value is None:
            value = self._values[label, text] = _Value(label, text)
        value.plain = value.plain and raw == text
        return value

    def token(self, value: _Value, text: str, finding: Finding) -> str:
        """Return the token for one place of a value."""
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
        """Add a token that neither another value nor the request itself already has."""
        attempt = len(value.drafts)
        token = self._minter.token(value.label, value.text, attempt)
        while token in self._taken:
            attempt += 1
            token = self._minter.token(value.label, value.text, attempt)
        self._taken.add(token)
        value.drafts.append(_Draft(token))
        return value.drafts[-1]

    def mapping(self) -> Mapping:
        """Return what was minted, as the rest of the exchange sees it."""
        return Mapping(
            {
                draft.token: Original(value.text, value.label, draft.forms, draft.spans)
                for value in self._values.values()
                for draft in value.drafts
            }
        )


def mask(
    texts: Sequence[str], findings: Sequence[Sequence[Finding]], minter: Minter
) -> tuple[list[str], Mapping]:
    """Return the texts with every finding replaced by a token, and the mapping back.

    The findings of a text are sorted and do not overlap. Text that looks like a token already stays
    as it is and never restores: no token that the request holds is minted for it.
    """
    if not any(findings):
        return list(texts), EMPTY
    foreign = _foreign(texts)
    if foreign:
        findings = [
            [f for f in found if text[f.start : f.end] not in foreign]
            for text, found in zip(texts, findings, strict=True)
        ]
    register = _Register(minter, foreign)
    noted = [
        [register.note(f.label, text[f.start : f.end], f.depth) for f in found]
        for text, found in zip(texts, findings, strict=True)
    ]
    masked = [
        _masked(text, found, values, register) if found else text
        for text, found, values in zip(texts, findings, noted, strict=True)
    ]
    return masked, register.mapping()


def _foreign(texts: Sequence[str]) -> set[str]:
    """Return what looks like a token in the request but was not minted for it."""
    found: set[str] = set()
    for text in texts:
        if PREFIX in text:
            found.update(PATTERN.findall(text))
    return found


def _masked(
    text: str, found: Sequence[Finding], values: Sequence[_Value], register: _Register
) -> str:
    parts: list[str] = []
    done = 0
    for finding, value in zip(found, values, strict=True):
        parts += text[done : finding.start], register.token(value, text, finding)
        done = finding.end
    parts.append(text[done:])
    return "".join(parts)
