"""Places of China that are somebody's: behind 籍贯, 在, before 门店, 户口; in full: 山东省济南市.

Names that other words are made of (黄山, 白银, 大理石) need a sign of their own: 市, 县, a field.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.chinese_places import CITIES, PROVINCES
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.words import either, words

_WORDS_TOO = words(
    "黄山 白银 安康 山南 海东 中卫 文山 中山 大理 保山 朝阳 东方 吉安 和田 海口 来宾"
)
_PLACES = CITIES | PROVINCES
_COUNTY = r"(?:(?![路街道站])[\u4e00-\u9fff]){1,5}?(?:区|县|旗|市)(?![域划分间块级场民委长政别])"
_FIELD = re.compile(
    r"(?:籍\s*贯|祖籍|出生地点?|户籍(?:所?在?地)?|归属地|参保地|出差地点?|工作地点?|所在(?:城市|地区?)|城市|省市|"
    r"地区|现居(?:地|城市)?|常住地|居住地|户口|来自|发货地|目的地|出发地|dq|city|chengshi)"
    r"[\"'`”]{0,2}\s{0,3}[:：=|，,　 ]{0,2}\s{0,2}[\"'`“]{0,2}\Z",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?:老家|家在|人在|调回|转学到|分到|飞往|前往|返回|驻|赴|[在到去从往至住回]|[次车]由)\Z"
)
_AFTER = (
    r"[^\u4e00-\u9fff]|\Z|门店|分店|分部|办事处|仓库|校区|现场|项目|机房|户口|户籍|出差|这边|那边|"
    r"人(?=[\s，。,、)）]|\Z)|的(?!路)|站(?=[0-9 ]|开|出|上|下|到)|"
    r"[和与至到玩待住]|转(?!运)|工作|上[班学]|读书|念书|教书|打工|生活|租|买房|有房|退休|开[了店]|做生意|治|服役|办"
)
_OF_CITY = r"(?:市|地区|(?:[\u4e00-\u9fff]{2,6})?自治州|盟)?"
_LONG = words("黑龙江 内蒙古")
_CHAIN = (
    rf"(?>(?:(?<={'|'.join(sorted(PROVINCES - _LONG))})|(?<={'|'.join(sorted(_LONG))}))"
    rf"(?P<of_province>(?:省|市|(?:维吾尔|壮族|回族)?自治区)?)(?P<city>(?:{either(CITIES)}){_OF_CITY})?"
    rf"(?P<county>{_COUNTY})?|(?P<of_city>{_OF_CITY})(?P<of_it>{_COUNTY})?)"
)
_TOLD_AFTER = re.compile(
    r"门店|分店|分部|办事处|仓库|现场|机房|户口|户籍|人(?=[\s，。,、)）]|\Z)|站(?=[0-9 ]|开)"
)
_OPENED, _CLOSED = ("(", "（"), (")", "）")


def _place(match: re.Match[str]) -> Span | None:
    """Take the longest name of a place where it is somebody's, or stands in full."""
    text, (named, end) = match.string, match.span()
    start = _begun(text, named)
    if start is None or not (_is_told(match, start) or _is_full(match)):
        return None
    return None if _is_part(text, start, named) else (start, end)


def _begun(text: str, end: int) -> int | None:
    """Return where the name begins that ends here."""
    for start in range(max(end - 4, 0), end - 1):
        if text[start:end] in _PLACES:
            return start
    return None


def _is_part(text: str, start: int, end: int) -> bool:
    """Tell whether a name before this one goes into it, as 上海 into 海南: 上海南站."""
    for one in range(start + 1, end):
        before = _begun(text, one)
        if before is not None and not _is_part(text, before, one):
            return True
    return False


def _is_told(match: re.Match[str], start: int) -> bool:
    """Tell whether what stands before a place, or behind it, says that it is somebody's."""
    text, (named, end) = match.string, match.span()
    if end > named or text[start:end] not in _WORDS_TOO:
        if _LED.search(text, max(start - 3, 0), start) or _TOLD_AFTER.match(text, end):
            return True
        if text[max(start - 1, 0) : start] in _OPENED and text[end : end + 1] in _CLOSED:
            return True
    return _FIELD.search(text, max(start - 16, 0), start) is not None


def _is_full(match: re.Match[str]) -> bool:
    """Tell whether at least two parts of a place have their unit: 山东省济南市."""
    text = match.string
    parts = [match.end(one) for one in match.re.groupindex if match[one] is not None]
    return sum(text[one - 1] in "省市区县旗州盟" for one in parts) > 1


def _county(match: re.Match[str]) -> Span | None:
    """Leave words that end like a county: 超市, 地区, 小区."""
    return None if _NO_COUNTY.search(match["v"]) else match.span("v")


_NO_COUNTY = re.compile(
    r"(?:超市|城市|都市|夜市|股市|门市|上市|集市|菜市|[小社园校地景病厂郊辖片街住学专分战灾特新老禁]区|"
    r"全县|本县|外县|下乡|家乡|城乡|"
    r"老乡|故乡|他乡|同乡|返乡|古镇|小镇|城镇|乡镇|村镇)\Z"
)

RULES = (
    Rule(
        "place-cn",
        Label.LOCATION,
        f"(?:{'|'.join(sorted(_PLACES))})",
        f"{_CHAIN}(?={_AFTER})",
        _place,
        before=0,
        rank=GUESS,
        here=True,
        examples=(
            "去‹南京›门店看看",
            "籍　　贯：‹辽宁沈阳›　政治面貌",
            "出生地点：‹山东省济南市›　医疗机构",
            "工作地在‹株洲›。\n",
            "我在‹赣州›，开了个厂",
            "三等奖：甲（‹烟台›）",
            "，‹南通›站03:46开",
            "42岁，‹贵州贵阳›人，现住",
            "女，汉族，‹株洲›户口",
            "AND dq='‹漳州市›'",
            "户籍：‹黑龙江省哈尔滨市›\n",
        ),
        near_misses=(
            "北京大学的研究",
            "来自北京大学的人",
            "由广东省教育厅主办",
            "南京路步行街",
            "上海银行股份",
            "登上黄山看日出",
            "大理石地面",
            "物流显示到杭州转运中心",
            "北京烤鸭",
            "天津话很有趣",
            "操四川口音，",
        ),
    ),
    Rule(
        "county-cn",
        Label.LOCATION,
        "(?:籍贯|籍[^0-9A-Za-z]{1,9}贯|出生地|老家|户籍|户口|来自|返回|家在|人在)[^0-9A-Za-z\\n\\x00]{4,40}"
        "(?:县|縣|区|市|旗|镇|乡)",
        r"(?:籍[\s\u3000]{0,3}贯|出生地点?|老家在?|户籍(?:所?在?地)?|户口|来自|返回|家在|人在)"
        r"[\"'”]?[:：　 ]{0,3}[\"'“]?"
        r"(?P<v>(?:(?![路街的和与])[\u4e00-\u9fff]){2,7}?(?:县|縣|区|市|旗|镇|乡))"
        r"(?=[^\u4e00-\u9fff]|\Z|[的和教务种打工读上做人])",
        _county,
        before=56,
        after=4,
        rank=GUESS,
        examples=(
            "我还在老家‹霍城县›教书",
            "籍贯：‹罗田县›\n",
            "籍　贯　‹正定县›　出生日期",
            "出院带药，返回‹隆回县›\n",
        ),
        near_misses=("来自各个地区的人", "返回超市，", "老家过年返乡的人", "户口所在地区"),
    ),
)
