"""National identity numbers and company codes, told from other numbers by their checks."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.checksums import (
    credit_code,
    in_province,
    is_day,
    old_resident_id,
    resident_id,
    social_security,
)
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.words import words

_ID_WORD = re.compile(
    r"(?:身份证|证件|证号|公民身份|id[ _-]?(?:card|no|number)|identity|sfzh?|idno|cardno|"
    r"cert_?no)(?:[^\n\d]{0,4}15位)?[^\n\d]{0,16}$",
    re.IGNORECASE,
)
_SSN_WORD = re.compile(r"(?:ssn|social[ _-]security|tax ?id|taxpayer)[^\n\d]{0,24}$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:error|err|code|status|issue|ticket|order|sku|part|model|serial|invoice|case|build|seq|"
    r"trade|trans(?:action)?|txn|batch|trace|msg|request|log|错误|订单|单|流水|交易|编|凭证|批次|业务|序列|商品|设备)"
    r"(?:[ _-]?(?:id|no|num|number|号))?[\s\"':：#=是为]{0,5}$",
    re.IGNORECASE,
)


# Numbers of old advertisements and manuals, which stay where nothing names them.
_SAMPLES = words("078051120 219099999 123456789 111111111 111223333 987654321")
_LIVING = ("1930", "2020")
"""Years of birth, first and last, that tell a number of which the check digit is wrong."""


def _before(match: re.Match[str], word: re.Pattern[str]) -> bool:
    start = match.start()
    return word.search(match.string, max(start - 40, 0), start) is not None


def _resident(match: re.Match[str]) -> Span | None:
    number = match.group().replace(" ", "").replace("-", "")
    if resident_id(number):
        return match.span()
    if not is_day(number[6:14]):
        return None
    alike = in_province(number) and _LIVING[0] <= number[6:10] <= _LIVING[1]
    told = _before(match, _ID_WORD) or (alike and not _before(match, _NUMBERED))
    return match.span() if told else None


def _old_resident(match: re.Match[str]) -> Span | None:
    return match.span() if old_resident_id(match.group()) and _before(match, _ID_WORD) else None


def _social(match: re.Match[str]) -> Span | None:
    area, joint, group, serial = match.groups()
    if not social_security(area, group, serial) or area + group + serial in _SAMPLES:
        return None
    if joint != "-" or _before(match, _NUMBERED):
        return match.span() if _before(match, _SSN_WORD) else None
    return match.span()


def _credit(match: re.Match[str]) -> Span | None:
    return match.span() if credit_code(match.group().upper()) else None


RULES = (
    Rule(
        "cn-resident-id",
        Label.ID_CARD,
        r"[^0-9A-Za-z][1-9][0-9]{5}[ -]?(?:18|19|20)[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{3}"
        r"[0-9Xx][^0-9A-Z]",
        r"(?<![0-9A-Za-z])(?:(?<!\d[.-])|(?<=1[3-9]\d{9}-))"
        r"[1-9]\d{5}[ -]?(?:18|19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx]"
        r"(?![0-9A-Z]|[.-]\d|[a-z]{1,6}[\d_-])",
        _resident,
        before=24,
        after=12,
        rank=NUMBER,
        examples=(
            "身份证‹11010519491231002X›，",
            "'‹110105 19491231 002X›'",
            "‹110105 1949 1231 002X›，",
            "身份证号：‹110105194912310021›",
            "户主‹110105194912310021›，",
            "何天佑身份证号 ‹11010519491231002X›hhh",
        ),
        near_misses=("订单号：110105194912310021", "110105194913310021", "11010519491231002XA"),
    ),
    Rule(
        "cn-resident-id-15",
        Label.ID_CARD,
        r"[^0-9A-Za-z][1-9][0-9]{14}[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z.])[1-9]\d{14}(?![0-9A-Za-z]|\.\d)",
        _old_resident,
        before=24,
        after=8,
        rank=NUMBER,
        examples=("身份证号 ‹110105491231002›", "身份证还是15位的‹110105491231002›，"),
        near_misses=("编号 110105491231002", "身份证号 110105491331002"),
    ),
    Rule(
        "us-social-security",
        Label.ID_CARD,
        r"[^0-9A-Za-z./-][0-8][0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{4}[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z.\-/])(\d{3})([ -]?)(\d{2})\2(\d{4})(?![0-9A-Za-z]|[.\-/]\w)",
        _social,
        before=24,
        after=8,
        rank=NUMBER,
        examples=(
            "SSN ‹536-90-4399›",
            "(‹536-90-4399›)",
            "ssn: ‹536904399›",
            "social security ‹536 90 4399›",
        ),
        near_misses=(
            "000-12-3456",
            "666-12-3456",
            "536-00-4399",
            "x-536-90-4399",
            "536904399",
            "123-45-6789",
        ),
    ),
    Rule(
        "macao-id",
        Label.ID_CARD,
        r"(?:澳门|澳門|macau|macao|\bbir\b|身份證|身分證)[^\n\x00]{0,24}[1578][0-9]{6}(?:\(|（)[0-9](?:\)|）)",
        r"(?i)(?:澳门|澳門|macau|macao|\bbir\b|身[份分]證)[^\n]{0,24}?(?<![0-9A-Za-z])"
        r"(?P<v>[1578]\d{6}[(（]\d[)）])",
        before=56,
        after=4,
        rank=NUMBER,
        caseless=True,
        examples=("澳门居民身份证 ‹1234567(8)›", "Macao ID: ‹5123456(7)›", "身份證 ‹5371100(6)›"),
        near_misses=("澳门酒店 1234567 (8)", "f(1234567)(8)"),
    ),
    Rule(
        "cn-credit-code",
        Label.OTHER_ID,
        r"[^0-9A-Za-z][159AYN][1-59][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z])(?<!\d\.)[159AYN][1-59]\d{6}[0-9A-HJ-NP-RTUWXY]{10}(?![0-9A-Za-z])",
        _credit,
        before=24,
        after=8,
        rank=NUMBER,
        examples=("税号 ‹91350100M000100Y43›，",),
        near_misses=("91350100M000100Y44", "91350100M000100Y4I", "0.125350249580289905"),
    ),
)
