"""People, organisations and addresses told by the key before them.

JSON, YAML, settings, forms (姓名：), keyword arguments, log lines (user="…"), XML and HTML, vCards,
heads of mails and commits. The key is read backwards from its sign; the value must look like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

from posthouse.model.finding import Label
from posthouse.privacy.fieldnames import (
    HAN_FIRST,
    HAN_WORDS,
    LAST_WORDS,
    PLACE_WORDS,
    Field,
    field,
)
from posthouse.privacy.fieldvalues import (
    COMPANY_AT,
    PERSON_AT,
    PERSON_HAN,
    branch_at,
    judged,
    looks_like_company,
    looks_like_person,
)
from posthouse.privacy.rules import GUESS, TEXTUAL, Rule, Span
from posthouse.privacy.tables import MARGIN, Cell
from posthouse.privacy.words import ordered

_MAX_VALUE = 200
_AROUND = 240
_CLOSE = {'"': '"', "'": "'", "`": "`", "“": "”", "「": "」", "*": "*", "<": "<"}
# Read from right to left, on the reversed text: a regular expression has no other way back.
_KEY_REVERSED = re.compile(
    r"[\"'`*”」）)\]]{0,3}(?P<k>[A-Za-z0-9_.$-]+(?: [A-Za-z]{2,14}){0,2}|"
    r"[\u3400-\u9fff]{1,12}(?:[ _]?[A-Za-z]{1,8})?)(?P<t></?)?"
)
_BESIDE = ordered(
    "tel dob sex age phone mobile mail addr birth ssn idcard id_card passport gender card salary "
    "wechat 电话 手机 邮箱 身份证 证件 地址 生日 出生 性别 年龄 住址 微信 卡号 联系方式"
)
"""What keys of a person's other fields hold, in small letters; the first ones begin a word."""
_BEGINNING = 4
_HINTS = AhoCorasick(_BESIDE)
_KEY_ENDS = re.compile(r"[\w\u4e00-\u9fff]{0,12}[\"'`>]{0,2} ?[:=：>]")
_REACHED = re.compile(r" ?[<(（]")  # a name, and how to reach it: "Li Na <li@x.test>"
_ENDS = re.compile(r"(?=[\s,;:.。，；、：)）(（<>|&/\]}\"'`?!？！\\]|$|\Z)")
_RUN_ON = re.compile(r"[=({\[]|\.[a-z]|::")
_REST = re.compile(r"[^\n\t|;；。<>{}\"]*")
_STREET = re.compile(
    r"\d{1,6}[A-Za-z]?(?:-\d{1,4})?,? [A-Z]|[^\n]{0,30}[省市区县镇乡村路街道巷弄号][^\n]*\d|"
    r"[A-ZÀ-Þ][\wà-ÿ.-]+(?: [\wà-ÿ.-]+){0,3} \d{1,5}[a-z]?(?:,|$)"
)


def _key(text: str, at: int) -> tuple[str, bool] | None:
    """Return the key that ends at its sign, and whether it is a tag."""
    low = max(at - 64, 0)
    found = _KEY_REVERSED.match(text[low:at].rstrip()[::-1])
    if found is None:
        return None
    return found["k"][::-1], found["t"] is not None


def _told(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the value behind a sign if its key and its form say what it is."""
    text, sign = match.string, match["s"]
    key = _key(text, match.start())
    if key is None or (sign.startswith(">") and not key[1]):
        return
    found = _field(key[0])
    if found is None:
        return
    start, opened = match.end(), match["q"]
    close = "<" if sign.startswith(">") else _CLOSE.get(opened[-1:], "")
    if close:
        stop = text.find(close, start, start + _MAX_VALUE)
        value = text[start:stop] if stop >= 0 else ""
        if value and "\n" not in value:
            yield from _judged(found, text, (start, stop))
        return
    yield from _bare(found, text, start)


def _field(key: str) -> Field | None:
    """Look the key up whole, then without the words of a sentence before it."""
    return field(key) or (field(key.rpartition(" ")[2]) if " " in key else None)


def _label(found: Field, value: str, text: str, at: int) -> Label | None:
    """Judge a value; look for personal fields beside it only where these would tell."""
    label = judged(found, value, beside=True)
    if label is None or label is judged(found, value, beside=False):
        return label
    return label if personal_around(text, max(at - _AROUND, 0), at + _AROUND) else None


def personal_around(text: str, low: int, high: int) -> bool:
    """Tell whether a key of this stretch says that it is of a person."""
    near = text[low:high].lower()
    return any(
        _KEY_ENDS.match(near, stop) is not None and (which >= _BEGINNING or _begins(near, start))
        for which, start, stop in _HINTS.find_matches_as_indexes(near, overlapping=True)
    )


def _begins(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    return not (before.isalnum() or before == "_")


def _judged(found: Field, text: str, span: Span) -> Iterator[Cell]:
    value = text[span[0] : span[1]]
    inner = value.strip()
    start = span[0] + value.find(inner) if inner else span[0]
    label = _label(found, inner, text, start)
    if label is not None:
        yield start + (branch_at(inner) if label is Label.ORG else 0), start + len(inner), label
        return
    at = PERSON_AT.match(inner) if found.label is Label.PERSON else None
    if at is None or _REACHED.match(inner, at.end()) is None:
        return
    if judged(found, at.group(), beside=True) is Label.PERSON:
        yield start, start + at.end(), Label.PERSON


def _bare(found: Field, text: str, start: int) -> Iterator[Cell]:
    """Yield a value without quotes: it ends where its form does."""
    if found.label is Label.ADDRESS:
        rest = _REST.match(text, start, start + _MAX_VALUE)
        if rest is not None and _STREET.match(rest.group()):
            yield from _judged(found, text, _trimmed(text, rest.span()))
        return
    for pattern in (COMPANY_AT, PERSON_AT):
        at = pattern.match(text, start)
        if at is None or _ENDS.match(text, at.end()) is None or _RUN_ON.match(text, at.end()):
            continue
        label = _label(found, at.group(), text, start)
        if label is not None:
            start += branch_at(at.group()) if label is Label.ORG else 0
            yield start, at.end(), label
            return


def _trimmed(text: str, span: Span) -> Span:
    """End an address before what is said after it."""
    value = text[span[0] : span[1]]
    cut = re.search(
        r"  |，(?!\d)[^，]{0,8}(?:电话|手机|邮编|联系)|,? ?(?:电话|手机|邮编|tel|phone)\b|，请",
        value,
    )
    value = value[: cut.start()] if cut is not None else value
    return span[0], span[0] + len(value.rstrip(" ,，.、"))


# How a sentence goes on after 学生, 作者是: no name begins or ends so, and seldom one that no
# sign announces begins like the second.
_GOES_ON = re.compile("都|会|[^的着了过吗呢]*[的着了过吗呢]$")
_MAY_GO_ON = re.compile("[和应能党时国后从全那向查别越干养原空暴家]")
_ANNOUNCED = re.compile("(?:[：:]|叫)$")
# A name with dots ends before what is said of it: 凯尔·伊斯特伍德也很厉害.
_SAID = "是也的在和与不说被为去很而所"
_DOTTED = re.compile(
    rf"(?:.?.?叫)?(?P<v>[^·•]+(?:[·•](?:(?!医生|生活|先生|女士)[^·•{_SAID}]){{1,10}})+)"
)


def _before_mail(match: re.Match[str]) -> Span | None:
    name = match.group("v")
    named = looks_like_person(name, sure=True) and not looks_like_company(name, sure=False)
    return match.span("v") if named else None


def _called(match: re.Match[str]) -> Span | None:
    name, start = match["v"], match.start("v")
    if (dotted := _DOTTED.match(name)) is not None:
        return start + dotted.start("v"), start + dotted.end("v")
    if not looks_like_person(name) or _GOES_ON.match(name):
        return None
    announced = _ANNOUNCED.search(match.string, match.start(), start) is not None
    return match.span("v") if announced or not _MAY_GO_ON.match(name) else None


def _card(match: re.Match[str]) -> Iterator[Cell]:
    """Yield what a vCard says of a person: FN, N, NICKNAME, ORG, ADR."""
    text = match.string
    end = match.end() + 4000
    stop = text.find("END:VCARD", match.end(), end)
    if stop < 0:
        stop = text.find("BEGIN:VCARD", match.end(), end)  # which is read from there on
    for line in _CARD_LINE.finditer(text, match.end(), stop if stop >= 0 else end):
        start, end = line.span("v")
        kind = line["k"].upper()
        if kind == "N":
            for part in re.finditer(r"[^;\r\n]+", line["v"]):
                yield start + part.start(), start + part.end(), Label.PERSON
        elif kind == "ADR":
            inner = line["v"].strip(";")
            begin = start + line["v"].find(inner)
            yield begin, begin + len(inner), Label.ADDRESS
        else:
            yield start, end, Label.ORG if kind == "ORG" else Label.PERSON


_CARD_LINE = re.compile(
    rf"^{MARGIN}?(?:[\w-]+\.)?(?P<k>FN|N|NICKNAME|ORG|ADR)(?:;[^:\r\n]{{0,80}})?"
    r":(?P<v>[^\r\n]{2,200})",
    re.MULTILINE | re.IGNORECASE,
)
_SIGN = r"[\"'`*”」）)\]]{0,3}[ \t]{0,2}(?:=>|[:=>]|：)[ \t]{0,3}[\"'`*“「]{0,2}"
_NAMED = r"(?:[A-Z]|[\xc3-\xc5\xe3-\xe9])"
_SIGNED = (
    r"(?<=[\w\u3400-\u9fff\"'`*”」）)\]])[ \t]{0,2}(?P<s>=>|[:=>]|：)"
    r"[ \t]{0,3}(?P<q>[\"'`*“「]{0,2})"
)
# What begins a sentence stands capitalised before a name and is no part of it.
_LEFT = (
    r"(?<![\w'’-])(?!(?:By|And|From|To|Cc|Dear|Hi|Hello|Thanks|Ask|Tell|Call|Contact|Author|Verified|"
    r"Confirmed|Customer|User|Patient|The|With|For|Via|Added|Written|Original) )"
)
_IS = "(?:是|为|叫|名叫|：|:| )?"
_CALL = "(?:phone|mobile|tel|手机|手机号|电话)?"
_HAN = r"(?:[\xe3-\xe9][\x80-\xbf]{2})"
# Where a name ends, or the first bytes of it: a blank, 。、（，；.
_STOPS = r"(?:[\x00-\x20,;(]|\xc2|\xe1\x9a|\xe2\x80|\xe2\x81|\xe3\x80|\xef\xbc)"
_SOCIAL = r"[0-9]{3}-[0-9]{2}-[0-9]{4}"
_RESIDENT = r"[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]"

RULES = (
    Rule(
        "personal-field",
        Label.PERSON,
        rf"(?i:{LAST_WORDS}){_SIGN}{_NAMED}",
        _SIGNED + r"(?=[A-ZÀ-ÞĀ-ž\u3400-\u9fff])",
        labelled=_told,
        rank=GUESS,
        before=12,
        after=2,
        examples=(
            '{"contact": "‹Ingrid Munro›"}',
            '{"name": "‹Ingrid Munro›", "phone": "x"}',
            "姓名：‹张伟明›，性别：男",
            "联系人: ‹李娜›（销售）",
            "Owner: ‹Lucia Okafor›\n",
            "Maintainer: ‹Siyuan Luo› <a@b.test>",
            "refund failed name=‹Simone Whitlock› card=4",
            "customer_name='‹Ana M. Lopez›'",
            "<fullName>‹Priya Pemberton›</fullName>",
            'kehu_xingming: "‹欧阳若兰›"',
            "CONTACT_PERSON=‹Beatriz Vasquez›\n",
            "**收件人**：‹王小明›",
            "Author: ‹Wenbo Zheng› <w@b.test>",
            "first_name: ‹Wendell›\n",
            "owner: ‹Łukasz Šimić›\n",
        ),
        near_misses=(
            '"name": "Build Docker Image"',
            "owner: Optional[User]",
            "name: Run Tests\n",
            "customer = Customer(id)",
            '"author": "Platform Team"',
            "负责人：待定",
            "姓名：必填",
            "class Owner: Model",
            "title_name=Default Theme",
            '"contact": "Contact Us"',
            "user: Unknown User",
            "owner: Siyuan.Luo",
            "full_name = First Last",
            "联系人：管理员",
            "开户行：建设银行\n",
            "医院：市第一人民医院\n",
            '{"name": "Ingrid Munro"}',
        ),
    ),
    Rule(
        "address-field",
        Label.ADDRESS,
        rf"(?i:{PLACE_WORDS}){_SIGN}(?:[0-9A-Z]|[\xc3\xe3-\xe9])",
        _SIGNED + r"(?=[0-9A-ZÀ-Þ\u3400-\u9fff])",
        labelled=_told,
        rank=GUESS,
        before=12,
        after=2,
        examples=(
            '"home_address": "‹Hauptplatz 7, Graz›"',
            "收货地址：‹滨江小区3-502›\n",
            "Address: ‹14 Rue Basse, Nantes›\n",
        ),
        near_misses=(
            '"ip_address": "Hauptplatz 7"',
            "address: 0x7fff12ab",
            "address = Address(7)",
            '"address": "10.0.0.1:8080"',
            "地址：见附件",
        ),
    ),
    Rule(
        "person-before-mail",
        Label.PERSON,
        r"[\w\x80-\xff.][\"']? ?<(?:mailto:)?[\w.%+-]{1,64}@",
        rf"{_LEFT}(?P<v>{PERSON_AT.pattern})[\"']? ?<(?=(?:mailto:)?[A-Za-z0-9._%+-]{{1,64}}@)",
        _before_mail,
        rank=TEXTUAL,
        before=128,
        after=4,
        examples=(
            "Signed-off-by: ‹Lucia Okafor› <l@b.test>",
            'From: "‹Ana M. Lopez›" <a@b.test>',
            "Cc: x@y.test, ‹张伟明› <z@b.test>",
            "By ‹Lucia Okafor› <l@b.test>",
        ),
        near_misses=("Platform Team <t@b.test>", "List<Foo Bar>", "see Foo <a@b.test>"),
    ),
    Rule(
        "person-after-word",
        Label.PERSON,
        rf"(?:{HAN_WORDS}){_IS}(?:{_HAN}{{2,4}}{_STOPS}|{_HAN}{{1,8}}(?:·|•))",
        rf"(?={HAN_FIRST})(?!(?<=[用客账帐门])户名|(?<=妇)女儿)(?:{HAN_WORDS}){_IS}"
        rf"(?P<v>{PERSON_HAN.pattern})(?=[，。,；;（(、／\s]|$)",
        _called,
        rank=TEXTUAL,
        before=20,
        after=24,
        examples=(
            "联系人‹邓建怡›，身份证",
            "经办人是‹欧阳若兰›。",
            "负责人‹于海洋›，",
            "报销人‹涂春燕›／研发",
            "患者姓名：‹应晓岚›，",
            "儿子‹凯尔·伍德›也很厉害，",
            "中文名字叫‹丹尼尔·波特›，",
            "入住人‹亚历山德拉·陀思妥耶夫斯卡娅›，",
        ),
        near_misses=(
            "联系人管理，",
            "学生都在用 AI",
            "作者是原来的 Atom",
            "负责人员名单",
            "申请人应当提交",
            "经办人高级，",
            "输入用户名和密码，",
            "帮助老师和同学，",
            "妇女儿童节，",
            "学生宿舍，",
            "作者是华人，",
            "全体留学生云云吗，",
        ),
    ),
    Rule(
        "person-before-number",
        Label.PERSON,
        rf"[a-z\x80-\xbf] ?(?:\(|（){_CALL}(?::|：)? ?[(+]{{0,2}}[0-9]{{2}}[0-9() .-]{{6}}"
        rf"|[a-z\x80-\xbf] {_SOCIAL}[^0-9-]|[a-z\x80-\xbf] ?{_RESIDENT}[^0-9A-Za-z]",
        rf"{_LEFT}(?P<v>{PERSON_AT.pattern})(?: ?[(（]{_CALL}[:：]? ?"
        r"(?=[(+]{0,2}\d{2,3}[-) ]?[\d() .-]{5,14}\d[)）,，])"
        rf"| (?={_SOCIAL}(?![\d-]))| ?(?={_RESIDENT}(?!\w)))",
        _before_mail,
        rank=TEXTUAL,
        before=64,
        after=16,
        examples=(
            "已确认：‹唐文博› (13770436950) 的",
            "reset by ‹Wendell Okafor› ((503) 854-3744)",
            "verified ‹Owen Thackeray› 602-26-6947 for",
            "实名认证通过 ‹萧海涛› 420106195308105517",
            "‹Haoran Zhou› (phone 13643608155, x",
        ),
        near_misses=(
            "Build Number 602-26-6947",
            "Order Total (13770436950)",
            "时间 (13770436950)",
            "sum (10000000, 1)",
        ),
    ),
    Rule(
        "vcard",
        Label.PERSON,
        r"BEGIN:VCARD[ \t]{0,8}[\r\n]",
        "BEGIN:VCARD",
        labelled=_card,
        rank=GUESS,
        before=16,
        examples=(
            "BEGIN:VCARD\nVERSION:3.0\nFN:‹Li Na›\nEND:VCARD",
            "     1\tBEGIN:VCARD\n     2\tN:‹Yoder›;‹Ruth›;;;\n     3\tEND:VCARD",
        ),
        near_misses=("BEGIN:VCALENDAR\nFN:Li Na\nEND:VCALENDAR",),
        caseless=True,
    ),
)
