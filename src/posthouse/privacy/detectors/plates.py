"""Number plates by their shape, where the words beside them speak of a car: "my van is AB12 CDE".

Plates behind a word for plates stand in documents.py, those of China in chinese_plates.py.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import NUMBER, TEXTUAL, Rule, Span
from posthouse.privacy.tables import LINE
from posthouse.privacy.words import words

_CAR = words(
    "reg regs regd registration registered rego numberplate numberplates plate plates vrm car "
    "cars van vans vehicle vehicles lorry truck motorbike motorcycle moped scooter taxi cab "
    "minibus coach caravan campervan suv hatchback saloon sedan pickup drive drives driving "
    "driver driven drove park parks parked parking mot v5 v5c logbook tyre tyres tow towed "
    "towing speeding auto wagen pkw kennzeichen voiture coche matrícula ford vauxhall bmw audi "
    "mercedes toyota honda nissan volkswagen vw peugeot renault citroen citroën skoda seat kia "
    "hyundai mazda volvo tesla fiat mini jaguar lexus suzuki subaru dacia tata maruti mahindra "
    "chevrolet chevy jeep dodge chrysler buick lincoln "
    "silver corsa fiesta focus golf polo astra qashqai civic corolla yaris octavia clio transit "
    "estate convertible minivan fahrzeug fahrzeuge fahrzeugs halter halterin samochód vehículo "
    "samochod pojazd rej rejestracyjny rejestracyjna tablice škoda"
)
# States of America before a postcode, and words before a number of anything.
_NO_PLACE = (
    r"(?:[CM][OT]|CT|D[CE]|FL|GA|K[SY]|LA|N[CDEHJMVY]|O[HKR]|PA|RI|S[CDN]|T[NX]|W[AIVY]|NO|PO|PN|PR|"
    r"RE|ISO|SAE|DIN|RFC|REV|SKU|THE|FOR|TO|ON|OF|NOT)"
)
_WORD = re.compile(r"\w+")
_BACK, _ON = 96, 48
_AGE = re.compile(r"[A-Z]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d|80)")
_INDIA = (
    r"(?:A[NPRS]|BR|C[GH]|D[DLN]|G[AJ]|H[PR]|J[HK]|K[AL]|L[AD]|M[HLNPZ]|NL|O[DR]|P[BY]|RJ|SK|"
    r"T[NRS]|"
    r"U[AKP]|WB)"
)


def _spoken(match: re.Match[str]) -> bool:
    text, (start, end) = match.string, match.span("v")
    around = f"{text[max(start - _BACK, 0) : start]} {text[end : end + _ON]}".lower()
    return not _CAR.isdisjoint(_WORD.findall(around))


def _british(match: re.Match[str]) -> Span | None:
    """Take what has the mark of a half year where a car is spoken of."""
    return match.span("v") if _AGE.match(match["v"]) and _spoken(match) else None


def _of_a_car(match: re.Match[str]) -> Span | None:
    return match.span("v") if _spoken(match) else None


_NO_CAR = re.compile(r"(?:ISO|SAE|DIN|IEC|ECE|RFC|GPL|MIT|BSD|MPL|AGPL)\b|.*(?:19|20)\d\d\Z")


def _any(match: re.Match[str]) -> Span | None:
    """Take what holds letters and figures both; behind a word for more, what is a car's."""
    if match["w"] and (_NO_CAR.match(match["v"]) or not _spoken(match)):
        return None
    value = match["v"]
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return match.span("v") if mixed else None


RULES = (
    Rule(
        "plate-british",
        Label.VEHICLE,
        r"[^A-Za-z0-9./#_-][A-Z]{2}[0-9]{2} ?[A-Z]{3}[^A-Za-z0-9_]",
        r"(?<![\w./#-])(?P<v>[A-Z]{2}\d\d ?[A-HJ-PR-Z]{3})(?![\w-])",
        _british,
        before=16,
        after=4,
        rank=NUMBER,
        examples=(
            "Park in the bay, my van is ‹LK24 CCS›.",
            "a Vauxhall Corsa reg. ‹GV68DLL›. His",
            "Vehicle reg ............ ‹VR19 XEF›\n",
            "‹AN24 YUN› is parked across my drive",
            "a lady in a silver Corsa ‹AN24 YUN›, her",
        ),
        near_misses=("room LK24 CCS", "van LK99 CCS", "car module XLK24CCS", "the car LK24 CCSX"),
    ),
    Rule(
        "plate-abroad",
        Label.VEHICLE,
        "|".join(
            rf"[^A-Za-z0-9./#_-]{form}[^A-Za-z0-9_-]"
            for form in (
                "[A-Z]{2}-[0-9]{3}-[A-Z]{2}",
                "[0-9]{4} ?[B-DF-HJ-NP-TV-Z]{3}",
                "[A-Z]{1,3}-[A-Z]{1,2} [0-9]{1,4}",
                "[0-9]{2,3}-[CDGKLMORSTW][A-Z]?-[0-9]{3,6}",
                "[A-Z]{2,3} [0-9][A-Z0-9]{4}",
            )
        ),
        r"(?<![\w./#-])(?P<v>[A-Z]{2}-\d{3}-[A-Z]{2}|(?!19|20)\d{4} ?[B-DF-HJ-NP-TV-Z]{3}|"
        r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [1-9]\d{0,3}|"
        r"\d\d[12]?-(?:C[ENW]?|DL?|G|K[EKY]|L[DHKMS]?|M[HNO]|OY|RN|SO|T[NS]?|W[DHWX]?)-\d{1,6}|"
        rf"(?!{_NO_PLACE} )[BCDEFGKLNOPRSTWZ][A-Z]{{1,2}} \d(?=[A-Z0-9]*\d)[A-Z0-9]{{4}})(?![\w-])",
        _of_a_car,
        before=16,
        after=4,
        rank=TEXTUAL,
        examples=(
            "Seat Ibiza or similar, reg. ‹AB-123-CD›, km",
            "our car is ‹B-MN 4821›.",
            "Fahrzeug: ‹B-KT 8841›, Halterin",
            "DOB 1959 | Reg ‹191-D-48213› |",
            "el coche ‹9141 KLM› está",
            "Mój samochód, ‹WX 48291›, stoi",
            "the grey Ford (‹KR 5RD82›) left",
        ),
        near_misses=(
            "flight AB-123-CD",
            "part 191-D-48213 of the set",
            "the car made 2024 CRM",
            "car AND IT 12x",
            "the car is in Austin, TX 78701",
            "truck order PO 48291",
        ),
    ),
    Rule(
        "plate-german-told",
        Label.VEHICLE,
        r"(?:[Rr]eg(?:istration|istered)?|[Rr]ego|[Pp]lates?|[Kk]ennzeichen|[Cc]ar is|[Aa]uto ist|"
        r"[Vv]an is|[Ww]agen ist)[ .:a-z]{1,12}[A-Z]{1,3} [A-Z]{1,2} [0-9]{2}",
        r"(?<![A-Za-z])(?:(?:[Rr]eg(?:istration|istered)?|[Rr]ego|[Pp]lates?|[Kk]ennzeichen)"
        r"(?: (?:no\.?|number|mark|is|are|ist|as|lautet)){0,2}[ :.]{1,3}|"
        r"(?:[Cc]ar|[Aa]uto|[Vv]an|[Ww]agen) (?:is|ist) )"
        r"(?P<v>[A-ZÄÖÜ]{1,3} [A-Z]{1,2} [1-9]\d{1,3})(?![\w-]| [A-Z0-9])",
        before=48,
        after=6,
        rank=TEXTUAL,
        examples=("Our car is ‹M MU 6093›.", "or similar, reg. ‹M BS 4666›, km"),
        near_misses=("our car IN MY 20", "the van is ON A 5 year plan", "car parts M MU 6093"),
    ),
    Rule(
        "plate-indian",
        Label.VEHICLE,
        r"[^A-Za-z0-9./#_-][A-Z]{2}[ -]?[0-9]{1,2}[A-Z]?[ -]?[A-Z]{1,3}[ -]?[0-9]{4}[^A-Za-z0-9_]",
        rf"(?<![\w./#-])(?P<v>{_INDIA}[ -]?\d{{1,2}}[A-Z]?[ -]?[A-Z]{{1,3}}[ -]?\d{{4}})(?![\w-])",
        _of_a_car,
        before=20,
        after=4,
        rank=TEXTUAL,
        examples=(
            "Car: ‹KA 05 MN 1234›\n",
            "vehicle ‹MH12YN0487› is",
            "my scooter ‹DL-3C-YN-0487›",
        ),
        near_misses=("invoice KA 05 MN 1234", "car XX05MN1234", "part MH12YN0487"),
    ),
    Rule(
        "plates-told",
        Label.VEHICLE,
        r"(?:[Pp]arking:? (?:put|enter|add|use|register) |"
        r"(?:[Pp]late|PLATE)s?(?: (?:is|are|was|were|number|no|No|#))?\.?[ :.#]{1,3}|"
        r"[^A-Za-z](?:PLT|TAG|[Tt]ag)(?: (?:number|no|is)\.?)?[ :#]{1,2}|"
        r"[^A-Za-z](?:[Ll]ic|LIC)\.?(?: no\.?)?[ :#/]{1,2}|[Vv]ehicle[ :]{1,2}|"
        r"[Rr]eg(?:o|istration)?(?: (?:no|No|number|mark))?(?: is|:|\.|\.:)? ?|"
        r"[Rr]ej(?:\.|estracyjn[a-z]{1,3})[ :.]{1,3}|rendsz(?:a|\xc3\xa1)m[ :]{1,2}|"
        r"[Rr]egistreringsnummer[ :]{1,2}|SPZ[ :]{1,2})"
        r"(?:is )?[A-Z0-9]{1,2}[A-Z0-9 -]",
        r"(?<![A-Za-z])(?:[Pp]arking:? (?:put|enter|add|use|register) |"
        r"(?:(?<=[A-Z]{2} )|(?<=icense )|(?<=icence )|(?=[Pp]lates? (?:is|are|was|were|n|#)))"
        r"[Pp]lates?(?: (?:is|are|was|were|number|no|#))?[ :.#]{1,3}(?:is )?|"
        r"PLT[ :#]{1,2}|[Rr]ej(?:\.|estracyjn\w{1,3})[ :.]{1,3}|rendsz[aá]m[ :]{1,2}|"
        r"[Rr]egistreringsnummer[ :]{1,2}|SPZ[ :]{1,2}|"
        r"(?P<w>(?:[Pp]late|PLATE)s?(?: (?:number|no|No))?\.?[ :#]{1,2}|"
        r"(?:[Ll]ic|LIC)\.?(?: no\.?)?[ :#/]{1,2}|"
        r"(?:TAG|[Tt]ag)(?: (?:number|no|is)\.?)?[ :#]{1,2}|[Rr]eg [Nn]o\.? |"
        r"[Vv]ehicle[ :]{1,2}(?=[A-Z0-9 -]{5,8}(?:[,.;)\n\\\"]| {2}|\Z)))|"
        r"[Rr]eg(?:o|istration)?(?: (?:no|number|mark))?(?: is|\.?:|\.) ?)"
        r"(?P<v>\d[A-Z]{3} ?\d{3}|[A-Z]{3}[ -]?\d{3,4}|\d{3}[ -]?[A-Z]{3}|[A-Z]{2}\d\d ?[A-Z]{3}|"
        r"[A-Z]{3} ?\d\d[A-Z]|\d[A-Z]{2} ?\d[A-Z]{2}|[A-Z]\d{1,3} ?[A-Z]{3}|"
        r"[A-Z]\d\d ?\d[A-Z]{2}|\d[A-Z]{3}\d{3}|\d\d[A-Z]{3}\d\d|[A-Z]{4} ?\d{3}|\d{4} ?[A-Z]{3}|"
        r"\d[A-Z]\d ?\d{4}|\d[A-Z]{2} ?\d{4}|\d{2,3}-[A-Z]{1,2}-\d{1,6}|[A-Z]{2}-\d{3}-[A-Z]{2}|"
        r"(?=[A-Z-]*\d)[A-Z0-9]{1,3}-[A-Z0-9]{2,3}-[A-Z0-9]{1,2}|"
        rf"(?!{_NO_PLACE} )[A-Z]{{1,3}} (?!(?:19|20)\d\d)(?=[A-Z]*\d[A-Z]*\d)[A-Z0-9]{{4,5}}|"
        r"(?:(?<=: )|(?<=[Vv]ehicle ))[A-Z]{2}[ -]\d{4}(?!/))(?![\w-])",
        _any,
        before=40,
        after=16,
        rank=TEXTUAL,
        examples=(
            "my plates are ‹3DUF543› so",
            "Reg: ‹PL-2100›   Out",
            "Host: parking: put ‹MUO 6245› in the app pls",
            "TX plate ‹YNB 4876›\n",
            "VEH: 21 CAMRY WHI   PLT ‹YNB 4876›   VIN",
            "a gray sedan, tag ‹YNB4876›, drove off",
            "FL tag: ‹Y48 2KP›, a red truck",
            "a white Fiat with Polish plates ‹KRA 4829›.",
            "nr rej. ‹WPI 4829K›, OC",
            "numer rejestracyjny: ‹KR 5RD82›\n",
            "the rental (plate ‹KPR-4829›) was",
            "Irish reg: ‹241-D-4829›\n",
            "rego: ‹ABC 12D›,",
            "Registration mark: ‹A123 BCD›",
            "2017 Honda Civic gry, lic ‹7DQP750›, VIN",
            "car with lic. plate ‹QMO-9071›,",
            "Vehicle ‹SQ-4463›   Pets",
            "Vehicle: ‹UY20 TIP›\n",
        ),
        near_misses=(
            "plates are 120",
            "reg. ABC",
            "template is ABC123",
            "Reg: EU 2016/679",
            "reg. AND 2024x",
            "lic MIT 2024",
            "git tag ABC1234",
            "96-well plate 12 of 40",
            "reg EAX 12345 of the CPU",
            "template plates A1-B2",
            "lic ABC 1234 of the library",
            "Vehicle ISO 2631\n",
            "vehicle ABC123 model",
        ),
    ),
    Rule(
        "plate-asked",
        Label.VEHICLE,
        r"(?:registration|number ?plate|licen[cs]e plate|\brego|\breg|车牌|車牌|车号|車號|牌號)"
        r"[^\n\x000-9]{0,24}\n",
        r"(?i)(?<![a-z])(?:registration|number ?plate|licen[cs]e plate|rego|reg|"
        r"[车車][牌号號]|牌號)(?: (?:number|no\.?|mark))?[^\n\w]{0,4}\n"
        + LINE
        + r"(?:\[[^\]\n]{4,24}\] ?)?(?:[^\s:：\d\"'=<>{}()\[\]]{1,20}[:：] ?)"
        r"?[^\n\d\"=<>{}\[\]:：]{0,16}?"
        r"(?-i:(?P<v>(?<![A-Za-z])[A-Z]{2}\d\d ?[A-Z]{3}|(?<![A-Za-z])[A-Z]{3}[ -]?\d{3,4}|"
        r"\d[A-Z]{3}\d{3}))"
        r"(?![\w-])",
        before=48,
        after=72,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "OPERATOR: And the registration?\nCALLER: ‹KE72CYE›.",
            "Registration number\n‹TH19 YZA›\n",
            "問：機車車號？\n答：‹LCX-8826›。",
        ),
        near_misses=("registration\nABC123456", "registration of users\nrow AB12 CDE"),
    ),
    Rule(
        "plate-of-rego",
        Label.VEHICLE,
        r"[^a-z]rego[?: \"']{1,5}[A-Z0-9]{2,3}[ -]?[A-Z0-9]{2,3}[^A-Za-z0-9]",
        r"(?<![A-Za-z])[Rr]ego[?: \"']{1,5}(?P<v>(?=[A-Z]*[ -]?[A-Z]*\d)[A-Z0-9]{2,3}[ -]?"
        r"[A-Z0-9]{2,3})(?![A-Za-z0-9])",
        rank=TEXTUAL,
        caseless=True,
        before=16,
        after=6,
        examples=("Unit 14's car, rego ‹DKV 38P›, has", '"Rego?" "‹YPX 04D›"\n'),
        near_misses=("rego in OPA", "the rego V2 of"),
    ),
    Rule(
        "plate-of-a-bicycle-cn",
        Label.VEHICLE,
        r"(?:车牌|号牌|牌照)(?:号|是|为|:|：| ){0,3}[\x80-\xff]{3,6}[A-Z]?[ ]?[0-9]{5}",
        r"(?:车牌|号牌|牌照)(?:号|是|为|:|：| ){0,3}(?P<v>[\u4e00-\u9fff]{1,2}[A-Z]? ?\d{5,7})"
        r"(?![0-9A-Za-z元])",
        rank=TEXTUAL,
        before=40,
        after=4,
        examples=("电动车在地铁口丢了,车牌‹武汉A 083625›,车架号",),
        near_misses=("车牌大约20000元",),
    ),
)
