"""Keys without a prefix, told by the name of the service before them and by their shape.

airbrake_key = …, "Algolia API key: …", WANDB …: the name, at most 48 characters, the value. Between
them a word must say that a secret follows, or nothing but signs may stand there; rows marked
bare need neither, as their name is no word of any language and their shape is long.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.key_tables import FAMILIES, Row, rows
from posthouse.privacy.mixture import entropy, is_sequence
from posthouse.privacy.plausible import is_camel, is_code, is_placeholder, is_words, looks_like_key
from posthouse.privacy.rules import GUESS, Confirm, Rule, Span, made_up
from posthouse.privacy.shapes import example, longest, pattern, shortest, stand_in, trigger

_REACH = 48
_OF_ANY_LENGTH = re.compile(r"\{\w+:\d+-\d+\}.")
_MOST = 1400
_FEW = 2  # digits of a name made of words
_LEAST = 2.2  # bits a character
_SAYS = re.compile(
    r"key|token|secret|access|private|passw|auth|cred|\bpat\b|api|bearer|dsn|client|licen|crumb|login",
    re.IGNORECASE,
)
_OF_AN_ID = re.compile(
    r"(?:client|app|application|consumer|tenant|account|team|org|project|user|workspace|zone)[ "
    r"_-]?id"
    r"[\"'`]?[\s:=>(]{0,4}[\"'`]?$|\b(?:item|vault|commit|digest|trace) [\"'`]?$|"
    r"sha(?:1|256|512)[=:-][\w-]{0,4}$",
    re.IGNORECASE,
)
"""An id of something stands beside the secret: another kind of value (key_ids.py); a digest."""
_DIGIT = re.compile("[0-9]")
_SIGNS = re.compile(r"[\W_]{1,8}")


def _said(match: re.Match[str]) -> Span | None:
    gap = match.group("g")
    if _OF_AN_ID.search(gap):
        return None
    return _anyhow(match) if _SAYS.search(gap) or _SIGNS.fullmatch(gap) else None


def _anyhow(match: re.Match[str]) -> Span | None:
    value = match.group("v")
    if is_placeholder(value) or is_sequence(value) or is_words(value) or is_code(value):
        return None
    if len(_DIGIT.findall(value)) <= _FEW and is_camel(_DIGIT.sub("", value)):
        return None  # TestLinkedInOAuth2
    mixed = _DIGIT.search(value) or looks_like_key(value)
    return match.span("v") if mixed and entropy(value) >= _LEAST else None


def _bounded(name: str, before: str) -> str:
    """A short name stands in many words: letters and digits before it make it part of one."""
    return name if len(name) > 4 else before + name


def _free(row: Row) -> str:
    """Return what stands before a value, for the trigger, which need not end in it but once."""
    ended = all(re.search(r"[A-Za-z0-9](?:\[[^\]]*\]\?)?$", way) for way in row.name.split("|"))
    first = all(re.match(trigger(one), made_up(example(one)), re.IGNORECASE) for one in row.shapes)
    longer = any(_OF_ANY_LENGTH.match(one) for one in row.shapes)  # a trigger holds the shortest
    return "[^A-Za-z0-9/@#]" if ended and first and not longer else ""


def _rule(row: Row) -> Rule:
    shapes, ways = row.shapes, row.name.split("|")
    cases, joint = ("(?:", "_") if row.exact else ("(?i:", "")
    confirm: Confirm = _anyhow if row.bare else _said
    told = "|".join(_bounded(way, "[^A-Za-z0-9]") for way in ways)
    named = "|".join(_bounded(way, "(?<![A-Za-z0-9])") for way in ways)
    name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\(.*\)|\[.*\]|\\", "", ways[0])).strip("-")
    said = re.sub(r"\[[^\]]*\](?:\?|\{[^}]*\})?|\(\?:[^)]*\)\??|\\", "", ways[0]).rstrip("_-")
    return Rule(
        f"{name}-named",
        Label.CREDENTIAL,
        rf"(?:{told})[^\x00]{{0,{_REACH}}}{_free(row)}(?:{'|'.join(map(trigger, shapes))})",
        rf"(?i:{named})(?P<g>[\s\S]{{0,{_REACH}}}?)(?<![A-Za-z0-9/@#{joint}])"
        rf"(?P<v>{cases}{'|'.join(map(pattern, shapes))}))(?![A-Za-z0-9+/])",
        confirm,
        rank=GUESS,
        before=max(map(shortest, shapes)) + 2 * _REACH,
        after=min(max(map(longest, shapes)), _MOST) + 8,
        caseless=True,
        examples=tuple(f"a {said} key: ‹{example(shape)}›" for shape in shapes),
        near_misses=(
            f"a {said} key: {stand_in(shapes[0])} ",
            f"a {said} wrote that he saw nothing",
        ),
    )


RULES = tuple(_rule(row) for family in FAMILIES for row in rows(family.SERVICES))
