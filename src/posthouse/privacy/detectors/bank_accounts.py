"""Account numbers behind the name of a bank: 招商银行 6214…, Acct at Kestrel Bank 1234…"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.checksums import is_day
from posthouse.privacy.rules import TEXTUAL, Rule, Span

_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_COUNTED = re.compile(
    r" ?(?:元|万|亿|美元|人|户|笔|年|家|个|号楼|,\d{3}|%|USD|CNY|EUR|GBP|shares|users)"
)
_LINE = (
    r"(?:银行|信用社|信用联社|农商行|支行|分行|营业部|储蓄所|工行|农行|中行|建行|交行|招行|邮储)"
)
_WORD = r"[A-Z][\w&.'-]{0,24}"
_NUMBER = r"(?P<v>\d(?:[ -]?\d){7,21})(?![0-9A-Za-z_]|[.-]\d)"


def _account(match: re.Match[str]) -> Span | None:
    """Leave days, phones and what is counted."""
    digits = re.sub(r"\D", "", match.group("v"))
    if is_day(digits) or _MOBILE.fullmatch(digits) or _COUNTED.match(match.string, match.end("v")):
        return None
    return match.span("v")


RULES = (
    Rule(
        "account-at-bank-cn",
        Label.ACCOUNT,
        _LINE + r"[^0-9\n\x00]{0,24}[0-9]{4}[ -]?[0-9]{4}",
        _LINE
        + r"(?:[\u3400-\u9fff]{0,10}(?:支行|分行|营业部))?(?:卡|账户|帐户|账号|帐号|卡号|尾号)?"
        r"[ 　:：,，（(为是]{0,3}" + _NUMBER,
        _account,
        before=96,
        after=32,
        rank=TEXTUAL,
        examples=(
            "招商银行 ‹6214830112345678›",
            "招商银行深圳分行 ‹755912345610501›",
            "打到工行‹6222021234567890123›，户名",
            "建设银行（‹6217 0012 3456 7890 123›）",
        ),
        near_misses=(
            "招商银行 20240102",
            "建设银行 13800138000",
            "工商银行 12345678 元",
            "银行客户数量为 12 345 678",
        ),
    ),
    Rule(
        "account-at-branch",
        Label.ACCOUNT,
        r"(?:[Ss]ort [Cc]ode|BSB|[Rr]outing(?: [Nn](?:o|umber))?)"
        r"[^\n\x00A-Za-z]{5,24}(?:and )?[Aa](?:cc|/c|/C)[^\n\x000-9]{0,16}[0-9]{6}",
        r"(?<![A-Za-z])(?:[Ss]ort [Cc]ode|BSB|[Rr]outing(?: [Nn](?:o|umber))?)"
        r"[ :.#]{0,3}\d[\d -]{4,11}[ ,;/|]{1,4}(?:and )?(?:[Aa]ccount|[Aa]cct?|[Aa]/[Cc])"
        r"(?:\.| ?(?:[Nn]o|[Nn]umber|[Nn]r)\.?)?"
        r"[ :#]{0,3}(?P<v>\d(?:[ -]?\d){5,11})(?![0-9A-Za-z_]|[.-]\d)",
        _account,
        before=80,
        after=24,
        rank=TEXTUAL,
        examples=(
            "Sort code 20-35-50 Account ‹45391100›\n",
            "BSB 062-288 Acc ‹93043244›",
            "Routing number: 021000021, account no. ‹000123456789›",
        ),
        near_misses=(
            "Sort code 20-35-50 Accounting 2024",
            "BSB 062-288 accepted",
        ),
    ),
    Rule(
        "account-at-bank",
        Label.ACCOUNT,
        r"(?:[Bb]ank|Credit Union|Building Society|[Aa]cct|[Aa]ccount|A/C|a/c)[^0-9\n\x00]{0,40}"
        r"[0-9]{4}[ -]?[0-9]{4}",
        r"(?:(?<![A-Za-z])(?:[Aa]cct|[Aa]ccount|A/C|a/c)\.? (?:at|with|@) "
        rf"{_WORD}(?: {_WORD}){{0,4}}"
        r"|(?<![A-Za-z])(?:A/C|a/c|[Aa]cct)\.?(?= ?(?:[Nn]o|[Nn]umber)\.?[ :]| ?[:#])"
        r"|[A-Z][\w&.'-]{1,24} (?:Bank|Credit Union|Building Society)"
        r"|(?<![A-Za-z])Bank of [A-Z][a-z]{2,24})"
        r"(?:,? (?:[Aa]cct|[Aa]ccount|A/C|a/c)\.?)?(?: ?(?:[Nn]o|[Nn]r|[Nn]umber)\.?)?"
        r"[ :：,#(]{0,3}" + _NUMBER,
        _account,
        before=128,
        after=32,
        rank=TEXTUAL,
        examples=(
            "Acct at Kestrel Bank ‹1234567890›",
            "account with Harbour Trust: ‹0012-3456-78›",
            "Northlake Bank, a/c no. ‹12345678901›",
            "Bank of Larkmere ‹000123456789›",
            "A/C No. ‹1940076235489320218›，amount",
            "acct: ‹9177 1842 6985 788›",
        ),
        near_misses=(
            "Kestrel Bank 20240102",
            "account at 12345678",
            "bank_id = 12345678",
            "the bank 12345678 users",
            "Memory Bank 00001000.5",
        ),
    ),
)
