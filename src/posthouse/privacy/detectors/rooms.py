"""Rooms of a housing estate that nothing but figures names: 住户12-1-2304, 8栋1单元1702."""

from __future__ import annotations

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule

_DASHED = r"\d{1,2}-\d{1,2}-(?!(?:19|20)\d\d)[1-9]\d{2,3}"
_WHO = (
    r"(?:的?(?:租户|业主|住户|邻居|房东|租客|家)|[ ]?[\u4e00-\u9fff]{1,3}"
    r"(?:姐|哥|嫂|老师|阿姨|叔|先生|女士|大爷|奶奶|妈|爸))"
)

RULES = (
    Rule(
        "room-dashed-cn",
        Label.ADDRESS,
        r"(?:住户|房号|业主|房间|门牌|家住|住在?|室号)[:： ]{0,3}[0-9]{1,2}-[0-9]{1,2}-[0-9]{3}|"
        r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,4}[ ]?[\x80-\xff]{3}",
        rf"(?:住户|房号|业主|房间|门牌|家住|住在?|室号)[:： ]{{0,3}}(?P<v>{_DASHED})(?![\d-])|"
        rf"(?<![\w-])(?P<w>{_DASHED})(?={_WHO})",
        lambda match: match.span("v") if match["v"] else match.span("w"),
        rank=TEXTUAL,
        before=40,
        after=20,
        examples=(
            "21:17 住户‹12-1-2304›报警称",
            "房号‹9-2-2403›\n车牌",
            "是‹5-2-1103›的租户，不是业主",
            "1 ‹7-1-602› 韩姐 1箱",
        ),
        near_misses=("3-2-2024 年", "5-2-110 段代码", "住宿3-2-1晚"),
    ),
    Rule(
        "room-in-words-cn",
        Label.ADDRESS,
        r"[0-9] ?(?:栋|幢|号楼|棟) ?[0-9]{1,2} ?单元 ?[0-9]{3,4}",
        r"(?<![0-9A-Za-z\u4e00-\u9fff])(?P<v>[A-Z]?\d{1,3} ?(?:栋|幢|号楼|"
        r"棟) ?\d{1,2} ?单元 ?\d{3,4}(?:室|号|户)?)"
        r"(?![0-9元人套])",
        rank=TEXTUAL,
        before=24,
        after=8,
        examples=("报修人:‹8栋1单元1702›业主", "送 ‹12栋2单元301室›，放门口"),
        near_misses=("共3栋1单元200人", "12栋501室"),
    ),
    Rule(
        "room-in-hongkong",
        Label.ADDRESS,
        r"[\x80-\xff]{3}(?:邨|苑|花園|新村)[\x80-\xff]{3,24}(?:樓|座|閣)[ ]?[0-9A-Z]{1,4}[ ]?"
        r"(?:室|號|楼|樓)",
        r"[\u4e00-\u9fff]{2,8}(?:邨|苑|花園|新村)[\u4e00-\u9fff]{1,8}[樓座閣] ?[0-9A-Z]{1,5} ?"
        r"(?:室|號室?|樓)(?: ?[0-9A-Z]{1,4} ?室)?",
        rank=TEXTUAL,
        before=80,
        after=16,
        examples=("住 ‹沙田乙明邨明信樓 1907 室›。",),
        near_misses=("邨內有樓 19 座",),
    ),
)
