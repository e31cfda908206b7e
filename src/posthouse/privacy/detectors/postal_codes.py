"""Addresses read back from their code: British, Irish, Australian and Indian; postcodes alone.

Streets of these countries need no word that ends them (14 Kingsway, 3 Harbour View), and flats and
houses with names stand before them: the code at the end is what is sure. Streets told by their own
words stand in addresses.py and streets.py.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import GUESS, TEXTUAL, Rule, Span
from posthouse.privacy.tables import MARGIN
from posthouse.privacy.words import words

# Areas of the Royal Mail's postcodes.
_AREAS = words(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
# Codes that manuals and expressions for postcodes show, and those of well-known houses of state.
_SAMPLES = words("SW1A1AA SW1A2AA SW1A0AA EC1A1BB W1A0AX M11AE B338TH CR26XH DN551PT GIR0AA AA11AA")
_UNITS = words("GB TB ST ND RD TH PB PD GW EB")
"""What stands behind a figure in other texts: M1 8GB, B2 1ST."""
_BRITISH = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
_IRISH = r"(?:[AC-FHKNPRTV-Y]\d[\dW]) ?[\dAC-FHKNPRTV-Y]{4}"
_AHEAD = rf"(?:,? |,?[ \t]{{0,2}}\r?\n{MARGIN}?[ \t]{{0,12}})"
"""Between the parts of an address: a comma, a blank, a line."""
_STATES = r"(?:NSW|VIC|Vic|QLD|Qld|TAS|Tas|ACT|SA|WA|NT)"
_WORD = rf"(?!{_STATES},? \d)[A-ZÀ-Þ][a-zß-ÿA-Z'’.-]{{1,20}}(?![\w])"
_WORDS = rf"{_WORD}(?>(?: (?:{_WORD}|of|the|on|le|de|upon|under|by|in|and|&)){{0,4}})"
_UNIT = (
    r"(?:(?:Flat|Apartment|Apt\.?|Unit|Studio|Room|Suite|Shop|Plot|Villa|Lot) ?\d{0,4}[A-Za-z]?"
    r"|(?:Top|Ground|First|Second|Third|Basement|Garden|Upper|Lower)(?: Floor)? Flat)"
)
_HOUSE = (
    r"(?:[A-Z][a-z'’]{1,15} ){1,3}(?:Cottage|House|Lodge|Farm|Barn|Villa|Hall|Court|Manor|Forge|"
    r"Mill|Rectory|Vicarage|Croft|Grange|Bungalow|Farmhouse|Cottages|Mansions|Buildings|Towers?|"
    r"Point|"
    r"Wharf|Heights)|Hillcrest|Fairview|Rosemount|Woodlands|Lakeside"
)
_NUMBER = r"\d{1,4}(?:[A-Za-z]|[-–/]\d{1,4}[A-Za-z]?)?"
_STREET = (
    rf"(?:(?:{_UNIT}{_AHEAD})?(?:(?:{_HOUSE}){_AHEAD})?{_NUMBER},? {_WORDS}"
    rf"|(?:{_HOUSE}){_AHEAD}{_WORDS})"
)
_PLACES = rf"(?:{_AHEAD}{_WORDS}(?: \d{{1,2}})?){{0,3}}?"
_INDIAN = (
    r"(?:Nagar|Colony|Sector|Layout|Marg|Vihar|Enclave|Cross|Residency|Society|Chowk|Bazaar|Bazar|"
    r"Gali|Mandir|Puram|Salai|Phase|Main|Apartments?|Towers?|Township|Extension|Block|Ward|"
    r"Mohalla|Chawl|Galli|Taluk|Dist|District|Village|Vill|Post)"
)
_INDIAN_CODE = r"[1-9]\d{2} ?\d{3}(?![\w-]|[.,:]\d)"
_LINE = r"[^\n;|{}<>\"=()]"


_FIELD = (
    r"(?:zip|zip_?code|zip code|post_?code|postal_?code|plz|postleitzahl|code_?postal|cep|"
    r"pin_?code|c[oó]digo_?postal|postal_?zip|pstcd|postnummer|postnr|kod_?pocztowy)"
)
_CODE = (
    r"(?:\d{5}(?:-\d{4})?|\d{2}-\d{3}|\d{5}-\d{3}|\d{4,6}|\d{3} \d{2,3}|\d{4}-\d{3}|"
    r"\d{4} ?[A-Z]{2}|[A-Z]\d[A-Z][ -]?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})"
)
_HOME = re.compile(
    r"street|address|(?<![a-z])(?:addr|line_?[123]|residence|strtnm|stra(?:ß|ss)e|via|rue|calle|"
    r"suburb|logradouro|rua|ulica|apt|city[^a-z]{1,6}[a-z .'-]{2,30}[\"']?[^a-z]{1,6}"
    r"(?:state|country|region)[^a-z]{1,6}[a-z .'-]{2,30}[\"']?[^a-z]{1,6}(?:name|phone|e?mail))"
    r"(?![a-z])"
)
_AROUND = 260  # characters around a field in which it is said that somebody lives there


def _of_a_home(match: re.Match[str]) -> Span | None:
    """Take a code where a street or a person is told beside it."""
    low, high = max(match.start() - _AROUND, 0), match.end() + _AROUND
    text = match.string
    near = f"{text[low : match.start('k')]} {text[match.end('v') : high]}".lower()
    own = match["v"].replace(" ", "") in _SAMPLES or len(set(match["v"])) < 3
    prefixed = match["p"].lower().rstrip("_-") in _WHOSE
    return match.span("v") if not own and (prefixed or _HOME.search(near)) else None


_WHOSE = words("billing shipping home delivery mailing customer patient owner employee residence")


def _british(match: re.Match[str]) -> bool:
    code = match["code"].replace(" ", "")
    outer = code[:-3]
    return code not in _SAMPLES and re.sub(r"\d.*", "", outer) in _AREAS


def _coded(match: re.Match[str]) -> Span | None:
    """Take an address whose code can be one."""
    sold = match["code"][-2:] in ("GB", "TB")  # 12 Cores, M1 8GB
    return match.span("v") if _british(match) and not sold else None


def _alone(match: re.Match[str]) -> Span | None:
    """Take a British code by itself; one like a chip or an ordinal needs the word before it."""
    code = match["code"]
    if not _british(match):
        return None
    plain = match["told"] is not None or not (code[1].isdigit() or code[-2:] in _UNITS)
    return match.span("code") if plain else None


def _indian(match: re.Match[str]) -> Span | None:
    told = "," in match["v"] and re.search(rf"\b{_INDIAN}\b", match["v"])
    return match.span("v") if told else None


_TRIGGER = (
    r"[^A-Za-z0-9./#=_-][A-Z][A-Z]?[0-9][0-9A-Z]? [0-9][ABD-HJLNP-UW-Z][ABD-HJLNP-UW-Z]"
    r"[^A-Za-z0-9_=(/-]"
)
_TOLD = r"(?:post ?code|postal code|Post ?code|Post ?Code|Postal [Cc]ode|POST ?CODE|p/code)"

RULES = (
    Rule(
        "address-coded",
        Label.ADDRESS,
        _TRIGGER,
        rf"(?<![\w./#-])(?P<v>{_STREET}{_PLACES}{_AHEAD}(?P<code>{_BRITISH}))(?![\w-])",
        _coded,
        before=150,
        after=4,
        rank=TEXTUAL,
        examples=(
            "at ‹221B Kingsway, London NW1 6XE›.",
            "(‹Flat 3B, 27 Mill Lane, Leeds LS6 2AB›)",
            "‹Top Floor Flat\n12 Harbour View\nTruro\nTR4 1AB›\n",
            "‹Rose Cottage, Mill Lane, Hexham, NE46 1DG›",
            "     4\t‹48 Station Road\n     5\tDundee\n     6\tDD9 3ZH›\n",
        ),
        near_misses=(
            "12 Monkeys, Apple M1 8GB",
            "14 Kingsway, QQ1 6XE",
            "10 Downing Street, London SW1A 2AA",
            "2 Intel Core, I5 3AB",
        ),
    ),
    Rule(
        "address-irish",
        Label.ADDRESS,
        r"(?:Dublin|Cork|Galway|Limerick|Waterford|Co\.|County|Ireland)"
        r"[^\n\x00]{0,20}[ \n,]{1,2}[AC-FHKNPRTV-Y][0-9][0-9W] [0-9AC-FHKNPRTV-Y]{4}[^A-Za-z0-9]",
        rf"(?<![\w./#-])(?P<v>{_STREET}{_PLACES}{_AHEAD}{_IRISH})(?![\w-])",
        before=150,
        after=4,
        rank=TEXTUAL,
        examples=(
            "of ‹14 Orchard Close, Rathmines, Dublin 6, D06 X2Y3›",
            "‹Flat 2, 9 Mill Lane\nNaas\nCo. Kildare\nW91 AX2F›\n",
        ),
        near_misses=("at County Hall, D06 X2Y3", "9 Lives, Dublin 6, B06 X2Y3"),
    ),
    Rule(
        "postcode-alone",
        Label.ADDRESS,
        _TRIGGER,
        rf"(?<![\w./#=-])(?P<told>{_TOLD}[^\nA-Za-z0-9]{{0,12}}(?:is |of )?)?"
        rf"(?P<code>{_BRITISH})(?![\w=(/-])",
        _alone,
        before=40,
        after=4,
        rank=GUESS,
        examples=("it's ‹LS16 7AR›.", "Postcode: ‹E6 9BY›\n", "Visitor: jo, ‹WC2H 4UQ›\n"),
        near_misses=(
            "Apple M1 8GB",
            "section B2 1ST",
            "format SW1A 1AA",
            "row QZ1 6XE",
            "=LS16 7AR",
        ),
    ),
    Rule(
        "postcode-told",
        Label.ADDRESS,
        r"(?:post ?code|postal code|p/code)[^\x00A-Za-z0-9]{1,14}(?:is |of )?"
        r"[A-Z][A-Z]?[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z][ABD-HJLNP-UW-Z]",
        rf"(?i:post ?code|postal code|p/code)[\"'`*]{{0,2}}(?:[ .:=|\t>-]|\r?\n{MARGIN}?){{1,14}}"
        rf"(?:is |of )?[\"'`*]{{0,2}}(?P<code>{_BRITISH})(?P<told>)(?![\w-])",
        _alone,
        caseless=True,
        before=60,
        after=4,
        rank=TEXTUAL,
        examples=("Postcode\n‹E6 9BY›\n", "postcode is ‹M46AB›.", "Post code ....... ‹N1 2PD›\n"),
        near_misses=("postcode SW1A 1AA", "postcode: required"),
    ),
    Rule(
        "address-australian",
        Label.ADDRESS,
        rf"[ ,\t\n]{_STATES},? [0-9]{{4}}[^0-9]",
        rf"(?<![\w./#-])(?P<v>(?:{_UNIT}{_AHEAD})?\d{{1,4}}[A-Za-z]?(?:[/-]\d{{1,4}}[A-Za-z]?)? "
        rf"{_WORDS}(?:{_AHEAD}{_WORDS}){{0,2}}?{_AHEAD}{_STATES},? \d{{4}})(?!\d|[.:]\d)",
        before=120,
        after=4,
        rank=TEXTUAL,
        examples=(
            "‹7/11 Wattle Grove, Parramatta NSW 2150›,",
            "at ‹Unit 5, 66 Banksia St, Mount Coolum QLD 4573›",
        ),
        near_misses=("3 Players from Perth, not WA 2020", "15 ACT 2024"),
    ),
    Rule(
        "address-indian",
        Label.ADDRESS,
        rf"[ ,]{_INDIAN}[^\n\x00]{{2,60}}[ -][1-9][0-9]{{2}} ?[0-9]{{3}}[^0-9]",
        r"(?<![\w./#-])(?P<v>(?:(?:H\. ?No|House No|Flat No|Flat|Plot No|Plot|Door No|D\. ?No|"
        r"Shop No|Villa|Block|No)\.? ?:?)?[#A-Z]?-?\d[\w/-]{0,11},? "
        rf"(?={_LINE}{{4,114}}{_INDIAN_CODE})"  # read at once; what follows goes step by step
        rf"(?:(?![a-z0-9]{{3}}\. ){_LINE}){{4,110}}? ?[-–]? ?{_INDIAN_CODE})",
        _indian,
        before=170,
        after=8,
        rank=TEXTUAL,
        examples=(
            "at ‹Flat 402, Sai Residency, 14th Cross, Indiranagar, Bengaluru 560038›.",
            "‹H.No. 12-5-38, Vijayapuri Colony, Hyderabad - 500017›",
            "‹63/13, Gandhi Nagar, Near SBI ATM, Pune, Maharashtra 411047›",
            "live at ‹Plot No 116, Sector 15, Noida, U.P. 201316›",
        ),
        near_misses=(
            "12 Main points 500017",
            "Sector 15 has 201316 people",
            "3 in Post 123456789",
            "on Mar 24, 1978. I live in Indira Nagar, Pune 411047",
        ),
    ),
    Rule(
        "postal-code-field",
        Label.ADDRESS,
        _FIELD + r"[\"'`*]{0,2}[ \t]{0,12}(?::|=|>|=>)[ \t]{0,3}[\"'`*]{0,2}[A-Z0-9]{2}",
        rf"(?i)(?<![a-z])(?P<p>(?:[a-z]{{2,12}}(?:[_-]|(?-i:(?=[ZPC]))))?)(?P<k>{_FIELD})"
        r"[\"'`*]{0,2}[ \t]{0,12}"
        rf"(?:=>|[:=>])[ \t]{{0,3}}[\"'`*]{{0,2}}(?-i:(?P<v>{_CODE}))(?![\w(.]|-\w)",
        _of_a_home,
        before=48,
        after=12,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            '{"street": "41 Larch Rd", "zip": "‹43604›"}',
            "street: 41 Larch Rd\npostalCode: ‹13858›\n",
            "<AddressLine1>41 Larch Rd</AddressLine1><PostCode>‹2150›</PostCode>",
            "<StrtNm>Mill Lane</StrtNm><PstCd>‹W2 0ES›</PstCd>",
            "billing_zip: ‹78701›\n",
            "strasse: Allee 12\nplz: ‹10437›\n",
        ),
        near_misses=(
            '{"zip": "43604", "population": 1200}',
            "name: x\nzip: 12 files\n",
            "address, unzip: 43604",
            'street, "zip": "43604.zip"',
            "postcode: 1111, street",
        ),
    ),
    Rule(
        "eircode-told",
        Label.ADDRESS,
        r"eircode(?: is|:)? ?[A-Z][0-9][0-9W] ?[0-9A-Z]{4}",
        r"(?i:eircode)(?: is|:)? ?(?P<v>[A-Z]\d[\dW] ?[0-9A-Z]{4})(?!\w)",
        rank=TEXTUAL,
        caseless=True,
        before=24,
        after=6,
        examples=("My Eircode is ‹D08 X2F9›. Can",),
        near_misses=("eircode is required",),
    ),
)
