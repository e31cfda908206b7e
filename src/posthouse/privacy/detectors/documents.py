"""Passports, permits, plates abroad, and numbers of records and cases: told by words or shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.checksums import is_day, taiwan_id
from posthouse.privacy.rules import NAME, NUMBER, Rule, Span

# Between a word and its number: "护照号码：", "passport no. is", '"passport": "'.
_LINK = (
    r"[\"'`”）)]{0,2}[ \t_-]{0,2}(?:号码|號碼|号|號|编号|登记号|证号|number|num|no\.?|nr\.?|id|#)?"
    r"[\"'`*]{0,2}[ \t]{0,2}(?:is|was|为|是)?[ \t]{0,2}[:：=,，|{]?[ \t]{0,2}[\"'`‘“（(]?"
)


def _passport(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield a number, and the day of birth that a traveller's line sets against it."""
    yield (*match.span("v"), Label.PASSPORT)
    if match["born"]:
        yield (*match.span("born"), Label.DATE_BIRTH)


def _taiwan(match: re.Match[str]) -> Span | None:
    return match.span("v") if taiwan_id(match.group("v")) else None


_OF_A_DESK = re.compile(r"(?:INC|CASE|RITM|CHG|REQ|TASK|SR|GD)-?\d")


_TICKET = re.compile(r"\d{4,8}")
_OF_COURTS = re.compile(r"police|court|crime|docket|sheriff|incident|案", re.IGNORECASE)


def _of_a_case(match: re.Match[str]) -> Span | None:
    """Leave what systems of tickets call their own: CASE-550604, bug report #40804, Case #88120."""
    said = match.string[max(match.start() - 40, 0) : match.start("v")]
    ticket = "#" in match.group() and _TICKET.fullmatch(match["v"]) and not _OF_COURTS.search(said)
    return None if ticket or _OF_A_DESK.match(match["v"]) else _figures(match)


def _figures(match: re.Match[str]) -> Span | None:
    """Keep a number with four figures at least that is no date."""
    digits = re.sub(r"\D", "", match.group("v"))
    dated = digits == match.group("v") and is_day(digits)
    return None if len(digits) < 4 or dated else match.span("v")


# What a bank says of a transfer: 轉咗，ref N91234567, paid (reference P20250418).
_OF_TRANSFER = re.compile(
    r"(?:[转轉汇匯付][账帳款咗了]?|交易|paid|sent|transfer(?:red)?)[^\n\d]{0,12}"
    r"(?:\bref(?:erence)?|[编編][号號]|[参參]考[号號编編]?)(?: ?(?:no|id|number))?[.:#： ]{0,3}\Z",
    re.IGNORECASE,
)


def _of_nobody(match: re.Match[str]) -> Span | None:
    """Leave the reference of a transfer, which is of the bank's books, and ids of messages."""
    text, start = match.string, match.start()
    if text[start - 1 : start] == "|" and _OF_MESSAGE.search(text, max(start - 300, 0), start):
        return None
    return None if _OF_TRANSFER.search(text, max(start - 32, 0), start) else match.span()


# Segments of HL7 that tell of messages, orders and results; those of people are read whole.
_OF_MESSAGE = re.compile(
    r"(?<![A-Za-z0-9])(?:MSH|MSA|EVN|ORC|OB[RX]|TXA|SPM|SCH|NTE|FT1|DG1|Z[A-Z0-9]{2})\|[^\n\r]{0,296}\Z"
)
_BORN = (
    r"(?:19\d\d|20[01]\d)[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ](?:\d{1,2}|[A-Z][a-z]{2})[-/. ]"
    r"(?:19\d\d|20[01]\d)|[A-Z][a-z]{2} \d{1,2}, (?:19\d\d|20[01]\d)"
)
_PASSPORT = (
    r"(?:passport|passeport|pasaporte|passaporto|passaporte|reisepass|personalausweis|paszport|"
    r"(?:П|п)аспорт|旅券番号|旅券|여권번호|여권|护照|護照)"
)
_PERMIT = (
    r"(?:通行证|通行證|回乡证|回鄉證|台胞证|臺胞證|台胞證|入台证|永久居留(?:身份)?证|永居证|"
    r"居住证|居留证|mainland travel permit|"
    r"home return permit|mtp|travel permit)"
)
_RECORD = (
    r"(?:病历|病歷|病案|住院|门诊|門診|就诊卡?|诊疗卡|医保卡?|社保卡?|医疗保险|社会保障|体检编?|"
    r"medical record|health record|patient|mrn|hospital|admission|medicare|health insurance|"
    r"health card|insurance policy|policy)"
)
_CASE = r"(?:案件|立案|卷宗|受理|报警|警情|case|docket|report|incident report|police report)"

RULES = (
    Rule(
        "passport-typed",
        Label.PASSPORT,
        r"[\"']passport(?: number)?[\"']\}?,[ \t\n]{0,24}[\"'][A-Za-z_]{2,16}[\"'][ ]?:[ ]?[\"']"
        r"[A-Z0-9]{6}",
        r"(?i)[\"'](?:type|kind|text|display|doc(?:ument)?_?type)[\"'] ?: ?"
        r"[\"']passport(?: number)?[\"']\}?,\s{0,24}"
        r"[\"'](?:doc(?:ument)?_?)?(?:number|no|id|value)[\"'] ?: ?[\"'](?P<v>[A-Z0-9]{6,12})[\"']",
        rank=NUMBER,
        caseless=True,
        before=80,
        after=16,
        examples=(
            '"doc":{"type":"passport","number":"‹488399246›","country":"USA"}',
            '{"type": {"text": "Passport"}, "value": "‹640729935›"}',
        ),
        near_misses=('{"type":"passport","status":"EXPIRED1"}',),
    ),
    Rule(
        "passport",
        Label.PASSPORT,
        _PASSPORT + r"[^\n\x00]{0,30}(?:[0-9]{5}|[0-9][0-9A-Z]{6}|[A-Z][0-9][0-9A-Z]{5}|"
        r"[A-Z]{2}[0-9A-Z]{6}|[0-9]{2} [0-9]{2} [0-9]{6}|[0-9]{2,4} [0-9]{3,4})",
        r"(?i)"
        + _PASSPORT
        + _LINK
        + r"(?P<v>(?-i:[A-Z]{1,2} (?=\d{7})|[A-Z]{0,3})\d{6,9}(?-i:[A-Z]?)|\d\d \d\d \d{6}|"
        r"(?-i:[A-Z]{1,2} ?(?:\d{4} \d{4}|\d{2,3} \d{3} \d{3}))|"
        r"(?-i:(?=[A-Z]{0,8}\d)(?=[A-Z0-9]{0,8}[A-Z])[A-Z0-9]{8,9}))(?![0-9A-Za-z]|[.-]\d)"
        rf"(?: ?/ ?(?P<born>{_BORN}))?",
        labelled=_passport,
        before=48,
        after=12,
        rank=NUMBER,
        caseless=True,
        examples=(
            "Passport ‹438135553› expires",
            "护照号码：‹E12345678›，",
            '"passport_no": "‹EA1234567›"',
            "her passport number is ‹C03005988›.",
            "passport ‹C4VK9Z0T8›, issued",
            "Personalausweis-Nr. ‹CLJGJWN4V›",
            "N° passeport : ‹71CV85792›",
            "Паспорт: ‹45 47 232540›",
            "APIS: passport ‹E 13493569›\n",
            "护照号码：‹E 5530 6846›，",
            "passport_number { '‹SE3785960›' }",
        ),
        near_misses=(
            "passport-0.7.0",
            "passport 2024-01-02 issued",
            "passport photo 600x600",
            "passport strategies: 120000 users",
            "passport OPENIDCONNECT",
        ),
    ),
    Rule(
        "travel-permit",
        Label.PASSPORT,
        _PERMIT + r"[^\n\x00]{0,30}[0-9]{5}",
        r"(?i)" + _PERMIT + _LINK + r"(?P<v>(?-i:[A-Z]{0,3})\d{7,12})(?![0-9A-Za-z]|[.-]\d)",
        before=64,
        after=12,
        rank=NUMBER,
        caseless=True,
        examples=(
            "港澳居民来往内地通行证号：‹H0123456701›",
            "回乡证 ‹M12345678›",
            "台胞证号码 ‹01234567›",
            "往来港澳通行证‹C12345678›",
        ),
        near_misses=("通行证办理电话 12345", "travel permit fee 100000000000000"),
    ),
    Rule(
        "taiwan-id",
        Label.ID_CARD,
        r"(?:身分證|身分证|身份证|身份證|統一編號|national id|id card|id no|id number|roc id)"
        r"[^\n\x00]{0,24}[A-Z][1289][0-9]{8}",
        r"(?i)(?:身分證|身分证|身份证|身份證|統一編號|national id|id card|id no|id number|roc id)"
        r"[^\n0-9A-Za-z]{0,4}(?:字號|字号|号码|号|number|no)?[^\n0-9A-Za-z]{0,6}"
        r"(?P<v>(?-i:[A-Z])[1289]\d{8})(?![0-9A-Za-z])",
        _taiwan,
        before=48,
        after=4,
        rank=NUMBER,
        caseless=True,
        examples=("身分證字號：‹A123456789›", "national ID ‹F131104093›"),
        near_misses=("身分證字號：A123456788", "part A123456789"),
    ),
    Rule(
        "vehicle-number",
        Label.VEHICLE,
        r"(?:(?:vin|fin|fahrgestellnummer)[^\n\x00A-Za-z0-9]{1,30}|(?:车架|車架|大架)[^\n\x00A-Za-z0-9]{0,30})[A-Z0-9]{17}[^0-9A-Za-z]",
        r"(?i)(?<![a-z])(?:(?:vin|fin|fahrgestellnummer)(?=[^a-z0-9])|车架|車架|大架)(?:号码?|號碼?)?[^\nA-Za-z0-9]{0,10}"
        r"(?P<v>(?-i:(?=(?:[A-Z]*\d){4})[A-HJ-NPR-Z0-9]{17}))(?![0-9A-Za-z])",
        before=48,
        after=4,
        rank=NUMBER,
        caseless=True,
        examples=(
            "FIN: ‹WVWZZZ1JZXW000001›, Halter",
            "VIN要报吗 ‹LSVD2FC7XCN999447›\n",
            "大架号是‹LSVH1CJA42S514639›，",
            "车架‹LSVVJLF84SB127811›\n",
        ),
        near_misses=("VIN要报吗 LSVDABCDXCNABCDEF", "Kevin LSVD2FC7XCN999447", "VIN: 12345"),
    ),
    Rule(
        "plate-in-context",
        Label.VEHICLE,
        r"(?:plate|registration|rego|kennzeichen|immatriculation|matr[i\xc3]\S{0,2}cula|targa)"
        r"[^\n\x00]{0,16}[A-Z0-9]{2}[A-Z0-9 -]{3}",
        r"(?i)(?<![A-Za-z])(?:(?:licen[cs]e |number )?plate|(?:vehicle|car) registration|"
        r"registration plate|rego|"
        r"kennzeichen|plaque d'immatriculation|immatriculation|matrícula|targa)"
        + _LINK
        + r"(?P<v>(?-i:[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]{2}-\d{3}-[A-Z]{2}|[A-Z]{2} ?\d{3} ?[A-Z]{2}|"
        r"[A-Z]{1,3}[ -][A-Z]{0,2} ?\d{1,4}|[A-Z]{2,3}-?\d{3,4}|\d{1,4}[ -]?[A-Z]{3}|"
        r"\d[A-Z]{3}\d{3}))"
        r"(?![0-9A-Za-z]|[.-]\d)",
        before=64,
        after=16,
        rank=NUMBER,
        caseless=True,
        examples=(
            "Vehicle registration: ‹AY66 TZS›",
            "plate ‹SYF-9914›.",
            "Kennzeichen: ‹M-AB 1234›",
            "immatriculation ‹AB-123-CD›",
        ),
        near_misses=(
            "plate 12",
            "registration AT 2024",
            "template ABC-123",
            "boilerplate AB12 CDE",
        ),
    ),
    Rule(
        "medical-record",
        Label.OTHER_ID,
        _RECORD + r"[^\n\x00]{0,24}[0-9]{4}",
        rf"(?i)(?:(?<![a-z0-9])(?=mrn-?\d)|{_RECORD}"
        r"(?:[ _]?(?:号码|编号|号|号是|number|num|no\.?|nr\.?|id|#)|(?<=mrn))"
        r"[\"'`*]{0,2}[ \t]{0,2}(?:is|was|为|是)?[ \t]{0,2}[:：=]?[ \t]{0,2}[\"'`‘“]?)"
        r"(?P<v>(?-i:[A-Z]{0,4})-?\d[\d-]{3,17}\d)(?![0-9A-Za-z]|\.\d)",
        _figures,
        before=56,
        after=20,
        rank=NUMBER,
        caseless=True,
        examples=(
            "住院号：‹20230518842›",
            "病历号‹ZY0084213›，",
            "MRN: ‹00482913›",
            "MRN: ‹MRN0482913›",
            "medical record number ‹MR-4471902›",
            '"patient_id": "‹884213›"',
            "医保卡号 ‹A8842130017›",
        ),
        near_misses=(
            "住院 12345 人次",
            "patient 12 of 4000",
            "policy 2024-01-02",
            "MRN: 2024",
            "门诊号：20240102",
        ),
    ),
    Rule(
        "court-case",
        Label.OTHER_ID,
        r"(?:19|20)[0-9]{2}(?:\)|）|〕|\])[^\n\x00]{3,30}[0-9]号"
        r"|(?:19|20)[0-9]{2}年[^\n\x00]{2,24}字第[0-9]{3,7}号"
        r"|字(?:〔|\[|（|\()(?:19|20)[0-9]{2}(?:〕|\]|）|\))第?[0-9]{1,8}号"
        r"|[0-9]{2}-(?:CV|CIV|CR|CRB|CRA|TRD|TRC|FA|JV|DR|CF|MD|FL|SC)-[0-9]{4}",
        r"[(（〔\[](?:19|20)\d\d[)）〕\]][\u4e00-\u9fff]{1,3}\d{0,6}[\u4e00-\u9fff]{0,3}"
        r"[民刑行执破知赔商终初再申监辖保协仲][\u4e00-\u9fff]{0,3}\d{1,7}号"
        r"(?:之[一二三四五六七八九十])?"
        r"|[\u4e00-\u9fff]{1,4}(?:劳人?|劳动人?事?|人社|工)(?:仲案?|仲裁|裁|认定?|鉴|伤认)字"
        r"[〔\[（(](?:19|20)\d\d[〕\]）)]第?\d{1,8}号"
        r"|(?<!\d)(?:19|20)\d\d年[\u4e00-\u9fff（()）]{0,8}\d{2,6}字第\d{3,7}号"
        r"|(?<![\w.-])(?:\d{1,2}:)?(?:19|20)?\d\d-(?:CV|CIV|CRB?|CRA|TR[DC]|FA|JV|DR|CF|MD|FL|SC)-"
        r"\d{4,7}(?:-[A-Z]{1,4})?(?![\w-])",
        before=44,
        after=8,
        rank=NUMBER,
        examples=(
            "案号：‹（2023）京0105民初12345号›，",
            "‹(2021)最高法民终88号›",
            "County criminal: ‹24-CV-67702› — dismissed",
            "房贷合同号‹2019年1234字第56789号›，",
            "‹浦劳人仲案字〔2024〕第4208号›\n",
            "‹鄂工认字〔2023〕118号›",
        ),
        near_misses=("（2023）12号", "[2023]文件第3号", "人社部发〔2021〕66号", "准字〔2021〕66号"),
    ),
    Rule(
        "police-case",
        Label.OTHER_ID,
        r"公(?:\(|（)[^0-9\n\x00]{3,60}(?:19|20)[0-9]{2}[^0-9\n\x00]{1,3}[0-9]{1,8}号",
        r"[\u4e00-\u9fff]公[(（][\u4e00-\u9fff]{1,6}[)）][\u4e00-\u9fff]{0,10}"
        r"[〔\[（(](?:19|20)\d\d[〕\]）)]第?\d{1,8}号",
        before=64,
        after=4,
        rank=NUMBER,
        examples=(
            "文号：‹苏公（鼓）行罚决字〔2023〕1234号›，",
            "案件‹京公(海)受案字[2024]00123号›",
        ),
        near_misses=("国发〔2023〕12号", "公（2023）12号"),
    ),
    Rule(
        "estate-title",
        Label.OTHER_ID,
        r"(?:不动产权第|不动产证明第|房权证[^\n\x00]{0,40}字第|房地产?证[^\n\x00]{0,30}第)"
        r"[^0-9\n\x00]{0,6}[0-9]{4}",
        r"(?:[\u4e00-\u9fff]{1,2} ?[(（〔\[]\d{4}[)）〕\]] ?"
        r"[\u4e00-\u9fffA-Z]{0,12}(?:不动产权|不动产证明)"
        r"|[\u4e00-\u9fff]{0,6}(?:房权证|房地?产?证)[\u4e00-\u9fff（()）\d]{0,12}字?)"
        r"第[ A-Z]{0,3}\d{4,12}号?",
        before=64,
        after=12,
        rank=NUMBER,
        examples=(
            "权证号：‹苏（2018）宁鼓不动产权第0097824号›，",
            "‹粤(2021)深圳市不动产权第0043971号›",
            "‹宁房权证玄转字第331245号›",
        ),
        near_misses=("不动产权证书第3页", "第0097824号文件", "不动产权第一"),
    ),
    Rule(
        "officer-card",
        Label.OTHER_ID,
        r"字第 ?[0-9]{5,9}号",
        r"(?:[军海空南北沈兰济广成参政后装士文武]|[士文]官|武警)字第 ?\d{5,9}号",
        before=16,
        after=4,
        rank=NUMBER,
        examples=("军官证‹南字第0123456号›，", "证件：‹军字第2001988号›"),
        near_misses=("京字第123号", "沪证字第10233号"),
    ),
    Rule(
        "case-number",
        Label.OTHER_ID,
        _CASE + r"[^\n\x00]{0,16}[0-9]{3}",
        rf"(?i)(?:(?:docket|case)(?=[ :#]{{1,3}}\d{{2,4}}-[a-z]{{2,3}}-\d)|"
        r"(?:(?<![a-z])(?:police|case|crime|incident|the) |(?<=[a-z]), )"
        r"report(?=[ :#]{1,3}\d\d-\d{5,6}(?!\d))|"
        rf"{_CASE}"
        r"(?:[ _]?(?:编号|号码|号)|[ _]{0,3}(?:number|num|no\.?|nr\.?|#)))[\"']?[ \t]{0,2}"
        r"(?:is|为|是)?[ \t]{0,2}[:：=]?[ \t]{0,2}[\"']?(?P<v>(?:\d:)?\d\d-[a-z]{2}-\d{3,6}|"
        r"(?-i:[A-Z]{0,4})-?\d[\w-]{3,18}\d(?:(?-i:[A-Z])|\([0-9A-Z]\))?)"
        r"(?![0-9A-Za-z]|\.\d)",
        _of_a_case,
        before=40,
        after=24,
        rank=NUMBER,
        caseless=True,
        examples=(
            "立案号：‹A4403040020230512›",
            "Case No. ‹1:23-cv-04567›,",
            "police report number ‹23-118842›",
            "w/ BBB and police, report ‹26-158942›.",
            "HA case no. ‹HN26685454(D)›\n",
            "Docket ‹24-CV-09416›;",
            '"docketNumber": "‹24-cv-09416›"',
            "INCIDENT REPORT  # ‹26-889229›\n",
        ),
        near_misses=(
            "case 12345:",
            "test case no. 20240102",
            "bug report #570263 and",
            "Case #88120 was opened.",
        ),
    ),
    Rule(
        "letter-and-number",
        Label.OTHER_ID,
        r"[^0-9A-Za-z.+/_-][A-Z][0-9]{8,14}[^0-9A-Za-z_/+-]",
        r"(?<![\w.+/#=@\\-])(?<!准字)(?<!单)(?<!单号)(?<!备字)[A-Z](?!(?:0{4}|19|20[0-4])\d{4,6}\b)"
        r"\d{8,14}(?![\w/+-]|\.\d)",
        _of_nobody,
        before=24,
        after=8,
        rank=NAME,
        examples=("licence ‹F162823540›, expired", "PAYMENT 42.10 ‹C1305486145› 0.00"),
        near_misses=(
            "build R20240501 today",
            "T00000000 and \\U00011231",
            "A1234567",
            "v.B123456789",
            "C123456789_x",
            "（国药准字H20704687）",
            "订单E123456789，",
            "我：轉咗，ref N91234567\n",
            "交易編號：N91234567",
            "MSH|^~|LAB|1|ADT|2|20260314||ORU^R01|Q335939501|P|2.5\n",
        ),
    ),
)
