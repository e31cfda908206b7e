"""Mobile numbers of China that their surroundings tell: of any range, grouped as anybody groups.

A range that nobody has been given yet, or groups that are not those of a telephone book (138
31367837, 1383-1367-837), are a number only where a word, somebody's name, a card or another number
beside it says so. Usual groups that slashes or two blanks part need a Chinese character there.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.checksums import is_day
from posthouse.privacy.detectors.chinese_phones import ASSIGNED
from posthouse.privacy.fieldvalues import looks_like_person
from posthouse.privacy.namewords import DOUBLE_SURNAMES, SURNAMES
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.vicinity import since_figure
from posthouse.privacy.within import remembered
from posthouse.privacy.words import either

_HAN = r"\u4e00-\u9fff"
_AMID = re.compile(f"[{_HAN}]")
_LINE = 512  # characters of a line that are looked at for whether a number is alone in it
_AROUND = 28  # characters to each side in which something may tell
_ASSIGNED = re.compile(ASSIGNED)
_SIGNS = re.compile(r"[^\d]+")
_BOOKED = re.compile(r"\d{3}(/| {2})\d{4}\1\d{4}")
_BESIDE_HAN = re.compile(rf"[{_HAN}][)）：:，,（( ]?\Z")
_LETTER = re.compile(r"[A-Za-z]")

# What is counted, and what else is numbered.
_UNIT = re.compile(
    r" ?(?:[元块个件次条人万亿米秒吨股票瓶箱台份页行字天年张斤克度%％]|美元|港币|像素"
    r"|bytes?\b|ms\b|[KMG]B\b)"
)
_OTHERWISE = re.compile(
    r"(?:[单單订編编码碼批期][号號]|(?:序列|流水|账|帐|帳|卡|票|群|学|工|案|合同|设备|条|商品)[号號码碼]|编号|條碼|条码|"
    r"QQ|\bSN|\bID|\bNo\.?|总[数量额]|金额|库存|[第版])[^\d\n]{0,3}\Z"
    r"|\bv\Z",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:电话|電話|手机|手機|手提|号码|號碼|机号|联系|聯絡|联络|微信|信|同号|同號|致电|拨|呼|回电|来电|短信|机主|预留|绑定|绑的|核对"
    r"|打(?![印包折开卡车架字工])|支付宝|(?:的|个|这|那|换|新|老|旧)[号號]|[号號](?=[发给是])|备用机|[\u260e\u2706\U0001f4de\U0001f4f1\U0001f4f2]"
    r"|(?i:phone|mobile|cell|whatsapp|wechat|contact|\btel\b|\bsms\b))[^\n\d]{0,14}\Z"
    r"|(?<![\w\"'.])(?i:reach|call|text|ring|dial|ping)[^\n\d\"'=(:]{0,20}\Z"
    r"|[室号號楼栋幢层座村组户院店门][，,、 ]{1,2}\Z"  # an address is before its number
    r"|[\u4e00-\u9fff]{2}(?:代|签)?收[，,：: ]{1,2}\Z"
)
_OF_MOBILE = re.compile(
    r"支付宝[^\d\n]{0,3}\Z|(?:微信|淘宝|京东|宽带|登[录陆]|注册|会员|支付宝)(?:账|帐)[号户][^\d\n]{0,3}\Z|"
    r"(?<![A-Za-z])(?:M|P|T|Mob)[：:] ?\Z"
)
"""An account that is a mobile number, a letter that a card writes before one."""
_SOMEBODY = re.compile(
    r"(?:(?<![\u4e00-\u9fff])我|[爸妈爹娘爷奶哥姐弟妹叔姨舅姑]|老[公婆板总师]|师傅|先生|女士|小姐|[小老阿]\w|\w总|\w工|经理|主任"
    r"|[快送派骑驾保维]\w{0,2}[员手工]|员|員|師傅|太太|經理|業主|家長|物业|前台|门卫|保安|司机|房东|业主|家长|本人|中介|阿姨|大爷|同学|医生|护士)"
    r"[ \t：:，,（(]{0,2}\Z"
)
_CALLED_BEHIND = re.compile(
    r"[^\n\d]{0,12}(?:电话|電話|手机|手機|号码|号碼|微信|机主|同号|加我|联系|打不通|没人接|无人接|关机|停机|空号|短信"
    r"|可打|打这|拨打|找我|备用)"
)
_NAME_BEFORE = re.compile(rf"(?P<n>[{_HAN}]{{2,12}})[）)]?[ \t\u3000（(:：/|,，、;；+\\-]{{0,3}}\Z")
_LEADS = frozenset(
    "系找问叫给加是发让请人员主户手东客长师生友方机向和与及跟、妈爸姐哥弟妹妻夫称为者任转亲游寄收"
)
_NAME_BEHIND = re.compile(
    rf"[）)]?[ \t:：/|,，、;；+\\（(-]{{0,3}}(?:[这那]个|[这那就]是|[是的])?"
    rf"(?P<n>[{_HAN}]{{2,4}}?)(?=[^{_HAN}]|的|收|\Z)"
)
_DOUBLE = re.compile(f"(?:{either(DOUBLE_SURNAMES)})[{_HAN}]{{1,2}}")
_BESIDE = r"[ 　\t/|,，、;；+\\（()）或和-]{1,3}"
_LISTED_BEFORE = re.compile(
    rf"(?<!\d)(?:\d{{15,18}}[\dXx]|1[3-9]\d{{9}})[^\n\d]{{0,9}}{_BESIDE}[^\n\d]{{0,9}}\Z"
)
_LISTED_BEHIND = re.compile(
    rf"[^\n\d]{{0,9}}{_BESIDE}[^\n\d]{{0,9}}(?:\d{{15,18}}[\dXx]|1[3-9]\d{{9}})(?!\d)"
)


def _named(before: str, behind: str) -> bool:
    """Tell whether somebody's name stands right before or right behind."""
    if (one := _NAME_BEHIND.match(behind)) and looks_like_person(one["n"]):
        return True
    run = one["n"] if (one := _NAME_BEFORE.search(before)) else ""
    return any(
        _called(run[-size:]) and (len(run) == size or run[-size - 1] in _LEADS)
        for size in range(2, min(len(run), 4) + 1)
    )


def _called(name: str) -> bool:
    return _DOUBLE.fullmatch(name) is not None or looks_like_person(name)


def _line(text: str, start: int, end: int, around: int) -> tuple[str, str]:
    """Return what stands before and behind a number in its line, so many characters at most."""
    before, behind = text[max(start - around, 0) : start], text[end : end + around]
    return before.rpartition("\n")[2], behind.partition("\n")[0]


@remembered
def _dialled(said: str) -> bool | None:
    """Tell whether words before a number say that it is dialled, or something else; or neither."""
    if _OF_MOBILE.search(said):
        return True
    if _OTHERWISE.search(said):
        return False
    return True if _CALLED.search(said) else None


def told(text: str, start: int, end: int) -> bool:
    """Tell whether what stands around a number says that it is dialled."""
    before, behind = _line(text, start, end, _AROUND)
    dialled = _dialled(since_figure(before))
    if _UNIT.match(behind) or dialled is False:
        return False
    if dialled or _SOMEBODY.search(before) or _CALLED_BEHIND.match(behind):
        return True
    if _named(before, behind):
        return True
    chinese = _AMID.search(before) or _AMID.search(behind)
    listed = _LISTED_BEFORE.search(before) or _LISTED_BEHIND.match(behind)
    return chinese is not None and listed is not None


def _mobile(match: re.Match[str]) -> Span | None:
    """Keep what has a country's code, stands alone in its line, or is told to be dialled."""
    text, (start, end), number = match.string, match.span(), match["v"]
    signs = _SIGNS.findall(number)
    groups = _SIGNS.split(number)
    alike = len({sign.strip() for sign in signs}) < 2
    path = "/" in signs and "/" in text[max(start - 1, 0) : start] + text[end : end + 1]
    if path or not alike or len(groups) > 5 or any(len(group) < 2 for group in groups):
        return None
    glued = _LETTER.match(text, end) is not None
    if glued and (text[end].isupper() or not _AMID.search(text, max(start - 2, 0), start)):
        return None
    if match["c"] and not glued:
        return start, end
    if len(groups) == 2 and len(groups[1]) == 8 and is_day(groups[1]):
        return None
    before, behind = _line(text, start, end, _LINE)
    alone = not before.strip() and not behind.strip() and len(groups) == 2
    if alone and _ASSIGNED.match(number) and len(groups[0]) == 3:
        return start, end
    return (start, end) if _parted(text, match) or told(text, start, end) else None


def _parted(text: str, match: re.Match[str]) -> bool:
    """Tell whether the groups of a book, parted by / or two blanks, stand beside Chinese."""
    number, (start, end) = match["v"], match.span()
    if not _BOOKED.fullmatch(number) or not _ASSIGNED.match(number):
        return False
    before, behind = _line(text, start, end, _AROUND)
    if _UNIT.match(behind) or _OTHERWISE.search(before):
        return False
    beside = _BESIDE_HAN.search(before) or _AMID.match(behind.removeprefix(" "))
    return beside is not None


_CALLS = "先生|小姐|女士|太太|管理員|房東|師傅|聯絡人|承辦人|負責人|經手人"
"""Whom one calls in Hong Kong and Taiwan, where 陳生 and 黃太 are people as well."""


def _abroad(match: re.Match[str]) -> Span | None:
    """Keep a mobile of Taiwan that is told, one of Hong Kong behind somebody who is called."""
    text, (start, end) = match.string, match.span("t" if match["t"] else "h")
    if match["t"]:
        return (start, end) if told(text, start, end) else None
    counted = _UNIT.match(text[end : end + 4]) is not None
    return None if counted or is_day(match["h"]) else (start, end)


_PARENT = "妈妈|爸爸|媽媽|爸|妈|家长|家長|奶奶|爷爷|姥姥|姥爷|外婆|外公"
_ANY_CHILD = re.compile(
    "孩子|学生|宝宝|小孩|小朋友|朋友|同学|老公|老婆|客户|幼儿|班长|新生|单亲|[我你他她它您咱谁]|各位|家长|全体|准备|所有|[的个位和与找给叫是]$"
)
"""Whose parents nobody tells apart by name."""


def _child(match: re.Match[str]) -> Span | None:
    """Take by what a child is called whose parent's number follows: 水生妈妈 139…"""
    return None if _ANY_CHILD.search(match["v"]) else match.span("v")


RULES = (
    Rule(
        "child-of-parent",
        Label.PERSON,
        rf"(?:{_PARENT})[^0-9A-Za-z\n\x00]{{0,24}}(?:\+|（|\()?(?:86)?[ -]?1[3-9][0-9]",
        rf"(?:(?<![{_HAN}])|(?<=[给找叫是由和与会]))(?P<v>[{_HAN}]{{2,3}}?)(?:{_PARENT})"
        rf"(?:[：:，,、 　（(+]|电话|手机|微信|支付宝){{0,6}}(?:86)?[ -]?1[3-9]\d",
        _child,
        before=64,
        after=4,
        rank=TEXTUAL,
        examples=(
            "1. ‹水生›妈妈 +86 13597401077\n",
            "交给‹大勇›妈妈，支付宝13912345678",
            "2、‹欣怡›外婆 139 1234 5678",
        ),
        near_misses=(
            "孩子爸爸 13912345678",
            "1. 我妈妈 13912345678",
            "小朋友家长 13912345678",
        ),
    ),
    Rule(
        "phone-hongkong-taiwan-told",
        Label.PHONE,
        r"[\x80-\xbf] 09[0-9]{2}-?[0-9]{3}-?[0-9]{3}[^0-9A-Za-z]"
        rf"|(?:{_CALLS}|生|太)(?: |：|:|　){{1,2}}[5-9][0-9]{{3}}[ -]?[0-9]{{4}}[^0-9A-Za-z]",
        rf"(?:(?<=[{_HAN}）] )(?P<t>09\d{{2}}-?\d{{3}}-?\d{{3}})|"
        rf"(?:[{SURNAMES}][生太]|{_CALLS})[ ：:　]{{1,2}}(?P<h>[5-9]\d{{3}}[ -]?\d{{4}}))"
        r"(?![0-9A-Za-z]|[.-]\d)",
        _abroad,
        before=40,
        after=4,
        rank=TEXTUAL,
        examples=(
            "聯絡人郭柏翰小姐 ‹0989-689855›\n",
            "管理員 ‹0912-345-678›\n",
            "業主黃太 ‹9123 4567›\n",
            "打俾陳生 ‹98765432›，",
        ),
        near_misses=(
            "單號 0912345678\n",
            "學生 98765432\n",
            "陳生 98765432 元\n",
            "林小姐 20240102\n",
        ),
    ),
    Rule(
        "phone-cn-mobile-told",
        Label.PHONE,
        r"(?:[^0-9A-Za-z]|86)1[3-9](?: ?[./-]? ?[0-9]){9}[^0-9]",
        r"(?<![0-9A-Za-z.])(?P<c>[(（]?(?:\+ ?|00)?86[)）]?[ -]?)?"
        r"(?P<v>1[3-9](?:[ .\-/]{0,3}\d){9})(?!\d|[.-]\d{1,11}(?!\d))",
        _mobile,
        before=40,
        after=16,
        rank=TEXTUAL,
        examples=(
            "沈杰/‹181 03413164›/510104198303123639",
            "阎磊‹16824896383› 周梦瑶‹18465787133› 这俩人的电话",
            "夏侯丽华-‹14357877640›-6217000710815110190",
            "转租，v同号 ‹14494728585›",
            "碧桂花园南苑25幢1801室，‹163.0339.0675›",
            "就是，赵超手机号发你了 ‹148 88993756›",
            "help me reach 马桂英 at ‹17929750017› thx",
            "@all 袁浩然 ‹16706540515›，傅芳 ‹14195205852›",
            "微信搜‹14450541566›就是薛志强",
            "电话‹15014294019›hhh",
            "给唐敏打电话 号码‹164-4518-7053›",
            "发你了 贾俊杰 ‹1416-0487-184›",
            "‹14360152645›是楼满仓",
            "‹14120216416›机主皇甫玉珍",
            "王芳\t‹180 740 02237›",
            "‹008619444795488›",
            "我的号码是‹186 - 1234 - 5678›",
            "上官杰（‹16131441554›）",
            "‹138 12345678›",
            "支付宝账号‹1307770 6929›，名字",
            "导游许大妈 ‹192/7083/2106›\n",
            "1. 梁学文 2人 ‹190  7143  5894›\n",
            "直接转吧 支付宝‹161  3159  5790› ",
            "彭磊\t‹133/8116/6730›\t",
            "宽带账号：‹1990399 5456›　密码",
            "T：某　M：‹1911878 8489›　E",
            "班主任王金凤‹155 760 80331›",
            "转给夏侯杰：‹14369349507› 好",
            "退到支付宝‹15436977795›",
            "方婷婷收，‹1999668 5003›\n",
            "担保人：彭红霞　‹138456 93124›\n",
            "客服：请回复手机号\n我：‹183990 26769›\n",
        ),
        near_misses=(
            '{"text": "计数器到14012345678了"}',
            "订单号14738291023已发货",
            "17420000000元预算",
            "库存16800000000件",
            "共14159265358字节",
            "编号14000000000",
            "运单14488990011查询",
            "page16512345678items",
            "rows 150 20240101 done",
            "打印14012345678份",
            "id=14012345678",
            "1300 1400 150 1600",
            "电话1.4012345678",
            "2024-14012345678",
            "分辨率  150  2000  3000  行",
            "目录/136/1234/5678/x",
            "比例 150/2000/3000/1",
        ),
    ),
)
