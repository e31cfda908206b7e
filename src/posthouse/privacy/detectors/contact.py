"""E-mail addresses and telephone numbers."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import NUMBER, TEXTUAL, Rule, Span
from posthouse.privacy.words import words

# RFC 2606 and RFC 6761 names, and what only looks like a domain behind an @ (files, decorators).
_RESERVED = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|org|net|cn|edu))?|invalid|localhost|openssh\.com|libssh\.org)$",
    re.IGNORECASE,
)
_NOT_A_TLD = words(
    "internal local lan corp intra intranet home localdomain svc cluster png jpg jpeg gif "
    "svg webp py js ts tsx jsx mjs cjs go rs java rb php md mdx json yaml yml toml lock "
    "txt html css scss sh tool route get post put patch delete property staticmethod "
    "dataclass fixture"
)
_LOCAL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9_](?:[A-Za-z0-9._%+-]*[A-Za-z0-9_+-])?\Z")
_AUTOMATIC = frozenset(["git", "noreply", "no-reply", "donotreply", "do-not-reply"])


def _email(match: re.Match[str]) -> Span | None:
    """Take the local part backwards from the @: it is the cheaper way."""
    text, domain = match.string, match.group("d")
    low = max(match.start() - 64, 0)
    local = _LOCAL.search(text[low : match.start()])
    if local is None or domain.rpartition(".")[2].lower() in _NOT_A_TLD:
        return None
    if _RESERVED.search(domain) or local.group().lower() in _AUTOMATIC:
        return None
    return low + local.start(), match.end()


_PHONE_WORD = re.compile(
    r"(?:phone|mobile|cell|tel|fax|desk|call|contact|whatsapp|sms|number|dial|reach|"
    r"电话|手机|座机|传真|热线|联系|致电|号码)[^\n\d]{0,24}$",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)\d\d[-/. ]\d\d?[-/. ]\d\d?")


def _spoken_of(match: re.Match[str], start: int) -> bool:
    return _PHONE_WORD.search(match.string, max(start - 40, 0), start) is not None


def _chinese_mobile(match: re.Match[str]) -> Span | None:
    start = match.start()
    if match.string[max(start - 9, 0) : start].endswith("-") and re.search(
        r"[0-9a-f]{4}-$", match.string[max(start - 9, 0) : start]
    ):
        return None  # the tail of a UUID
    return match.span()


def _chinese_landline(match: re.Match[str]) -> Span | None:
    if match.group("joint") or match.group("country") or _spoken_of(match, match.start()):
        return match.span()
    return None


def _american(match: re.Match[str]) -> Span | None:
    if match.group("one") or match.group("paren") or match.group("joint") in ("-", "."):
        return match.span()
    return match.span() if _spoken_of(match, match.start()) else None


_NORTH_AMERICAN = re.compile(r"\+1[ .-]?\(?[2-9]\d\d\)?[ .-]?[2-9]\d\d[ .-]?\d{4}")
_CHINESE_MOBILE = re.compile(r"\+86[ -]?1[3-9]")


def _international(match: re.Match[str]) -> Span | None:
    """Ask libphonenumber, loaded with the first candidate: its tables are large."""
    if _NORTH_AMERICAN.fullmatch(match.group()):
        return match.span()
    if _CHINESE_MOBILE.match(match.group()):
        return None  # phone-cn-mobile decides
    import phonenumbers

    try:
        number = phonenumbers.parse(match.group())
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_valid_number(number):
        return match.span()
    spoken = _spoken_of(match, match.start())
    return match.span() if spoken and phonenumbers.is_possible_number(number) else None


def _in_context(match: re.Match[str]) -> Span | None:
    text = match.group("v")
    if not 7 <= sum(c.isdigit() for c in text) <= 15 or _DATE.match(text):
        return None
    if re.fullmatch(r"\d+\.\d+", text) or text.count(".") == 3:
        return None
    return match.span("v")


_WORDS = (
    r"(?:phone|mobile|cell|cellphone|tel|telephone|fax|whatsapp|hotline|desk|office|"
    r"电话|手机|座机|传真|热线|联系方式|手机号码?|电话号码)"
)

RULES = (
    Rule(
        "email",
        Label.EMAIL,
        r"[A-Za-z0-9._%+-](?:@|%40)[A-Za-z0-9]",
        r"(?:@|%40)(?P<d>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24})"
        r"(?![A-Za-z0-9-])",
        _email,
        before=4,
        after=64,
        rank=TEXTUAL,
        examples=(
            "邮箱‹wei.zhang@mail.haitang.test›。",
            "<‹a_b+c@sub.firm.test›>",
            "u=‹bo%40firm.test›&x=1",
        ),
        near_misses=(
            "user@example.com",
            "git@github.com:org/repo",
            "logo@2x.png",
            "pkg@1.2.3",
            "deploy@db-01.firm.internal",
            "a @decorator.tool",
        ),
    ),
    Rule(
        "phone-cn-mobile",
        Label.PHONE,
        r"(?:[^0-9A-Za-z]|86)1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z.])(?:\(?(?:\+|00)?86\)?[ -]?)?"
        r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])(?P<s>[ -]?)\d{4}(?P=s)\d{4}"
        r"(?![0-9A-Za-z]|\.\d)",
        _chinese_mobile,
        before=32,
        after=12,
        rank=NUMBER,
        examples=(
            "手机‹13800138000›，",
            "‹+86 138 0013 8000›",
            "tel=‹138-0013-8000›;",
            "‹8613800138000›",
        ),
        near_misses=("a13800138000", "1380013800012", "12000138000", "0.13800138000"),
    ),
    Rule(
        "phone-cn-landline",
        Label.PHONE,
        r"[^0-9A-Za-z]0[1-9][0-9]{1,2}\)?[ -]?[2-8][0-9]{2,3}[ -]?[0-9]{4}[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z.\-])(?P<country>\+86[ -]?\(?)?\(?0(?:10|2\d|[3-9]\d{2})(?P<joint>"
        r"\)[ -]?|[ -])?"
        r"[2-8]\d{2,3}[ -]?\d{4}(?:-\d{1,5})?(?![0-9A-Za-z]|[.-]\d)",
        _chinese_landline,
        before=32,
        after=12,
        rank=NUMBER,
        examples=("座机‹010-62345678›。", "‹(021) 6234 5678›", "电话：‹075586543210›"),
        near_misses=("order 01062345678", "2010-62345678", "0100-62345678"),
    ),
    Rule(
        "phone-us",
        Label.PHONE,
        r"[^0-9A-Za-z][2-9][0-9]{2}\)?[ .-]?[2-9][0-9]{2}[ .-]?[0-9]{4}[^0-9A-Za-wyz]",
        r"(?<![0-9A-Za-z+.\-])(?P<one>\+?1[ .-]?)?(?:(?P<paren>\([2-9]\d{2}\)[ .-]?)|[2-9]"
        r"\d{2}(?P<joint>[ .-]))"
        r"[2-9]\d{2}[ .-]\d{4}(?:,? ?(?:x|ext\.?) ?\d{1,6})?(?![0-9A-Za-z]|[.-]\d)",
        _american,
        before=32,
        after=12,
        rank=NUMBER,
        examples=(
            "call ‹(503) 555-0135›",
            "‹612-555-0153›,",
            "'‹570.555.0175›'",
            "phone ‹570 555 0175›",
        ),
        near_misses=("612 555 0153 rows", "1612-555-01534", "v612.555.0153.2"),
    ),
    Rule(
        "phone-international",
        Label.PHONE,
        r"\+[1-9][0-9 ().-]{6}",
        r"(?<![\w+])\+[1-9]\d{0,2}(?:[ .\-]?(?:\(\d{1,4}\)|\d{1,12})){1,6}(?: ?(?:x|ext\.?"
        r") ?\d{1,6})?(?!\d|\.\d)",
        _international,
        rank=NUMBER,
        examples=("‹+44 20 7946 0958›", "‹+4915112345678›", "‹+1 570 378 1300›"),
        near_misses=("x+1 200 300", "+0 123 456", "a + 1234567"),
    ),
    Rule(
        "phone-in-context",
        Label.PHONE,
        _WORDS + r"[A-Za-z_]{0,8}.{0,4}(?: ?(?:number|no))?[^\n0-9]{0,6}[(+]?[0-9]{2}",
        r"(?i)(?<![a-z])"
        + _WORDS
        + r"(?:_?(?:number|num|no|号码?))?[\"'`]?\s{0,2}(?:number|no\.?|#)?\s{0,2}"
        r"(?:is|是|为|[:：=,|])?\s{0,3}[\"'`(]?(?P<v>(?:\+|\(|\d)[\d ().\-]{5,20}\d)(?![\dA-Z"
        r"a-z]|[.:]\d)",
        _in_context,
        before=48,
        after=32,
        rank=NUMBER,
        caseless=True,
        examples=("Mobile: ‹0341 8387176›", '"phone": "‹07700 900123›"', "电话：‹87654321›"),
        near_misses=("phone: 12345", "tel: 2024-01-02", "telemetry 12345678", "fax: 10.0.0.10"),
    ),
)
