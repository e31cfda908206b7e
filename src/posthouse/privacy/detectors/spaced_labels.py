"""Values behind a Chinese label that a scanner parted (姓 名 ：) or blanks set apart (账号   62…).

The label is read without its blanks; what it names is judged as below the heading of a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.detectors.personal_columns import told_by
from posthouse.privacy.rules import GUESS, Rule
from posthouse.privacy.tables import Cell

_BLANK = "[ \u3000]"
_HAN = "[\u4e00-\u9fff]"
_KEY = rf"(?<!{_HAN})(?P<k>{_HAN}(?:{_BLANK}{{0,3}}{_HAN}){{1,8}}(?:{_BLANK}{{0,3}}ID)?)"
_MONTH = re.compile(r"(?:19|20)?\d\d[.年-](?:\d{1,2}月?)?")
_BANKS = ("开户行", "开户银行", "銀行名", "银行名")  # a bank's name is nobody's
_PARTED = re.compile(
    rf"{_HAN}{{1,2}}(?:{_BLANK}{{1,3}}{_HAN}{{1,2}}){{1,3}}|"
    r"\d{2,4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?"
)
"""A value parted like its label: 王 芳, 1950 年 12 月 07 日."""
_GAP = 3  # blanks that set a value apart where no sign does


def _readings(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield a label and where its value begins: the whole key, then less of it (姓 名 王 芳)."""
    key, start = match["k"], match.start("k")
    name = re.sub(_BLANK, "", key)
    parted = len(key) > len(name)
    if parted or (not match["s"].strip(" \u3000\t") and len(match["s"]) >= _GAP):
        yield name, match.start("v")
    ends = [at for at, sign in enumerate(key) if sign not in " \u3000"] if parted else []
    for size in range(len(ends) - 1, 1, -1):
        yield name[:size], start + ends[size]


def _labelled(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the value, up to two blanks or to the first, where it is what the label says."""
    for name, start in _readings(match):
        fits = None if name.startswith(_BANKS) else told_by(name)
        if fits is None:
            continue
        value = match.string[start : match.end("v")].rstrip(" \u3000\t")
        for one in (value, re.split(r"[ \u3000\t]", value, maxsplit=1)[0]):
            said = re.sub(_BLANK, "", one) if _PARTED.fullmatch(one) else one
            label = fits(said)
            if label is None and name.startswith("出生") and _MONTH.fullmatch(said):
                label = Label.DATE_BIRTH
            if label is not None:
                yield start, start + len(one), label
                return


_PLACED = "(?:生|址|所|名|期|月|日|人|号|码|號|碼)"
"""How labels end behind which a scanner puts but a blank."""
_LAST = "(?:号|码|號|碼|期|生|月|话|話|机|機|信|名|址|人|牌|证|位|照|ID)"

RULES = (
    Rule(
        "spaced-label",
        Label.PASSPORT,
        rf"{_BLANK}{_LAST}{_BLANK}{{0,3}}(?:：|:|\||│)|"
        rf"{_LAST}(?: {{3}}|\t)[ \t]{{0,40}}[^ \t\n\x00]|"
        rf"{_BLANK}{_PLACED}{_BLANK}{{1,3}}[^ \n\x00:|]",
        rf"{_KEY}(?P<s>{_BLANK}{{0,3}}[：:|│]{_BLANK}{{0,3}}|[ \u3000\t]{{1,44}})"
        r"(?P<v>[^\s:：|│][^\n|│\"\\]{1,64}?)"
        r"(?=[ \u3000]{2}|[ \u3000\t]{0,2}(?:\r?\n|[|│\"\\]|\Z))",
        labelled=_labelled,
        rank=GUESS,
        before=80,
        after=160,
        examples=(
            "护 照 号 码 ： ‹ED2750156›\n",
            "护　照：‹ED2750156›\n",
            "护 照 号：‹ED2750156›　 性 别：女\n",
            "护照号码          ‹ED2750156›\n",
            "护 照 号 码 ‹ED2750156›\n",
        ),
        near_misses=(
            "发 票 号 码 ： 02273345\n",
            "合 同 编 号 ： HT2024-0012345\n",
            "联行号        308584001274\n",
            "护 照 ： 已 过 期\n",
            "开户行        招商银行深圳分行\n",
            "护照 ED 见附件\n",
            "护 照 号 码 见 附 件\n",
            "工 人 日 报 社\n",
        ),
    ),
)
