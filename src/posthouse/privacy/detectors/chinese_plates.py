"""Number plates of China: of provinces, the army and the police, of Hong Kong and Taiwan.

A plate of the usual letters is told by a car spoken of, by quotes or by its figures. One with I or
O in it, in small letters or divided oddly is one only where its owner, its car or the word plate
stands right beside it.
"""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick

from posthouse.model.finding import Label
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.words import ordered

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"
_JOINT = r"(?:[·•・.－-]| ?)"
# What is searched in small letters.
_CARS = AhoCorasick(
    ordered(
        "车 車 牌 驾 停 辆 司机 挂靠 超速 超载 违章 违法 放行 进场 入场 出场 限行 追尾 过户 年检 "
        "月卡 道闸 抵押 肇事 逃逸 逃离 剐 撞 贴条 拖走 挡 plate licence license vehicle park "
        "chepai cheliang 丰田 本田 大众 宝马 奔驰 奥迪 比亚迪 吉利 长安 五菱 特斯拉 别克 日产 福特 "
        "哈弗 奇瑞 蔚来 小鹏 问界 雷克萨斯 凯美瑞"
    )
)
_CAR_ALONE = re.compile(r"\bcar\b|\bcph")
_SAID = re.compile(
    r"(?:[车車号號]?牌照?(?:[号號][码碼]?)?|[车車辆輛驾駛驶]|[车車][号號主]|车型|停车场|车位|名下|司机|开的?|挪|月卡|道闸|放行|登记|肇事|[车車]牌[^\n、，,]{6,10}[、，,和]"
    r"|查(?:一?下|询)?|看(?:一?下|看|见|到)|找(?:一?下)?|续费|(?:plate|car|chepai|cphm?)(?:_?(?:no|num|number|hao))?)"
    r"(?:好像|大概|大约|应该|可能|似乎|貌似|记得|叫"
    r"|[了过的是为：:，, 「“\"'(（-]|一[下辆]|那辆|这辆|辆){0,4}\Z"
)
_SAID_BEHIND = re.compile(
    r"[\"'”」)） ，,]{0,2}(?:[黑白银銀灰红紅蓝藍金绿綠棕黄黃橙紫青]色?(?:的)?"
    r"(?:[轿轎小越货貨客面皮]|[车車]|"
    r"比亚迪|特斯拉|本田|丰田|大众|宝马|奔驰|奥迪|别克|日产|福特|吉利|长安|五菱|奇瑞|哈弗|"
    r"现代|起亚|蔚来|理想|小鹏)|[这那]?(?:辆|台|是谁|谁的)|这?个?的?[车車]|的?司机|的主人"
    r"|已?[进入出离]场|[挪停挡堵占撞刮剐]|没关|没熄|超[载速]|麻烦|请(?:挪|速|移)|开走|让一?让|号(?:小|大|中|轻|重|轿|货|客|普|车|摩|电))"
)
_BEHIND = 16  # characters behind a plate in which a word may speak of a car
_FIGURES = 2  # that a plate of odd letters or joints must have
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS = re.compile(r"[A-Za-z]{2} ")
_CLOUD = re.compile(
    r"[\u4e00-\u9fff]云[A-Z](?![A-Z]?\d{5})[A-Z]"
)  # a cloud's service, 阿里云ECS2024
_ODD = re.compile(r"[IOa-z]|^. |[.－-]")


def _plate(match: re.Match[str]) -> Span | None:
    """Keep a plate that is spoken of, or that no other word runs into and has figures enough."""
    text, (start, end) = match.string, match.span()
    cloud = _CLOUD.match(text, max(start - 1, 0)) is not None
    if cloud and not _of_cars(_before(text, start, 24)):
        return None
    if _said(text, start, end):
        return start, end
    odd = _ODD.search(match.group()) is not None
    kept = _near_a_car(match) if odd else _usual(text, start, end)
    return (start, end) if kept else None


def _said(text: str, start: int, end: int) -> bool:
    """Tell whether what stands right beside a plate can be said of a car alone."""
    said = _SAID.search(_before(text, start, 16)) or _SAID_BEHIND.match(text, end)
    return said is not None


def _before(text: str, start: int, size: int) -> str:
    """Return what stands before a plate, in small letters."""
    return text[max(start - size, 0) : start].lower()


def _near_a_car(match: re.Match[str]) -> bool:
    """Tell whether an odd plate has figures and a car is spoken of."""
    text, (start, end) = match.string, match.span()
    if text[start] == "新" or sum(c.isdigit() for c in match.group()) < _FIGURES:
        return False  # what is new has other names: 新API2024
    return _spoken_of(text, start, end)


def _spoken_of(text: str, start: int, end: int) -> bool:
    """Tell whether somebody speaks of a car near a plate, in its line where that is behind it."""
    behind = text[end : end + _BEHIND].lower().partition("\n")[0]
    return _of_cars(_before(text, start, 24)) or _of_cars(behind)


def _of_cars(low: str) -> bool:
    """Tell whether a text in small letters speaks of cars."""
    if _CARS.find_matches_as_indexes(low):
        return True
    return "c" in low and _CAR_ALONE.search(low) is not None


def _usual(text: str, start: int, end: int) -> bool:
    """Tell whether a car is spoken of near a plate, or what stands there is nothing else."""
    if _spoken_of(text, start, end):
        return True
    figures = sum(c.isdigit() for c in text[start:end])
    if text[start + 2] == "·" and figures:
        return True  # as plates are printed
    if figures and text[start - 1 : start] in ("'", '"') and text[end : end + 1] in ("'", '"'):
        return True  # all of a string
    around = text[max(start - 3, 0) : start] + text[end : end + 2]
    if figures and start and around.isascii() and _WORDS.search(around):
        return True  # one Chinese character amid another script
    joined = _HAN.match(text, start - 1) if start else None
    return figures >= (4 if joined else 3)


RULES = (
    Rule(
        "vehicle-plate",
        Label.VEHICLE,
        "(?:" + "|".join(_PROVINCES) + ")"
        r" ?[A-Za-z](?:·|•|・|－| |-|\.)?[A-Za-z0-9]{4}",
        rf"[{_PROVINCES}] ?[A-Za-z]{_JOINT}"
        r"(?:[A-Z0-9]{4,5}(?:[挂学警港澳领试使]|超(?!速))|(?:[A-Z0-9]{5,6}|[a-z0-9]{5,6})"
        r"(?![0-9A-Za-z_]))",
        _plate,
        before=12,
        after=10,
        rank=NUMBER,
        examples=(
            "车牌‹粤B12345›，",
            "‹京A·D12345›驶入",
            "停在门口的 ‹沪C8K9P2›",
            "‹粤Z1234港›",
            "‹京A12345警›停在门口",
            "麻烦放一下‹京ADLETV8›，我姐夫的车",
            "‹浙DLETV8›超速，已拍照",
            "gate closed for ‹浙XSE7KD› (late)",
            'user.setChePai("‹贵ERSSTQ›");',
            "cph IN ('‹蒙DC1JJN›','x')",
            "徐玉兰名下车辆‹陕WTHSXO›",
            "你看下‹粤CFF1GX›是谁的 让他打",
            "登记人：傅子轩，车牌：‹沪JT593O›，手机",
            "违章车辆‹陕LOKGPP›，车主联系",
            "麻烦‹晋T9BTIN›的车主挪一下",
            "鲍之恒驾驶‹桂OBHVDC›号小型轿车",
            "月卡续费 ‹浙N MVOTM› 应凯旋",
            "车牌号 ‹粤 B12345›",
            "‹粤b12c45›挪一下",
            "看到‹苏A-12345›了吗",
            "昨天‹云GD64810›在滨河北路",
            "【出行】老姜（‹冀C-Y1TUA›，白色比亚迪秦）",
            "开的车牌好像‹津E.DUEF8›，已经跑了",
            "归女方；‹浙F2TTP1›（丰田凯美瑞）归",
            "归男方；‹吉D·ZTA8CR›，",
            '"plateNo":"‹鄂ZIGD2X›"',
            "chepai: '‹宁P·2IBZE›',",
            "客人车牌‹晋T·QAM6D›、‹津JRI6GIM›\n",
        ),
        near_misses=(
            "阿里云SHA256",
            "阿里云SHA256 停用",
            "云SERVER",
            "新HEADER",
            "苏A1234",
            "云APIKEY",
            "查下阿里云ECS2024",
            "川E10系列价格",
            "新Iphone15",
            "使react18跑起来",
            "贵vision2 很好",
            "看下新 a.com1234",
            "云A·BCDEF",
        ),
    ),
    Rule(
        "plate-named",
        Label.VEHICLE,
        r"(?:车牌|車牌|车号|車號|牌照|号牌|部車|架車|架车)[^\n\x000-9A-Za-z]{0,16}"
        r"[A-Z0-9]{1,4}(?: |-|·)?(?:[A-Z0-9]{2}|[\xe4-\xe9])",
        r"(?:车牌|車牌|车号|車號|牌照|号牌|[部架]車|架车)(?:号码?|號碼?)?"
        r"(?:是|为|為|係)?[:： ]{0,3}"
        r"(?P<v>[\u4e00-\u9fff] [A-Z][· -]{0,2}[A-Z0-9]{5,6}"
        r"|[军海空北南西东中联火沈兰济广成][A-Z]·?\d{5}|WJ·?[\u4e00-\u9fff]?·?\d{4}[0-9A-Z]"
        r"|[A-Z]{2,3}[ -]?\d{3,4}|\d{4}-[A-Z]{2,3})(?![0-9A-Za-z-])",
        before=40,
        after=10,
        rank=NUMBER,
        examples=(
            "車牌‹ABC-1234›",
            "我部車 車牌：‹AB 1234›，",
            "车牌 ‹粤 B 12345›",
            "军车号牌‹北A·12345›",
            "我部車‹XG 6526›，停喺九龍",
            "车牌：‹WJ京12345›",
        ),
        near_misses=("车牌号 12345", "车牌 A", "车牌识别 API 2024", "车号：第 A 12 号"),
    ),
)
