"""Surrogates: realistic values in the place of real ones, from ranges that belong to nobody.

RFC 2606 names, RFC 5737 and 3849 addresses, RFC 7042 hardware addresses, 555-01xx and Ofcom's
numbers for drama, US social security numbers from 9xx, card numbers under a test BIN, IBANs of the
user-assigned country XX, resident numbers of the region 999, numbers from 129, plates of the
province 测. What has no such range (a passport of any country, a court's case) has no surrogate: it
gets a token. Drawn by HMAC like tokens, so the same value has the same surrogate on every replica.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from posthouse.model.finding import Label
from posthouse.privacy.checksums import luhn, resident_check
from posthouse.privacy.draw import Draw
from posthouse.privacy.personas import person
from posthouse.privacy.pools import AREAS, GIVEN, KINDS, STREETS, SURNAMES, TRADES, WORDS
from posthouse.privacy.token import Minter

_HAN = re.compile(r"[\u3400-\u9fff]")
_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def surrogate(minter: Minter, label: Label, value: str, attempt: int = 0) -> str | None:
    """Return what stands for a value, None where nothing realistic may; `attempt` gives others."""
    if label is Label.PERSON:
        return person(minter, value, attempt)
    make = _MAKERS.get(label)
    if make is None:
        return None
    return make(Draw(minter.number(f"surrogate/{label.value}", value, attempt)), value)


def _email(draw: Draw, _: str) -> str:
    name = f"{draw.of(WORDS)}.{draw.of(WORDS)}".lower()
    return f"{name}{draw.digits(2)}@example.{draw.of(('com', 'net', 'org'))}"


def _phone(draw: Draw, value: str) -> str:
    digits = "".join(c for c in value if c.isdigit())
    national = re.sub(r"^(?:0086|86)(?=1[3-9]\d{9}$)", "", digits)
    abroad = value.startswith("+") and not value.startswith("+86")
    if re.fullmatch(r"1[3-9]\d{9}", national) and not abroad:
        return _filled(value, digits[: -len(national)] + "129" + draw.digits(8))
    if re.match(r"\D*(?:00)?44", value) and len(digits) > 10:
        return "+44 7700 900" + draw.digits(3)
    if digits.startswith("0"):
        return "129" + draw.digits(8)
    return f"+1-{draw.of(AREAS)}-555-01{draw.digits(2)}"


def _identity(draw: Draw, value: str) -> str | None:
    if re.fullmatch(r"\d{17}[\dXx]", value):
        body = "999" + draw.digits(3) + _day(draw, 1950 + draw.below(50)) + draw.digits(3)
        return body + resident_check(body)
    if re.fullmatch(r"\d{15}", value):
        return "999" + draw.digits(3) + _day(draw, 1950 + draw.below(50))[2:] + draw.digits(3)
    return None


def _day(draw: Draw, year: int) -> str:
    return f"{year}{1 + draw.below(12):02d}{1 + draw.below(28):02d}"


def _card(draw: Draw, value: str) -> str | None:
    size = sum(c.isdigit() for c in value)
    if size < 12:
        return None
    body = "424242" + draw.digits(size - 7)
    return _filled(value, next(body + c for c in "0123456789" if luhn(body + c)))


def _iban(draw: Draw, value: str) -> str | None:
    size = len(value.replace(" ", ""))
    if size < 15:
        return None
    body = draw.digits(size - 4)
    check = 98 - int(body + str(int("X", 36)) * 2 + "00") % 97
    letters = iter(f"XX{check:02d}{body}")
    return "".join(" " if c == " " else next(letters) for c in value)


_V4 = ("192.0.2", "198.51.100", "203.0.113")


def _address_of_network(draw: Draw, value: str) -> str | None:
    if re.fullmatch(r"[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}", value):
        return value[2].join(("00", "00", "5E", "00", "53", f"{draw.below(256):02X}"))
    if ":" in value:
        return f"2001:db8:{draw.below(4096) + 4096:x}:{draw.below(4096) + 4096:x}::{draw.digits(3)}"
    # Three digits at the end: no surrogate is the beginning of another address.
    return f"{draw.of(_V4)}.{100 + draw.below(155)}" if value.count(".") == 3 else None


def _host(draw: Draw, _: str) -> str:
    return f"host-{draw.letters(7)}.example.net"


def _url(draw: Draw, _: str) -> str:
    return f"https://www.example.org/{draw.letters(9)}"


def _account(draw: Draw, _: str) -> str:
    return f"example_{draw.letters(8)}"


def _plate(draw: Draw, value: str) -> str | None:
    if not _HAN.match(value):
        return None
    dot = "·" if "·" in value else ""
    return f"测{draw.letters(1, _CAPITALS)}{dot}{draw.letters(1, _CAPITALS)}{draw.digits(4)}"


def _born(draw: Draw, value: str) -> str | None:
    found = re.fullmatch(r"(\d{4})(\D+)(\d{1,2})(\D+)(\d{1,2})(\D?)", value)
    if found is None:
        return _day(draw, 1900 + draw.below(10)) if re.fullmatch(r"\d{8}", value) else None
    _, one, _, two, _, end = found.groups()
    day = _day(draw, 1900 + draw.below(10))
    return f"{day[:4]}{one}{day[4:6]}{two}{day[6:]}{end}"


def _place(draw: Draw, value: str) -> str:
    if _HAN.search(value):
        area = draw.of(SURNAMES) + draw.of(GIVEN)
        return f"示例省样例市{area}区{draw.of(STREETS)}路{draw.below(900) + 100}号"
    return f"{draw.below(900) + 100} {draw.of(WORDS)} Street, {draw.of(WORDS)}"


def _organisation(draw: Draw, value: str) -> str:
    if _HAN.search(value):
        return f"{draw.of(SURNAMES)}{draw.of(GIVEN)}示例{draw.of(TRADES)}有限公司"
    return f"{draw.of(WORDS)} {draw.of(WORDS)} {draw.of(KINDS)}"


def _location(draw: Draw, value: str) -> str:
    if _HAN.search(value):
        return f"{draw.of(SURNAMES)}{draw.of(GIVEN)}样例镇"
    return f"{draw.of(WORDS)}ville"


def _number(draw: Draw, value: str) -> str | None:
    if re.fullmatch(r"\d{3}[- ]?\d{2}[- ]?\d{4}", value):
        area, group = 900 + draw.below(100), 1 + draw.below(49)  # 50 to 99 are of other numbers
        return _filled(value, f"{area}{group:02d}{draw.digits(4)}")
    return _address_of_network(draw, value) if value.count(":") == 5 or "-" in value else None


def _filled(value: str, digits: str) -> str:
    """Return the value with its digits replaced in order, its other characters as they are."""
    new = iter(digits)
    return "".join(next(new, "") if c.isdigit() else c for c in value)


_MAKERS: dict[Label, Callable[[Draw, str], str | None]] = {
    Label.EMAIL: _email,
    Label.PHONE: _phone,
    Label.ID_CARD: _identity,
    Label.BANK_CARD: _card,
    Label.IBAN: _iban,
    Label.IP: _address_of_network,
    Label.URL: _url,
    Label.HOST: _host,
    Label.OTHER_ID: _number,
    Label.VEHICLE: _plate,
    Label.ACCOUNT: _account,
    Label.DATE_BIRTH: _born,
    Label.ADDRESS: _place,
    Label.ORG: _organisation,
    Label.LOCATION: _location,
}
SURROGATES = frozenset({*_MAKERS, Label.PERSON})
"""The labels that a surrogate may stand for."""
