"""The pack that ships: rules over facts, and rules whose conditions are code; with examples."""

from __future__ import annotations

from functools import cache
from importlib import resources

from posthouse.inspection.listed import SHIPPED, Lists
from posthouse.inspection.pack import OWN, Pack, harmful, listings, parse
from posthouse.inspection.rules import Rulebook
from posthouse.inspection.text.phrases import PHRASES

VERSION = 2
_FILES = ("facts.toml", "code.toml")


@cache
def shipped_pack() -> Pack:
    """Return the pack that ships; its digest covers the tables of phrases too."""
    folder = resources.files("posthouse.inspection.packs")
    texts = [folder.joinpath(name).read_text(encoding="utf-8") for name in _FILES]
    phrases = [
        " ".join(
            [row.rule, row.subject, row.pattern.pattern]
            + [other.pattern if other else "" for other in (row.unless, row.topic)]
        )
        for row in PHRASES
    ]
    told = "\n".join("# " + line.replace("\n", " ") for line in phrases)
    return parse(OWN, VERSION, "\n".join([*texts, told]).encode())


@cache
def shipped_book() -> Rulebook:
    """Return the rules that hold where nobody installed any."""
    return book_of(())


def book_of(packs: tuple[Pack, ...]) -> Rulebook:
    """Return the rules of the pack that ships and of others, with the lists they bring."""
    lists = Lists(listings(packs), harmful(packs)) if packs else SHIPPED
    return Rulebook((shipped_pack(), *packs), lists)
