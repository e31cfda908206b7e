"""Lines of address books that stand without their frame: N, FN and ADR of a card, LDAP's $.

RFC 6350 parts a name in five and an address in seven by semicolons; RFC 4517 (3.3.28) parts the
lines of a postal address by $. Whole cards are read in personal_fields.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.tables import MARGIN, Cell

_PART = r"[^;:|<>{}()=\"\r\n\\]"
_NAME = re.compile(r"[^\W\d_][^\W\d_]*(?:[ '’.-]{1,2}[^\W\d_]+){0,3}\.?")


def _card(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the parts of a name, or an address whole."""
    at, inner = match.start("v"), match["v"].strip(";")
    if match["k"].upper() == "N":
        for part in re.finditer("[^;]+", match["v"]):
            if _NAME.fullmatch(part.group().strip()) is not None:
                yield at + part.start(), at + part.end(), Label.PERSON
    elif any(map(str.isdigit, inner)):
        start = at + match["v"].find(inner)
        yield start, start + len(inner), Label.ADDRESS


def _housed(match: re.Match[str]) -> Span | None:
    return match.span("v") if any(map(str.isdigit, match["v"])) else None


RULES = (
    Rule(
        "card-line",
        Label.ADDRESS,
        r"(?:^|[\n\x00.+>\t])(?:N|ADR)(?:;[A-Za-z0-9=,;_-]{1,48})?:[^:\n\x00;]{0,40};[^:\n\x00;]{0,40};"
        r"[^:\n\x00;]{0,60};",
        rf"(?m)^{MARGIN}?(?:[\w-]{{1,12}}\.)?(?P<k>N|ADR)(?:;[A-Za-z0-9=,;_-]{{1,48}})?:(?! )"
        rf"(?P<v>{_PART}{{0,40}};{_PART}{{0,40}};{_PART}{{0,80}};{_PART}{{0,48}}"
        rf"(?:;{_PART}{{0,40}}){{0,3}})(?=\r?\n|\Z)",
        labelled=_card,
        rank=TEXTUAL,
        before=140,
        after=220,
        examples=(
            "ADR;TYPE=home:;;‹41 Larch Rd;Toledo;OH;43604;USA›\n",
            "item1.ADR:;;‹41 Larch Rd;Toledo;OH;43604;USA›\n",
        ),
        near_misses=("ADR: use it; then; that; 4", "for(N:1;i;j;)", "ADR:;;;;;;\n"),
    ),
    Rule(
        "postal-lines",
        Label.ADDRESS,
        r"postaladdress:{1,2} ?[^\n\x00$]{3,60}\$",
        r"(?i)postaladdress: ?(?P<v>[^\n$]{3,60}(?: ?\$ ?[^\n$]{2,60}){1,5})",
        _housed,
        rank=TEXTUAL,
        before=90,
        after=260,
        caseless=True,
        examples=("homePostalAddress: ‹41 Larch Rd $ Toledo, OH 43604›\n",),
        near_misses=("postalAddress: $street $city\n",),
    ),
)
