"""What a text is about decides how sure a name must be: prose about software is full of names.

A README names products, companies and classes in every line, and nobody is protected by masking
them. There a person is believed where form or the lexicon says so, an organisation where its form
says so, and the rest where the tagger is nearly certain; addresses on the web are left, and so are
identifiers: ListAgents, read_file, a part of a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

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
_ESCAPED = re.compile(r"(?:\\{1,4}[nrt])+")
"""Ends of lines in strings of JSON: what stands behind them makes no CamelCase with them."""
_FENCE = re.compile(r"[\s\d→│|]*(?:`{3,}[^`\n]*)?")
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
_ENOUGH = {
    Label.PERSON: 0.97,
    Label.ORG: 2.0,
    Label.LOCATION: 0.985,
    Label.ADDRESS: 2.0,
    Label.URL: 2.0,
}
_WRAPPED = {Label.PERSON: 0.1, Label.ORG: 0.45, Label.LOCATION: 0.45}
"""How sure a name must be in a text about software, and in one that something is wrapped around."""


def software(text: str, parts: Sequence[Segment]) -> bool:
    """Tell whether a text is code or prose about it."""
    told = [text[start:end] for start, end, kind in parts if kind in _PROSE]
    if (len(text) - sum(map(len, told))) > _CODE * len(text):
        return True
    if _LICENCE.search(text) is not None:
        return True
    code = (text[start:end] for start, end, kind in parts if kind not in _PROSE)
    marks = sum(_marks(_ESCAPED.sub("\n", one)) for one in told) + sum(map(_quoted, code))
    return marks >= _FEW and marks * _SPARSE > len(text)


def _quoted(code: str) -> int:
    """Count the signs that mark code within prose; a fence around prose is a wrapping alone."""
    return 0 if all(map(_FENCE.fullmatch, code.split("\n"))) else code.count("`")


def _marks(text: str) -> int:
    """Count the marks of software in a text."""
    marks = len(_MARKS.findall(text))
    if _HUMP.search(text) is not None:
        marks += len(_HUMPED.findall(text))
    return marks + len(_PATH.findall(text)) if text.count("/") > 1 else marks


def believed(text: str, findings: Iterable[Finding], parts: Sequence[Segment]) -> list[Finding]:
    """Keep of the names in a text those that are sure enough where it is not prose alone."""
    if software(text, parts):
        return _kept(text, [one for one in findings if not _identifier(text, one)], _ENOUGH)
    return _kept(text, findings, _WRAPPED) if len(parts) > 1 else list(findings)


def _kept(text: str, findings: Iterable[Finding], enough: Mapping[Label, float]) -> list[Finding]:
    found = sorted(findings)
    kept = [one for one in found if one.rule != AGAIN and _sure(one, enough)]
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


def _sure(one: Finding, enough: Mapping[Label, float]) -> bool:
    least = enough.get(one.label, 0.0)
    told = one.rule in (FORM, KNOWN) or not one.rule.startswith(READ)
    return one.confidence >= least or (told and one.label is not Label.URL)
