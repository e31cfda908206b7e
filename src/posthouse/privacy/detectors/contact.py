"""E-mail addresses and telephone numbers."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.phone_tells import (
    nobodys,
    of_a_service,
    served_amid_chinese,
    spoken_of,
    told_of,
)
from posthouse.privacy.rules import NUMBER, TEXTUAL, Rule, Span
from posthouse.privacy.telephones import numbered
from posthouse.privacy.within import remembered
from posthouse.privacy.words import words

# RFC 2606 and RFC 6761 names, and what only looks like a domain behind an @ (files, decorators).
_RESERVED = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|org|net|cn|edu))?|invalid|localhost|tld|(?:my|your)?-?domain\d?\.(?:com|org|net)|openssh\.com|libssh\.org)$",
    re.IGNORECASE,
)
_FILES = words("png jpg jpeg gif svg webp md json yaml yml toml txt html")
_NOT_A_TLD = _FILES | words(
    "internal local lan corp intra intranet home localdomain svc cluster py js ts tsx jsx mjs "
    "cjs go rs java rb php mdx lock css scss sh tool route get post put patch delete property "
    "staticmethod dataclass fixture"
)
_OFTEN = words("com net org cn edu gov io info biz de fr jp kr tw hk uk eu us ru test")
"""Ends of domains behind which a file's ending may stand."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
_FIRST = frozenset(_LETTERS)
_LOCAL = f"{_LETTERS}.%+-"
_MARKS = frozenset("-+%.")
_BEFORE_MARK = re.compile(r"[\s\"'<(=:;,|]\Z")
_AUTOMATIC = frozenset(["git", "noreply", "no-reply", "donotreply", "do-not-reply"])


_HEADER = 160
_MESSAGE_ID = re.compile(
    r"(?i)(?:^|\n|\\n|[\"'])[^\n\w]{0,8}(?:\d{1,6}\t)?(?:[a-z-]{0,16}message-id|in-reply-to|references|"
    r"content-id)[\"']?\s{0,2}:[^\n:]{0,120}<\Z"
)
_OF_A_MESSAGE = re.compile(r"[0-9a-fA-F]{24,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _email(match: re.Match[str]) -> Span | None:
    """Take the local part backwards from the @: it is the cheaper way."""
    text, domain, end = match.string, match.group("d"), match.end()
    inner, _, last = domain.rpartition(".")
    if last.lower() in _NOT_A_TLD:
        host, _, end_of_host = inner.rpartition(".")
        if last.lower() not in _FILES or not host or end_of_host.lower() not in _OFTEN:
            return None
        domain, end = inner, end - len(last) - 1  # a file that is called after somebody
    low = max(match.start() - 64, 0)
    before = text[low : match.start()]
    at = _local(before)
    if at < 0:
        return None
    if _is_reserved(domain) or before[at:].lower() in _AUTOMATIC:
        return None
    if _OF_A_MESSAGE.fullmatch(before, at) or _in_header(text, low + at):
        return None  # the id of a message, of an event
    if text[max(low + at - 1, 0)] == "$":
        return None  # a variable of the environment: $PASSWORD@host
    return low + at, end


def _in_header(text: str, at: int) -> bool:
    """Tell the id of a message in the headers of a mail from an address."""
    if text[max(at - 1, 0)] != "<":
        return False
    return _MESSAGE_ID.search(text, max(at - _HEADER, 0), at) is not None


@remembered
def _is_reserved(domain: str) -> bool:
    return _RESERVED.search(domain) is not None


def _local(before: str) -> int:
    """Return where the local part at the end of a text begins, -1 where none does.

    After the sign of a diff, an option or a list it begins with the next letter.
    """
    at = len(before.rstrip(_LOCAL))
    run = before[at:]
    if run[:1] in _MARKS and (not at or _BEFORE_MARK.search(before[at - 1 : at])):
        at, run = at + 1, run[1:]
    whole = run[:1] in _FIRST and (len(run) == 1 or run[-1] not in ".%")
    return at if whole else -1


def _grouped(match: re.Match[str]) -> Span | None:
    """Take what is grouped as a national number: 9 to 11 digits, and no date, table or dump."""
    groups = re.findall(r"\d+", match.group())
    alike = len(groups) > 2 and all(len(group) == 4 for group in groups)
    dotted = match.group("joint") == "." and len(groups) < 4
    digits = sum(map(len, groups))
    if of_a_service(match.string, match.span()) or _dumped(match, groups):
        return None
    return None if alike or dotted or not 9 <= digits <= 11 else match.span()


def _dumped(match: re.Match[str], groups: list[str]) -> bool:
    """Tell octets of a dump, that others stand before or that count up, from a French number."""
    before = _OCTET.search(match.string, max(match.start() - 4, 0), match.start())
    return {*map(len, groups)} == {2} and bool(before or groups == sorted({*groups}))


_OCTET = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{2} \Z")


def _reachable(match: re.Match[str]) -> Span | None:
    return None if _RESERVED.search(match.group().partition("@")[2]) else match.span()


EXTENSION = r"(?:(?: ?转(?:分机)?| ?分机| ?ext\.?|#)[ :：]?\d{1,5})?"
"""What a switchboard is to be asked for."""
_DATE = re.compile(r"(?:19|20)\d\d[-/. ]\d\d?[-/. ]\d\d?")


_DECIMAL = re.compile(r"\+\d+\.\d{1,3}")
_CLAUSE = re.compile(r"\d{3}\.\d{3}-\d{4}")
"""A clause of the rules of American procurement: DFARS 252.227-7013."""


def _american(match: re.Match[str]) -> Span | None:
    number = match.group()
    if of_a_service(match.string, match.span()) or nobodys(re.sub(r"\D", "", number)):
        return None
    if _CLAUSE.fullmatch(number) or served_amid_chinese(match.string, match.span()):
        return None
    if match.group("one") or match.group("paren") or match.group("joint") in ("-", "."):
        return match.span()
    return match.span() if told_of(match.string, *match.span()) else None


_NORTH_AMERICAN = re.compile(r"\+1[ .-]?\(?[2-9]\d\d\)?[ .-]?[2-9]\d\d[ .-]?\d{4}")
_OF_FICTION = re.compile(r"\+1[ .-]?\(?555\)?[ .-]?01\d\d")
_CHINESE_MOBILE = re.compile(r"\+86[ -]?1[3-9]")


def _international(match: re.Match[str]) -> Span | None:
    number = match.group()
    if _NORTH_AMERICAN.fullmatch(number):
        return match.span()
    if _OF_FICTION.fullmatch(number) or _CHINESE_MOBILE.match(number):
        return None  # phone-cn-mobile decides
    dotted = number.count(".") == 3 > number.count(" ")
    if dotted or _DATE.match(number, 1) or _DECIMAL.fullmatch(number):
        return None
    valid, possible = numbered(number)
    if valid or not possible:
        return match.span() if valid else None
    grouped = len(re.findall(r"\d+", number)) > 2
    return match.span() if grouped or spoken_of(match, match.start()) else None


def _in_context(match: re.Match[str]) -> Span | None:
    text, (start, end) = match["v"], match.span("v")
    first = text.partition("/")[0]
    if sum(c.isdigit() for c in first) >= 10:  # another number stands behind it
        text, end = first, start + len(first)
    if not 7 <= sum(c.isdigit() for c in text) <= 15 or _DATE.match(text):
        return None
    if _OF_FICTION.fullmatch(text) and text.startswith("+1"):
        return None
    if of_a_service(match.string, match.span("v")) or nobodys(re.sub(r"\D", "", text)):
        return None
    if text.count("/") > 1 or re.fullmatch(r"\d+\.\d+", text) or text.count(".") == 3:
        return None
    return start, end


_WORDS = (
    r"(?:phone|mobile|mob|cell|cellphone|ph|tel|t[eé]l[eé]phone|tél|telefon|telefono|tel[eé]fono|handy|"
    r"fax|kom|natel|whatsapp|hotline|desk|office|msisdn|lxdh|sjhm?|dianhua|shouji|电话|手机|座机|传真|热线|联系方式|手机号码?|电话号码|"
    r"客服|電話番号|電話|FPS|轉數快|转数快|手機號碼|手機|携帯電話|携帯|연락처|휴대폰|전화|โทร|sđt|"
    r"no\. hp|whats ?app|телефон|联系人电话|收货电话|连络电话|连絡先|联络电话|連絡先)"
)
_BEGIN = "".join(sorted({word[0] for word in _WORDS[3:-1].split("|")}))

RULES = (
    Rule(
        "email",
        Label.EMAIL,
        r"[A-Za-z0-9._%+-](?:@|%40)[A-Za-z0-9]",
        r"(?:@|%40)(?P<d>(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}+(?<!-)\.){1,8}[A-Za-z]{2,24})"
        r"(?![A-Za-z0-9]|-(?!\d{1,9}'))",
        _email,
        before=4,
        after=64,
        rank=TEXTUAL,
        examples=(
            "邮箱‹wei.zhang@mail.haitang.test›。",
            "<‹a_b+c@sub.firm.test›>",
            "u=‹bo%40firm.test›&x=1",
            "‹wei.zhang@firm.test›.txt",
            "Duplicate entry '‹wei.zhang@firm.test›-1' for key",
        ),
        near_misses=(
            "db://$DB_USER:$DB_PASSWORD@db.firm.test/x",
            "user@example.com",
            "user@mydomain.com",
            "other@domain.tld",
            "Message-ID: <CAF2kq7pb818c73@mail.firm.test>\n",
            "In-Reply-To: <20240102.8aa1.web@mail.firm.test>\n",
            "git@github.com:org/repo",
            "logo@2x.png",
            "vue@2.min.js",
            "pkg@1.2.3",
            "deploy@db-01.firm.internal",
            "a @decorator.tool",
        ),
    ),
    Rule(
        "email-spoken",
        Label.EMAIL,
        r"[A-Za-z0-9_] ?(?:[\[({<] ?at ?[\])}>]| AT ) ?[A-Za-z0-9]",
        r"(?<![A-Za-z0-9._%])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63} ?(?:[\[({<] ?(?:at|AT) ?[\])}>]|"
        r"(?<= )AT(?= "
        r")) ?(?:[A-Za-z0-9-]{1,63}(?: ?[\[({<] ?(?:dot|DOT) ?[\])}>] ?| DOT |"
        r"\.)){1,5}[A-Za-z]{2,12}"
        r"(?![A-Za-z0-9-])",
        before=72,
        after=96,
        rank=TEXTUAL,
        examples=(
            "‹wei.zhang [at] firm.test›",
            "‹wei(at)firm(dot)test› bitte",
            "mail ‹bob AT firm DOT test›.",
        ),
        near_misses=("look [at] this", "LOOK AT config.json2", "a [at] b"),
    ),
    Rule(
        "email-international",
        Label.EMAIL,
        r"[A-Za-z0-9._%+-]@[A-Za-z0-9.-]{0,88}[\xe4-\xe9][\x80-\xbf]{2}"
        r"|[\xe4-\xe9][\x80-\xbf]{2}@[A-Za-z0-9]",
        r"(?<![A-Za-z0-9._%])(?:[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,40}\.){0,3}[\u4e00-\u9fff]"
        r"[\u4e00-\u9fffA-Za-z0-9-]{0,30}\.(?:中国|公司|网络|[A-Za-z]{2,12})|[\u4e00-\u9fff]{2,8}@"
        r"(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12})(?![A-Za-z0-9-])",
        _reachable,
        before=204,
        after=96,
        rank=TEXTUAL,
        examples=("发给 ‹li.na@恒远科技.中国›，", "‹王芳@hengyuan.test›"),
        near_misses=("张三@李四 你好", "用户@example.com"),
    ),
    Rule(
        "phone-us",
        Label.PHONE,
        r"[^0-9A-Za-z][2-9][0-9]{2}\)?[ .-]?[2-9][0-9]{2}[ .-]?[0-9]{4}[^0-9A-Za-wyz]",
        r"(?:(?<![0-9A-Za-z+.\-])|(?<=\n[+-]))(?P<one>\+?1[ .-]?)?(?:(?P<paren>\([2-9]\d{2}\)[ "
        r".-]?)|[2-9]"
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
            "Host Jo Feng, text ‹512 555 0178›. Trash",
            "My husband Chinedu, ‹206 555 0198›\n",
            "Vet: Larkmere, Dr. Hargreaves, ‹614 555 0151›.",
            "D ‹(206) 555-0187› | M ‹303 555 0155› | F ‹614 555 0135›\n",
            "3/12/26, 6:04 PM - ‹617 555 0193›: ok. who",
            "12 Elm St, Boise, ID 45985 • ‹617 555 0179› • jo@firm.test\n",
        ),
        near_misses=(
            "在HR系统自助改，别找400-820-8820",
            "到驿站了，详询800-810-8888。",
            "restrictions as set forth in DFARS 252.227-7013 and",
            "Mr Lee paid 617 555 0153",
            "3/12/26, 6:04 PM - 617 555 0153 rows",
            "612 555 0153 rows",
            "1612-555-01534",
            "v612.555.0153.2",
            "Questions: 1-800-829-1040",
            "If you disagree call (800) 829-1040.",
        ),
    ),
    Rule(
        "phone-international",
        Label.PHONE,
        r"\+[1-9][0-9 ().-]{6}",
        r"\+(?:(?<![\w+]\+)|(?<=(?<!\w)\+\+))[1-9]\d{0,2}(?:[ .\-]?(?:\(\d{1,4}\)|"
        r"\d{1,12})){1,6}(?: ?(?:x|ext\.?"
        r") ?\d{1,6})?(?!\d|\.\d)",
        _international,
        rank=NUMBER,
        examples=("‹+44 20 7946 0958›", "‹+4915112345678›", "‹+1 570 378 1300›"),
        near_misses=(
            "Decimal('+35236450.6')",
            "x+1 200 300",
            "+0 123 456",
            "a + 1234567",
            "Call +1-555-0100",
        ),
    ),
    Rule(
        "phone-grouped",
        Label.PHONE,
        r"[^0-9A-Za-z](?:\(0[1-9][0-9]{0,3}\)|0[1-9][0-9]{0,3})[ .][0-9]{2,4}[ .][0-9]{2,4}",
        r"(?<![\w.,:/#$%+*=-])(?P<area>\(0[1-9]\d{0,3}\)|0[1-9]\d{0,3})(?P<joint>[ .])\d{2,4}"
        r"(?:(?P=joint)\d{2,4}){1,3}(?![\w:/%=-]|[.,]\d| \d)",
        _grouped,
        before=24,
        after=16,
        rank=NUMBER,
        examples=("or ‹0494 92 82 32›.", "‹079 2718 1155›", "‹(08) 8747 6301›", "‹01.84.17.61.18›"),
        near_misses=(
            "0123 4567 8901 2345",
            "01.02.2024",
            "0.12.345",
            "05 12 2024 0800",
            "sg_raw 53 00 00 00 00 01 00 00 01 00",
            "Prints: <Buffer 01 02 03 04 05>",
            "Moving? Call 0800 111 999 quoting",
        ),
    ),
    Rule(
        "phone-mobile-abroad",
        Label.PHONE,
        r"[^0-9A-Za-z.-]0[15-9](?:0-[0-9]{3,4}-[0-9]{4}|[0-9]{3} [0-9]{3} ?[0-9]{3}|"
        r"(?:[5-7][0-9])?[ /-][0-9]{7,8})[^0-9A-Za-z]",
        r"(?<![0-9A-Za-z.\-/])(?:01[016789]-[2-9]\d{2,3}-\d{4}|0[5789]0-[1-9]\d{3}-\d{4}|"
        r"07[1-9]\d{2} \d{3} ?\d{3}|01[5-7]\d[ /-]\d{7,8}|06-\d{8})(?![0-9A-Za-z]|[.-]\d| \d)",
        before=24,
        after=4,
        rank=NUMBER,
        examples=(
            "'‹090-3756-1046›'",
            "‹010-9897-3283› 로",
            "or ‹07518 810991› if",
            "‹07840 339 969›",
            "Mobil: ‹0156 60229459›\n",
            "dutch one ‹06-22089092›,",
        ),
        near_misses=(
            "090-0756-1046",
            "2010-9897-3283",
            "07518 81099",
            "0.07518 810991 0",
            "0123-4567890",
        ),
    ),
    Rule(
        "phone-in-context",
        Label.PHONE,
        rf"(?:[^A-Za-z]{_WORDS}|(?-i:[a-z](?:Phone|Mobile|Tel|Cell|Fax|Msisdn)))"
        r"[A-Za-z_]{0,8}.{0,4}(?: ?(?:number|no))?[^\n0-9]{0,6}[(+]?[0-9]{2}|"
        r"[^a-z]tel;[^\n\x00:]{2,60}:[(+]?[0-9]{2}",
        rf"(?i)(?=[{_BEGIN}])(?:(?<![a-z])|(?-i:(?<=[a-z])(?=[A-Z]))){_WORDS}"
        r"(?:(?<=tel);[a-z=,;\"-]{2,60}(?=:))?(?:_?(?:number|num|no|号码?))?"
        r"(?:\.? (?:biuro|dom|praca|privat|priv\.|gesch\.|büro|casa|ufficio|fixe))?[\"'`.]{0,2}"
        r"\s{0,2}(?:number|no\.?|#)?\s{0,2}"
        r"(?:is|是|为|用|[:：=,|])?\s{0,3}(?:[\"'`]|\((?!\d{2,4}\)))?"
        r"(?P<v>(?:\+|[(（]|\d)[\d ()（）.\-/]{5,20}\d"
        rf"{EXTENSION})(?![\dA-Za-z]|[.:]\d)",
        _in_context,
        before=48,
        after=32,
        rank=NUMBER,
        caseless=True,
        examples=(
            "Mobile: ‹0341 8387176›",
            "Tel. biuro: ‹22 622 10 14›, kom. ‹601 234 567›;",
            '"lxdh":"‹01062785001›"',
            '"phone": "‹07700 900123›"',
            "电话：‹87654321›",
            "电话‹139-1234-5678›/",
            ", mob ‹0491570774›, a@b.test",
            "Ph: ‹555 01 234›\n",
            '"officePhone": "‹6175550167›"',
            "TEL;type=pref:‹6175550167›\n",
            "电话‹(86)16397852409›，",
            "手提電話 ‹(852) 2226 2041›\n",
            "FPS用‹56286946›\n",
            "連絡電話‹02-29523214#912›，",
        ),
        near_misses=(
            "phone: 12345",
            "tel: 555-555-5555",
            "tel: 2024-01-02",
            "telemetry 12345678",
            "fax: 10.0.0.10",
            "ADMIN_PHONE=+1-555-0100",
            "isMobile: 12345678901234567",
        ),
    ),
)
