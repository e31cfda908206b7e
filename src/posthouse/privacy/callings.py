"""What people are called in Chinese who are not named in full: 小李, 老王, 张总, 欧阳医生."""

from __future__ import annotations

import re

from posthouse.privacy.names.chinese_cues import COMMON_SURNAMES, DOUBLE_SURNAMES
from posthouse.privacy.words import either, words

_TITLES = words(
    "先生 女士 小姐 太太 老师 师傅 医生 大夫 护士 护士长 主任 经理 阿姨 叔叔 大爷 大妈 大叔 "
    "大姐 大哥 奶奶 爷爷 "
    "嫂子 婶婶 律师 法官 警官 检察官 书记 科长 处长 局长 厅长 所长 院长 校长 园长 村长 镇长 "
    "乡长 区长 县长 站长 队长 "
    "组长 班长 股长 科员 行长 店长 厂长 部长 会长 馆长 教授 教练 博士 导师 同学 老板 老板娘 "
    "会计 出纳 司机 顾问 秘书 "
    "班主任 工程师 设计师 总监 主管 主播 董事长 总经理 副总 部长 委员 专员 干事 警长 社工 保安 "
    "中介 房东 医师 药师 技师 客服 书记员 调解员 审判员 审判长 公证员 网格员 管家 柜员 "
    "快递员 安检员 乘务员 理财师 月嫂 大伯 大婶 大姨"
)
_NO_OFFICE = words(
    "先生 女士 小姐 太太 老师 师傅 医生 大夫 护士 阿姨 叔叔 大爷 大妈 大叔 大姐 大哥 奶奶 爷爷 "
    "律师 法官 警官 同学 老板 总 "
    "哥 姐 工 叔 姨 博士 司机 客服"
)
_SHORT_TITLES = "总哥姐工董叔姨婶爷导处局院所"
# Words of one letter and a short title that are something else: 施工, 古董, 车工.
_THINGS = words(
    "车队长 游客服 施工 包工 管工 车工 童工 武工 华工 石工 古董 安处 单处 成总 全总 万总 连总 车处 "
    "向导 周导 "
    "温导 易导 关处 难处 "
    "高处 路处 明处 程处 时处 毕处 包处 武导 邮局 布局 阳历 时局 鲍局 格局 石院 医院 学院 书院 "
    "法院 严院 成院 安院 毛院 "
    "汤所 包所 安所 时所 向所 单所 古所 关所 金所 石所 毛所 车所 温所 康所 龙爷 石爷 牛爷 安爷 "
    "白爷 高院 成叔 "
)
_NEVER = "时向"  # 当时老师, 向老师请教
_SMALL = "时于米白方路康计金石叶高包车成安牛管谷游易江乔毛章温向单童"
"""Surnames before which 小 makes a word: 小时, 小于, 小米; 小马 and 小熊 are people's, too."""
ANYBODY = f"(?:{either(DOUBLE_SURNAMES)}|[{''.join(sorted(COMMON_SURNAMES))}])"
"""Any family name, as an expression."""
CALLED = re.compile(
    rf"(?P<old>[小老])(?P<of>{ANYBODY})"
    rf"|(?P<so>{ANYBODY})(?P<title>{either(_TITLES)}|[{_SHORT_TITLES}])"
)
"""What may be a calling; `is_word` tells what is none."""


def is_word(match: re.Match[str]) -> bool:
    """Tell what `CALLED` matched from an everyday word."""
    if match["old"]:
        return match["of"] in _SMALL and match["old"] == "小"
    if match["so"] == "任" and match["title"] not in _NO_OFFICE:
        return True  # 任校长, 任主任期间
    return match["so"] in _NEVER or match.group() in _THINGS


def is_calling(text: str) -> bool:
    """Tell whether a text is nothing but what somebody is called."""
    match = CALLED.fullmatch(text)
    if match is None or text == "小时":
        return False
    return match["old"] is not None or not is_word(match)
