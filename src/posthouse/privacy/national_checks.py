"""Check digits of national numbers: those that stdnum knows, and others written out here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module

from posthouse.privacy.checksums import hong_kong_id, is_date, luhn, social_security
from posthouse.privacy.within import remembered

_FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_FINNISH_NUMBER = re.compile(r"(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(\d{3})([0-9A-Y])")
_SIGNS = re.compile(r"[^0-9A-Z]+")
_SINGAPORE_NUMBER = re.compile(r"[STFGM]\d{7}[A-Z]")
_SINGAPORE = {"ST": "JZIHGFEDCBA", "FG": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}
_LICENCE = re.compile(
    r"[A-Z]{2,5}9{0,3}\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d"
    r"[A-Z9]{2}[0-9A-Z][A-Z]{2}"
)
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


@remembered
def is_national(check: str, number: str) -> bool:
    """Tell whether a number passes a check: a module of stdnum (`es.nif`) or a name of this file.

    The number may hold blanks and signs. Raises KeyError or ImportError where there is no such
    check.
    """
    if "." in check or check == "bitcoin":
        return _of_stdnum(check)(number)
    if check == "base58":
        return _base58(number)
    plain = _SIGNS.sub("", number.upper())
    return _CHECKS[check](number if check == "hetu" else plain)


@cache
def _of_stdnum(check: str) -> Callable[[str], bool]:
    """Return what asks a module of stdnum, loaded with the first number."""
    told: Callable[[str], bool] = import_module(f"stdnum.{check}").is_valid
    return told


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(one) * weight for one, weight in zip(digits, weights, strict=False))


def _crossed(digits: str, weights: tuple[int, ...]) -> int:
    """Add up products, each by the sum of its own digits."""
    return sum(sum(divmod(int(d) * w, 10)) for d, w in zip(digits, weights, strict=False))


def _spelled(number: str) -> str:
    """Write letters as their place in the alphabet, two digits each."""
    return "".join(c if c.isdigit() else f"{ord(c) - 64:02d}" for c in number)


def _finnish(number: str) -> bool:
    """Check a personal identity code of Finland, with the signs of centuries of 2023 too."""
    found = _FINNISH_NUMBER.fullmatch(number.upper())
    if found is None:
        return False
    day, month, year, sign, serial, check = found.groups()
    century = 1800 if sign == "+" else 1900 if sign in "-YXWVU" else 2000
    born = is_date(century + int(year), int(month), int(day)) or century == 1800
    return born and _FINNISH[int(day + month + year + serial) % 31] == check


def _singapore(number: str) -> bool:
    """Check an NRIC or FIN of Singapore by its last letter (weights 2 7 6 5 4 3 2)."""
    if _SINGAPORE_NUMBER.fullmatch(number) is None:
        return False
    total = _weighed(number[1:8], (2, 7, 6, 5, 4, 3, 2)) + {"T": 4, "G": 4, "M": 3}.get(
        number[0], 0
    )
    letters = next(row for first, row in _SINGAPORE.items() if number[0] in first)
    return number[8] == letters[total % 11]


def _pension(number: str) -> bool:
    """Check a pension insurance number of Germany (VKVV § 2): 65 170839 J 00 8."""
    day, month = int(number[2:4]), int(number[4:6])
    if not (1 <= day <= 81 and 1 <= month <= 12):
        return False
    digits = _spelled(number)
    return _crossed(digits[:12], (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)) % 10 == int(digits[12])


def _health(number: str) -> bool:
    """Check a health insurance number of Germany: a letter, eight digits, mod 10 of 1 2 1 2."""
    digits = _spelled(number)
    return _crossed(digits[:10], (1, 2) * 5) % 10 == int(digits[10])


def _doctor(number: str) -> bool:
    """Check a doctor's number of Germany: the seventh digit, weights 4 9."""
    return -_weighed(number[:6], (4, 9) * 3) % 10 == int(number[6])


def _south_african(number: str) -> bool:
    month, day = int(number[2:4]), int(number[4:6])
    return is_date(1904, month, day) and luhn(number)


def _polish_card(number: str) -> bool:
    """Check an identity card of Poland: weights 7 3 1, letters from 10 on."""
    values = [int(c, 36) for c in number]
    weights = (7, 3, 1, 9, 7, 3, 1, 7, 3)
    return sum(v * w for v, w in zip(values, weights, strict=True)) % 10 == 0


def _australian_medicare(number: str) -> bool:
    return _weighed(number[:8], (1, 3, 7, 9) * 2) % 10 == int(number[8])


def _drug_enforcement(number: str) -> bool:
    """Check a DEA number: the odd digits and twice the even ones end in the seventh."""
    odd, even = (sum(map(int, number[at:8:2])) for at in (2, 3))
    return (odd + 2 * even) % 10 == int(number[8])


def _taxpayer(number: str) -> bool:
    """Tell an ITIN of the United States by its groups."""
    group = int(number[3:5])
    return number[0] == "9" and (50 <= group <= 65 or 70 <= group <= 99) and group not in (89, 93)


def _brazilian_licence(number: str) -> bool:
    """Check a driving licence of Brazil (CNH): two digits, mod 11, the second less what was 10."""
    first = _weighed(number[:9], tuple(range(9, 0, -1))) % 11
    second = _weighed(number[:9], tuple(range(1, 10))) % 11
    if first > 9:
        first, second = 0, second - 2
    return int(number[9:]) == first * 10 + (0 if second > 9 else second % 11) and len(number) == 11


def _brazilian_social(number: str) -> bool:
    check = 11 - _weighed(number[:10], (3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if check > 9 else check) == int(number[10])


def _russian_pension(number: str) -> bool:
    """Check a SNILS: nine digits by 9 to 1, mod 101."""
    return _weighed(number[:9], tuple(range(9, 0, -1))) % 101 % 100 == int(number[9:])


def _kazakh(number: str) -> bool:
    """Check an IIN or BIN of Kazakhstan: mod 11, a second row of weights where that gives 10."""
    check = _weighed(number[:11], tuple(range(1, 12))) % 11
    if check == 10:
        check = _weighed(number[:11], (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) % 11
    return check == int(number[11])


def _iranian(number: str) -> bool:
    rest = _weighed(number[:9], tuple(range(10, 1, -1))) % 11
    return int(number[9]) == (rest if rest < 2 else 11 - rest) and len(set(number)) > 1


def _egyptian(number: str) -> bool:
    """Tell a national number of Egypt by its day of birth and its governorate."""
    year = (1700 + 100 * int(number[0])) + int(number[1:3])
    placed = 1 <= int(number[7:9]) <= 35 or number[7:9] == "88"
    return placed and is_date(year, int(number[3:5]), int(number[5:7]))


def _clabe(number: str) -> bool:
    weights = (3, 7, 1) * 6
    rests = (int(d) * w % 10 for d, w in zip(number[:17], weights, strict=False))
    return -sum(rests) % 10 == int(number[17])


def _hungarian_tax(number: str) -> bool:
    return _weighed(number[:9], tuple(range(1, 10))) % 11 == int(number[9])


def _hungarian_social(number: str) -> bool:
    return _weighed(number[:8], (3, 7) * 4) % 10 == int(number[8])


def _portuguese_social(number: str) -> bool:
    primes = (29, 23, 19, 17, 13, 11, 7, 5, 3, 2)
    return 9 - _weighed(number[:10], primes) % 10 == int(number[10]) and number[0] in "12"


def _uruguayan(number: str) -> bool:
    digits = number.rjust(8, "0")
    return -_weighed(digits[:7], (2, 9, 8, 7, 6, 3, 4)) % 10 == int(digits[7])


def _slovak_company(number: str) -> bool:
    """Check a company's number of the Czech Republic or Slovakia (IČO): weights 8 to 2, mod 11."""
    return (11 - _weighed(number[:7], tuple(range(8, 1, -1))) % 11) % 10 == int(number[7])


def _base58(number: str) -> bool:
    """Check an address of a coin: 21 bytes and the first four of their hash, hashed twice."""
    if number.startswith("r"):  # Ripple's alphabet is another one
        return False
    value = 0
    for sign in number:
        place = _BASE58.find(sign)
        if place < 0:
            return False
        value = value * 58 + place
    if value.bit_length() > 200:
        return False
    whole = value.to_bytes(25, "big")
    return hashlib.sha256(hashlib.sha256(whole[:21]).digest()).digest()[:4] == whole[21:]


_CHECKS: dict[str, Callable[[str], bool]] = {
    "luhn": luhn,
    "hetu": _finnish,
    "nric": _singapore,
    "gb_licence": lambda number: _LICENCE.fullmatch(number) is not None,
    "de_pension": _pension,
    "de_health": _health,
    "de_doctor": _doctor,
    "za_person": _south_african,
    "pl_card": _polish_card,
    "au_medicare": _australian_medicare,
    "us_social": lambda number: social_security(number[:3], number[3:5], number[5:]),
    "us_itin": _taxpayer,
    "npi": lambda number: luhn(number if len(number) > 10 else f"80840{number}"),
    "dea": _drug_enforcement,
    "cnh": _brazilian_licence,
    "pis": _brazilian_social,
    "snils": _russian_pension,
    "kz_person": _kazakh,
    "ir_national": _iranian,
    "sa_national": luhn,
    "ae_emirates": luhn,
    "eg_person": _egyptian,
    "clabe": _clabe,
    "hu_tax": _hungarian_tax,
    "hu_social": _hungarian_social,
    "niss": _portuguese_social,
    "uy_card": _uruguayan,
    "ico": _slovak_company,
    "hk_card": hong_kong_id,
}
