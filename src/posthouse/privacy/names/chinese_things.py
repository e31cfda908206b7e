"""What a Chinese name is of, where it is not of somebody: a ship, a foundation, a lake, a stake.

A word behind it says so (盖蒂信托, 威廉主胜), or its own last letter (马埃岛), or it is an everyday
word whose letters names are made of (安逸, 万幸).
"""

from __future__ import annotations

import re

from posthouse.privacy.names.chinese_cues import COMMON_SURNAMES
from posthouse.privacy.words import words

HARDLY = -4.0
"""What a word behind it adds: names of people stand before such words, too, if rarely."""
_NONE = re.compile(
    "(?:..队|.村|..省|..部|..处|..科|国人|科长|处长|部长|书记|两国|[韩中美日英法德俄]方|^[韩中美日英法德俄印朝]{2})$"
    "|^[大中小暴雷阵阴风冻梅细春秋酸降下淋冰骤夜云]雨$|^周[一二三四五六日末中初内度]$|^[上本下]季$|^年[中初末]$|^[主客]胜$"
    "|^兼|^[曾获现历担]任|^任(?:主任|高级|副)|^本[行公]|[单编账卡帐]号$|^群[里主友]$"
    "|^周(?:中|初)[欧联意德西法英足主客平切观折尤]|^上(?:周|季|轮).|^(?:次轮|本轮|今[秋夏春冬])"
    "|^.姓$|(?:代理|辩护)律师$|^[玩打学用写装跑看][A-Za-z]+[0-9]?$|^[一二三]{3}$|^(?:一[二三]|三一)"
)
"""Bodies, weather, days, stakes, offices, what is done with a program."""
_GOES_ON = re.compile(
    "(?<=荣)获|(?<=付)(?:人民币|[港美欧日]元|款|讫)|奖|队员|组织|两国|[路街巷]\\d|大[马馬]路"
)
_BEGINS = re.compile(
    "(?<=各)付各|马上.|(?:[一-鿿])(?:[A-Z]{3,5}(?=\\d{4})|[A-Z]{0,8}(?:KEY|TOKEN|OPENID))"
)
"""What is cut out of a saying, and a word before a code: 各付各税, 马上转, 凭JDVA1234."""
_FIGURES = "零〇一二三四五六七八九十百千两幺"
_SHEET = re.compile(
    "张(?:信用|银行|储蓄|彩|门|机|车|船|支|发|会员|购物|电话|照|有声)[^，。]{0,2}[卡票片]"
)
_BODY_BEHIND = re.compile(
    "信托|基金|期货|财经|证券|财富|资讯|咨询(?:公司|分析)|传媒|艺术[网村馆]|出版社?|拍卖[行会]|[春秋]拍|国际(?:董|执|总|公司|集团)"
    "|实验室|小镇|购物[中广城]|商城|广场|酒庄|酒店|球场|航母|战斗群|坦克|[型级]|王国|帝国|[主客]胜|[同平胜]赔|赔率"
    "|初盘|指数|均博|数据|草原|雪山|大断层|要塞|拱门|城堡|乐园|半岛|群岛|海峡|公馆|故里|故居|高尔夫"
)
_OF_A_SHIP = re.compile('[”’」』"] ?(?:[号级型]|直升机|导弹)')
_LANDSCAPE = re.compile("[岛谷宫派郡寺乡镇错]$|牧场$")
_ALSO_A_NAME = re.compile("[山河湖江海峰岭泉桥]$")
_EVERYDAY = words(
    "安逸 万幸 祝寿 安利 蔚蓝 皓月 伯仲 回勇 铁定 月结 幸运儿 大胡子 祖孙 连庄 年关 蒙眼 逢人 "
    "白花花 金灿灿 花光 齐鸣 贺岁 包罗万象 毛骨悚然 龙争虎斗 斗智斗勇 心血来潮 仰天长啸 万事兴 万圣节 比基尼 灰姑娘 "
    "初章 史诗 玄幻 萝莉 马屁 梁子 玉兔 亮单 博胆 防平 博平 慎防 须防冷 初步心水 亚指 客胜赔 高水 半高水 "
    "受注盘 高水盘 马彩 彩果 彩迷 台彩 水友 野怪 荣耀 星耀 银联卡 金卡 高清图 高仿精 银监会 常青藤 听歌 中年男子 "
    "小天王 水飞 此君 申奥 比基尼美女 雷神 洛书 古惑仔 柳浪闻莺 塞翁失马 万紫千红 何德何能 忧国思民 排山倒海 蓝天白云 "
    "奥特曼 小怪兽 熊大 熊二 蓝精灵 维尼熊 小熊维尼 皮卡丘 哆啦A梦 蜘蛛侠 蝙蝠侠 钢铁侠 福尔摩斯 孙悟空 猪八戒 小狮子 "
    "安卓 别克 海飞丝 特百惠 红富士 泰迪 白羊 薏仁 黄酱 范儿 牛逼 牛B 傻比 傻逼 思密达 尼玛 木有 泪泪 汗汗 "
    "汪汪 萌萌哒 高清 长图 博文 熊孩子 熊猫眼 韩流 韩范 涨薪 牛刀 小清新 热水袋 么么哒 呵呵哒 哈喇子 "
)
_SOUNDS = frozenset(
    "尔斯拉克特里夫德阿卡布维巴格哈尼瓦科罗塔多奥亚普纳利洛伊马诺基托达米弗西萨雷姆莱埃吉兰贝费迪勒丁莫霍恩"
    "安伯鲁桑沃森兹皮蒙佩赫"
)
"""Letters that sounds of other languages are written with."""
_WRITTEN_BY = re.compile("[/／、·][^，。；、]{0,3}$")


def foreign(name: str, least: int) -> bool:
    """Tell whether a name of so many letters sounds foreign."""
    return len(name) >= least and sum(c in _SOUNDS for c in name) > 0.6 * len(name)


def sounds(letter: str) -> bool:
    """Tell whether a letter is one that sounds of other languages are written with."""
    return letter in _SOUNDS


def thing(text: str, start: int, end: int) -> bool:
    """Tell whether it is certain that a name is of something else."""
    name = text[start:end]
    if name in _EVERYDAY or _GOES_ON.match(text, end) or _SHEET.match(text, start):
        return True
    if _BEGINS.match(text, start) or _is_said(text, start, end):
        return True
    if name in ("文", "图", "摄") and _WRITTEN_BY.search(text, max(start - 2, 0), start):
        return True
    if _ALSO_A_NAME.search(name) and foreign(name[:-1], 2):
        return True
    return _NONE.search(name) is not None and not foreign(name, 4)


def _is_said(text: str, start: int, end: int) -> bool:
    """Tell figures of a number that is said: 六六 in 六六三二."""
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return all(c in _FIGURES for c in text[start:end]) and any(c in _FIGURES for c in around)


def doubtful(text: str, start: int, end: int) -> bool:
    """Tell whether what stands beside a name, or ends it, is said of things rather than people."""
    quoted = start > 0 and text[start - 1] in '“‘「『"'
    if _BODY_BEHIND.match(text, end) or (quoted and _OF_A_SHIP.match(text, end)):
        return True
    place = end - start > 2 and _LANDSCAPE.search(text, start, end) is not None
    return place and text[start] not in COMMON_SURNAMES
