"""Numbers as they are said in Chinese, written down by whoever or whatever listened: 幺三八…

Telephones of eleven figures, in one piece or with pauses, and resident ids by their check digit.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.checksums import is_day, resident_id
from posthouse.privacy.rules import NUMBER, Rule, Span

_FIGURES = "零〇一幺二两三四五六七八九"
_VALUES = dict(zip(_FIGURES, "0011223456789", strict=True))
_FIGURE = f"[{_FIGURES}]"
_PAUSE = "[ ，,、。-]{0,2}"
_BYTES = "(?:" + "|".join(_FIGURES) + ")"
_SAID = f"(?:{_BYTES}(?:，|、|。|,| |-)?)"
_NO_PHONE = re.compile(r"(?:编号|单号|密码|代码|验证码|账号|圆周率)[^\n]{0,3}\Z")
_ID_WORD = re.compile(r"身份证|身分證|证件|身份证号")


def _plain(text: str) -> str:
    return "".join(_VALUES[c] for c in text if c in _VALUES)


def _mobile(match: re.Match[str]) -> Span | None:
    """Keep what is a mobile number where it is written in figures."""
    if _NO_PHONE.search(match.string, max(match.start() - 8, 0), match.start()):
        return None
    return match.span("v") if re.fullmatch(r"1[3-9]\d{9}", _plain(match["v"])) else None


def _resident(match: re.Match[str]) -> Span | None:
    """Keep what the check digit confirms, or what is a day behind the word."""
    number = _plain(match["v"]) + ("X" if match["x"] else "")
    if len(number) != 18:
        return None
    told = _ID_WORD.search(match.string, max(match.start() - 60, 0), match.start()) is not None
    return match.span("v") if resident_id(number) or (told and is_day(number[6:14])) else None


RULES = (
    Rule(
        "phone-said-cn",
        Label.PHONE,
        f"(?:一|幺)(?:，|,| )?(?:三|四|五|六|七|八|九)(?:，|,| )?{_SAID}{{8}}{_BYTES}",
        rf"(?<!{_FIGURE})(?P<v>[一幺]{_PAUSE}[三四五六七八九](?:{_PAUSE}{_FIGURE}){{9}})"
        rf"(?!{_PAUSE}{_FIGURE})",
        _mobile,
        before=48,
        after=8,
        rank=NUMBER,
        examples=(
            "电话‹一三八零零一三八零零零›，",
            "我重复一下，‹一九一，零七八八，五九零三›，对吗",
            "号码是‹幺五幺 八五九二 五二八零›",
        ),
        near_misses=(
            "一三五七九，二四六八",
            "编号一三五七九二四六八零一",
            "一三八零零一三八零零零一二",
            "一二三四五六七八九一二",
        ),
    ),
    Rule(
        "resident-id-said-cn",
        Label.ID_CARD,
        f"(?:一九|幺九|二零|二〇){_SAID}{{9}}(?:{_BYTES}|[Xx])",
        rf"(?<!{_FIGURE})(?P<v>{_FIGURE}(?:{_PAUSE}{_FIGURE}){{16}}{_PAUSE}"
        rf"(?:{_FIGURE}|(?P<x>[Xx]|叉|艾克斯)))(?!{_PAUSE}{_FIGURE})",
        _resident,
        before=96,
        after=24,
        rank=NUMBER,
        examples=(
            "客户：‹一一零一零五一九四九一二三一零零二X›，",
            "身份证‹三二零一零六，一九七三零一一三，五九七三›",
        ),
        near_misses=("三二零一零六一九七三一三一三五九七三", "一九九八年到二零零五年之间的数字"),
    ),
)
