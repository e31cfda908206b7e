"""Made-up names that surrogates are drawn from: distinctive, so that few texts hold them anyway."""

from __future__ import annotations

from posthouse.privacy.words import ordered

_HEADS = ordered(
    "Al Bran Cor Dun El Fen Gar Hal Ing Kel Lor Mar Nor Os Per Quil Ren Sel Thor Ul Var Wen"
)
_TAILS = ordered(
    "bury combe dale don field ham ley man mere ridge stan ston ton vale well wick win worth"
)
WORDS = tuple(head + tail for head in _HEADS for tail in _TAILS)
"""Words of names in Latin script; each stands for one word of a name, given or family."""

SURNAMES = tuple("郦蔺亓逄鄢阚阮晏瞿闵裘宓庾缪臧邬岑隗卞郗禚仝鞠贲郏邸葛")
"""Chinese family names that are real and seldom."""

GIVEN = tuple("明轩若兰知远书瑶景行云舒沐阳思齐清和望怀瑾映雪安澜承宇")
"""Characters of Chinese given names; one or two make a name."""

TITLES_BEFORE = ordered("小 老 阿 大")
TITLES_AFTER = ordered(
    "总 董 工 某 先生 女士 小姐 老师 教授 博士 医生 律师 经理 主任 局长 处长 科长 校长 院长 书记"
    " 同学 师傅 哥 姐 叔 阿姨"
)
"""What stands beside a family name where a person is called by it."""

DOUBLE_SURNAMES = frozenset(
    ordered("欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 端木 夏侯 南宫 独孤")
)
ASIDE = frozenset(
    ordered(
        "mr mrs ms miss dr prof sir madam herr frau de da di la le van von der den bin al jr sr"
    )
)
"""Words of a name that say nothing of who it is: they stay."""

STREETS = ordered("测试 演示 样本 示范 虚构 模拟")
TRADES = ordered("科技 贸易 咨询 实业 网络 文化")
KINDS = ordered("Ltd Group Partners Works Trading Labs")
AREAS = ordered("202 212 303 404 415 503 617 702 808 919")
"""US area codes; 555-0100 to 555-0199 is kept for fiction in each of them."""
