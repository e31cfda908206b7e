"""What a name read in English is of, where it is nobody's: a room, a car, a dose, a sum, a version.

What stands before it says so, or its own form. Companies and towns are no things.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.words import either, words

_BACK, _AHEAD = 32, 16  # characters around a name that are looked at
_CURRENCIES = words(
    "USD AUD CAD NZD HKD MOP TWD CNY RMB EUR GBP JPY SGD INR CHF KRW SEK NOK DKK PLN CZK BRL ZAR"
)
_SUM = re.compile(rf"(?s:.*\s)?(?:{either(_CURRENCIES)})")
_AMOUNT = re.compile(r"\s?[\d(]")
_COUNTED = re.compile(r"(?:\d[\d,.]* )?[QTR]PS|X{1,3}[LS]|PPR|PVC")
"""A rate, a size of clothes, a material."""
_SYMBOL = re.compile(r"[A-Z]{2,}(?:ID|KEY|API|URL|TOKEN)")
_NUMBER = re.compile(r"(?:19|20)\d\d(?:-\d{1,5})?|\d{1,6}-(?:19|20)\d\d|\d{7,}")
"""A year, a number in a year, a standard with its year, what a parcel or an article is numbered."""
_EDITION = re.compile(r"(?s:.*)\s[vV]?\d{1,3}\.\d{1,3}(?:\.\d{1,4})*")
_ROUTE = re.compile(r"[A-Z]{3}\s?[-–→>]\s?[A-Z]{3}")
_ROUTE_BEHIND = re.compile(r"\s?[-–→>]\s?[A-Z]{3}\b")
_ROUTE_BEFORE = re.compile(r"\b[A-Z]{3}\s?[-–→>]\s?\Z")
_HOUR = re.compile(r"(?s:.*)\b\d{1,2}h\b")
_WHERE = r"(?:(?:[Mm]eeting )?[Rr]oom|ROOM|[Gg]ate|[Pp]latform|ward|class)"
_ROOM = re.compile(
    r"(?:(?:[Mm]eeting )?[Rr]oom|ROOM) [A-Z0-9]|"
    r"(?:[A-Z][a-z]+ )?(?:Clinic|Court|Ward|Gate|Terminal|Platform) [A-Z]?\d"
)
_CALLED_SO = re.compile(
    rf"(?:\b{_WHERE} (?:\d[\w.]* )?|\b[Tt]ariff:? |\b(?:Plan|Course|Model|Pet|Dog|Cat|Horse): ?"
    r"|\b(?:[Nn]etwork(?: name)?|SSID|Wi-?Fi):? )\Z"
)
"""Rooms, what is subscribed to or studied, animals, networks."""
_MAKES = words(
    "Audi BMW Bosch Chevrolet Chrysler Citroen Citroën Dacia Dell Dodge Fiat Ford Honda Hyundai "
    "Jeep Kawasaki Kia Lenovo Lexus Mazda Mercedes Miele Mitsubishi Nissan Opel Peugeot Porsche "
    "Renault Samsung Seat Siemens Skoda Škoda Subaru Suzuki Tesla ThinkPad Toyota TP-Link Vaillant "
    "Vauxhall Volkswagen Volvo VW Whirlpool Yamaha"
)
_MADE_BY = re.compile(rf"(?:[a-z]+ )?(?:{either(_MAKES | {m.lower() for m in _MAKES})})\b")
_OWNED = re.compile(
    r"\b(?:an?|my|his|her|our|their|your|was an?|[Vv]ehicle:|[Cc]ar:|[Ll]aptop|taken:)"
    r"(?: (?:new|old|used|silver|black|white|red|blue|gr[ea]y|green|brown|stolen))? ?\Z"
)
_COLOURED = re.compile(r"\b(?:silver|black|white|red|blue|gr[ea]y|green|brown) \Z")
_DOSE = re.compile(r"[ ](?:[A-Z]{2,4} )?\d[\d.,]*[ ]?(?i:mg|mcg|µg|ml|iu|units)\b")
_DOSED, _MADE_AS = re.compile(r"\d ?(?i:mg|mcg|ml|g) \Z"), re.compile(r"TAB|CAP|INJ|SUSP|SOLN")
_CODED = re.compile(r"\d\^\Z")
"""What stands behind a medicine; what a code of HL7 stands before."""
_ZONE = re.compile(
    r"(?<!\w)(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_]+"
)
_COUNTED_OFF = re.compile(r"[A-Z]{2,8} \d{1,4}")
_FLIGHT, _FLIGHT_NUMBER = re.compile(r"[A-Z]{2}"), re.compile(r"[ ]\d{3,4}(?![\w/.-])")
_YEARED = re.compile(rf"\d{{2,4}} (?i:{either(_MAKES)})\b")
_WORKPLACE = re.compile(r" (?:employee|engineer|dealer|factory|plant|office|manager|executive)")


def thing(text: str, start: int, end: int, label: Label) -> bool:
    """Tell whether what was read as a name is certainly one of a thing."""
    value = text[start:end]
    if label is Label.ADDRESS:
        return _NUMBER.fullmatch(value) is not None
    if label is Label.URL:
        return False
    if _COUNTED.fullmatch(value) or _SYMBOL.fullmatch(value) or value in _CURRENCIES:
        return True
    if _SUM.fullmatch(value) and _AMOUNT.match(text, end):
        return True
    if _measured(text, (start, end), label) or _YEARED.match(value):
        return True
    return _of_form(text, (start, end), label) or _told(text, start, end)


def _measured(text: str, span: tuple[int, int], label: Label) -> bool:
    """Tell a medicine before its strength, a code's own name, a flight, a time zone, a count."""
    start, end = span
    value = text[start:end]
    if _DOSE.match(text, end) or _CODED.search(text, max(start - 2, 0), start):
        return True
    if _MADE_AS.fullmatch(value) and _DOSED.search(text, max(start - _BACK, 0), start):
        return True
    if _FLIGHT.fullmatch(value) and _FLIGHT_NUMBER.match(text, end):
        return True
    if label is not Label.PERSON and _COUNTED_OFF.fullmatch(value):
        return True
    zones = _ZONE.finditer(text, max(start - _BACK, 0), end + _AHEAD)
    return any(zone.start() <= start and end <= zone.end() for zone in zones)


def _of_form(text: str, span: tuple[int, int], label: Label) -> bool:
    """Tell a route, a room, an hour and the edition of a product."""
    start, end = span
    value = text[start:end]
    if _ROUTE.fullmatch(value) or (label is Label.ORG and _EDITION.fullmatch(value)):
        return True
    if len(value) == 3 and value.isupper():
        behind = _ROUTE_BEHIND.match(text, end) is not None
        if behind or _ROUTE_BEFORE.search(text, max(start - _BACK, 0), start):
            return True
    return _ROOM.match(value) is not None or (
        label is Label.PERSON and _HOUR.match(value) is not None
    )


def _told(text: str, start: int, end: int) -> bool:
    """Tell what is called so, and what somebody owns that bears its maker's name."""
    low = max(start - _BACK, 0)
    if _CALLED_SO.search(text, low, start):
        return True
    made = _MADE_BY.match(text, start, end)
    if made is None or _WORKPLACE.match(text, end):
        return False
    coloured = _COLOURED.search(text, low, made.end() - len(made[0].rpartition(" ")[2]))
    return coloured is not None or _OWNED.search(text, low, start) is not None
