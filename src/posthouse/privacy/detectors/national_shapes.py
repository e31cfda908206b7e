"""National numbers told by their shape and check alone: letters and figures in fixed places."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.national_checks import is_national
from posthouse.privacy.rules import NUMBER, Rule, Span

_BY_SHAPE = {
    "i": "it.codicefiscale",
    "b": "br.cpf",
    "k": "kr.rrn",
    "f": "fr.nir",
    "h": "hetu",
}


def _shaped(match: re.Match[str]) -> Span | None:
    check = _BY_SHAPE[match.lastgroup or ""]
    return match.span() if is_national(check, match.group()) else None


RULES = (
    Rule(
        "national-id-shaped",
        Label.ID_CARD,
        r"[A-Z][0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z][^A-Za-z0-9]"
        r"|[^A-Za-z0-9][0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][0-9]{6}-[1-4][0-9]{6}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][12][0-9]{2}[01][0-9]{2}[0-9AB][0-9]{8}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][12] [0-9]{2} [01][0-9] [0-9][0-9AB] [0-9]{3} [0-9]{3} [0-9]{2}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][0-3][0-9][01][0-9]{3}[-+A-FU-Y][0-9]{3}[0-9A-Y][^A-Za-z0-9]",
        r"(?<![A-Za-z0-9.-])(?:(?P<i>[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z])|"
        r"(?P<b>\d{3}\.\d{3}\.\d{3}-\d{2})|(?P<k>\d{6}-[1-4]\d{6})|"
        r"(?P<f>[12](?P<s> ?)\d{2}(?P=s)(?:0[1-9]|1[0-2])(?P=s)\d[\dAB]"
        r"(?P=s)\d{3}(?P=s)\d{3}(?P=s)\d{2})|"
        r"(?P<h>\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]))(?![A-Za-z0-9-]|\.\d)",
        _shaped,
        before=32,
        after=4,
        rank=NUMBER,
        examples=(
            "cod. ‹RCCMNL83S18D969H›,",
            "CPF ‹390.533.447-05›",
            "‹971013-1019901›",
            "['‹253072B07300470›', 1]",
            "‹2 95 10 99 126 111 93›",
            "(‹131052-308T›)",
            "‹010594Y9032› on hetuni",
        ),
        near_misses=("RCCMNL83S18D969X", "390.533.447-06", "295109912611194", "131052-308U"),
    ),
    Rule(
        "national-insurance",
        Label.ID_CARD,
        r"[^A-Za-z0-9][A-Z]{2} [0-9]{2} [0-9]{2} [0-9]{2} [A-D][^A-Za-z0-9]",
        r"(?<![\w.-])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
        r" \d\d \d\d \d\d [A-D](?![\w-])",
        before=20,
        after=4,
        rank=NUMBER,
        examples=("NI ‹EB 81 62 79 B›\n", "(we have ‹MJ 11 78 14 C› on file)"),
        near_misses=("GB 11 78 14 C", "QQ 12 34 56 C", "AB 12 34 56 E"),
    ),
)
