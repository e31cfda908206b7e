"""People in messages of trade and travel: UN/EDIFACT (ISO 9735).

A segment begins with three letters, + divides its elements, : their parts, ' ends it; ? frees a
sign. A party (NAD), somebody to ask (CTA), how to reach him (COM), an account (FII), a reference
(RFF), a document of a traveller (DOC) and a day of birth (DTM with 329) hold a person's values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.fieldvalues import looks_like_company
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.tables import Cell

_REACHED = {"TE": Label.PHONE, "FX": Label.PHONE, "AL": Label.PHONE, "EM": Label.EMAIL}
_REFERENCES = {
    "VA": Label.OTHER_ID, "AHP": Label.OTHER_ID, "FC": Label.ID_CARD, "SY": Label.ID_CARD,
    "AVF": Label.OTHER_ID, "ABO": Label.OTHER_ID,
}  # fmt: skip
_DOCUMENTS = {"P": Label.PASSPORT, "V": Label.PASSPORT, "I": Label.ID_CARD, "A": Label.ID_CARD}
_BORN = "329"


def _segment(match: re.Match[str]) -> Iterator[Cell]:
    """Yield what a segment says of a person."""
    if not match["e"]:
        return  # no segment: it has no end
    elements = _elements(match.group("f"), match.start("f"))
    for span, label in _READ[match.group("s")](elements, match.string):
        if span[1] - span[0] > 1:
            yield (*span, label)


Elements = list[list[Span]]
Found = Iterator[tuple[Span, Label]]


def _elements(text: str, at: int) -> Elements:
    """Return where the parts of each element stand."""
    elements: Elements = [[]]
    start = at
    for one in re.finditer(r"(?:[^+:?]|\?.)*(?P<s>[+:]|$)", text):
        end = at + one.end() - len(one["s"])
        elements[-1].append((start, end))
        start = end + 1
        if one["s"] == "+":
            elements.append([])
        elif not one["s"]:
            break
    return elements


def _part(elements: Elements, element: int, part: int = 0) -> Span:
    """Return a part, an empty place where there is none."""
    found = elements[element] if element < len(elements) else []
    return found[part] if part < len(found) else (0, 0)


def _party(elements: Elements, text: str) -> Found:
    for span in elements[3] if len(elements) > 3 else ():
        company = looks_like_company(text[slice(*span)], sure=False)
        yield span, Label.ORG if company else Label.PERSON
    for span in elements[4] if len(elements) > 4 else ():
        yield span, Label.ADDRESS


def _contact(elements: Elements, _: str) -> Found:
    yield _part(elements, 1, 1), Label.PERSON


def _reached(elements: Elements, text: str) -> Found:
    for element in range(len(elements)):
        kind = text[slice(*_part(elements, element, 1))]
        start, end = _part(elements, element)
        if kind in _REACHED:  # the sign of a country is not always freed
            yield (start - (element > 0 and text[start - 1] == "+"), end), _REACHED[kind]


def _told(elements: Elements, text: str) -> Found:
    kind = text[slice(*_part(elements, 0))]
    if kind in _REFERENCES:
        yield _part(elements, 0, 1), _REFERENCES[kind]


def _born(elements: Elements, text: str) -> Found:
    span = _part(elements, 0, 1)
    if text[slice(*_part(elements, 0))] == _BORN and text[slice(*span)].isdigit():
        yield span, Label.DATE_BIRTH


def _document(elements: Elements, text: str) -> Found:
    kind = text[slice(*_part(elements, 0))]
    if kind in _DOCUMENTS:
        yield _part(elements, 1), _DOCUMENTS[kind]


def _account(elements: Elements, _: str) -> Found:
    yield _part(elements, 1), Label.ACCOUNT
    yield _part(elements, 1, 1), Label.PERSON
    yield _part(elements, 2), Label.ACCOUNT


_READ = {
    "NAD": _party, "CTA": _contact, "COM": _reached, "RFF": _told, "DTM": _born, "DOC": _document,
    "FII": _account,
}  # fmt: skip

RULES = (
    Rule(
        "edifact-segment",
        Label.PHONE,
        r"[^A-Za-z0-9](?:NAD|CTA|COM|RFF|DOC|FII|DTM\+329)(?:\+[A-Z0-9a-z+?]|:)",
        r"(?<![A-Za-z0-9])(?P<s>NAD|CTA|COM|RFF|DOC|FII|DTM)\+(?P<f>(?>(?:[^'?\n]{1,320}+|\?.){1,24}))(?P<e>'?)",
        labelled=_segment,
        rank=TEXTUAL,
        before=12,
        after=330,
        examples=(
            "UNH+1+ORDERS:D:96A:UN'\nCOM+‹+447130562317›:TE'",
            "'DTM+5:x'COM+‹0611223344›:FX'\n",
        ),
        near_misses=(
            "COM+447130562317",
            "DTM+137:20260302:102'",
            "RFF+ON:4711002'",
            "x = 'RFF+' + name + ':1'",
        ),
    ),
)
