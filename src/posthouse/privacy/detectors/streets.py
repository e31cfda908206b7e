"""Streets of continental Europe and Latin America, and addresses told by their unit.

A street is known by the word that ends it (Harjukatu), begins it (Rua, ul.) or follows its name
(utca); English streets and boxes stand in addresses.py.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.tables import LINE

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŘŚŞŠȘŤȚŪŮŰŲŹŻŽ"
_ANY = r"\wÀ-ɏ"
_NUMBER = (
    r"\d{1,4}(?:[/-]\d{1,3})?(?: ?[A-Za-z](?![\w'’]))?"
    r"(?![\w.,]\d|\w|%| ?[:=(ºª°]| (?:times|years|of|per)\b)"
)
_TOWN = rf"[{_UP}][{_ANY}.'’-]{{1,24}}(?: [{_UP}][{_ANY}.'’-]{{1,24}}){{0,2}}"
_PLACE = _TOWN.replace(".'’-]{1,24}", "'’-]{2,24}")
_STATE = r",? [A-Z]{2},? \d{5}(?:-\d{4})?\b"
_UNIT = (
    r"(?:,?[ \n>]{1,4}(?:Apt|Apartment|Suite|Ste|Unit|Flat|Door|Stiege|Top)\.? ?#?\d{1,5}[A-Z]?)?"
)
_CODED = (
    rf"(?:,? \d{{1,2}} ?[ºª°]\.?(?: ?(?:[A-Z]|izq|dcha|der)\b\.?)?)?"
    rf"(?:,?[ \n]{{1,2}}(?:[A-Z]{{1,2}}-)?"
    rf"(?:\d{{4,5}}|\d{{2}}-\d{{3}}|\d{{4}}-\d{{3}}|\d{{3}} \d{{2}})"
    rf"(?: [A-Z]{{2}}\b)?[ \n]{_TOWN}(?![{_ANY}]))?"
)
"""A floor, and a code with its town: 6º C, 28010 Madrid; 04-198 Warszawa."""
_BEFORE = rf"(?<![{_ANY}.#/-])(?:\d{{1,6}} )?"
# The last part of a compound: Nordic, Dutch, German. None of them ends an English word with a
# capital before it, those in the confirmation's list apart.
_ENDINGS = (
    r"(?:vej|gade|stræde|vænget|veien|vegen|gata|gaten|plassen|vägen|gatan|gränden?|stigen|stræti|"
    r"straeti|vegur|braut|katu|ntie|kuja|polku|raitti|straat|laan|plein|gracht|singel|steeg|kade|"
    r"stra(?:ß|ss)e|gasse|platz|allee|damm|graben|chaussee|ufer|steig|weg)"
)
_ENGLISH = re.compile(r"\d? ?(?:Brigade|Renegade|Auntie|Agata|Hagata|Balaan|Renegata)\b")
_OPENERS = (
    r"(?:[Uu]l\.|[Uu]lica|[Aa]l\.|[Oo]s\.|Rua|R\.|Avenida|Avda\.?|Av\.|Travessa|Estrada|Alameda|"
    r"Praça|Rúa|C/|Calle|Paseo|Camino|Carretera|Viale|Vicolo|Corso|Piazza|Piazzale|Piazzetta|Strada|"
    r"Bulevardul|Aleea|Rue|[0-9]{1,4},? rue|Boulevard|Avenue|Chemin|Quai|Impasse|Jalan|Jl\.|Jln\.?)"
)
_JOINT = (
    r"(?:(?:de|la|las|los|el|del|della|delle|dei|degli|di|da|do|dos|das|du|des|e|y|z|i) |[ld]['’])"
    r"{0,2}"
)
_WORD = rf"(?:{_JOINT}[{_UP}][{_ANY}.'’-]{{0,24}}|\d{{1,2}})"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_HUNGARIAN = r"(?:u\.|utca|út|útja|tér|tere|köz|körút|krt\.|sétány|fasor|kapu|rakpart)"


def _compound(match: re.Match[str]) -> Span | None:
    return None if _ENGLISH.match(match.group()) else match.span()


RULES = (
    Rule(
        "address-street-compound",
        Label.ADDRESS,
        _ENDINGS[3:-1].join(("(?:", ")")).replace("ß", "\\xc3\\x9f") + r" [0-9]{1,4}",
        rf"{_BEFORE}(?:[{_UP}][{_ANY}.'’-]{{1,20}} )?[{_UP}][{_ANY}'’-]{{2,40}}?{_ENDINGS} "
        + _NUMBER
        + _UNIT
        + _CODED,
        _compound,
        before=72,
        after=40,
        rank=TEXTUAL,
        examples=(
            "she lives at ‹Søndergade 52›.",
            "to ‹Mannerheimintie 12 B, Apt. 4› please",
            "office: ‹Kungsgatan 8›",
            "‹1043 Keizersgracht 101›, thanks",
            "‹Hauptplatz 8/24, 1020 Wien›\n",
        ),
        near_misses=("Brigade 12 moved", "Auntie 5", "weg 12", "a decade 12 ago", "Spring 5"),
    ),
    Rule(
        "address-street-spaced",
        Label.ADDRESS,
        r"er (?:Stra(?:\xc3\x9f|ss)e|Platz|Allee|Weg|Ring|Damm|Ufer) [0-9]{1,4}",
        rf"{_BEFORE}(?:[{_UP}][{_ANY}.-]{{1,20}} )?[{_UP}][{_ANY}-]{{2,24}}er "
        rf"(?:Stra(?:ß|ss)e|Platz|Allee|Weg|Ring|Damm|Ufer) {_NUMBER}{_UNIT}{_CODED}",
        before=72,
        after=32,
        rank=TEXTUAL,
        examples=("wohnt ‹Frankfurter Straße 89›", "am ‹Potsdamer Platz 1›"),
        near_misses=("Straße 5", "der Ring 5"),
    ),
    Rule(
        "address-street-opened",
        Label.ADDRESS,
        r"(?:[Uu]l\.|[Uu]lica|[Aa]l\.|[Oo]s\.|Rua|Avenida|Avda\.?|Av\.|Travessa|Estrada|Alameda|"
        r"C/|Calle|"
        r"Paseo|Camino|Carretera|Viale|Vicolo|Corso|Piazz\w{1,4}|Strada|Bulevardul|Aleea|Rue|"
        r"Boulevard|Avenue|Chemin|Quai|Impasse|Jalan|Jl\.|Jln) [^\n\x00]{2,48}[0-9]",
        rf"{_BEFORE}{_OPENERS} {_WORD}(?: {_WORD}){{0,4}},? (?:(?:No|n|N)[.º°]? ?)?"
        + _NUMBER
        + _UNIT
        + _CODED,
        before=32,
        after=72,
        rank=TEXTUAL,
        examples=(
            "at ‹ul. Piękna 28/4›.",
            "at ‹ul. Leśna 7/39, 03-414 Warszawa› — now",
            "mora na ‹Rua Cidade Nova 468›",
            "C/ is short: ‹C/ Mayor 88›",
            "en ‹Calle del Olmo 29, 6º C, 28010 Madrid›, y",
            "to ‹Avda. Rio Verde 58›",
            "in ‹Piazza della Signoria 17›",
            "at ‹Jalan Sudirman 12›",
        ),
        near_misses=("Avenue of 12", "Rue Morgue, a story of 1841", "C/ 12", "Corso 5"),
    ),
    Rule(
        "address-street-then-town",
        Label.ADDRESS,
        r"(?:[0-9][a-z]?,[ \n][0-9]|[A-Z]-)[0-9]{3,5} [A-Z\xc3\xc5]",
        rf"(?<![{_ANY}.#/-])(?!(?:{_MONTHS})[a-z]{{0,6}} )"
        rf"(?P<v>(?:(?:Am|An|Im|In|Zum|Zur|Auf|Unter|Bei)(?: de[rmn])? )?[{_UP}][{_ANY}'’-]{{2,30}}"
        rf"(?: [{_UP}][{_ANY}.'’-]{{1,24}}){{0,2}} \d{{1,4}}(?:[/-]\d{{1,3}})?[a-z]?,[ \n]"
        rf"(?:(?:[A-Z]{{1,2}}-)?\d{{5}}|[A-Z]{{1,2}}-\d{{4}}|(?!19|20)\d{{4}}) {_PLACE})",
        before=110,
        after=32,
        rank=TEXTUAL,
        examples=(
            "Adresse: ‹Am Rosenhügel 34/21, 1010 Wien›\n",
            "at ‹Unter den Linden 7, 10117 Berlin›.",
            "an ‹Krautgarten 3, CH-8001 Zürich›",
        ),
        near_misses=(
            "Version 8, 2020 Release",
            "June 12, 1990 Vienna",
            "Figure 12, 1984 Penguin",
            "rows 8, 10117 Berlin",
        ),
    ),
    Rule(
        "address-street-hungarian",
        Label.ADDRESS,
        r" (?:u\.|utca|\xc3\xbat|\xc3\xbatja|t\xc3\xa9r|tere|k\xc3\xb6z|k\xc3\xb6r\xc3\xbat|krt\.|"
        r"s\xc3\xa9t\xc3\xa1ny|fasor|kapu|rakpart) [0-9]{1,4}",
        rf"{_BEFORE}[{_UP}][{_ANY}-]{{1,24}}(?: [{_ANY}-]{{2,24}}){{0,2}} {_HUNGARIAN} "
        r"\d{1,4}\.?(?![\w.]\w)" + _UNIT,
        before=72,
        after=32,
        rank=TEXTUAL,
        examples=("lakik ‹Rákóczi út 66.›", "a ‹Kossuth Lajos utca 12›"),
        near_misses=("utca 12", "see u. 15"),
    ),
    Rule(
        "address-unit",
        Label.ADDRESS,
        r"[ \n>](?:Apt|Apartment|Suite|Ste|Flat)\.? ?#?[0-9]{1,5}",
        rf"(?<![{_ANY}.#/-])\d{{1,6}}[A-Za-z]?,? (?:[{_ANY}.'’-]{{1,20}} ){{0,3}}"
        rf"[{_UP}][{_ANY}.'’-]{{1,24}}"
        r"(?: \d{1,4}\.?)?,?[ \n>]{1,4}(?:Apt|Apartment|Suite|Ste|Flat)\.? ?#?\d{1,5}[A-Z]?\b"
        rf"(?:,[ \n]{{1,2}}{_TOWN}{_STATE})?",
        before=88,
        after=64,
        rank=TEXTUAL,
        examples=(
            "to ‹20 Kingsmead 4 Suite 501›.",
            "‹417 Vana Torg 25, Apt. 9B›",
            "‹54 Harbour View, Suite 585, Ashford, VA 24156›, then",
        ),
        near_misses=("ran 5 tests in suite 12", "Suite 501", "the Office Suite 365", "5 of Flat 2"),
    ),
    Rule(
        "address-state",
        Label.ADDRESS,
        r", [A-Z]{2},? [0-9]{5}[^0-9]",
        rf"(?<![{_ANY}.#/-])\d{{1,6}}[A-Za-z]? (?:(?:[{_UP}][{_ANY}.'’-]{{0,24}}|"
        rf"\d{{1,3}}(?i:st|nd|rd|th)(?![{_ANY}])) ?){{1,4}}(?:\d{{1,4}} ?)?"
        r"(?:,? ?(?:(?i:Apt|Unit|Ste|Suite|Lot)\.? ?#?|#)[0-9A-Z]{1,5} ?)?"
        rf"(?:,?[ \n]{{1,2}}|,?\n{LINE}){_TOWN}{_STATE}",
        before=110,
        after=8,
        rank=TEXTUAL,
        examples=(
            "Home: ‹3309 Harbour View, Ashford, VA 22962›.",
            "at ‹15 Kingsway, Old Harbor, MA 02134-1200›",
            "‹7394 County Road 12 #39, San Marcos, TX 73044›",
            "‹7309 W Oakland Ave #9\nSan Marcos, TX 86317›\n",
            "‹5136 Route 66 Apt 24 Fresno, CA 93746›\n",
            "‹9302 Route 66, Apt. 4B Dayton, OH 45465›\n",
            "‹2150 N 14TH ST, UNIT 21\nCEDAR FALLS, IA 11907›\n",
            "‹3642 S LINCOLN BLVD UNIT B\nDAYTON, OH 45471›\n",
        ),
        near_misses=("3309 rows, Ashford, VA 22962", "Harbour View, Ashford, VA 22962"),
    ),
    Rule(
        "address-military",
        Label.ADDRESS,
        r"box [0-9]{1,5},?[ \n]{1,2}[adf]po a[aep] [0-9]{5}",
        r"(?i:\b(?:psc|cmr|unit) \d{1,5},? box \d{1,5},?[ \n]{1,2}[adf]po a[aep] \d{5}"
        r"(?:-\d{4})?)\b",
        before=48,
        after=8,
        rank=TEXTUAL,
        caseless=True,
        examples=("mail: ‹unit 4526 box 0671\ndpo ap 40902› asap",),
        near_misses=("unit 4526 box 0671", "dpo ap 40902"),
    ),
)
