"""Numbers that answer a question in which a listed name stands: "customer ID?", 会员卡号报一下."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.numbernames import label_of
from posthouse.privacy.numbers import BEGUN, TOKEN, bare, may_be
from posthouse.privacy.rules import LISTED, Rule

_FILLED = re.compile(
    r"(?:报一?下|发一?下|发我|发来|给我|说一下|提供一?下|告诉我|填一?下|是多少|多少|是什么|是啥|是几号?|有吗|方便吗|"
    r"呢|哈|吧|啊|呀|吗|嘛|一下|please|pls|again|then|handy|[ ,，。.!！~～])+\Z",
    re.IGNORECASE,
)
_ASKED = r"(?P<q>[^\n?？]{2,60})[?？。!！~～ ]{0,3}[^\n]{0,4}\n(?:[^\n\d]{0,24}\n)?"
_SPEAKER = r"(?:[^\n\d:：→>-]{0,16}(?:[:：→>-]|：) ?|[ \t]{0,4})"


def _answered(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield the number if the question ends with what it is called."""
    value = bare(match["v"])
    label = label_of(_FILLED.sub("", match["q"]))
    if label is not None and may_be(value, label):
        yield match.start("v"), match.start("v") + len(value), label


RULES = (
    Rule(
        "listed-number-asked",
        Label.OTHER_ID,
        rf"(?:[?？]|[报发填说]一?下|发我|给我|多少|please|呢|哈|吧)[^\n\x00]{{0,6}}\n"
        rf"(?:[^\n\x000-9]{{1,48}}\n)?[^\n\x000-9]{{0,20}}{BEGUN}",
        rf"{_ASKED}{_SPEAKER}{TOKEN}",
        labelled=_answered,
        rank=LISTED,
        before=120,
        after=24,
        examples=(
            "may I have your customer ID?\nMe: ‹CU-{dig:4}-{dig:4}›\nAgent: ok",
            "您的会员号是多少呢\n我:等下我找找\n我:‹VIP{dig:8}›\n客服",
            "亲,您的会员卡号报一下哈\n→ ‹VIP 8809 3471›\n好的",
            "您的学籍号是多少？\n‹{dig:10}›\n",
        ),
        near_misses=(
            "may I have the part number?\nMe: PN-7740-2918\n",
            "货号是多少？\n8809347112\n",
            "how many members?\n88093471 or so\n",
        ),
    ),
)
