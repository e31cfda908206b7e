"""Check digits and ranges: what separates an identity or a card from any other number.

Written out here rather than taken from python-stdnum: each is a few lines and runs per candidate.
"""

from __future__ import annotations

import re
from datetime import date
from operator import mul

from posthouse.privacy.words import words

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
# GB/T 2260, first two digits: provinces, regions, municipalities, SARs, Taiwan; 83 is used too.
_PROVINCES = words(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 "
    "63 64 65 71 81 82 83"
)
_USCC_VALUES = {sign: value for value, sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# Lengths of card numbers by their first two or four digits, Visa and Mastercard apart.
_LONG, _MAESTRO = range(16, 20), range(12, 20)
_SIZES_BY_FOUR = {"2131": range(15, 16), "1800": range(15, 16), "6011": _LONG}
_SIZES_BY_TWO = {
    "34": range(15, 16),
    "37": range(15, 16),
    **dict.fromkeys(("62", "81", "60", "64", "65"), _LONG),
    **dict.fromkeys(("30", "36", "38", "39"), range(14, 17)),
    **dict.fromkeys(("50", "56", "57", "58", "61", "63", "67", "68", "69", "90"), _MAESTRO),
}
_SOCIAL = re.compile(r"(\d{3})-(\d\d)-(\d{4})")
_COUNTED = words("123456789012 012345678901 210987654321 987654321098")
_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
_ZERO = ord("0")
_LETTER_VALUES = {
    ord(sign): str(value + 10)
    for letters in ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
    for value, sign in enumerate(letters)
}
# ISO 13616 registry: length of an IBAN by country.
_IBAN_LENGTHS = {
    pair[:2]: int(pair[3:])
    for pair in words(
        "AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BI:27 BR:29 BY:28 CH:21 CR:22 "
        "CY:28 CZ:24 DE:22 DJ:27 DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FK:18 FO:18 FR:27 GB:22 "
        "GE:22 GI:23 GL:18 GR:27 GT:28 HN:28 HR:21 HU:28 IE:22 IL:23 IQ:23 IS:26 IT:27 JO:30 "
        "KW:30 KZ:20 LB:28 LC:32 LI:21 LT:20 LU:20 LV:21 LY:25 MC:27 MD:24 ME:22 MK:19 MN:20 "
        "MR:27 MT:31 MU:30 NI:28 NL:18 NO:15 OM:23 PK:24 PL:28 PS:29 PT:25 QA:29 RO:24 RS:22 "
        "RU:33 SA:24 SC:31 SD:18 SE:24 SI:19 SK:24 SM:27 SO:23 ST:25 SV:28 TL:23 TN:24 TR:26 "
        "UA:29 VA:22 VG:24 XK:20 YE:30 "
    )
}


def luhn(digits: str) -> bool:
    """Check ISO/IEC 7812-1 annex B."""
    data = digits.encode()
    single = data[-1::-2]
    total = sum(single) - _ZERO * len(single) + sum(data[-2::-2].translate(_DOUBLED))
    return total % 10 == 0


def is_date(year: int, month: int, day: int) -> bool:
    """Tell whether a day of birth can be one."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return 1880 <= year <= 2099


def is_day(figures: str) -> bool:
    """Tell eight figures that are a day: 19870310."""
    eight = len(figures) == 8
    return eight and is_date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))


def resident_id(number: str) -> bool:
    """Check an 18-character Chinese resident identity number (GB 11643: ISO 7064 mod 11-2)."""
    if not in_province(number):
        return False
    if not is_day(number[6:14]):
        return False
    return resident_check(number[:17]) == number[17].upper()


def in_province(number: str) -> bool:
    """Tell whether a number begins with the code of a province (GB/T 2260)."""
    return number[:2] in _PROVINCES


def resident_check(body: str) -> str:
    """Return the check character of 17 digits."""
    total: int = sum(map(mul, _ID_WEIGHTS, body.encode())) - _ZERO * sum(_ID_WEIGHTS)
    return _ID_CHECKS[total % 11]


def old_resident_id(number: str) -> bool:
    """Check the 15-digit form (before 1999): region and day of birth, no check digit."""
    return in_province(number) and is_date(
        1900 + int(number[6:8]), int(number[8:10]), int(number[10:12])
    )


def hong_kong_id(text: str) -> bool:
    """Check a Hong Kong identity card number such as A123456(3): weights 9 to 1, mod 11."""
    letters = "".join(c for c in text if c.isascii() and c.isalnum())
    body, check = letters[:-1].rjust(8), letters[-1]
    values = [36 if c == " " else int(c, 36) for c in body]
    total = sum(w * v for w, v in zip(range(9, 1, -1), values, strict=True))
    return (total + int(check, 36)) % 11 == 0


def taiwan_id(number: str) -> bool:
    """Check a Taiwan identity or resident number: a letter, then nine digits, mod 10."""
    code = 10 + "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(number[0])
    digits = (code // 10, code % 10, *map(int, number[1:]))
    return (
        sum(w * d for w, d in zip((1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), digits, strict=True)) % 10 == 0
    )


def social_security(area: str, group: str, serial: str) -> bool:
    """Check a US social security number against the ranges that are never issued."""
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"


def example_number(text: str) -> bool:
    """Tell whether figures stand in fours of one, or twelve count up or down: 111122223333.

    Manuals of clouds write accounts so.
    """
    figures = text.replace(" ", "").replace("-", "")
    if len(figures) < 8 or not figures.isdigit():
        return False
    if figures[:4] != 4 * figures[0]:
        return figures in _COUNTED
    return all(len(set(figures[at : at + 4])) == 1 for at in range(4, len(figures), 4))


def counted_code(figures: str) -> bool:
    """Tell whether the figures of a code are all 0, 1 or 9, or three that count up: examples.

    Longer ones that count up (123456) and 88888888 are what people choose.
    """
    same = len(set(figures)) < 2
    if len(figures) < 4:
        return same or figures in "0123456789"
    return same and figures[0] in "019"


def social_security_example(text: str) -> bool:
    """Tell whether 3-2-4 figures were never issued, neither as such nor to a taxpayer (ITIN)."""
    found = _SOCIAL.fullmatch(text)
    if found is None:
        return False
    area, group, serial = found.groups()
    taxpayer = area >= "900" and group >= "50"
    return not taxpayer and not social_security(area, group, serial)


def credit_code(code: str) -> bool:
    """Check a Chinese unified social credit code (GB 32100: ISO 7064 mod 31-3)."""
    try:
        values = [*map(_USCC_VALUES.__getitem__, code)]
    except KeyError:
        return False
    total: int = sum(map(mul, _USCC_WEIGHTS, values))
    return (31 - total % 31) % 31 == values[17]


def iban(text: str) -> bool:
    """Check an IBAN (ISO 13616): length of its country and ISO 7064 mod 97-10."""
    if len(text) != iban_length(text[:2]):
        return False
    number = int((text[4:] + text[:4]).translate(_LETTER_VALUES))
    return number % 97 == 1


def iban_length(country: str) -> int:
    """Return how many characters the IBANs of a country have, 0 where it has none."""
    return _IBAN_LENGTHS.get(country, 0)


def card_issuer(digits: str) -> bool:
    """Tell whether a card network issues numbers that begin so and are this long (ISO/IEC 7812)."""
    size, two, four = len(digits), digits[:2], digits[:4]
    if digits[0] == "4":
        return size in (13, 16, 19)
    if "51" <= two <= "55" or "2221" <= four <= "2720":
        return size == 16
    sizes = _SIZES_BY_FOUR.get(four) or _SIZES_BY_TWO.get(two, range(0))
    return size in sizes or ("3528" <= four <= "3589" and size == 16)
