"""Companies and schools of China, by their legal form and the place that their name begins with.

A name is read backwards from its form (有限公司, 律师事务所, 中学) to the place, or to the sign or
word that leads to it, and forwards through what is told of it: (普通合伙), 某某分公司.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.chinese_places import CITIES, PROVINCES
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.words import either

_LONGEST = 28
_PLACES = either(CITIES | PROVINCES)
_PLACE = re.compile(rf"(?:{_PLACES})(?:省|市)?")
_BACK = re.compile(r"(?:[\u4e00-\u9fffA-Za-z0-9]|[(（][\u4e00-\u9fff]{2,8}[)）])*\Z")
# What a name of a company follows; the last one counts.
_LEAD = re.compile(
    r"被告人?|原告|第三人|[甲乙丙丁供需买卖借贷]方|承租人?|入职|就职于|任职于|来自|供应商|客户|抬头|名为|名叫|"
    r"名称|单位|厂家|雇主|股东|通过|附件|关于|委托|联系|由|被|叫|是|给|找|跟|赴|向|对|与|为|把|在|于|经|说|"
    r"从|到|去|的|了|我|你|他|她|请|和(?="
    + _PLACES
    + r")|及(?="
    + _PLACES
    + r")|以(?=[\u4e00-\u9fff]{4})"
)
_SURE = r"(?:股份|责任|控股)?(?:有限(?:责任)?公司|集团公司|股份公司)"
_PARTNERS = (
    r"(?:律师|会计师|税务师|评估师)事务所|(?:专业)?合作社|经营部|门诊部|制品厂|加工厂|商行|服务部"
)
_LEARNING = r"(?:小学|中学|初中|高中|幼儿园|职校|技校)"
_BEHIND = re.compile(
    r"(?:[(（](?:普通合伙|有限合伙|特殊普通合伙|集团|个人独资)[)）])?"
    r"(?:(?![的与和及在于向由])[\u4e00-\u9fff]{2,8}?(?:分公司|分厂|分所|营业部|办事处))?"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MANY = re.compile(r"(?:各|多|某|所有|全市|全省|部分|中|该|(?<![第十百])一)(?:家|所|个)?\Z")
_NOT_SCHOOL = re.compile(r"生|期|阶段|部|毕业|教育|教师|数学|语文|组")


def _begin(text: str, at: int) -> tuple[int, bool]:
    """Return where the name begins that goes on at this place, and whether with a place."""
    low = max(at - _LONGEST - 8, 0)
    run = _BACK.search(text, low, at)
    start = run.start() if run is not None else at
    for lead in _LEAD.finditer(text, start, at - 2):
        start = lead.end()
    for place in _PLACE.finditer(text, start, at):
        if text[place.start() - 1 : place.start()] not in ("(", "（") or place.start() == start:
            return place.start(), True
    return start, False


def _named(match: re.Match[str]) -> Span | None:
    """Take a company with its place or, where none begins it, one that is long and led to."""
    text, form = match.string, match.start()
    start, placed = _begin(text, form)
    size = len(_HAN.findall(text, start, form))
    if not (2 if placed else 4) <= size <= _LONGEST - 4 or (not placed and start < form - 20):
        return None
    if _MANY.search(text, start, form) is not None:
        return None
    behind = _BEHIND.match(text, match.end())
    return start, behind.end() if behind is not None else match.end()


def _placed(match: re.Match[str]) -> Span | None:
    """Take a firm or school that begins with its place."""
    text, form = match.string, match.start()
    start, placed = _begin(text, form)
    if not placed or form - start > 18 or _MANY.search(text, start, form) is not None:
        return None
    place = _PLACE.match(text, start)
    if place is None or form - place.end() < 1:
        return None
    behind = _BEHIND.match(text, match.end())
    return start, behind.end() if behind is not None else match.end()


def _school(match: re.Match[str]) -> Span | None:
    return None if _NOT_SCHOOL.match(match.string, match.end()) else _placed(match)


RULES = (
    Rule(
        "company-cn",
        Label.ORG,
        r"(?:有限公司|有限责任公司|集团公司|股份公司)",
        rf"(?<=[\u4e00-\u9fff)）]){_SURE}",
        _named,
        before=12,
        after=4,
        rank=TEXTUAL,
        examples=(
            "造几条数据，来自‹桂林市卓越服饰股份有限公司›给的样例",
            "被申请人：‹烟台市润禾精密机械（集团）有限公司岳阳分公司›，住所",
            "原告某某与被告‹保定金石信息技术股份有限公司›买卖合同纠纷",
            "开了个厂，叫‹徐州卓越国际货运代理有限责任公司›\n",
            "男方以‹鼎盛信息技术（桂林）有限公司›名义所借款项",
            "户名：‹中和网络科技（济宁）有限公司›　账号",
            "我在‹南通瑞和贸易有限公司›上班",
        ),
        near_misses=(
            "设立有限公司的条件",
            "一家有限责任公司",
            "多家股份有限公司",
            "关于有限公司章程",
        ),
    ),
    Rule(
        "firm-cn",
        Label.ORG,
        f"(?:{_PARTNERS.replace('(?:律师|会计师|税务师|评估师)', '').replace('(?:专业)?', '')})",
        rf"(?<=[\u4e00-\u9fff)）])(?:{_PARTNERS})",
        _placed,
        before=12,
        after=4,
        rank=TEXTUAL,
        examples=(
            "委托代理人：甲，‹济宁鼎盛种植专业合作社›律师",
            "单位：‹佛山市鼎盛会计师事务所（普通合伙）›　电话",
            "烧烤店（‹汕头市启明律师事务所›）每晚",
        ),
        near_misses=("请咨询律师事务所", "各地合作社", "北京各律师事务所"),
    ),
    Rule(
        "school-cn",
        Label.ORG,
        _LEARNING,
        rf"(?<=[\u4e00-\u9fff]){_LEARNING}",
        _school,
        before=12,
        after=4,
        rank=TEXTUAL,
        examples=(
            "入学前就读：‹南京市育才初级中学›　入学日期",
            "教书，‹东莞市第十一幼儿园›\n",
            "转学到‹岳阳市文汇幼儿园›，不参与",
        ),
        near_misses=("南京市中小学生", "北京市各小学", "上海中学教育", "读小学"),
    ),
)
