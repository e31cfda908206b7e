"""What numbers are called: thousands of names in many languages, and whose the number is.

`lists/numbers.tsv` holds names as `spelled` spells them, each with a label, or with `-` where a
number of that name may stay: the longest name that ends where a number begins tells.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from posthouse.model.finding import Label

_MOST_WORDS = 7
_MOST_CHARACTERS = 12  # of a Chinese name
_FEWEST = 3  # characters of a name that is spelled in Latin letters
_WORD = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿ]+|[\u4e00-\u9fff]+|\d+")
_NUMBER = frozenset(
    ("no", "nr", "num", "number", "numbers", "nummer", "numero", "número", "nro", "numéro")
)
_LAST = re.compile(r"(?:[A-ZÀ-Þ]+|[A-ZÀ-Þ]?[a-zß-ÿ]+)$")
_LONGEST = 24  # letters of a word that ends a name
_HAN_NUMBER = re.compile("(?:编号|编码|号码|編號|號碼|號)$")
_HAN = "\u4e00"
_SAID = ("is", "was", "are", "ist", "est", "reads")
_SAID_HAN = ("是", "为", "為", "填", "就是", "应该是")
"""What may stand between a name and its number."""
_FILLED = re.compile(
    rf"(?:\b(?:{'|'.join(_SAID)})|(?<=[a-z])['’]s|{'|'.join(_SAID_HAN)})$", re.IGNORECASE
)
BETWEEN = " \r\"'“”‘’「」『』`:=：＝#()（）[]【】<>*_-–—>→|."


def spelled(name: str) -> str:
    """Return a name as it is listed: words in small letters, no signs, one spelling of "number"."""
    return " ".join(_plain([one.lower() for one in _WORD.findall(name)]))


def _plain(words: list[str]) -> list[str]:
    """Return words with one spelling of "number" at their end."""
    last = words[-1]
    if last[0] >= _HAN:
        return [*words[:-1], _HAN_NUMBER.sub("号", last)]
    return [*words[:-1], "no"] if last in _NUMBER and len(words) > 1 else words


def listed() -> dict[str, Label | None]:
    """Return the names that are listed, without blanks; of numbers that stay without a label."""
    return _read()[0]


def _ends() -> frozenset[str]:
    """Return the words with which listed names end, of Chinese ones the characters."""
    return _read()[1]


@cache
def _read() -> tuple[dict[str, Label | None], frozenset[str]]:
    """Return the names of the list with what each says, and with which words they end."""
    lines = files("posthouse.privacy").joinpath("lists", "numbers.tsv").read_text("utf-8")
    known: dict[str, Label | None] = {}
    ends = {*_NUMBER, *_SAID, *_SAID_HAN}
    for line in lines.splitlines():
        name, _, label = line.partition("\t")
        joined = name.replace(" ", "")
        known[joined] = None if label == "-" else Label(label)
        ends.update(end[-1] if end[-1] >= _HAN else end for end in (joined, name.split(" ")[-1]))
    return known, frozenset(ends)


def may_end(lead: str) -> bool:
    """Tell whether a listed name may stand at the end of this, or just before it."""
    if lead[-1] >= _HAN:
        return lead[-1] in _ends()
    last = _LAST.search(lead, max(len(lead) - _LONGEST, 0))
    return last is not None and last.group().lower() in _ends()


def label_of(lead: str, *, whole: bool = False) -> Label | None:
    """Return what a number is by the name that stands before it, the longest that is listed.

    With `whole` nothing else may stand there.
    """
    name = _name_of(lead, whole=whole)
    return listed()[name] if name else None


def stays(lead: str) -> bool:
    """Tell whether a number may stay by the listed name that stands before it."""
    name = _name_of(lead)
    return name is not None and listed()[name] is None


def _name_of(lead: str, *, whole: bool = False) -> str | None:
    """Return the longest listed name that stands here at the end."""
    lead = lead.rstrip(BETWEEN)
    while filled := _FILLED.search(lead):
        lead = lead[: filled.start()].rstrip(BETWEEN)
    words = [one.lower() for one in _WORD.findall(lead)]
    if not words or words[-1].isdigit():
        return None
    words, known = _plain(words), listed()
    for first in range(0 if whole else max(len(words) - _MOST_WORDS, 0), len(words)):
        name = "".join(words[first:])
        if name in known and (len(name) >= _FEWEST or not name.isascii()):
            return name
        if whole:
            return None
    last = words[-1]
    if last[0] < _HAN:
        return None
    ends = (last[at:] for at in range(max(len(last) - _MOST_CHARACTERS, 0), len(last) - 1))
    return next((end for end in ends if end in known), None)
