"""Names that the words to both sides tell: 核实于磊身份, 请核对梁强银行卡, 转账至曹涛账户.

In short messages the readers, which learned from sentences, miss such names or cut them one letter
off. A word that leads to somebody and one that follows somebody, or a sign or a number, leave between
them room for a surname and a given name; what stands there is one unless it is an everyday word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.chinese_cues import DOUBLE_SURNAMES, SURNAMES
from posthouse.privacy.names.tagger import HAN
from posthouse.privacy.namewords import NOT_CHINESE_NAMES
from posthouse.privacy.words import words

_SURNAME = re.compile(f"[{''.join(SURNAMES)}]|[{''.join({one[0] for one in DOUBLE_SURNAMES})}]")
_ALL_HAN = re.compile(f"[{HAN}]+")
_LETTER = re.compile(rf"[{HAN}\w]")
_LEADS = words(
    "核实 核对 核验 查验 复核 比对 确认 确认下 审核 采集 调取 查询 查一下 转账至 转账给 转账到 汇款给 打款给 打款 "
    "转给 付给 退给 退到 退款到 借给 交给 发给 寄给 递给 派给 报给 打给 分给 移交给 交接给 升级给 收到 欠 联系 "
    "通知 回拨 呼叫 找 问 回访 已回访 请示 抄送 麻烦 感谢 表扬 询问 讯问 传唤 抓获 释放 转诊 分配 派 短信发 发送至 "
    "机主 用户 客户 患者 病人 病患 学生 考生 家长 房东 租客 租户 房客 业主 车主 司机 驾驶员 骑手 快递员 派件员 配送员 "
    "民警 辅警 受害人 被害人 报案人 报警人 嫌疑人 当事人 失主 证人 收件人 寄件人 经办人 复核人 受理人 提单人 处理人 "
    "签收人 代收人 取件人 陪护人 监护人 担保人 借款人 付款人 收款人 持卡人 户主 户名 户主是 名字 姓名 名字是 叫做 名叫 "
    "登记人 负责人 联系人 被保险人 投保人 中介 经纪人 医生 护士 护工 同事 客户经理 申请人 审批人 发起人 提交人 责任人 "
    "报销人 接听人 交接人 对接人 代签人 送检人 采集人 领取人 保管人 记账人 主持人 记录人 值班人 见证人 介绍人 引荐人 "
    "组长 班长 店长 队长 站长 网格员 查勘员 定损员 书记员 调解员 业务员 收银员 保洁员 调度员 教练 主刀 一助 监考 导演 "
    "直属上级 上级 下属 徒弟 学员 新学员 新生 实名 代收 变更为 换成 改成 "
    "班主任 同学 接送人 老师 师傅 乘客 旅客 住客 储户 会员 员工 职工 工人 队员 社员 村民 居民 老人 家属 推给 传给 拿给 送给 "
    "还给 留给 卖给 租给 介绍给 反馈给 提交给 转交给 转发给 抄送给 汇报给 分配给 指派给 分享给 过户给 转让给 升级给 床 转 扶 为 给 向 让 叫 "
    "请 帮 替 代 对 据 经查 和 与 跟 及 被 把 加 付 从"
)
_LONGEST_LEAD = max(map(len, _LEADS))
_OWNED = re.compile(
    "[ \\t]?(?:的|之)?(?:身份|银行卡|信用卡|储蓄卡|卡[里号上]|账[户号上]|帐[户号]|支付宝|微信|手机|电话|号码|证件|签[字名]|笔迹|人脸|指纹"
    "|通话记录|个人信息|户口|社保|工资|名下|住院号|病历|血压|家属|妈妈|爸爸|快递|包裹|邮箱|学号|工号|笔录)"
)
_FOLLOWS = re.compile(
    "(?:信息|资料|档案|母亲|父亲|家长|地址|合同|房|车|签收)"
    "|的(?![一-鿿])|本人|先生|女士|小姐|老师|同学|师傅|医生|到|是否|涉嫌|反[映馈]|催单|来[电取办]|发[邮短微消给我]|要求|称|说|在吗|不[行在]"
    "|处理|跟进|负责|上门|进[群诊]|办理|代[收拿签]|取[件餐货]|带看|出警|值班|请假|订票|借款|转[账来给至]|打(?:伤|这|电话|款)"
    "|调岗|调去|调到|沟通|抽屉|手[里上]|饰|复述|照看|代签|陪同|收齐|收[，,。：:\\s]|[将把向跟替与和及]|[两二三]人|等[人，。]|系(?!统)|驾驶|后再|做|抽血|换药|过敏"
)
_END = re.compile(r"[ \t]{0,2}(?:$|[\d\"'”’」』】>（(【\[，,。、；;：:！!？?/／｜|+\\\n-]|\s)")
RULE, TOLD = "names-zh", 0.9
"""How sure it is that a name is one."""
_WEAK = words("扶 为 给 向 让 叫 请 帮 替 代 对 据 和 与 跟 及 被 把 加 付 从 找 问 派 欠 转 床")
_LATIN_LEAD = re.compile(
    r"(?<![A-Za-z])(?:name is|call|reach|contact|cc|ping|ask|tell|with|to|from|for|dear|hi)[ :：]{0,2}\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\d{9}[\dXx][/|，,;；\\ +-]{1,2}\Z")
_NUMBER = re.compile(r"[（( \t]{0,2}[/|，,;；:：\\+-]{0,2}[ \t]{0,2}[+(（]{0,2}\d[\d -]{8}")
_NEAR = 16
_SHORT = 12  # Chinese letters of a clause in which a word that leads to somebody is enough
_SIGN = re.compile("[，。！？；：,.!?;:\\s]")
_USUAL = (-0.8, 1.0)  # of a given name of two letters, of one: what nobody else suspects
_JOINS = frozenset("和与及跟向付代从")  # surnames, too, but before another surname seldom
_NEVER_LAST = frozenset("的了是在把被给将跟向吗呢啊吧说打到收来去")
_EVERYDAY_BITS, _PLACE_OR_THING = 3, 12


Flags = Callable[[int, int], int]
"""What the lexicon says of a stretch of letters (training/chinese/lexicon.py)."""
Given = Callable[[str], float]
"""How usual a given name is (chinese_judge.py)."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where a name stands; `sure` tells that it is one even where no reader thinks so."""

    start: int
    end: int
    sure: bool


def told(text: str, flags: Flags, given: Given) -> Iterator[Told]:
    """Yield where names stand that words, signs or numbers to both sides tell."""
    stop = 0
    for match in _SURNAME.finditer(text):
        start = match.start()
        joins = text[start] in _JOINS and _SURNAME.match(text, start + 1) is not None
        lead = _lead(text, start) if start >= stop and not joins else None
        one = _between(text, start, lead, flags) if lead is not None else None
        if one is not None:
            usual = given(text[start : one.end]) >= _USUAL[one.end - start == 2]
            yield replace(one, sure=one.sure and usual)
            stop = one.end


def _lead(text: str, start: int) -> str | None:
    """Return the word that leads to this place, nothing where a line or a sign does, None if none."""
    if not start or _LETTER.match(text, start - 1) is None:
        before = text[max(start - _NEAR, 0) : start]
        listed = _LISTED.search(before) or _LATIN_LEAD.search(before)
        return before if listed else ""
    for size in range(min(_LONGEST_LEAD, start), 0, -1):
        if text[start - size : start] in _LEADS:
            counted = text[max(start - size - 1, 0)].isdigit()  # 工单20250812转张三处理
            return text[start - size - counted : start]
    return None


def _between(text: str, start: int, lead: str, flags: Flags) -> Told | None:
    """Return the name that begins here behind a lead, None where none does."""
    double = text[start : start + 2] in DOUBLE_SURNAMES
    weak = lead in _WEAK or not lead
    for size in (4, 3) if double else (3, 2):
        end = start + size
        if end > len(text) or _ALL_HAN.fullmatch(text, start, end) is None:
            continue
        sure = _OWNED.match(text, end) or _NUMBER.match(text, end)
        ends = sure or _FOLLOWS.match(text, end) or (not weak and _END.match(text, end))
        named = text[start:end] not in NOT_CHINESE_NAMES and text[end - 1] not in _NEVER_LAST
        if ends and named and _plain(start, end, flags, double=double):
            short = not weak and _clause(text, start, end) <= _SHORT
            return Told(start, end, sure is not None or short)
    return None


def _clause(text: str, start: int, end: int) -> int:
    """Return how many Chinese letters the clause has that a name stands in."""
    begins = [match.end() for match in _SIGN.finditer(text, 0, start)]
    behind = _SIGN.search(text, end)
    clause = text[begins[-1] if begins else 0 : behind.start() if behind else len(text)]
    return sum(map(len, _ALL_HAN.findall(clause)))


def _plain(start: int, end: int, flags: Flags, *, double: bool) -> bool:
    """Tell whether letters are no everyday word, nor begin with one."""
    whole = flags(start, end)
    if whole & (_EVERYDAY_BITS | _PLACE_OR_THING):
        return False
    if double:
        return True
    return end - start == 2 or flags(start, start + 2) & _EVERYDAY_BITS == 0


def beside_told(found: Sequence[Finding], piece: int, told_: Sequence[Told]) -> list[Finding]:
    """Return what is found with the names that are told, in the place of people who overlap these.

    `piece` is where the sentence begins that they stand in. A body or a place that holds such a
    name stays what it is.
    """
    kept = list(found)
    for one in told_:
        start, end = piece + one.start, piece + one.end
        over = [f for f in kept if f.start < end and start < f.end]
        people = [f for f in over if f.label is Label.PERSON]
        if len(people) < len(over) or not (people or one.sure):
            continue
        sure = max([TOLD, *(f.confidence for f in people)])
        kept = [f for f in kept if f not in over]
        kept.append(Finding(start, end, Label.PERSON, RULE, 0, sure))
    return kept
