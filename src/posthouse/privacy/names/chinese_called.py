"""Who is called by a name in Latin letters amid Chinese, whatever that name is: 选手Moon, julia女士.

Chinese tells by an office or kin before it, by a title, by what only people do or have behind it.
No lexicon is asked: accounts, players' marks and forenames in small letters stand in none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.programs import LIKE_NAMES, PROGRAMS

_RULE = "names-zh-called"
_CONFIDENCE, _BESIDE = 0.95, 0.6
_NAME = (
    r"(?<![A-Za-z0-9_@./&+#~-])(?P<v>[A-Za-z][A-Za-z0-9'’]*(?:[ .-][A-Z][A-Za-z'’]*){0,2})"
    r"(?![A-Za-z0-9_/&+#@-]|\.[A-Za-z0-9])"
)
_OFFICE = (
    "选手|玩家|主播|队长|队员|队友|教练|导演|编剧|制作人|制片人|监制|剪辑师?|作曲|作词|编曲|摄影师?|设计师|负责人|总监"
    "|主管|经理|董事|总裁|副总|主任|主席|同学|学生|读者|网友|记者|编辑|主编|作者|作家|小说家|诗人|歌手|演员|画家"
    "|艺术家|科学家|哲学家|理论家|博主|楼主|版主|嘉宾|同事|男友|女友|男朋友|女朋友|室友|闺蜜|冠军|亚军|季军|高手"
    "|天王|新星|名将|主持人|发言人|被告人?|原告|患者|病人|房东|租客|面试官|候选人|助理|秘书|顾问|律师|医生|博士|教授"
    "|校长|好友|司机|外教|组长|店长|学长|学姐|学弟|学妹|师傅|丈夫|妻子|老公|老婆|儿子|女儿|哥哥|姐姐|弟弟|妹妹|老外"
    "|总编|馆长|院长|建筑师|间谍|小将|巨星|领队|程序员|操盘手|掌柜|创始人|合伙人|实习生|保姆|月嫂|邻居|亲戚"
    "|法人代表|联系人|收件人|申请人|签收人|经办人"
)
_CALLED = (
    "(?:我|他|她|人|男子|女子|孩)(?:名叫|叫|是)|网名(?:叫|是|为)?|昵称(?:叫|是|为)?|[英外]文名(?:叫|是|为)?"
    "|专访了?|抓获了?|你好|(?:账号|ID|id)(?:名?[为是叫]|[:：])|携手|能请|(?<=[^国女])[人虫精兽鬼鸟塔]皇|[人虫塔]魔"
)
_TITLE = (
    "先生|女士|小姐|太太|夫人|老师|同学|教授|博士|医生|律师|学长|学姐|师兄|师姐|师傅|阿姨|叔叔?"
    "|哥(?![伦斯特德])|姐(?!妹)"
)
_SPEAKS = (
    "答[:：]|问[:：]|回忆|坦言|笑道|笑着说|告诉(?:记者|我|他|她|大家|笔者)|写道|坦承|回答"
    "|说(?:道|过|[:：，。“‘])|(?:认为|表示|透露|指出|觉得)[:：，“]"
)
_HAS = (
    "的(?:父母|爸爸|妈妈|父亲|母亲|妻子|老公|老婆|丈夫|孩子|儿子|女儿|男友|女友|哥哥|弟弟|姐姐|妹妹|生日|手机号?码?"
    "|微信|邮箱|身份证|工资|简历|病历|护照|家人|粉丝|博客|婚礼|男朋友|女朋友)|(?:博客|微博)[:：]|心目中"
)
_DOES = (
    "先后加盟|接受采访|在接受.{0,12}采访|被问及|夺冠|夺得|请假|离职|入职|跳槽|退役|结婚|怀孕|去世|毕业|出生|转正"
    "|休产假|出差|打算|突然宣布|选择离开|穿着|喜欢|等人|本人|(?:也|一起)[去来]|(?:很|比较|最|更)?擅长"
    "|[（(]化名|，?(?:原名|真名|本名|中文名)|看来，|眼里|口中[:：“]|透露|转型|广受|更胜一筹|也?一一[道说]|自然而然地"
    "|正式[前加]往?|[两二三几]?[人位](?:选手|同学|老师|同事)|(?:和|与|跟)我(?:都|一起|坚信|说|聊|在)?|以第[一二三四五六七八九十\\d]{1,2}名"
    "|个人(?:在|的|认为|比较)|作为[^，。]{2,12}(?:冠军|选手|队长|老师|同学|同事|负责人)|刻苦|一起会师|练得?"
)
_PATTERNS = tuple(
    map(
        re.compile,
        (
            f"(?:{_OFFICE}|{_CALLED})[:： ]?{_NAME}",
            f"{_NAME} ?(?:{_TITLE}|{_SPEAKS}|{_HAS}|{_DOES})",
            f"由 ?{_NAME} ?(?:提问|获得|执导|撰写|夺得|主持|扮演|饰演|主演|主讲|签收)",
            f"对 ?{_NAME} ?进行了?的?[采专]访",
        ),
    )
)
_SIGNS = re.compile(r"[A-Z]{1,4}[0-9]?|[A-Za-z]|(?:i|e)[A-Z]\w*")
_HASH = re.compile("(?=[a-f]*[0-9])[0-9a-f]{16,}")
_FEW = 40  # letters: no name is longer
_AND = r" ?[、和与及跟&] ?"
_BEHIND, _BEFORE = re.compile(_AND + _NAME), re.compile(_NAME + _AND + r"\Z")


def called(text: str) -> Iterator[Finding]:
    """Yield the names by which somebody is called in a text that holds Chinese."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _may_be(match["v"]):
                yield Finding(*match.span("v"), Label.PERSON, _RULE, 0, _CONFIDENCE)


def beside(text: str, named: Sequence[Finding]) -> Iterator[Finding]:
    """Yield who is listed beside somebody named in Latin letters: Lyn和Moon."""
    for one in named:
        if one.label is not Label.PERSON or not text[one.start : one.end].isascii():
            continue
        behind = _BEHIND.match(text, one.end)
        before = _BEFORE.search(text, max(one.start - _FEW, 0), one.start)
        for match in (behind, before):
            if match is not None and _may_be(match["v"]):
                yield Finding(*match.span("v"), Label.PERSON, _RULE, 0, _BESIDE)


def _may_be(name: str) -> bool:
    """Tell whether a word may be a name: no abbreviation, letter or program."""
    low = name.lower()
    sign = _SIGNS.fullmatch(name) is not None or _HASH.fullmatch(name) is not None
    thing = sign or low in PROGRAMS or low in LIKE_NAMES
    return len(name) <= _FEW and not thing
