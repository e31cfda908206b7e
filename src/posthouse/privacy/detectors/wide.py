"""Numbers and addresses spelt so that no pattern sees them: full-width characters, hidden blanks.

Such a run is read as the plain characters it stands for, and judged like these; what is masked is
the run as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.checksums import card_issuer, in_province, is_day, luhn
from posthouse.privacy.rules import NUMBER, Rule
from posthouse.privacy.tables import Cell

_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_RUN = re.compile(
    rf"[A-Za-z0-9._%+@{_HIDDEN}\uff0b\uff0d\uff0e\uff10-\uff19\uff20-\uff3a\uff41-\uff5a-]+"
)
_DROPPED = str.maketrans("", "", _HIDDEN)
_RESIDENT = re.compile(r"\d{17}[\dXx]")
_FORMS = (
    (Label.PHONE, re.compile(r"(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}|0\d{2,3}-\d{7,8}|\+\d{10,14}")),
    (Label.EMAIL, re.compile(r"[A-Za-z0-9][\w.%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")),
    (Label.VEHICLE, re.compile(r"[A-Z]{3}(?=(?:[A-Z]*\d){5})[A-HJ-NPR-Z0-9]{14}")),
)
_PLATE = re.compile(r"[A-HJ-NP-Z][A-HJ-NP-Z0-9]{5,6}")
_PLACES = tuple("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使")
_DAY = re.compile(r"(?:19|20)\d\d[-/.]?[01]?\d[-/.]?[0-3]?\d")
_BORN = re.compile(r"(?:出生|生日)[^0-9\n]{0,8}\Z")


def _plain(text: str) -> str:
    """Return the characters that a run stands for."""
    return unicodedata.normalize("NFKC", text.translate(_DROPPED))


def _label(plain: str) -> Label | None:
    digits = plain.replace("-", "")
    if _RESIDENT.fullmatch(digits) and in_province(digits) and is_day(digits[6:14]):
        return Label.ID_CARD
    if digits.isdigit() and 15 <= len(digits) <= 19 and luhn(digits) and card_issuer(digits):
        return Label.BANK_CARD
    return next((label for label, form in _FORMS if form.fullmatch(plain)), None)


def _spelt(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the runs that hold such characters and say something else than they show."""
    for run in _RUN.finditer(match.string, match.start(), match.end()):
        start = run.start()
        text = run.group().rstrip(_HIDDEN + ".")
        plain = _plain(text)
        if plain == text:
            continue
        before = match.string[max(start - 24, 0) : start]
        if (label := _label(plain)) is not None:
            yield start, start + len(text), label
        elif _PLATE.fullmatch(plain) and before[-1:] in _PLACES:
            yield start - 1, start + len(text), Label.VEHICLE
        elif _DAY.fullmatch(plain) and _BORN.search(before):
            yield start, start + len(text), Label.DATE_BIRTH


_WIDE = r"\xef\xbc[\x8b-\xba]|\xef\xbd[\x81-\x9a]"
_HIDING = r"\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbb\xbf|\xc2\xad"

_NOT_WIDE = r"(?:[^\xef]|\xef[^\xbc\xbd]|\xef\xbc[^\x8b-\xba]|\xef\xbd[^\x81-\x9a])"

RULES = (
    Rule(
        "spelt-otherwise",
        Label.PHONE,
        rf"(?:{_WIDE}){{6}}{_NOT_WIDE}|[0-9A-Za-z](?:{_HIDING})[0-9A-Za-z@]",
        r"[A-Za-z0-9._%+@\u200b-\u200d\u2060\ufeff\u00ad\uff0b-\uff5a-]{6,96}",
        labelled=_spelt,
        rank=NUMBER,
        before=128,
        after=96,
        once=True,
        examples=("手机：‹１３８００１３８０００›，", "tel ‹138\u200b0013\u200b8000›"),
        near_misses=("数量：１２３４５６７８９０１", "fo\u200bobar", "ＡＢＣＤＥＦＧＨ"),
    ),
)
