"""Bank cards and IBANs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from posthouse.model.finding import Label
from posthouse.privacy.checksums import card_issuer, iban, iban_length, luhn
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.words import words

_CARD_WORD = re.compile(
    r"(?:card|account|acct|pan|visa|master|银行卡|卡号|信用卡|储蓄卡|借记卡|账号|帐号|账户|"
    r"开户行|银行|尾号|maestro)[^\n\d]{0,24}$",
    re.IGNORECASE,
)
# Numbers that payment providers publish for tests.
_SAMPLE_CARDS = words(
    "4242424242424242 4111111111111111 5555555555554444 4000056655665556 378282246310005 "
    "6011111111111117 4000000000000002 4012888888881881 5105105105105100 "
    "9007199254740990 9007199254740991 9007199254740992 9007199254740993"  # 2 ** 53
)


@cache
def _run(size: int) -> re.Pattern[str]:
    """Return what matches so many letters and digits, single blanks between them."""
    return re.compile(f"[A-Za-z0-9](?: ?[A-Za-z0-9]){{{size - 1}}}")


def _card(match: re.Match[str]) -> Span | None:
    digits = match.group().replace(" ", "").replace("-", "")
    if digits in _SAMPLE_CARDS or not (card_issuer(digits) and luhn(digits)):
        return None
    if match["j"] == " " and _of_signs(match):
        return None
    if len(digits) == 16 or digits.startswith("62"):
        return match.span()
    start = match.start()
    spoken = _CARD_WORD.search(match.string, max(start - 40, 0), start)
    return match.span() if spoken or len(digits) == 15 else None


_BEFORE_SIGN = re.compile(r"(?<!\S)(?=[0-9A-F]*[A-F])[0-9A-F]{4,5}\s\Z")
_BEHIND_SIGN = re.compile(r"\s(?=[0-9A-F]*[A-F])[0-9A-F]{4,5}(?!\S)")


def _of_signs(match: re.Match[str]) -> bool:
    """Tell the numbers of signs in Unicode, that others in hexadecimal stand beside."""
    text, (start, end) = match.string, match.span()
    before = _BEFORE_SIGN.search(text, max(start - 8, 0), start)
    return before is not None or _BEHIND_SIGN.match(text, end) is not None


def _iban(match: re.Match[str]) -> Span | None:
    """Take as many characters as the country's IBANs have, single blanks not counted."""
    text, start = match.string, match.start()
    country = _run(2).match(text, start)
    size = iban_length(country.group().replace(" ", "").upper()) if country is not None else 0
    whole = _run(size).match(text, start) if size else None
    if whole is None or text[whole.end() : whole.end() + 1].isalnum():
        return None
    fits = _IN_FOURS.fullmatch(whole.group()) or iban(whole.group().replace(" ", "").upper())
    return whole.span() if fits else None


_IN_FOURS = re.compile(r"[A-Z]{2}\d{2}(?: [0-9A-Z]{4}){2,7}(?: [0-9A-Z]{1,3})?")
"""An IBAN as it is printed: told by its groups and its length, whatever its check."""
_BANK = re.compile(
    r"[ ]{0,2}[,;/|][ ]{0,2}(?:BIC|SWIFT)?[ :]{0,2}"
    r"([A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?)(?!\w)"
)


def _transferred(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield an IBAN, and the code of its bank where that stands beside it."""
    span = _iban(match)
    if span is None:
        return
    yield (*span, Label.IBAN)
    if (bank := _BANK.match(match.string, span[1])) is not None:
        yield (*bank.span(1), Label.ACCOUNT)


RULES = (
    Rule(
        "bank-card",
        Label.BANK_CARD,
        r"[^0-9A-Za-z][1-9][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{0,4}[ -]?[0-9]{0,3"
        r"}[^0-9A-Z]|[^0-9A-Za-z]62[0-9]{4} [0-9]{10}|"
        r"[^0-9A-Za-z]3[0-9]{3}[ -][0-9]{6}[ -][0-9]{5}[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z])(?<![A-Z]{3}-)(?:(?<!\d[.-])|(?<=1[3-9]\d{9}-)|(?<=[\dX]{18}-))"
        r"(?:[1-9]\d{11,18}|\d{4}(?P<j>[ -])\d{4}(?P=j)\d{4}(?P"
        r"=j)\d{1,4}(?:(?P=j)\d{1,4})?"
        r"|3\d{3}[ -]\d{6}[ -]\d{5}|62\d{4} \d{10,13})(?![0-9A-Z]|[.-]\d|[a-z]{1,6}[\d_-])",
        _card,
        before=28,
        after=12,
        rank=NUMBER,
        examples=(
            "卡号‹6222020000000000000›，",
            "/‹6222020000000000000›haha",
            "夏侯丽华-14357877640-‹6222020000000000000›",
            "card ‹4539 5787 6362 1486›",
            "'‹4539578763621486›'",
            "‹4539-5787-6362-1486›",
        ),
        near_misses=(
            "4539578763621487",
            "1539578763621485",
            "a4539578763621486",
            "4111111111111111",
            "647F 4539 5787 6362 1486 22CB7",
            "invoice INV-4539-5787-6362-1486",
        ),
    ),
    Rule(
        "iban",
        Label.IBAN,
        r"[^0-9A-Za-z][A-Z]{2}[0-9]{2} ?[0-9A-Z]{4} ?[0-9A-Z]{4} ?[0-9A-Z]{3}",
        r"(?i)(?<![0-9A-Za-z])[A-Z]{2}\d{2}(?= ?[0-9A-Z]{4} ?[0-9A-Z]{4} ?[0-9A-Z]{3})",
        labelled=_transferred,
        before=24,
        after=24,
        rank=NUMBER,
        caseless=True,
        examples=(
            "IBAN ‹DE89370400440532013000›.",
            "‹GB82 WEST 1234 5698 7654 32›",
            "‹gb82west12345698765432›",
            "the one we have, ‹SA68 8000 0000 6080 1016 7519›, was",
        ),
        near_misses=("DE89370400440532013001", "ZZ89370400440532013000"),
    ),
)
