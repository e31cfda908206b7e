"""What a tagger of names is, and the one that asks each script's own.

Text with Chinese characters goes to the Chinese tagger with all that stands around them; the
stretches between Chinese characters, and kana, go to the English one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

from msgspec.structs import replace

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.chinese_called import beside, called
from posthouse.privacy.names.chinese_partial import partial
from posthouse.privacy.names.programs import LIKE_NAMES

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_END = attrgetter("end")
_HAN = re.compile(f"[{HAN}]")
_KANA = "\u3041-\u30fa\u30fc-\u30ff"
_NOT_HAN = re.compile(f"[^{HAN}{_KANA}]+")
_NAME_LIKE = re.compile(r"[A-Z][a-z'’-]|[A-Z]{2}|[^\W\d_]{2} [^\W\d_]{2}|/home/")
# One word in small letters: a name behind a word that leads to somebody, "发给tom".
_ALONE = re.compile(r"\s?[a-z][a-z'’-]{2,19}(?![\w'’-])")
_ADDRESSED = re.compile(
    "(?:给|告诉|通知|联系|回复|转告|提醒|抄送|同事|老板|朋友|客户|经理|老师|叫|名叫|@) ?\\Z"
)
_LED = 4
_NO_NAME = re.compile(
    r"^-|(\w)\1{4}|[a-z][A-Z][a-z]+[A-Z]|^[\w.]*[A-Za-z][\w.]*-\w*\d\w*$"
    r"|^(?:E?MBA|MPA|DBA|PhD|C[EFIOT]O|CPA|CFA|HR|PM|VIP)$"
)
"""An option, a row of one letter, a name of programs, a code, a degree, an office: no name."""
_NO_BODY = re.compile(
    r"^(?:TODO|FIXME|ISO|IEC|GB|GB/T|HP)$|^(?:ThinkPad|iPhone|iPad|MacBook|MatePad|Redmi)(?:$| )"
    r"|^SKU\d+$|^(?:GB|YY|JB|HJ|DB\d\d)/[TZ]|^[\d.,-]+$|^[A-Z]+(?:_[A-Z\d]+)+$|^[A-Z]{2,5} "
    r"\d[\d.]*$"
    r"|^(?:to|from|via|in|out)-[A-Z]+$|^[nµμmkGM]?(?:mol|g|U|IU|L)/[a-zA-Z]{1,2}$"
)
"""A note, a standard, a device, a figure, a constant, a unit: amid Chinese neither people nor
bodies."""

_ENDING = re.compile(rf"(?<=[{HAN}])(?:_+|(?:\.(?:[a-z][a-z0-9]{{1,5}}|[A-Z]{{2,4}}))+)\Z")
"""What stands behind a name that a file is called by: 张伟.txt, 李雷_."""

_FEW, _GUESSED = 40, 0.35  # letters; how sure somebody's name must be in so few
_CERTAIN = 0.9  # one that is also a program's


class Tagger(Protocol):
    """Finds names in stretches of prose. Threads may share one."""

    @property
    def name(self) -> str:
        """What tells this tagger from every other one, its model and rules included."""

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return the names of each text, sorted by start, none overlapping another.

        Labels are PERSON, ORG and LOCATION, in English also ADDRESS and URL; `confidence` tells
        how sure the tagger is.
        """


@dataclass(frozen=True, slots=True)
class ByScript:
    """Gives Chinese to one tagger and what is not Chinese to another; either may be absent."""

    chinese: Tagger | None = None
    english: Tagger | None = None

    @property
    def name(self) -> str:
        """Name both taggers."""
        return "+".join(tagger.name for tagger in (self.chinese, self.english) if tagger)

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return what both find; where they overlap, what the surer one says."""
        found: list[list[Finding]] = [[] for _ in texts]
        if self.chinese is not None:
            asked = [(index, 0, text) for index, text in enumerate(texts) if _HAN.search(text)]
            _ask(self.chinese, asked, found)
            for index, _, text in asked:
                found[index] = [*_bare(text, found[index]), *called(text), *partial(text)]
        if self.english is not None:
            asked = [(i, start, run) for i, text in enumerate(texts) for start, run in _runs(text)]
            _ask(self.english, [one for one in asked if one[2] == texts[one[0]]], found)
            _ask(Amid(self.english), [one for one in asked if one[2] != texts[one[0]]], found)
        return [_joined(text, apart(findings)) for text, findings in zip(texts, found, strict=True)]


def _joined(text: str, found: list[Finding]) -> list[Finding]:
    """Return what is found with who is listed beside it amid Chinese."""
    more = list(beside(text, found)) if found and not text.isascii() else []
    return apart([*found, *more]) if more else found


def _bare(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield Chinese names without a file's ending; of one character nothing is left."""
    for one in findings:
        ending = _ENDING.search(text, one.start, one.end)
        if ending is None:
            yield one
        elif ending.start() - one.start > 1:
            yield replace(one, end=ending.start())


@dataclass(frozen=True, slots=True)
class Amid:
    """Asks a tagger of what stands amid Chinese; in few words a guess at somebody is none."""

    tagger: Tagger

    @property
    def name(self) -> str:
        """Name the tagger."""
        return self.tagger.name

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return what the tagger finds, without its guesses."""
        return [
            [one for one in found if not _nobody(text, one)]
            for text, found in zip(texts, self.tagger.tag(texts), strict=True)
        ]


def _nobody(text: str, one: Finding) -> bool:
    """Tell what is neither somebody nor a body, or but a guess in few words."""
    if one.label in (Label.PERSON, Label.ORG) and _NO_BODY.search(text[one.start : one.end]):
        return True
    return len(text) <= _FEW and _guessed(text, one)


def _guessed(text: str, one: Finding) -> bool:
    """Tell whether somebody is but guessed at, or called like a program."""
    if text[one.start : one.end].lower() in LIKE_NAMES:
        return one.confidence < _CERTAIN
    return one.label is Label.PERSON and one.confidence < _GUESSED


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the stretches without Chinese characters in which a name may stand."""
    for match in _NOT_HAN.finditer(text):
        run, start = match.group(), match.start()
        if _NAME_LIKE.search(run) or (
            _ALONE.match(run) and _ADDRESSED.search(text, max(start - _LED, 0), start)
        ):
            yield start, run


def _ask(tagger: Tagger, asked: list[tuple[int, int, str]], found: list[list[Finding]]) -> None:
    if not asked:
        return
    answers = tagger.tag([run for _, _, run in asked])
    for (index, start, run), findings in zip(asked, answers, strict=True):
        found[index] += [
            replace(one, start=one.start + start, end=one.end + start)
            for one in findings
            if one.label is Label.URL or not _NO_NAME.search(run[one.start : one.end])
        ]


def apart(findings: Sequence[Finding]) -> list[Finding]:
    """Keep of overlapping findings the surest, then the longest."""
    taken: list[Finding] = []
    for one in sorted(findings, key=lambda f: (-f.confidence, f.start - f.end, f.start)):
        index = bisect_right(taken, one.start, key=_END)
        if index == len(taken) or one.end <= taken[index].start:
            taken.insert(index, one)
    return taken
