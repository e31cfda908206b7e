"""People in messages of hospitals and insurers: HL7 version 2, X12, FHIR.

HL7 v2.5.1 (chapters 3 and 6) and X12 tell fields by their place in a segment: of a patient (PID),
next of kin (NK1), a guarantor (GT1), the insured (IN1, IN2), a visit (PV1); a name (NM1), an
address (N3, N4), a day of birth (DMG), a number (REF), a way to reach somebody (PER). FHIR tells a
value by its `system`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.tables import MARGIN, Cell

_PERSON, _PLACE, _PHONE = Label.PERSON, Label.ADDRESS, Label.PHONE
_FIELDS = {
    "PID": {
        2: Label.OTHER_ID, 3: Label.OTHER_ID, 4: Label.OTHER_ID, 5: _PERSON, 6: _PERSON,
        7: Label.DATE_BIRTH, 9: _PERSON, 11: _PLACE, 13: _PHONE, 14: _PHONE,
        18: Label.ACCOUNT, 19: Label.ID_CARD, 20: Label.ID_CARD,
    },
    "NK1": {
        2: _PERSON, 4: _PLACE, 5: _PHONE, 6: _PHONE, 16: Label.DATE_BIRTH, 30: _PERSON, 31: _PHONE,
        32: _PLACE, 33: Label.OTHER_ID, 37: Label.ID_CARD,
    },
    "GT1": {
        2: Label.OTHER_ID, 3: _PERSON, 4: _PERSON, 5: _PLACE, 6: _PHONE, 7: _PHONE,
        8: Label.DATE_BIRTH, 12: Label.ID_CARD, 18: _PHONE, 19: Label.OTHER_ID,
    },
    "PV1": dict.fromkeys((7, 8, 9, 17, 19), Label.OTHER_ID),
    "IN1": {
        7: _PHONE, 8: Label.OTHER_ID, 10: Label.OTHER_ID, 16: _PERSON, 18: Label.DATE_BIRTH,
        17: Label.DATE_BIRTH, 19: _PLACE, 34: Label.ACCOUNT, 36: Label.ACCOUNT, 49: Label.OTHER_ID,
    },
    "IN2": {
        1: Label.OTHER_ID, 2: Label.ID_CARD, 6: Label.OTHER_ID, 8: Label.OTHER_ID,
        10: Label.OTHER_ID, 61: Label.OTHER_ID, 63: _PHONE, 64: _PHONE,
    },
}  # fmt: skip


_LEAST, _OF_STAFF = 4, 8
"""Figures of a number, and of one of a physician: a house has short ones of its own."""


def _segment(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the fields of a segment that hold a person's values."""
    segment, at = match.group("s"), match.start("f")
    places, least = _FIELDS[segment], _OF_STAFF if segment == "PV1" else _LEAST
    for number, value in enumerate(match.group("f").split("|"), 1):
        label = places.get(number)
        if label is not None:
            yield from _parts(label, value, at, least)
        at += len(value) + 1


def _parts(label: Label, value: str, at: int, least: int) -> Iterator[Cell]:
    """Yield a name and an address whole, else the first part of each repetition."""
    if label in (Label.PERSON, Label.ADDRESS):
        inner = value.strip("^&~ ")
        if len(inner) > 1:
            start = at + value.find(inner)
            yield start, start + len(inner), label
        return
    for one in value.split("~"):
        first = one.partition("^")[0]
        if sum(c.isdigit() for c in first) >= least:
            yield at, at + len(first), label
        at += len(one) + 1


# X12: what a segment holds at which place; what the element before says (005010X222, appendix B).
_IDS = {"SY": Label.ID_CARD, "EI": Label.OTHER_ID, "1W": Label.OTHER_ID, "6P": Label.OTHER_ID,
        "IG": Label.OTHER_ID, "0F": Label.OTHER_ID, "EA": Label.OTHER_ID, "MI": Label.OTHER_ID,
        "34": Label.ID_CARD, "XX": Label.OTHER_ID, "II": Label.OTHER_ID, "24": Label.OTHER_ID,
        "TE": _PHONE, "CP": _PHONE, "FX": _PHONE, "HP": _PHONE, "WP": _PHONE,
        "D8": Label.DATE_BIRTH}  # fmt: skip
_AROUND = 600
_ELEMENTS = {"NM1": (7, 8), "REF": (1,), "PER": (3, 5, 7), "DMG": (1,)}  # of the words for a number


def _among_segments(match: re.Match[str]) -> bool:
    """Tell a segment from a product in code: a tilde ends it, or a name stands before it."""
    text, end = match.string, match.end()
    return text[end : end + 1] == "~" or "NM1*" in text[max(match.start() - _AROUND, 0) : end]


def _elements(match: re.Match[str]) -> Iterator[Cell]:
    """Yield what a segment of X12 says of a person."""
    kind, at, parts = match.group("s"), match.start("f"), match.group("f").split("*")
    if not _among_segments(match):
        return
    starts = [at]
    for part in parts:
        starts.append(starts[-1] + len(part) + 1)
    cells = {n + 1: (starts[n], part) for n, part in enumerate(parts) if part}
    yield from _numbers(kind, cells)
    if kind == "NM1" and cells.get(2, (0, ""))[1] == "1":
        for place in (3, 4, 5):
            yield from _whole(_PERSON, *cells.get(place, (0, "")))
    if kind == "PER":
        yield from _whole(_PERSON, *cells.get(2, (0, "")))
    if kind in ("N3", "N4"):
        yield from _whole(_PLACE, at, match.group("f"))


def _numbers(kind: str, cells: dict[int, tuple[int, str]]) -> Iterator[Cell]:
    """Yield the numbers and days that the element before them tells."""
    for place in _ELEMENTS.get(kind, ()):
        label = _IDS.get(cells.get(place, (0, ""))[1])
        if label is not None and (found := cells.get(place + 1)) is not None:
            yield from _whole(label, *found)


def _whole(label: Label, start: int, value: str) -> Iterator[Cell]:
    """Yield a value of two characters or more, a number where the label asks for one."""
    inner = value.rstrip("*")
    named = label in (_PERSON, _PLACE)
    if len(inner) > 1 and (named or sum(map(str.isdigit, inner)) > 3):
        yield start, start + len(inner), label


_WAYS = {"phone": _PHONE, "fax": _PHONE, "sms": _PHONE, "pager": _PHONE}
_NO_ID = re.compile(r"loinc|snomed|unitsofmeasure|ucum|rxnorm|terminology|valueset|codesystem|icd-")


def _by_system(match: re.Match[str]) -> Iterator[Cell]:
    """Yield what an identifier or a way to reach somebody holds, as its system says."""
    system = match.group("k").lower()
    start, end = match.span("v")
    if sum(map(str.isdigit, match.group("v"))) < 4 or _NO_ID.search(system):
        return
    label = _WAYS.get(system)
    if label is None and not system.startswith(("http:", "https:", "urn:")):
        return
    if "passport" in system:
        label = Label.PASSPORT
    elif system.endswith(("ssn", "sin", "nric")) or "national" in system:
        label = Label.ID_CARD
    yield start, end, label or Label.OTHER_ID


def _of_a_patient(match: re.Match[str]) -> Span | None:
    """Take the number of a patient or of who cares for one in a document of HL7 (C-CDA)."""
    before = match.string[max(match.start() - _AROUND, 0) : match.start()]
    told = _ROLE.search(before[before.rfind("</") + 1 :]) is not None
    return match.span("v") if told and sum(map(str.isdigit, match["v"])) >= _LEAST else None


_ROLE = re.compile(
    r"<(?:\w+:)?(?:patientRole|relatedEntity|associatedEntity|assignedEntity|assignedAuthor|"
    r"participantRole|guardian)\b"
)
_SYSTEM = r"(?P<k>phone|fax|sms|pager|https?:[^\s\"\\<>]{4,160}|urn:[^\s\"\\<>]{3,160})"
_INDENT = MARGIN + r"?[ \t]{0,40}"
_VALUE = r"(?P<v>[^\"\\<>\n]{4,64})"

RULES = (
    Rule(
        "birth-of-extension",
        Label.DATE_BIRTH,
        r"birth[A-Za-z]{0,8}\"\s{0,4},\s{0,40}\"value[A-Z][A-Za-z]{2,10}\"\s{0,4}:\s{0,4}\"[0-9]{4}",
        r"(?i:birth)[A-Za-z]{0,8}\"\s{0,4},\s{0,40}\"value(?:Date|DateTime|Instant|String)\"\s{0,4}:"
        r"\s{0,4}\"(?P<v>(?:18|19|20)\d\d-\d\d-\d\d(?:T[0-9:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?)\"",
        rank=TEXTUAL,
        caseless=True,
        before=96,
        after=40,
        examples=(
            '{"url": "http://h.test/patient-birthTime", "valueDateTime": "‹1985-01-06T00:00:00Z›"}',
        ),
        near_misses=('{"url": "http://h.test/issued", "valueDateTime": "1985-01-06T00:00:00Z"}',),
    ),
    Rule(
        "insurance-message",
        Label.OTHER_ID,
        r"(?:NM1|REF|DMG|PER|N3|N4)\*[A-Za-z0-9]",
        r"(?<![A-Za-z0-9])(?P<s>NM1|REF|DMG|PER|N3|N4)\*(?P<f>[^~\n\r\x00\"|]{3,300})",
        labelled=_elements,
        rank=TEXTUAL,
        before=8,
        after=300,
        examples=(
            "REF*1W*‹W123456789›~",
            "NM1*PR*2*ACME HEALTH*****XX*‹1234567893›~",
            "REF*1L*7733201~REF*6P*‹7733201›~",
        ),
        near_misses=(
            "REF*D9*12345678~",
            "REFS*1W*W123456789~",
            "N3*x",
            "y = N3*width + N4*2\n",
            "NM1*PR*2*ACME HEALTH~",
        ),
    ),
    Rule(
        "health-record",
        Label.OTHER_ID,
        r"\"system\"\s{0,4}:\s{0,4}\"[^\"\x00]{3,170}\",\s{0,40}\"(?:value|use)\"",
        rf"\"system\"\s{{0,4}}:\s{{0,4}}\"{_SYSTEM}\",\s{{0,40}}"
        r"(?:\"use\"\s{0,4}:\s{0,4}\"[a-z]{2,12}\",\s{0,40})?"
        rf"\"value\"\s{{0,4}}:\s{{0,4}}\"{_VALUE}\"",
        labelled=_by_system,
        rank=TEXTUAL,
        before=200,
        after=180,
        examples=(
            '{"system": "http://h.test/mrn", "value": "‹72262033›"}',
            '"system": "urn:oid:1.2.36.146",\n      "value": "‹AB-12345›"',
            '{"system":"urn:oid:1.2.36.146","value":"‹28057132›"}',
        ),
        near_misses=(
            '{"system": "http://loinc.org", "value": "15074-8"}',
            '{"system": "linux", "value": "x86_64"}',
            '{"system": "http://h.test/mrn", "value": "unknown"}',
        ),
    ),
    Rule(
        "health-record-lines",
        Label.OTHER_ID,
        r"system: [\"']?[^\"'\s\x00]{3,170}[\"']?\r?\n[^\n\x00]{0,48}(?:value|use): ",
        rf"system: [\"']?{_SYSTEM}[\"']?\r?\n{_INDENT}(?:use: [a-z]{{2,12}}\r?\n{_INDENT})?"
        r"value: [\"']?(?P<v>[^\"'\s]{4,64})",
        labelled=_by_system,
        rank=TEXTUAL,
        before=230,
        after=120,
        examples=(
            "  - system: http://h.test/mrn\n    value: ‹72262033›\n",
            "  - system: urn:oid:1.2.36\n    use: usual\n    value: '‹AB-12345›'\n",
        ),
        near_misses=(
            "  - system: http://loinc.org\n    value: 15074-8\n",
            "  system: linux\n  value: 86641234\n",
        ),
    ),
    Rule(
        "health-identifier",
        Label.OTHER_ID,
        r"\"code\"\s{0,2}:\s{0,2}\"(?:MR|MRT|SS|NH|DL|PPN|JHN|MB|NI|MC|SB|PI|EN|HC)\"",
        r"\"code\"\s{0,2}:\s{0,2}\"(?:MR|MRT|SS|NH|DL|PPN|JHN|MB|NI|MC|SB|PI|EN|HC)\"[^{}\[\]]{0,80}"
        r"\}\s{0,24}\][^{}\[\]]{0,80}\}\s{0,8},[^{}\[\]]{0,200}?\"value\"\s{0,2}:\s{0,2}\""
        + _VALUE,
        rank=TEXTUAL,
        before=24,
        after=480,
        examples=('"type": {"coding": [{"code": "MR"}]}, "value": "‹48211937›"}',),
        near_misses=('"coding": [{"code": "MR"}], "value": "48211937"',),
    ),
    Rule(
        "health-document",
        Label.OTHER_ID,
        r"<id [^<>\x00]{0,80}extension=\"[^\"<>\x00]{4,40}\"",
        r"<id (?:[^<>]{0,80}? )?extension=\"(?P<v>[^\"<>]{4,40})\"",
        _of_a_patient,
        rank=TEXTUAL,
        before=140,
        after=2,
        examples=(
            '<patientRole>\n <id root="2.16.840.1.113883.19.5" extension="‹4829103›"/>',
            '<patientRole><id extension="‹482-91-0371›" root="2.16.840.1.113883.4.1"/>',
        ),
        near_misses=(
            '<act><id extension="4829103" root="2.16.840.1.113883.19.5"/>',
            '<patientRole><templateId extension="2015-08-01" root="2.16.840.1.113883.10"/>',
        ),
    ),
    Rule(
        "health-message",
        Label.OTHER_ID,
        r"(?:PID|NK1|GT1|IN1|PV1)\|[0-9]{0,3}\||IN2\|[A-Za-z0-9^]{0,32}\|",
        r"(?<![A-Za-z0-9])(?P<s>PID|PV1|NK1|GT1|IN[12])\|(?P<f>[^\n\r\x00\"]{4,1200})",
        labelled=_segment,
        rank=TEXTUAL,
        before=40,
        after=1200,
        examples=(
            "PID|1||‹72262033›^^^HOSP^MR||\n",
            "IN2|‹E4711›|\n",
            "PV1|1|I|W3^302^1||||‹1398738785›^Wong^J|\n",
            "IN1|1|PPO|0043|BLUE||||‹GRP245218›||\n",
        ),
        near_misses=(
            "PV1|1|I|W3||||1184^Wong^J|\n",
            "PIDX|1||72262033^^^HOSP",
            "PID|1||^^^HOSP^MR||\n",
            "RAPID|72262033",
        ),
    ),
)
