"""Numbers of people that the line before asks for or heads: "Your passport number, please.", 账号.

In a conversation the word stands in the question, on a page as a line of its own above the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.detectors.number_kinds import Kind
from posthouse.privacy.detectors.numbered_fields import BY_NAME, ON_PAPER, cell_of
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.tables import LINE, Cell
from posthouse.privacy.words import either, ways, words

_MONTHS = r"(?i:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]{0,6}\.?"
_DAY = re.compile(
    r"(?:(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?|"
    rf"\d{{1,2}}([./-])\d{{1,2}}\1(?:19|20)?\d\d|(?:19|20)\d{{6}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?[ -](?:of )?{_MONTHS},?[ -](?:19|20)\d\d|"
    rf"{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d)(?![A-Za-z0-9])"
)
_PASSPORT = Kind(
    Label.PASSPORT,
    frozenset(),
    re.compile(r"(?=(?:[A-Z]*\d){5})(?:[A-Z]{1,2}\d{6,8}|[A-Z0-9]{8,9})"),
)
_ACCOUNT = Kind(
    Label.ACCOUNT, frozenset(), re.compile(r"\d{8,21}|\d{4}(?:[ -]\d{3,4}){2,4}(?:[ -]\d{1,3})?")
)
_ID = BY_NAME["national_id"]
_OTHER = BY_NAME["policy_no"]
_WORDS: dict[str, Kind | None] = {  # None: a day
    "passport": _PASSPORT, "reisepass": _PASSPORT, "passeport": _PASSPORT, "pasaporte": _PASSPORT,
    "护照": _PASSPORT, "護照": _PASSPORT,
    "account": _ACCOUNT, "kontonummer": _ACCOUNT, "numéro de compte": _ACCOUNT,
    "número de cuenta": _ACCOUNT, "账号": _ACCOUNT, "帐号": _ACCOUNT, "帳號": _ACCOUNT,
    "账户": _ACCOUNT, "卡号": _ACCOUNT,
    "routing number": BY_NAME["routing"],
    "social security": _ID, "ssn": _ID, "national id": _ID, "id number": _ID, "tax id": _ID,
    "tax number": _ID, "citizen service number": _ID,
    "driver's licen": _ID, "drivers licen": _ID, "driving licence": _ID,
    "steuer-id": _ID, "steuernummer": _ID, "sozialversicherung": _ID, "ausweisnummer": _ID,
    "sécurité sociale": _ID, "codice fiscale": _ID, "pesel": _ID, "personnummer": _ID,
    "身份证": _ID, "身分證": _ID, "身份證": _ID, "证件号": _ID, "證件號": _ID, "驾驶证": _ID,
    "member id": _OTHER, "member number": _OTHER, "policy number": _OTHER, "nhs number": _OTHER,
    "frequent flyer": _OTHER, "membership number": _OTHER, "loyalty card": _OTHER,
    "claim number": _OTHER,
    "tax reference": _OTHER, "customer reference": _OTHER,
    "crime reference": _OTHER, "hospital number": _OTHER,
    "employee number": BY_NAME["employee_number"], "sort code": BY_NAME["sort_code"],
    "insurance number": _OTHER, "medicare": _OTHER, "学籍号": _OTHER, "病历号": _OTHER,
    "社保号": _OTHER, "公积金": _ACCOUNT, "医保": _OTHER, "保单号": _OTHER,
    "就诊卡": _OTHER, "诊疗卡": _OTHER, "社保卡": _OTHER, "健保卡": _OTHER, "学号": _OTHER,
    "准考证": _OTHER, "报案号": _OTHER, "住院号": _OTHER, "门诊号": _OTHER, "病案号": _OTHER,
    "税号": _OTHER, "信用代码": _OTHER, "統編": _OTHER, "工号": BY_NAME["工号"],
    "户号": BY_NAME["户号"], "车架号": BY_NAME["车架号"], "发动机号": BY_NAME["车架号"],
    "通行证": _PASSPORT, "回乡证": _PASSPORT, "台胞证": _PASSPORT,
    "pan": BY_NAME["pan_number"], "aadhaar": _ID, "aadhar": _ID, "national insurance": _ID,
    "nino": _ID, "utr": _ID, "tax file number": _ID, "tfn": _ID, "social insurance": _ID,
    "license number": _ID, "licence number": _ID, "alien number": _ID, "a-number": _ID,
    "sevis": BY_NAME["sevis"], "admission number": BY_NAME["i_94_number"], "nhs no": _OTHER,
    "student id": ON_PAPER["student_id"], "student number": ON_PAPER["student_id"],
    "employee id": ON_PAPER["employee_id"], "staff number": ON_PAPER["staff_id"],
    "badge number": ON_PAPER["badge_no"], "medical record": ON_PAPER["patient_id"],
    "mrn": ON_PAPER["patient_id"], "patient id": ON_PAPER["patient_id"],
    "claim no": ON_PAPER["claim_no"],
    "dob": None, "d.o.b": None, "were you born": None, "was he born": None, "was she born": None,
    "date of birth": None, "birth date": None, "birthday": None, "geburtsdatum": None,
    "date de naissance": None, "fecha de nacimiento": None, "data di nascita": None,
    "出生日期": None, "生日": None,
}  # fmt: skip
_HAS_NONE = re.compile("[没無无]有?\\Z")
_WHOLE = words("pan dob utr tfn nino mrn")
"""Words that others hold: Adobe, company, Medan."""
_ASKING = re.compile(
    r"[?？:：—]|\b(?:your|you|please|need|send|give|missing|require[ds]?|bitte|deine?|ihre?|fehlt|"
    r"votre|su)\b|请|麻烦|需要|多少|报|发|给|提供|填"
)
"""Searched in small letters."""
_SHORT = 28  # characters of a line that is nothing but a label
_OTHERWISE = re.compile(
    r"(?i:\b(?:order|ticket|invoice|case|ref|reference|track|version|total|amount|price|page|step|"
    r"code|line|row|port|error|serial|balance|build|batch|until|since|from|valid|expir\w*|issued?)"
    r"\b)|验证码|订单|单号|工单|金额|版本|时间|编号|余额|合同|有效|密码|电话|手机"
)
_NAME = r"(?:[\u4e00-\u9fff·]{2,4}|[A-Z][a-z]{1,15} [A-Z][a-z]{1,15})\r?\n" + LINE
STAMP = (
    r"\[?(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? )?\d{1,2}:\d\d(?::\d\d)?"
    r"(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?\]?(?: -)?[ ]{1,2}"
)
"""When a message of a conversation was sent: [12/03/2026, 18:04:20], 3/12/26, 6:04 PM -"""
_LEAD = (
    r"(?:" + STAMP + r")?(?:[^\s:：\d\"'=<>{}()\[\]]{1,20}"
    r"(?: [^\s:：\d\"'=<>{}()\[\]]{1,14})?[:：] ?)?"
    r"(?:[^\n\d\"'=<>{}\[\]\x00:：]|(?<=[a-z])['’](?=[a-z])){0,32}?[:：]? ?"
)
_TURN = (
    r"(?P<turn>\"\}\s{0,4},?\s{0,8}\{\s{0,4}\"(?:role|from|speaker)\"\s{0,2}:\s{0,2}\""
    r"(?:user|human|customer)\"\s{0,2},\s{0,4}\"(?:content|text|value)\"\s{0,2}:\s{0,2}\")"
)
"""Between a question and its answer in a conversation kept as JSON."""
_BEGINS = (
    r"(?<![A-Za-z0-9_./-])(?=[A-Z]{0,5}-?\d|"
    r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d)"
)
_TOLD = either(_WORDS)
_ASKED = r"(?:\n|\? |？|: |：|— |\"\})"


def _asked(match: re.Match[str]) -> Iterator[Cell]:
    """Yield what the second line begins with, where the first asks for such a number."""
    text, at = match.string, match.end()
    told = text[text.rfind("\n", 0, match.start()) + 1 : match.end("r")]
    if match["turn"]:
        told = told.rpartition('"')[2]
    if match["k"].lower() in _WHOLE and (
        text[match.start() - 1 : match.start()].isalpha() or match["r"][:1].isalpha()
    ):
        return
    if _HAS_NONE.search(text, max(match.start() - 2, 0), match.start()):
        return
    short = len(told) <= _SHORT and not match["turn"]
    asks = short or _ASKING.search(told[-80:].lower()) is not None
    if not asks or _OTHERWISE.search(match["r"]) or _OTHERWISE.search(match["lead"]):
        return
    kind = _WORDS[match["k"].lower()]
    if kind is not None:
        found = cell_of(kind, text, at)
        if found is not None and not _DAY.fullmatch(text, found[0], found[1]):
            yield found
    elif (day := _DAY.match(text, at)) is not None:
        yield at, day.end(), Label.DATE_BIRTH


def _messenger(match: re.Match[str]) -> Span | None:
    return match.span("v") if any(map(str.isdigit, match["v"])) else None


RULES = (
    Rule(
        "asked-number",
        Label.ID_CARD,
        rf"(?:{ways(_WORDS.keys() - _WHOLE)})[^\n\x000-9]{{0,60}}{_ASKED}|"
        rf"[^A-Za-z](?:{ways(_WHOLE)})(?:[^\n\x000-9A-Za-z][^\n\x000-9]{{0,59}})?{_ASKED}",
        rf"(?i:(?P<k>{_TOLD}))(?=\D{{0,340}}\d)"
        rf"(?P<r>[^\n\d\"=<>{{}}\x00]{{0,40}}(?:[?？](?: [^\n\d\"=<>{{}}\x00]{{0,24}})?(?=\n)|"
        r"[?？:：—] ?|(?=\n)|(?=[\"])))"
        rf"(?:\n{LINE}(?:{_NAME})?|{_TURN})?"
        rf"(?P<lead>{_LEAD}){_BEGINS}",
        labelled=_asked,
        rank=GUESS,
        before=64,
        after=120,
        caseless=True,
        examples=(
            "Tom: Und die Sozialversicherungsnummer?\nMia: ‹65 180992 J 053›\nTom: Danke",
            "Deine Steuer-ID.\nMia: Moment, steht auf dem Bescheid: ‹54819507327›\n",
            "Mum: and dads tax number? they asked\n[12/03/2026, 18:04:20] Wei Xu: ‹54819507327›",
            '"Your tax number please."}, {"role": "user", "content": "‹54819507327›"}',
            "What's your social security number?\nCaller: ‹132 85 9628›\n",
            "租客：要身份證號碼？‹A7621232›\n",
            "客服：请报一下身份证号\n用户：好，‹G110108199704221892›\n",
            "Und die Steuer-ID hast du? ‹54819507327›.",
            "Our Dutch citizen service number — ‹123456782› — was issued",
            "Steuernummer beim Finanzamt: ‹21/815/08150›.",
            "[14:02] A: your tax id?\n[14:03] B: ‹93081889558›\n",
            "Bank: what is your PAN?\nRavi: ‹BQXPD4829K›\n",
        ),
        near_misses=(
            "Your social security number?\nThe ticket is 132859628\n",
            "the passport was renewed by the office in the morning\n13285962 rows\n",
            '"passport": "",\n"orders": 132859628\n',
            '{"name": "passport"}, {"role": "user", "content": "132859628"}',
            "请输入身份证\n验证码 132859\n",
            "出生，没身份证，用户口本\n大交通MU5712 08:25",
            "Tax ID\nsee page 132859628",
            "Adobe?\n04/17/1965\n",
            "which company?\n132859628\n",
            "passport strategies by order: 132859628",
            "the ssn column: varchar(12)",
            "ssn\nrow 132859628",
            "A：工号制度出来没\nB：20231001 之后\n",
            "学号规则变了\nB：共 20213302 条\n",
        ),
    ),
    Rule(
        "asked-messenger",
        Label.ACCOUNT,
        r"(?:微信|wechat|weixin|qq)[^\n\x000-9]{0,32}\n",
        rf"(?i:微信|wechat|weixin|qq)(?P<r>[^\n\d\"=<>{{}}A-Za-z]{{0,32}})\n{LINE}"
        r"(?:[^\s:：\d\"'=<>{}]{1,12}[:：] ?)?(?:(?:是|好的?|我的?|微信|号)[，, ：:]{0,2}){0,3}"
        r"(?P<v>[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9]\d{6,10})[ 。]?(?=\r?\n|\Z)",
        _messenger,
        rank=GUESS,
        before=40,
        after=80,
        caseless=True,
        examples=("客服：您微信多少，方便加一下\n用户：‹felix11170›\n", "QQ\n‹283746512›\n"),
        near_misses=("微信支付\n接口：unifiedorder2 调用\n", "微信\n客服：miniprogram\n"),
    ),
)
