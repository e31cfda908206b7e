"""Values that a comment behind them names: <AKC190>58942747</AKC190><!-- 住院号 -->, "…", // 手机.

Interfaces of authorities call their fields by codes, so that a comment alone says what each holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.detectors.personal_columns import told_by
from posthouse.privacy.rules import GUESS, Rule
from posthouse.privacy.tables import Cell

_NAMED = (
    "(?:身份|证件|证号|保障号|出生|生日|电话|手机|住院|门诊|病历|病案|就诊|医保|社保|参保|账号|帐号|卡号|户号|护照|通行证|"
    "车牌|车架|发动机|学号|学籍|工号|保单|案号|税号|微信)"
)
_OPENED = r"(?:<!--|/\*|//|#|--|;)"


def _told(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the value where it is what the comment says."""
    fits = told_by(match["k"])
    label = fits(match["v"]) if fits is not None else None
    if label is not None:
        yield (*match.span("v"), label)


RULES = (
    Rule(
        "value-commented",
        Label.OTHER_ID,
        rf"[0-9A-Za-z\"'`>;,)"
        rf"] {{0,8}}{_OPENED} {{0,2}}(?:[\xe3-\xe9][\x80-\xbf]{{2}}){{0,6}}{_NAMED}",
        r"(?P<v>(?<![\w./-])(?=[^\n<>]{0,40}\d)[A-Za-z0-9\u4e00-\u9fff][\w·./ ()+-]{3,40}?)[\"'`]?"
        r"(?:</[\w:.-]{1,40}>)?[\"'`]?[,;)]{0,3}[ \t]{0,8}"
        rf"{_OPENED}[ \t]{{0,2}}(?P<k>[\u4e00-\u9fff]{{2,10}})(?![\u4e00-\u9fff])",
        labelled=_told,
        rank=GUESS,
        before=96,
        after=24,
        examples=(
            "<AKC190>‹58942747›</AKC190><!-- 住院号 -->",
            "f12: '‹B8104496›', // 病历号",
            'a["f7"] = "‹2019104772›"; # 住院号',
        ),
        near_misses=(
            "<AKC190>0</AKC190><!-- 住院号 -->",
            "int a3 = 20240102; // 创建日期",
            "size = 1024 # 账号列表长度",
            "varchar(32), -- 手机号",
        ),
    ),
)
