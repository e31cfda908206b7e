"""Phone numbers of any country that a sentence or a card says to be such: "call me on 450 0840"."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import NUMBER, Rule, Span

_FEWEST, _MOST = 7, 15  # digits of a number that is dialled (E.164)
_NUMBER = r"(?<![\w.+-])(?P<v>(?:\+|\()?\d(?:[ .\-/]{0,2}[()]?[ ]?\d){6,14})(?![\w/=%]|[.,:-]\d)"
_DATED = re.compile(
    r"(?:19|20)\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}|\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d\b"
)
_CALLED = (
    r"(?:call|calls|called|reach|ring|text|contact|phone|dial|answer|answering|available)"
    r"(?: (?:me|us|him|her|them|you|back|someone)){0,2} (?:on|at) "
)
_KINDS = r"(?:office|fax|mobile|cell|landline)"
_NAMED = r"(?:telephone|phone|mobile|cell|fax|tel)(?: number| no\.?)?:?"


def _dialled(match: re.Match[str]) -> Span | None:
    """Take what has as many digits as are dialled and is no date."""
    digits = re.sub(r"\D", "", match["v"])
    fits = _FEWEST <= len(digits) <= _MOST and len(set(digits)) > 1
    return match.span("v") if fits and _DATED.match(match["v"]) is None else None


def _of_a_kind(match: re.Match[str]) -> Span | None:
    """Take a number before its kind, but no count of mobiles: grouped, or joined to the kind."""
    counted = match["v"].isdigit() and match["joint"] == " "
    return None if counted else _dialled(match)


RULES = (
    Rule(
        "phone-called",
        Label.PHONE,
        _CALLED + r"[(+]?[0-9]{2}",
        r"(?i)(?<![a-z])" + _CALLED + _NUMBER,
        _dialled,
        before=40,
        after=32,
        rank=NUMBER,
        caseless=True,
        examples=(
            "Please call me on ‹450 0840›, thanks",
            "nobody is answering at ‹71-33-52-22›.",
            "reach us at ‹374 780 163›",
        ),
        near_misses=(
            "call me on 2026-11-26",
            "call it at 10 30",
            "reach us at 12 Main Street",
            "called at 0x4500840",
        ),
    ),
    Rule(
        "phone-kind-behind",
        Label.PHONE,
        r"[0-9]{2} ?[-,\\]{0,2} ?" + _KINDS + r"[^A-Za-z]",
        r"(?i)" + _NUMBER + r"(?P<joint> |[-,\\]{1,2} ?| [-,\\] )" + _KINDS + r"(?![a-z])",
        _of_a_kind,
        before=40,
        after=4,
        rank=NUMBER,
        caseless=True,
        examples=(
            "‹001-518-640-0854› mobile",
            "‹930.167.3943› fax",
            "‹21 253 109 8211›-Office",
        ),
        near_misses=("12 mobile phones", "2000000 mobile users of 7", "v1.2.3.4.5.6.7 mobile"),
    ),
    Rule(
        "phone-below",
        Label.PHONE,
        _NAMED + r" ?\r?\n(?: {0,8}[0-9]{1,6}\t|\+)? {0,4}[(+]?[0-9]{2}",
        r"(?i)(?<![a-z])" + _NAMED + r" ?\r?\n(?: {0,8}\d{1,6}\t|[+](?=\d{5}))?+ {0,4}" + _NUMBER,
        _dialled,
        before=40,
        after=32,
        rank=NUMBER,
        caseless=True,
        examples=(
            "Phone:\n‹780 6326›\n\nE-mail:",
            "     4\tPhone\n     5\t‹2063589606›\n",
            "Fax no.\n  ‹(71) 4233-6306›",
        ),
        near_misses=("Phone:\n12", "phone\n2026-11-26 10:00"),
    ),
)
