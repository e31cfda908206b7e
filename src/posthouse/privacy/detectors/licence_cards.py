"""Driving licences as a camera or a scanner reads them: fields by number, without a word.

Directive 2006/126/EC, annex I: 1 surname, 2 other names, 3 day and place of birth, 4a to 4c issue,
4d a number for administration, 5 the licence's own number, 8 the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule
from posthouse.privacy.tables import MARGIN, Cell

_HEADING = (
    r"(?:DRIVING LICENCE|DRIVER LICENCE|PERMIS DE CONDUIRE|F[ÜU]HRERSCHEIN|PERMISO DE CONDUC|"
    r"PATENTE DI GUIDA|RIJBEWIJS|PRAWO JAZDY|CARTA DE CONDU|CEAD[UÚ]NAS TIOM[AÁ]NA|K[ÖO]RKORT|"
    r"AJOKORTTI|K[ØO]REKORT|F[ØO]RERKORT|VODI[CČ]SK|PERMIS DE CONDUCERE)"
)
_FIELD = re.compile(
    MARGIN + r"?[ \t]{0,8}(?P<k>[1235]|4[abcd])[.):][ \t]{1,8}(?P<v>[^\n]{2,60}?)[ \t]*(?=\r?\n|\Z)"
)
_DAY = re.compile(r"\d{2}[./-]\d{2}[./-](?:19|20)?\d{2}(?!\d)")
_NUMBER = re.compile(r"(?=(?:[A-Z ]*\d){4})[A-Z0-9]{4,16}(?: [A-Z0-9]{2,8}){0,3}")
_TITLE = re.compile(r"(?:MR|MRS|MS|MISS|DR|HERR|FRAU|M|MME)\.? ")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,4}")
_LINES = 16
_FEWEST = 3  # fields that make a card, a day among them


def _fields(match: re.Match[str]) -> Iterator[Cell]:
    """Yield name, day of birth and numbers of the card that this heading begins."""
    text, at = match.string, match.end()
    fields: list[re.Match[str]] = []
    for _ in range(_LINES):
        at = text.find("\n", at) + 1
        if not at:
            break
        if (field := _FIELD.match(text, at)) is not None:
            fields.append(field)
    dated = any(_DAY.match(field["v"]) for field in fields if field["k"] in ("3", "4a", "4b"))
    if dated and len(fields) >= _FEWEST:
        for field in fields:
            yield from _cells(field)


def _cells(field: re.Match[str]) -> Iterator[Cell]:
    kind, start, end = field["k"], *field.span("v")
    text = field.string
    if kind in ("1", "2"):
        title = _TITLE.match(text, start, end)
        start = title.end() if title is not None else start
        if (name := _NAME.match(text, start, end)) is not None:
            yield (*name.span(), Label.PERSON)
    elif kind == "3" and (day := _DAY.match(text, start, end)) is not None:
        yield (*day.span(), Label.DATE_BIRTH)
    elif kind in ("5", "4d") and (number := _NUMBER.match(text, start, end)) is not None:
        yield (*number.span(), Label.ID_CARD)


RULES = (
    Rule(
        "licence-card",
        Label.ID_CARD,
        _HEADING + r"[^\n\x00]{0,60}\r?\n",
        _HEADING + r"[^\n]{0,60}(?=\r?\n)",
        labelled=_fields,
        rank=TEXTUAL,
        before=84,
        after=2,
        caseless=True,
        examples=(
            "DRIVING LICENCE\n4a. 11.02.2019  4c. DVLA\n4b. 10.02.2029\n5.  ‹MARSH703175SX9JZ›\n",
            "   1\tFÜHRERSCHEIN\n   2\t4a. 11.02.2019\n   3\t4d. ‹482113›\n   4\t5. ‹B072RRE2I5›\n",
        ),
        near_misses=(
            "Driving licence\n1. Fill in the form\n2. Sign it\n3. Send it\n",
            "DRIVING LICENCE FEES\n1. First licence 34\n2. In 2024\n5. Renewal 14820\n",
            "führerschein\n3. 12.05.2020\n",
        ),
    ),
)
