"""Who was named in full is also meant where only the surname stands: 小张, 老李, 张总, 李老师.

Such a mention alone says little of anybody; beside the full name, anywhere in the request, it does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import compress

from posthouse.model.finding import Finding, Label
from posthouse.privacy.callings import ANYBODY
from posthouse.privacy.names.chinese_cues import COMMON_SURNAMES, DOUBLE_SURNAMES
from posthouse.privacy.names.merge import merged

_RULE = "names-zh-mention"
_SURE, _CONFIDENCE = 0.6, 0.8
_CALLED = (
    "先生|女士|小姐|太太|老师|师傅|医生|大夫|律师|教授|博士|主任|经理|总监|主管|工程师|老板|董事长"
    "|董|总|工|哥|姐|叔|姨|导"
)
_ENDS_HERE = (
    r"(?=[\s，。、；：？！,.;:?!）)】」”\"'@]|$"
    r"|[的说在让给请把来去要也和与跟你您我他她那这已还负发问看]|是(?!个|否))"
)
_MENTION = re.compile(f"(?:[小老阿](?P<old>{ANYBODY})|(?P<so>{ANYBODY})(?:{_CALLED})){_ENDS_HERE}")
"""Of anybody: `re` remembers what is compiled, and would remember who was named in a request."""


def mentioned(
    texts: Sequence[str],
    named: Sequence[tuple[Finding, ...]],
    surnames: Collection[str] | None = None,
) -> list[tuple[Finding, ...]]:
    """Return the names of each text with the mentions of people who are named in full.

    Their `surnames` are read from these names, or told where the texts are some of a request.
    """
    if surnames is None:
        surnames = surnames_of(texts, named)
    if not surnames:
        return list(named)
    found = [() if text.isascii() else _mentions(text, surnames) for text in texts]
    return merged(named, found)


def surnames_of(texts: Sequence[str], named: Sequence[tuple[Finding, ...]]) -> frozenset[str]:
    """Return the surnames of all who are named in full."""
    return frozenset(
        surname
        for index in compress(range(len(texts)), named)
        for finding in named[index]
        if (surname := _surname(texts[index], finding))
    )


def _mentions(text: str, surnames: Collection[str]) -> tuple[Finding, ...]:
    return tuple(
        Finding(*match.span(), Label.PERSON, _RULE, 0, _CONFIDENCE)
        for match in _MENTION.finditer(text)
        if (match["old"] or match["so"]) in surnames
    )


def _surname(text: str, finding: Finding) -> str:
    """Return the surname of a person named in full, nothing of anything else."""
    name = text[finding.start : finding.end]
    if finding.label is not Label.PERSON or finding.confidence < _SURE or finding.depth:
        return ""
    if name[:2] in DOUBLE_SURNAMES and len(name) > 2:
        return name[:2]
    return name[0] if len(name) in (2, 3) and name[0] in COMMON_SURNAMES else ""
