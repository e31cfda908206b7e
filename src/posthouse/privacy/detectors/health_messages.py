"""People in HL7 version 2 messages: the fields of a segment are told by their place.

PID holds a patient, NK1 next of kin, GT1 a guarantor, IN1 the insured (HL7 v2.5.1, chapters 3 and
6). A segment is a line; fields stand between bars, parts of a field between carets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule
from posthouse.privacy.tables import Cell

_PERSON, _PLACE, _PHONE = Label.PERSON, Label.ADDRESS, Label.PHONE
_FIELDS = {
    "PID": {
        2: Label.OTHER_ID, 3: Label.OTHER_ID, 4: Label.OTHER_ID, 5: _PERSON, 6: _PERSON,
        7: Label.DATE_BIRTH, 9: _PERSON, 11: _PLACE, 13: _PHONE, 14: _PHONE,
        18: Label.ACCOUNT, 19: Label.ID_CARD, 20: Label.ID_CARD,
    },
    "NK1": {2: _PERSON, 4: _PLACE, 5: _PHONE, 6: _PHONE, 16: Label.DATE_BIRTH, 37: Label.ID_CARD},
    "GT1": {3: _PERSON, 5: _PLACE, 6: _PHONE, 7: _PHONE, 8: Label.DATE_BIRTH, 12: Label.ID_CARD},
    "IN1": {16: _PERSON, 18: Label.DATE_BIRTH, 19: _PLACE, 36: Label.ACCOUNT, 49: Label.OTHER_ID},
}  # fmt: skip


def _segment(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the fields of a segment that hold a person's values."""
    places, at = _FIELDS[match.group("s")], match.start("f")
    for number, value in enumerate(match.group("f").split("|"), 1):
        label = places.get(number)
        if label is not None:
            yield from _parts(label, value, at)
        at += len(value) + 1


def _parts(label: Label, value: str, at: int) -> Iterator[Cell]:
    """Yield a name and an address whole, else the first part of each repetition."""
    if label in (Label.PERSON, Label.ADDRESS):
        inner = value.strip("^&~ ")
        if len(inner) > 1:
            start = at + value.find(inner)
            yield start, start + len(inner), label
        return
    for one in value.split("~"):
        first = one.partition("^")[0]
        if sum(c.isdigit() for c in first) > 3:
            yield at, at + len(first), label
        at += len(one) + 1


RULES = (
    Rule(
        "health-message",
        Label.OTHER_ID,
        r"(?:PID|NK1|GT1|IN1)\|[0-9]{0,3}\|",
        r"(?<![A-Za-z0-9])(?P<s>PID|NK1|GT1|IN1)\|(?P<f>[^\n\r\x00\"]{4,1200})",
        labelled=_segment,
        rank=TEXTUAL,
        before=8,
        after=1200,
        examples=("PID|1||‹72262033›^^^HOSP^MR||\n",),
        near_misses=("PIDX|1||72262033^^^HOSP", "PID|1||^^^HOSP^MR||\n", "RAPID|72262033"),
    ),
)
