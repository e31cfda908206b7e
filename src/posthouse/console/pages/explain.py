"""Explain: what would be masked in a text, why, and one step to mask or allow a word of it.

The text is the visitor's own: it is shown to him again, and kept and logged nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from posthouse.console.explaining import compiled, explained
from posthouse.console.parts import Parts
from posthouse.console.route import Nothing, Route, does, shows
from posthouse.console.visitor import Visitor, unknown
from posthouse.exchange.explain import Explained as Finding
from posthouse.model.errors import BadRequest
from posthouse.model.finding import Label
from posthouse.model.operator import Action
from posthouse.model.terms import NO_TERMS, Allowance, Terms
from posthouse.privacy.dictionary import terms as spellings
from posthouse.store.terms import Actor, in_order

LONGEST = 20_000
"""Letters of a text: as a form it still fits what the console takes."""

Text = Annotated[str, Meta(max_length=LONGEST)]
Word = Annotated[str, Meta(min_length=1, max_length=200)]
Name = Annotated[str, Meta(max_length=64)]


class FoundShown(Struct, frozen=True):
    """One finding; `why` is told in the visitor's language."""

    place: str
    line: int
    column: int
    label: str
    rule: str
    detector: str
    confidence: float
    why: str
    treatment: str
    value: str
    may_pass: bool


class Piece(Struct, frozen=True):
    """A piece of the text in its order; `label` is empty where nothing was found."""

    text: str
    label: str


class Explained(Struct, frozen=True):
    """What was asked, what was found, and the words that a project has now, where they changed."""

    projects: tuple[str, ...]
    may_change: bool = False
    project: str = ""
    text: str = ""
    dialect: str = ""
    refused: tuple[str, ...] = ()
    found: tuple[FoundShown, ...] = ()
    pieces: tuple[Piece, ...] = ()
    changed: tuple[int, int] | None = None


class TextAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A text or the body of a request, and whose policy holds."""

    project: Name
    text: Text = ""


class TermAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A term to be masked from now on; `text` is explained again."""

    project: Name
    word: Word
    text: Text = ""


class AllowanceAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A value to let pass under one label; `text` is explained again."""

    project: Name
    value: Word
    label: Name
    text: Text = ""


def shown(parts: Parts, who: Visitor, asked: Nothing) -> Explained:
    """Show the form."""
    return Explained(_projects(parts, who))


def explain(parts: Parts, who: Visitor, asked: TextAsked) -> Explained:
    """Explain a text."""
    return _explained(parts, who, asked.project, asked.text)


def mask(parts: Parts, who: Visitor, asked: TermAsked) -> Explained:
    """Have a term masked wherever it stands; the ledger tells that the project's words changed."""
    word = asked.word.strip()
    if not spellings([word]):
        raise BadRequest("expected a term of two letters or more, found another", code="bad_form")

    def change(before: Terms) -> Terms:
        return replace(before, masked=(*before.masked, word))

    return _changed(parts, who, asked.project, asked.text, change)


def allow(parts: Parts, who: Visitor, asked: AllowanceAsked) -> Explained:
    """Let a value pass under its label; private keys pass by `posthouse terms allow` alone."""
    if asked.label not in {one.value for one in Label} or asked.label == Label.PRIVATE_KEY.value:
        raise BadRequest("expected a label whose values may pass, found another", code="bad_form")
    allowed = Allowance(asked.value, Label(asked.label))

    def change(before: Terms) -> Terms:
        return replace(before, allowed=(*before.allowed, allowed))

    return _changed(parts, who, asked.project, asked.text, change)


def _changed(
    parts: Parts, who: Visitor, project: str, text: str, change: Callable[[Terms], Terms]
) -> Explained:
    if project not in parts.projects or project not in who.reach(Action.TERMS_CHANGE):
        raise unknown()
    planned = in_order(change(parts.terms.every().get(project, NO_TERMS)))
    if planned.masked:
        compiled(parts, planned)
    actor = Actor(who.operator.actor, int(who.now_s * 1e6))
    after = parts.terms.change(project, change, actor)
    found = _explained(parts, who, project, text)
    return msgspec.structs.replace(found, changed=(len(after.masked), len(after.allowed)))


def _explained(parts: Parts, who: Visitor, project: str, text: str) -> Explained:
    if project not in _projects(parts, who):
        raise unknown()
    told = explained(parts, project, text)
    chinese = who.language == "zh"
    return Explained(
        projects=_projects(parts, who),
        may_change=project in who.reach(Action.TERMS_CHANGE),
        project=project,
        text=text,
        dialect=told.dialect.value if told.dialect else "",
        refused=tuple(label.value for label in told.decision.refused),
        found=tuple(_found(one, chinese=chinese) for one in told.findings),
        pieces=_pieces(told.texts, told.findings),
    )


def _found(one: Finding, *, chinese: bool) -> FoundShown:
    return FoundShown(
        one.place, one.line, one.column, one.label.value, one.rule, one.why.detector,
        round(one.why.confidence, 2), one.why.chinese if chinese else one.why.english,
        one.treatment.value, one.value,
        one.label is not Label.PRIVATE_KEY and len(one.value) <= 200,
    )  # fmt: skip


def _pieces(texts: Mapping[str, str], found: Sequence[Finding]) -> tuple[Piece, ...]:
    """Cut a plain text at its findings; a request is shown by its places alone."""
    text = texts.get("", "")
    ours = sorted((one for one in found if not one.place), key=lambda one: one.start)
    if not text or set(texts) != {""}:
        return ()
    cuts = [0, *(edge for one in ours for edge in (one.start, one.end)), len(text)]
    labels = {(one.start, one.end): one.label.value for one in ours}
    return tuple(
        Piece(text[start:end], labels.get((start, end), ""))
        for start, end in pairwise(cuts)
        if end > start
    )


def _projects(parts: Parts, who: Visitor) -> tuple[str, ...]:
    able = who.reach(Action.TEXTS_EXPLAIN)
    return tuple(name for name in parts.projects if name in able)


ROUTES: tuple[Route, ...] = (
    shows("/explain", shown, Nothing, Explained, action=Action.TEXTS_EXPLAIN,
          template="explain.html"),
    does("/explain", explain, TextAsked, Explained, action=Action.TEXTS_EXPLAIN,
         template="explain.html", strong=False),
    does("/explain/mask", mask, TermAsked, Explained, action=Action.TERMS_CHANGE,
         template="explain.html"),
    does("/explain/allow", allow, AllowanceAsked, Explained, action=Action.TERMS_CHANGE,
         template="explain.html"),
)  # fmt: skip
