"""Explain: what would be masked in a text or a file, why, and one step to mask or allow a word.

What is given is the visitor's own: its text is shown to him again, and kept and logged nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from posthouse.console.explaining import compiled, explained
from posthouse.console.parts import Parts
from posthouse.console.passages import WHOLE, Piece, pieces_of
from posthouse.console.route import Nothing, Route, does, shows
from posthouse.console.visitor import Visitor, unknown
from posthouse.exchange.explain import Explained as Finding
from posthouse.exchange.explain import Explanation
from posthouse.exchange.viewing import Seen
from posthouse.media.told import UNREAD
from posthouse.model.errors import BadRequest, Unreadable
from posthouse.model.finding import Label
from posthouse.model.operator import Action
from posthouse.model.terms import NO_TERMS, Allowance, Terms
from posthouse.privacy.dictionary import terms as spellings
from posthouse.store.terms import Actor, in_order
from posthouse.wire.decoding import Undecodable

Text = Annotated[str, Meta(max_length=WHOLE)]
Word = Annotated[str, Meta(min_length=1, max_length=200)]
Name = Annotated[str, Meta(max_length=64)]
FileName = Annotated[str, Meta(max_length=1024)]


class FoundShown(Struct, frozen=True):
    """One finding; `why` is told in the visitor's language.

    `page` is that of a PDF, else 0; `boxes` are what would be covered in an image, in pixels.
    """

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
    page: int
    boxes: tuple[tuple[int, int, int, int], ...]


class MediumShown(Struct, frozen=True):
    """An image or a document, what policy does with it, and why it was not read where it was not.

    `width` and `height` of an image are in the pixels of its boxes.
    """

    place: str
    kind: str
    handling: str
    problem: str
    pictures_unread: int
    width: int
    height: int


class Explained(Struct, frozen=True):
    """What was asked, what was found, and the words that a project has now, where they changed."""

    projects: tuple[str, ...]
    most_bytes: int
    may_change: bool = False
    project: str = ""
    text: str = ""
    file_name: str = ""
    dialect: str = ""
    refused: tuple[str, ...] = ()
    found: tuple[FoundShown, ...] = ()
    media: tuple[MediumShown, ...] = ()
    pieces: tuple[Piece, ...] = ()
    changed: tuple[int, int] | None = None


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """A text, a request's body or a file, and whose policy holds; a file counts before a text."""

    project: Name
    text: Text = ""
    file: bytes = b""
    file_name: FileName = ""


class TermAsked(Asked, frozen=True):
    """A term to be masked from now on; what else is given is explained again."""

    word: Word = ""


class AllowanceAsked(Asked, frozen=True):
    """A value to let pass under one label; what else is given is explained again.

    `passing` is both in one, a space between, as a button of the page says them.
    """

    value: Annotated[str, Meta(max_length=200)] = ""
    label: Name = ""
    passing: Annotated[str, Meta(max_length=265)] = ""


def shown(parts: Parts, who: Visitor, asked: Nothing) -> Explained:
    """Show the form."""
    return Explained(_projects(parts, who), _most(parts))


def explain(parts: Parts, who: Visitor, asked: Asked) -> Explained:
    """Explain a text or a file."""
    return _explained(parts, who, asked)


def mask(parts: Parts, who: Visitor, asked: TermAsked) -> Explained:
    """Have a term masked wherever it stands; the ledger tells that the project's words changed."""
    word = asked.word.strip()
    if not spellings([word]):
        raise BadRequest("expected a term of two letters or more, found another", code="bad_form")

    def change(before: Terms) -> Terms:
        return replace(before, masked=(*before.masked, word))

    return _changed(parts, who, asked, change)


def allow(parts: Parts, who: Visitor, asked: AllowanceAsked) -> Explained:
    """Let a value pass under its label; private keys pass by `posthouse terms allow` alone."""
    label, _, value = asked.passing.partition(" ")
    label, value = asked.label or label, asked.value or value
    if label not in {one.value for one in Label} or label == Label.PRIVATE_KEY.value or not value:
        raise BadRequest("expected a label whose values may pass, found another", code="bad_form")
    allowed = Allowance(value, Label(label))

    def change(before: Terms) -> Terms:
        return replace(before, allowed=(*before.allowed, allowed))

    return _changed(parts, who, asked, change)


def _changed(
    parts: Parts, who: Visitor, asked: Asked, change: Callable[[Terms], Terms]
) -> Explained:
    project = asked.project
    if project not in parts.projects or project not in who.reach(Action.TERMS_CHANGE):
        raise unknown()
    planned = in_order(change(parts.terms.every().get(project, NO_TERMS)))
    if planned.masked:
        compiled(parts, planned)
    actor = Actor(who.operator.actor, int(who.now_s * 1e6))
    after = parts.terms.change(project, change, actor)
    found = _explained(parts, who, asked)
    return msgspec.structs.replace(found, changed=(len(after.masked), len(after.allowed)))


def _explained(parts: Parts, who: Visitor, asked: Asked) -> Explained:
    if asked.project not in _projects(parts, who):
        raise unknown()
    chinese = who.language == "zh"
    name = asked.file_name.replace("\\", "/").rpartition("/")[2]
    try:
        told = explained(parts, asked.project, name, asked.file or asked.text)
    except Undecodable as error:
        raise _not_text(error, chinese=chinese) from None
    return Explained(
        projects=_projects(parts, who),
        most_bytes=_most(parts),
        may_change=asked.project in who.reach(Action.TERMS_CHANGE),
        project=asked.project,
        text=_shown_again(asked, told),
        file_name=name if asked.file else "",
        dialect=told.dialect.value if told.dialect else "",
        refused=tuple(label.value for label in told.decision.refused),
        found=tuple(_found(one, chinese=chinese) for one in told.findings),
        media=tuple(_medium(one, chinese=chinese) for one in told.media),
        pieces=_pieces(told),
    )


def _shown_again(asked: Asked, told: Explanation) -> str:
    """Return what stands in the field again: a short file of text as the text that it is."""
    if not asked.file:
        return asked.text
    text = "" if told.media or told.dialect else told.texts.get("", "")
    return text if len(text) <= WHOLE else ""


def _found(one: Finding, *, chinese: bool) -> FoundShown:
    return FoundShown(
        one.place, one.line, one.column, one.label.value, one.rule, one.why.detector,
        round(one.why.confidence, 2), one.why.chinese if chinese else one.why.english,
        one.treatment.value, one.value,
        one.label is not Label.PRIVATE_KEY and len(one.value) <= 200,
        one.page, one.boxes,
    )  # fmt: skip


def _medium(seen: Seen, *, chinese: bool) -> MediumShown:
    problem = "" if seen.problem is None else UNREAD[seen.problem][chinese]
    return MediumShown(
        seen.place, seen.kind, seen.handling.value, problem, seen.pictures, *seen.size
    )


def _pieces(told: Explanation) -> tuple[Piece, ...]:
    """Cut a plain text or a document at its findings; all else is shown by its places alone."""
    text = told.texts.get("", "")
    if set(told.texts) != {""} or any(one.kind == "image" for one in told.media):
        return ()
    return pieces_of(text, told.findings)


def _not_text(error: Undecodable, *, chinese: bool) -> Unreadable:
    if chinese:
        return Unreadable(f"应为文本，但{error.chinese}。")
    return Unreadable(f"expected text, found none: {error}")


def _most(parts: Parts) -> int:
    """Return how large a file may be: a form around it takes some room."""
    return parts.settings().server.max_body_bytes - 16 * 1024


def _projects(parts: Parts, who: Visitor) -> tuple[str, ...]:
    able = who.reach(Action.TEXTS_EXPLAIN)
    return tuple(name for name in parts.projects if name in able)


ROUTES: tuple[Route, ...] = (
    shows("/explain", shown, Nothing, Explained, action=Action.TEXTS_EXPLAIN,
          template="explain.html"),
    does("/explain", explain, Asked, Explained, action=Action.TEXTS_EXPLAIN,
         template="explain.html", strong=False, files=True),
    does("/explain/mask", mask, TermAsked, Explained, action=Action.TERMS_CHANGE,
         template="explain.html", files=True),
    does("/explain/allow", allow, AllowanceAsked, Explained, action=Action.TERMS_CHANGE,
         template="explain.html", files=True),
)  # fmt: skip
