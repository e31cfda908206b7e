"""Numbers of nine figures and more in groups, as people write what they read off a card.

No name need stand before them: amounts, lists of counts and numbers of hotlines are told by their
form, and what a listed name says of them counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase

from posthouse.model.finding import Label
from posthouse.privacy.checksums import example_number
from posthouse.privacy.numbernames import stays
from posthouse.privacy.rules import LISTED, Rule

_FIGURES = 9
_CARD = range(16, 20)
_LEAD = 32
_THREE = 3  # figures of a group: thousands, or marks in a row
_OF_THREES = ([3] * 5, [3, 3, 4])
"""Groups of the number of an animal's chip, and of a meeting."""
_FOUR = 4
_OPEN = re.compile(r"(?:400|800|0800|1[38]00|0?12\d{2,3}|95\d{3})(?: |$)")
_ROUND = re.compile(r"\d+00|0+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MEETING = re.compile(r"(?i:会议(?:号|码|ID)|meeting id)[^\w\n]{0,3}\Z")
_OTHERS = re.compile(
    r"(?i:isbn|ean|upc|barcode|order|receipt|hotline|helpline|call|dial|invoice|tc#|eori)[\W\d_]{0,4}$|"
    r"(?:热线|客服|拨打|致电|打|校验码|发票|条码|订单|共|约)[^\w\n]{0,3}$"
)


def _grouped(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield a number of which the groups are nobody's sums, counts, years or sizes."""
    value = match["v"]
    groups = value.lstrip(ascii_uppercase + " ").split(" ")
    lead = match.string[max(match.start("v") - _LEAD, 0) : match.start("v")]
    if _even(groups) and not _OTHERS.search(lead) and (_MEETING.search(lead) or not stays(lead)):
        figures = "".join(groups)
        card = len(figures) in _CARD and figures[0] in "3456" and len(groups[0]) == _FOUR
        yield *match.span("v"), Label.BANK_CARD if card else Label.OTHER_ID


def _even(groups: list[str]) -> bool:
    """Tell whether these groups are one number."""
    inner = {len(one) for one in groups[1:-1]}
    if sum(map(len, groups)) < _FIGURES or len(inner) > 1 or len(groups[-1]) > max(inner) + 1:
        return False
    if _OPEN.match(" ".join(groups)) or sum(_ROUND.fullmatch(g) is not None for g in groups) > 1:
        return False
    if all(map(_YEAR.fullmatch, groups)) or example_number("".join(groups)):
        return False
    if len(groups[0]) <= _THREE and inner == {_THREE}:
        return [len(one) for one in groups] in _OF_THREES
    same = len({len(one) for one in groups}) == 1
    return not (same and sorted(groups) in (groups, groups[::-1]))


RULES = (
    Rule(
        "number-in-groups",
        Label.OTHER_ID,
        r"[A-Za-z\x80-\xff:,(#\"][ ]?[0-9]{1,6} [0-9]{3,5} [0-9]{1,5}",
        r"(?:[\u4e00-\u9fff：，。、（“「『][:,]?|[A-Za-z]{2}[:,]? |[A-Za-z]{2}[:(#\"])[ ]?"
        r"(?P<v>(?:[A-Z]{2,4} )?\d{1,6}(?: \d{3,5}){1,6} \d{1,5})"
        r"(?! ?[\da-f]{2,5}(?![a-z])|[\w%]|[.,/:]\d|-\d)",
        labelled=_grouped,
        rank=LISTED,
        before=40,
        after=32,
        examples=(
            "Biscuit's microchip is ‹985 141 002 774 183›, registered",
            "爸，养老金账上的是‹940 0718 2263›，",
            "I've got ‹94 0718 2263›, plus",
            "学籍;号码:‹9210 2219 7711 0348 26›\n",
            "会议号 ‹417 2038 965›，密码",
            "会议码‹628 401 7735›，",
            "acct ‹7 7402 1186›, PIN",
            "BC care for Tom is ‹9058 417 226›. Turn",
        ),
        near_misses=(
            "Vet is Greenway, 1300 555 018",
            "我要打400 811 1111",
            "about 12 345 678 people",
            "sizes 1024 2048 4096 and",
            "00000010: 4865 6920 6f20",
            "校验码：68231 90417 22014 11872",
            "Card: 1234 5678 9012 3456\n",
            "from 2019 2020 2021",
            "夏立群 108 121 117 346 3\n",
            "cpu 2255 34 2290 22625563 6290",
        ),
    ),
)
