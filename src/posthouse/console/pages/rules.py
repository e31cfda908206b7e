"""Rules: what inspection goes by, and the packs that bring it."""

from __future__ import annotations

from msgspec import Struct

from posthouse.console.parts import Parts
from posthouse.console.route import Nothing, Route, shows
from posthouse.console.visitor import Visitor
from posthouse.inspection.pack import Pack
from posthouse.inspection.shipped import book_of, shipped_pack
from posthouse.model.errors import PackRefused
from posthouse.model.operator import Action
from posthouse.store.packfile import unpacked


class PackShown(Struct, frozen=True):
    """A pack: `state` is `in force`, `refused` (the settings no longer trust it) or `removed`."""

    name: str
    version: int
    digest: str
    signer: str
    at_us: int
    state: str
    rules: int


class RuleShown(Struct, frozen=True):
    """A rule in force; its reason in both languages."""

    id: str
    kind_class: str
    severity: str
    mode: str
    reason_en: str
    reason_zh: str
    pack: str


class Rules(Struct, frozen=True):
    """Every pack that was ever installed, and every rule in force."""

    packs: tuple[PackShown, ...]
    rules: tuple[RuleShown, ...]


def listed(parts: Parts, who: Visitor, asked: Nothing) -> Rules:
    """List packs and rules."""
    own = shipped_pack()
    trusted = parts.settings().inspection.pack_keys
    shown = [PackShown(own.name, own.version, own.digest, "", 0, "in force", len(own.body.rule))]
    held: list[Pack] = []
    for one in parts.packs.every():
        state, rules = "removed", 0
        if one.content is not None:
            state = "refused"
            try:
                held.append(unpacked(one.content, trusted)[0])
                state, rules = "in force", len(held[-1].body.rule)
            except PackRefused:
                pass
        shown.append(
            PackShown(one.name, one.version, one.digest, one.signer, one.at_us, state, rules)
        )
    book = book_of(tuple(held))
    return Rules(
        tuple(shown),
        tuple(
            RuleShown(
                row.id, row.kind_class, row.severity, book.mode(row.id),
                row.reason.en, row.reason.zh, pack.name,
            )
            for pack in book.packs
            for row in pack.body.rule
        ),
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    shows("/rules", listed, Nothing, Rules, action=Action.INCIDENTS_SEE, template="rules.html"),
)
