"""What a text is about decides how sure a name must be: prose about software is full of names.

A README names products, companies and classes in every line, and nobody is protected by masking
them. There a person is believed where form or the lexicon says so, an organisation where its form
says so, and the rest where the tagger is nearly certain; addresses on the web are left, and so are
identifiers: ListAgents, read_file, a part of a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from posthouse.model.finding import Finding, Label
from posthouse.privacy.lexing import Kind, Segment

READ, KNOWN, FORM, AGAIN = (
    "names-english",
    "names-english-known",
    "names-english-form",
    "names-english-again",
)
"""By what an English name was found: reading, reading and the lexicon, form, a name before."""

# What prose about software is written with; more than one for so many characters makes it that.
_MARKS = re.compile(
    r"`|(?<=\w)\(\)|(?<=[a-z0-9])_(?=[a-z0-9])|(?<!\w)--[a-z]{2}|[{}]| ==? |=>|->|:=|;$"
    r"|\.(?:py|js|ts|go|rs|md|json|ya?ml|toml|sh)\b|\]\(|</\w|^#{1,4} \w|\*\*\w|^---$|^> ",
    re.MULTILINE,
)
# Marks that begin like any word: looked for where a letter or a stroke makes them likely.
_HUMP = re.compile(r"[a-z][A-Z][a-z]")
_HUMPED = re.compile(r"(?<![A-Za-z])[a-z]+[A-Z][a-z]|[A-Z][a-z]+[A-Z][a-z]+[A-Z][a-z]")
_PATH = re.compile(r"(?<![\w/:])/?[\w.-]+/[\w.-]+/")
# What licences of software say: they name nobody, and shout.
_LICENCE = re.compile(
    r"Permission is hereby granted, free of charge|Redistribution and use in source and binary"
    r"|Licensed under the (?:Apache|MIT|BSD|GNU|Mozilla)|GNU (?:\w+ )?GENERAL PUBLIC LICENSE"
    r"|Apache License\s+Version 2|WITHOUT WARRANT(?:Y|IES)"
)
_SPARSE = 330
_FEW = 3  # marks that any text may have
_CODE = 0.3  # the share of a text that is no prose from which it is about software
# CamelCase, but for the names that are written so: McDonald, DeShawn, LaToya, VanHouten.
_IDENTIFIER = re.compile(
    r"(?!(?:Ma?c|D[aei]|L[aeiou]|V[ao]n|Fitz|St)[A-Z][a-z]+\Z)[A-Za-z]*[a-z][A-Z]\w*|\w*_\w*"
)
_PROSE = frozenset((Kind.PROSE, Kind.DATA, Kind.LOG))
_ENOUGH = {Label.PERSON: 0.97, Label.ORG: 2.0, Label.LOCATION: 0.985, Label.ADDRESS: 2.0}


def software(text: str, parts: Sequence[Segment]) -> bool:
    """Tell whether a text is code or prose about it."""
    told = sum(part.end - part.start for part in parts if part.kind in _PROSE)
    if (len(text) - told) > _CODE * len(text):
        return True
    if _LICENCE.search(text) is not None:
        return True
    marks = _marks(text)
    return marks >= _FEW and marks * _SPARSE > len(text)


def _marks(text: str) -> int:
    """Count the marks of software in a text."""
    marks = len(_MARKS.findall(text))
    if _HUMP.search(text) is not None:
        marks += len(_HUMPED.findall(text))
    return marks + len(_PATH.findall(text)) if text.count("/") > 1 else marks


def believed(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Keep of the names in a text about software those that are sure."""
    found = sorted(one for one in findings if not _identifier(text, one))
    kept = [one for one in found if one.rule != AGAIN and _sure(one)]
    values = {text[one.start : one.end] for one in kept}
    again = [one for one in found if one.rule == AGAIN and _part(text[one.start : one.end], values)]
    return sorted([*kept, *again])


def _part(value: str, values: set[str]) -> bool:
    return any(value in whole for whole in values)


def _identifier(text: str, one: Finding) -> bool:
    value = text[one.start : one.end]
    if _IDENTIFIER.fullmatch(value):
        return True
    within = text[one.start - 1 : one.start] in ("/", "\\") or text.startswith("/", one.end)
    return within and " " not in value and one.rule == READ


def _sure(one: Finding) -> bool:
    if one.label is Label.URL:
        return False
    if one.rule in (FORM, KNOWN) or not one.rule.startswith(READ):
        return True
    return one.confidence >= _ENOUGH.get(one.label, 0.0)
