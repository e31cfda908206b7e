"""Postal addresses by street and number; those of China are read in chinese_addresses.py."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.tables import LINE

_SURE = (
    r"(?:Street|Avenue|Road|Boulevard|Lane|Drive|Highway|Parkway|Terrace|Crescent|Turnpike|"
    r"(?:St|Ave|Rd|Blvd|Ln|Dr|Hwy|Pkwy)\.?)"
)
_MAYBE = r"(?:Court|Ct|Place|Pl|Way|Circle|Cir|Trail|Square|Close|Row|Walk|Loop|Alley|Grove|Mews)"
_AHEAD = r"(?:,? {1,2}|,? ?\r?\n" + LINE + ")"
"""Between the parts of an address: a comma, a blank, a line."""
_HOUSE = (
    r"(?:(?:Flat|Room|Rm\.?|Unit|Shop) ?[0-9A-Z-]{1,6}, ?(?:\d{1,2}/F\.?, ?)?"
    r"(?:(?:[A-Z][A-Za-z'-]{1,20} ){1,3}(?:Building|Bldg|Court|Gardens?|Mansion|House|Tower|Centre|"
    r"Estate|Plaza), ?)?)?"
)
_INSIDE = (
    r"(?P<unit>" + _AHEAD + r"(?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat|Room|Rm|Bldg|Building|#)"
    r"\.?[ ]?#?[0-9A-Z][0-9A-Z-]{0,5}\b)?"
)
_PLACE = (
    r"(?:" + _AHEAD + r"(?P<city>[A-Z][A-Za-z.'-]{1,20}(?![0-9A-Za-z])"
    r"(?: [A-Z][A-Za-z.'-]{1,20}(?![0-9A-Za-z])){0,3}))?"
    r"(?:" + _AHEAD + r"(?P<zip>[A-Z]{2},? \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|"
    r"(?:[A-Z]{2},? )?[A-Z]\d[A-Z] \d[A-Z]\d|\d{5}(?:-\d{4})?)\b)?"
)
_ADDRESS_WORD = re.compile(
    r"(?:address|live[sd]?|living|reside[sd]?|residing|residence|located|home|mail|ship|deliver|"
    r"send|meet|moved?|office|\bat|street)[^\n]{0,24}$"
)


def _street(match: re.Match[str]) -> Span | None:
    """Keep a street with its number; what may be no street needs a unit, a postcode or a word."""
    sure = match.group("sure") is not None
    told = match.group("unit") or match.group("zip")
    start = match.start()
    if not sure and not told:
        spoken = _ADDRESS_WORD.search(match.string[max(start - 40, 0) : start].lower())
        if spoken is None:
            return None
    if told:
        return match.span()
    city = match.group("city")
    comma = city is not None and match.string[match.start("city") - 2] == ","
    return (start, match.end("city") if comma else match.end("road"))


def _box(match: re.Match[str]) -> Span | None:
    placed = match.group("zip") or match.group("military")
    return match.span() if placed else (match.start(), match.end("box"))


RULES = (
    Rule(
        "address-street",
        Label.ADDRESS,
        r" (?:" + _SURE[3:-1] + "|" + _MAYBE[3:-1] + r")[^A-Za-z]",
        rf"(?<![0-9A-Za-z.#$/-]){_HOUSE}" + r"(?:\d{1,6} )?\d{1,6}[A-Za-z]?(?:-\d{1,4})?,? "
        r"(?:[NSEW]{1,2}\.? |North |South |East |West )?"
        r"(?:[A-Z][A-Za-z'-]{1,20}\.? |\d{1,3}(?:st|nd|rd|th) ){1,4}"
        r"(?P<road>(?:(?P<sure>"
        + _SURE
        + ")|"
        + _MAYBE
        + r")(?![A-Za-zÀ-ÿ])(?: [NSEW]{1,2}\b)?)"
        + _INSIDE
        + _PLACE,
        _street,
        before=140,
        after=96,
        rank=TEXTUAL,
        examples=(
            "lives at ‹742 Birchwood Lane, Apt 4, Fairview, OR 97024›.",
            "ship to ‹1600 Harbor View Avenue›, please",
            "‹12 Rose Court, Flat 3, Leeds, LS1 4AP›",
            "office: ‹88 North 5th Street›.",
            "at ‹86 Mill Lane, Brookville, ON L4C 7C7›.",
            "at ‹580 60 Balsham Road› now",
            "at ‹12b Rose Drive, London NW1 6XE›, yes",
            "+‹7479 Willow Creek Ln\n+Tulsa, OK 74100›\n",
            "‹Flat B, 16/F, Wah Sang Building, 382 Tong Tak Street, N.T.›\n",
        ),
        near_misses=(
            "2010, Ann Dröge",
            "2 Second Place winners",
            "Main Street",
            "10 Ways",
            "3 Dr Who",
            "1 Class Row",
        ),
    ),
    Rule(
        "address-box",
        Label.ADDRESS,
        r"P\.? ?O\.? ?Box [0-9]{2}|[ADF]PO A[AEP] [0-9]{5}",
        r"P\.? ?O\.? ?Box \d{2,6}(?P<box>)\b"
        + _PLACE
        + r"|(?:(?:PSC|CMR|Unit) \d{1,5},? Box \d{1,5}|"
        r"USN?S [A-Z][a-z]{2,20}),?[ \n]{1,2}[ADF]PO (?P<military>A[AEP] \d{5})(?:-\d{4})?",
        _box,
        before=56,
        after=64,
        rank=TEXTUAL,
        examples=("‹PO Box 1184, Fairview, OR 97024›", "‹PSC 0413, Box 8144\nAPO AA 42323›"),
        near_misses=("PO Box", "APO AA 42323"),
    ),
    Rule(
        "address-street-before-number",
        Label.ADDRESS,
        r"[a-z](?:stra(?:ß|s)(?:s|)e|gasse|allee|weg|straat|gracht|laan|vägen|gatan) [0-9]{1,4}",
        r"(?<![\w.])[A-ZÄÖÜ][\wäöüßéèå-]{0,40}"
        r"(?:stra(?:ß|ss)e|gasse|allee|weg|straat|gracht|laan|vägen|gatan) \d{1,4}(?: ?[a-z])?\b"
        r"(?:,? (?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})? [A-ZÄÖÜ][\wäöüß-]{2,24})?",
        before=72,
        after=40,
        rank=TEXTUAL,
        examples=("wohnt ‹Lindenstraße 12, 10969 Berlin›.", "at ‹Ziegelgasse 19› now"),
        near_misses=("weg 12", "straße 12", "Parkallee"),
    ),
    Rule(
        "address-street-french-spanish",
        Label.ADDRESS,
        r"[^A-Za-z](?:rue|avenue|boulevard|chemin|impasse|quai|calle|avenida|rua|viale|piazza) "
        r"[^\n\x00]{3}",
        r"(?<![\w.])(?:\d{1,4}(?: ?bis| ?ter)?,? "
        r"(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Ii]mpasse|[Qq]uai) "
        r"(?:(?:de la|de l'|de|du|des|la|le) ?)?[A-ZÉ][\wéèêç'-]{2,24}"
        r"(?: [A-ZÉ][\wéèêç'-]{2,24}){0,2}"
        r"(?:,? \d{5} [A-ZÉ][\wéèêç'-]{2,24})?"
        r"|(?:Calle|Avenida|Rua|Viale|Piazza) (?:(?:de la|del|de|da|do) )?"
        r"[A-ZÁÉ][\wáéíóúñã'-]{2,24}"
        r"(?: [A-ZÁÉ][\wáéíóúñã'-]{2,24}){0,2},? \d{1,4}\b)",
        before=48,
        after=100,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "au ‹12 rue de la Paix, 75002 Paris›",
            "at ‹5 Rue Lepic, 75018 Paris›",
            "vive en ‹Calle Mayor 15›",
        ),
        near_misses=("rue the day 12", "avenue of approach 5", "boulevard 12"),
    ),
    Rule(
        "address-in-context",
        Label.ADDRESS,
        r"(?:address|addresses|live|lives|lived|living|resides|residing|located) ?"
        r"(?:is|:|at|on|in|=)"
        r"[^\n\x00]{3,56}[0-9]",
        r"(?i:address(?:es)?(?:[\"'`]?(?: is)?:| is)|(?:live[sd]?|living|resid(?:es?|ing)|located) "
        r"(?:at|on|in))[ \t\"'`]{1,6}(?P<v>(?:\d{1,6} ){0,2}(?:[A-Z][a-zà-öø-ÿ]"
        r"[A-Za-zÀ-ÖØ-öø-ÿ'-]{1,24}\.? ){1,4}\d{1,5}\b(?![\w.:=/%-]| ?[a-z]))",
        before=48,
        after=72,
        rank=TEXTUAL,
        caseless=True,
        examples=("she lives on ‹Via Tasso 129›, near", "Address: ‹450 Laukaantie 80›"),
        near_misses=(
            "address: 10.0.0.1:8080",
            "Address is Listen 8080 ms",
            "lives in Release 2 of the plan",
            "living in 2020",
        ),
    ),
)
