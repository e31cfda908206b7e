"""Numbers of people told by their form, or by a word some way off: driving licences, accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.numbers import TOKEN, bare, may_be
from posthouse.privacy.rules import LISTED, NUMBER, TEXTUAL, Rule

_ROLES = (
    r"(?:学生|同学|学员|员工|职工|同事|客户|顾客|患者|病人|会员|业主|住户|老师|教师|司机|骑手|柜员|坐席|护士|医生|考生|"
    r"申请人|经办人|审批人|报修人|提交人|负责人|联系人|发起人|用户|买家|卖家|主播|姓名)"
)
_ENDING = re.compile(
    r"(?:passport|policy|account|card|member(?:ship)?|licen[cs]e|phone)[a-z ]{0,12}"
)
_OF_WORD = {
    "passport": Label.PASSPORT,
    "account": Label.ACCOUNT,
    "card": Label.BANK_CARD,
    "phone": Label.PHONE,
}


def _other(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield "the old one was …" of what the sentence before names."""
    value = bare(match["v"])
    named = _ENDING.findall(match["before"].lower())
    if named and may_be(value, Label.OTHER_ID):
        label = next((of for word, of in _OF_WORD.items() if named[-1].startswith(word)), None)
        yield match.start("v"), match.start("v") + len(value), label or Label.OTHER_ID


RULES = (
    Rule(
        "gb-driving-licence",
        Label.ID_CARD,
        r"[^0-9A-Za-z][A-Z9]{5}[ ]?[0-9]{6}[ ]?[A-Z9]{2}[0-9][A-Z]{2}",
        r"(?<![0-9A-Za-z])[A-Z][A-Z9]{4} ?\d[0156]\d[0-3]\d{2} ?[A-Z9]{2}\d[A-Z]{2}(?: ?\d{2})?"
        r"(?![0-9A-Za-z])",
        rank=NUMBER,
        before=32,
        after=4,
        examples=(
            "that's the ‹MORGA 753116 SM9IJ 35› one",
            "values like ‹PALME753116SM9IJ›. I",
        ),
        near_misses=("KEYED753996SM9IJ", "XMORGA753116SM9IJ"),
    ),
    Rule(
        "skype-account",
        Label.ACCOUNT,
        r"live:\.cid\.[0-9a-f]{16}",
        r"live:\.cid\.[0-9a-f]{16}(?![0-9a-f])",
        rank=NUMBER,
        before=28,
        after=4,
        examples=("skype ‹live:.cid.8f27a6b3c1d940e5›, expect",),
        near_misses=("live:.cid.short",),
    ),
    Rule(
        "account-abbreviated",
        Label.ACCOUNT,
        r"[^a-z]a/?c(?: no| number|#)?[.:# ]{1,3}(?:[A-Z]{2,6} )?[0-9][0-9 -]{6}",
        r"(?i)(?<![a-z])a/?c(?: no| number|#)?[.:# ]{1,3}(?:[A-Z]{2,6} )?(?P<v>\d"
        r"(?:[ -]?\d){7,22})(?![\w/]|[.,]\d)",
        rank=TEXTUAL,
        caseless=True,
        before=24,
        after=24,
        examples=(
            "Old: ICBC Xiamen, A/C ‹4100 0200 1920 0384 756›\n",
            "HSBC HK, A/C ‹848-293847-838›, SWIFT",
            "linked a/c SBI ‹38204716625›, IFSC",
            "bank a/c ‹8110 7014 1330 0982 245› was",
        ),
        near_misses=("220 V ac 50 60 Hz", "a/c 12 of 40"),
    ),
    Rule(
        "number-behind-name-cn",
        Label.OTHER_ID,
        rf"{_ROLES}[^\n\x00-\x7f]{{0,15}}[:： ]{{0,3}}[\x80-\xff]{{6,12}}(?:\(|（)[A-Z]{{0,3}}-?"
        rf"[0-9]{{3}}",
        rf"{_ROLES}[:： ]?[\u4e00-\u9fff·]{{2,4}}[（(](?P<v>[A-Z]{{2,3}}-?\d{{3,12}}|[A-Z]?\d{{"
        rf"6,12}})[)）]",
        rank=LISTED,
        before=32,
        after=16,
        examples=("学生陶一鸣(‹2022118374›)手机", "申请人:郝志强(‹NB0317›)  单号"),
        near_misses=("学生人数(2022)", "客户数量统计(120400人)", "员工手册(V2023)"),
    ),
    Rule(
        "number-of-the-other-one",
        Label.OTHER_ID,
        r"[^a-z](?:old|new|current|previous|correct|right|other) one (?:is|was):? [A-Z0-9]"
        r"[A-Z0-9 -]{5}",
        r"(?i)(?P<before>[^\n]{8,100}?)[.!?;,]\s{1,2}(?:the |my |his |her |our )?"
        rf"(?:old|new|current|previous|correct|right|other) one (?:is|was):? (?-i:{TOKEN})",
        labelled=_other,
        rank=LISTED,
        before=130,
        after=24,
        caseless=True,
        examples=(
            "Please change my policy. The new one is ‹HC-88120394›.",
            "Change the membership. Old one was ‹533820174›, issued",
        ),
        near_misses=("Change the build. The old one was 533820174, broken",),
    ),
    Rule(
        "resident-id-in-single-figures",
        Label.ID_CARD,
        r"[1-8] [0-9](?: [0-9]){4} [12] [0-9](?: [0-9]){9} [0-9Xx]",
        r"(?<![\d ])[ ]?(?P<v>[1-8](?: \d){16} [\dXx])(?! ?\d)",
        rank=NUMBER,
        before=40,
        after=4,
        examples=("[用户] ‹3 2 0 5 8 3 1 9 7 5 0 2 2 5 7 8 5 6›\n",),
        near_misses=("1 3 7 7 0 2 1 9 7 5 0 2 2 5 7 8 5 6 1",),
    ),
    Rule(
        "game-uid-told",
        Label.ACCOUNT,
        r"[^A-Za-z_\"']UID(?:[ :：]|是|为|：){0,2}[0-9]{7}",
        r"(?<![A-Za-z_\"'/?&])UID(?:[ :：]|是|为){0,2}(?P<v>[1-9]\d{6,11})(?![\w.-])",
        rank=TEXTUAL,
        before=16,
        after=8,
        examples=(
            "游戏里被盗号了,UID ‹118302774›,服务器",
            "我在B站的UID‹39284417›,",
            "原神UID ‹184629037› ,",
        ),
        near_misses=('{"UID":118302774}', "serialVersionUID = 118302774"),
    ),
    Rule(
        "number-with-characters-cn",
        Label.OTHER_ID,
        r"(?:证号|编号|證號|健康证|户口本|退休证|资格证|执业证)(?:是|为|:|：| ){0,3}"
        r"[\x80-\xff]{3,18}[A-Z]?[0-9]{6}",
        r"(?:证号|编号|證號|健康证|户口本|退休证|资格证|执业证)(?:是|为|:|：| ){0,3}"
        r"(?!.{0,2}(?:公网|政|府|发|委))(?P<v>[京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青川宁琼][\u4e00-\u9fff]{0,4}(?:第)?[A-Z]?\d{6,14}号?)"
        r"(?![0-9A-Za-z])",
        rank=LISTED,
        before=48,
        after=12,
        examples=(
            "证号:‹沪犬K0718264›\n",
            "保洁阿姨健康证‹浙杭健20240918273›，",
            "退休证上编号是‹苏退0283746›，",
            "户口本‹粤深福字第0028173号›",
        ),
        near_misses=("许可证编号：京公网安备11010502030143号", "文件编号:苏政发202400123"),
    ),
)
