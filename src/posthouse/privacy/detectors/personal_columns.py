"""Personal values told by the heading of their column: CSV, pipes, SQL rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from posthouse.model.finding import Label
from posthouse.privacy.detectors.table_secrets import Column, below, dumped, inserted
from posthouse.privacy.rules import GUESS, Rule
from posthouse.privacy.words import words

_DATE = re.compile(
    r"(?:18|19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?|(?:19|20)\d{6}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d"
)
_DOCUMENT = re.compile(r"[A-Z]{0,3}\d{6,10}[A-Z]?")
_NUMBERED = re.compile(r"[A-Za-z]{0,6}[-_]?\d[\w-]{3,24}")
_NAMED = re.compile(r"[A-Za-z][\w-]{5,19}|[1-9]\d{4,10}")
_PLATE = re.compile(
    r"[\u4e00-\u9fff][A-Z][·• -]?[A-HJ-NP-Z0-9]{4,6}[挂学警港澳领]?|[A-Z0-9][A-Z0-9 -]{4,9}"
)
_PLACE = re.compile(r"(?=[^\n]*\d)(?=[^\n]*[A-Za-z\u4e00-\u9fff]{2})[^\n{}<>=;]{6,160}")


_INSIDE = r"[^,|;\t\n\x00(){}]{0,24}"  # the rest of a heading


def _judge(headings: frozenset[str], value: re.Pattern[str]) -> Callable[[str], Column | None]:
    """Return what knows the headings of a kind of value, and how a cell below one is judged."""

    def fits(cell: str) -> bool:
        return value.fullmatch(cell) is not None

    def judge(heading: str) -> Column | None:
        name = heading.strip(" \t\r\n\"'`*[]").replace(" ", "_").replace("-", "_")
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        return fits if name in headings else None

    return judge


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of value: the headings of its columns, how they begin to be found, its form."""

    name: str
    label: Label
    hint: str
    headings: frozenset[str]
    value: re.Pattern[str]
    column: tuple[str, str]
    inserted: tuple[str, str]
    dumped: tuple[str, str]


_BIRTH = words(
    "birthday birthdate birth_date birth_day dob date_of_birth dateofbirth born born_on "
    "patient_dob 生日 出生日期 出生年月 出生年月日"
)
_PASSPORT = words(
    "passport passport_no passport_number passportno passportnumber 护照 护照号 护照号码"
)
_ACCOUNT = words(
    "wechat wechat_id weixin wx_id wxid wechatid qq qq_number qq_no qqid 微信 微信号 qq号"
)
_VEHICLE = words(
    "plate plate_no plate_number license_plate licence_plate car_plate car_no plateno "
    "车牌 车牌号 车牌号码 号牌"
)
_ADDRESS = words(
    "address home_address street_address street mailing_address postal_address addr "
    "home_addr shipping_address billing_address residence full_address delivery_address "
    "地址 住址 家庭住址 现住址 联系地址 通讯地址 收货地址 户籍地址 家庭地址"
)
_RECORD = words(
    "mrn medical_record medical_record_no medical_record_number patient_id patient_no "
    "病历号 住院号 门诊号 病案号 就诊卡号 医保号 医保卡号 社保号 案号"
)
_KINDS = (
    _Kind(
        "birth-date",
        Label.DATE_BIRTH,
        "birth|dob|born|生日|出生",
        _BIRTH,
        _DATE,
        ("id,name,dob\n1,Bob,‹1987-10-07›\n", "id,name,day\n1,Bob,1987-10-07\n"),
        (
            "(n, birth_date) VALUES ('a', '‹1987-10-07›')",
            "(n, birthdays) VALUES ('a', '1987-10-07')",
        ),
        ("birthday", "1987-10-07"),
    ),
    _Kind(
        "passport",
        Label.PASSPORT,
        "passport|护照",
        _PASSPORT,
        _DOCUMENT,
        ('id,address,passport\n1,"1 A Rd, Leeds",‹E12345678›\n', "id,passports\n1,E12345678\n"),
        (
            "(n, passport_no) VALUES ('a', '‹E12345678›')",
            "(n, passports) VALUES ('a', 'E12345678')",
        ),
        ("passport", "E12345678"),
    ),
    _Kind(
        "account",
        Label.ACCOUNT,
        "wechat|weixin|wx|qq|微信",
        _ACCOUNT,
        _NAMED,
        ("id,wechat_id\n1,‹harbor_lin›\n", "id,wechat_url\n1,harbor_lin\n"),
        ("(n, qq) VALUES ('a', '‹283746512›')", "(n, qqs) VALUES ('a', '283746512')"),
        ("wechat", "harbor_lin"),
    ),
    _Kind(
        "plate",
        Label.VEHICLE,
        "plate|car_no|车牌|号牌",
        _VEHICLE,
        _PLATE,
        ("id,license_plate\n1,‹KAH 4471›\n", "id,template\n1,KAH 4471\n"),
        ("(n, plate_no) VALUES ('a', '‹粤BKXTRA›')", "(n, plates) VALUES ('a', '粤BKXTRA')"),
        ("plate_no", "粤BKXTRA"),
    ),
    _Kind(
        "address",
        Label.ADDRESS,
        "addr|street|residence|地址|住址",
        _ADDRESS,
        _PLACE,
        ('id,address\n1,"‹Hauptplatz 7, Graz›"\n', "id,ip_address\n1,Hauptplatz 7\n"),
        (
            "(n, address) VALUES ('a', '‹Hauptplatz 7›')",
            "(n, addresses) VALUES ('a', 'Hauptplatz 7')",
        ),
        ("address", "Hauptplatz 7"),
    ),
    _Kind(
        "record",
        Label.OTHER_ID,
        "mrn|medical_record|patient|病历|住院|门诊|病案|就诊|医保|社保|案号",
        _RECORD,
        _NUMBERED,
        ("mrn,name\n‹A0048-2913›,Bob\n", "patients,name\nA0048-2913,Bob\n"),
        ("(mrn, n) VALUES ('‹00482913›', 'a')", "(patients, n) VALUES ('00482913', 'a')"),
        ("mrn", "A0048-2913"),
    ),
)


def _rules(kind: _Kind) -> tuple[Rule, Rule, Rule]:
    judge = _judge(kind.headings, kind.value)
    hint = f"(?:{kind.hint})"
    in_table = Rule(
        f"{kind.name}-column",
        kind.label,
        rf"[,|;\t\n\x00\"]{_INSIDE}{hint}{_INSIDE}(?:[,|;\t][^\n()\x00]{{0,400}})?\r?\n[^\n\x00]",
        r"\r?\n",
        every=lambda match: below(match, judge),
        rank=GUESS,
        caseless=True,
        before=3,
        after=0,
        examples=(kind.column[0],),
        near_misses=(kind.column[1],),
    )
    in_statement = Rule(
        f"{kind.name}-inserted",
        kind.label,
        rf"\([^()\x00]{{0,300}}{hint}[^()\x00]{{0,300}}\)\s{{1,4}}values\s{{0,4}}\(",
        r"(?i)\((?P<c>[^()]{3,600})\)\s{1,4}values(?=\s{0,4}\()",
        every=lambda match: inserted(match, judge),
        rank=GUESS,
        caseless=True,
        before=640,
        after=2,
        examples=("INSERT INTO t " + kind.inserted[0] + ";",),
        near_misses=("INSERT INTO t " + kind.inserted[1] + ";",),
    )
    created = "CREATE TABLE `t` (`a` int(3), `{}` varchar(9)); INSERT INTO `t` VALUES (1,'{}');"
    heading, held = kind.dumped
    in_dump = Rule(
        f"{kind.name}-dumped",
        kind.label,
        rf"create table [^;\x00]{{1,400}}{hint}",
        r"(?i)create table (?:if not exists )?[`\"]?(?P<t>\w{1,64})[`\"]?\s{0,4}\("
        r"(?P<c>(?:[^();]|\([^();]*\)){3,2000})\)[^;()]{0,200};",
        every=lambda match: dumped(match, judge),
        rank=GUESS,
        caseless=True,
        before=440,
        after=2000,
        examples=(created.format(heading, f"‹{held}›"),),
        near_misses=(created.format(f"{heading}_x", held),),
    )
    return in_table, in_statement, in_dump


RULES = tuple(rule for kind in _KINDS for rule in _rules(kind))
