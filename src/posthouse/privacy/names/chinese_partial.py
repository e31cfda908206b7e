"""Who is called and not named in full: 今天老熊请假, 楼上老王家, 随杨科长出差.

mentions.py knows them beside their full name. Alone they are told by a word that leads to somebody
or a sign before them and, where no long title follows the surname, by what follows somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Finding, Label
from posthouse.privacy.callings import CALLED, is_word
from posthouse.privacy.words import either, words

_RULE = "names-zh-partial"
_CONFIDENCE = 0.999  # a reader that takes a letter more, or but the surname, is wrong
_LED = 4  # letters of the longest lead
_LEADS = words(
    "找 给 跟 和 与 让 请 问 叫 归 接 随 听 经 由 把 替 帮 对 被 为 是 见 等 谢谢 感谢 多谢 辛苦 今天 昨天 前天 明天 今早 "
    "今晚 昨晚 明早 上午 下午 中午 晚上 早上 刚才 刚刚 上次 上回 下次 去年 今年 本周 下周 上周 楼上 楼下 隔壁 对门 对面 门口 "
    "前台 客服 同事 机房 房东 业务员 业务 承办人 经办人 联系人 负责人 辅导员 主任 物业 门卫 门岗 保安 司机 骑手 师傅 老板 "
    "招待 希望 麻烦 联系 通知 提醒 回复 抄送 转告 告诉 拜托 请示 汇报 汇报给 收到 欢迎 恭喜 约 那边 这边 我们 你们 咱们 "
    "尊敬的 亲爱的 审批 复核 审核 签字 主持 出席 列席 陪同 跟着 带着 以及 还有 包括 其中 另外 不过 因为 如果 但是 所以 "
    "听说 据说 据 就是 原来 现在 目前 之前 后来 当时 然后 先 再 又 都 只有 只 除了 关于 通过 请教 咨询 拜访 会见 约见 "
    "邻居 亲戚 朋友 管家 介绍人 定损员 查勘员 受理 主治 经治 班主任 HR 民警 辅警 家长 老乡 战友 室友 网友 客户 患者 病人 村民 业主 租客 中介 带队 领队 监考 主讲 主管 分管 我 你 有 到 在 "
    "去 要 会 想 说 送 发 代 从 过 上 就 欠 你好 您好 大家好 周一 周二 周三 周四 周五 周六 周日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 早 晚 财务 人事 行政 采购 销售 市场 运营 技术 研发 产品 测试 法务 仓库 后勤 保洁 前端 后端 设计 运维 出纳 干事 团长 班长 队长 组长 站长 "
    "网格员 快递员 管理员 工程师 顾问 经理 专员 助理 秘书 书记 支书 会长 社长 教练 导游 领导 店员 保姆 护工 月嫂 栋 单元 户 幢 班 科 部 室 处 院 局 所 店 组 队 厂 班 间 村 区 楼 号 行 公司 医院 学校 找了 问了 问下 找下 问问"
)
_LEAD = re.compile(f"(?:{either(_LEADS)})\\Z")
_FOLLOWS = re.compile(
    "[的说讲问让给请把来去走回到在不没也都就还已会要想能可跟与和您你我他她那这签带领住家管补查看"
    "改发打喝开后早晚好啊呢吧嘛负处反介今昨明提同请辛通出多休值替做办收退转送约接拿吃病今当先再又"
    "主进上下离入调交亲认帮沟联态协都微两三一二几很挺太真最汇牵组催付盯跑抄录填搬装修检巡验核]"
)
_NOT_FOLLOWED = re.compile(
    "(?:[的]?[确士]|会计|家[具电居庭]|上[海级]|下[级属]|开[发关]|发[票展]|好[处]|管理|通用|主[义题]|[一二三]级)"
)
_HAN = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile(r"\w")
_NUMBER = re.compile(r"[ \t]?[+(（]?\d(?:[ -]?\d){6}")
"""A telephone number right behind."""


def partial(text: str) -> Iterator[Finding]:
    """Yield who is called in a text that holds Chinese."""
    for match in CALLED.finditer(text):
        if _is_called(match):
            yield Finding(*match.span(), Label.PERSON, _RULE, 0, _CONFIDENCE)


def _is_called(match: re.Match[str]) -> bool:
    text, (start, end) = match.string, match.span()
    led = _LEAD.search(text, max(start - _LED, 0), start) is not None
    begins = not start or _LETTER.match(text, start - 1) is None or text[start - 1].isascii()
    if not (led or begins) or (is_word(match) and not _sure(match, led=led)):
        return False
    if match["title"] and len(match["title"]) > 1:
        return True
    ends = end == len(text) or _HAN.match(text, end) is None
    if ends:
        return led or _parted(text, start, end)
    return _FOLLOWS.match(text, end) is not None and _NOT_FOLLOWED.match(text, end) is None


def _sure(match: re.Match[str], *, led: bool) -> bool:
    """Tell 找小金 from 小金库: a word with 小 is somebody where a word leads to it and it ends."""
    text, end = match.string, match.end()
    ends = end == len(text) or _HAN.match(text, end) is None or text[end] in "说让请的"
    spoken_to = not led and text[end : end + 1] in ("，", "：")
    person = match["old"] is not None and match["of"] not in "时于计米路"
    return (led or spoken_to) and ends and person


def _parted(text: str, start: int, end: int) -> bool:
    """Tell whether signs of a list, a table or a turn of speech stand to both sides."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before not in ("", *"\t\n|,，、@（(：:;；/→>\"'“-–—+·~#【["):
        return False
    return (
        behind in ("", *"\t\n|,，、）):：;；/→<\"'”。！!？?】]")
        or _NUMBER.match(text, end) is not None
    )
