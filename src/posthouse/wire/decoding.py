"""Bytes to text and back without a loss, or a sentence that says why not.

Text is UTF-8 unless it begins with a mark or cannot be. What is not UTF-8 is read as GB 18030 where
that gives the Chinese people write, as Latin-1 where only a few letters are beyond ASCII; lines of
two encodings in one text are refused, since half of it would be examined as noise. What reads as
letters but holds signs that nobody types is no text.
"""

from __future__ import annotations

import codecs
import re

UTF8 = "utf-8"
ASCII = "ascii"

_MARKS = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_CONTROLS = re.compile(rb"[\0-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_UNTYPED = re.compile(r"[\0-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufff0-\ufff8]")
_FEW = 0.15
"""Share of bytes beyond ASCII up to which a text may be Latin-1."""
_COMMON = 0.7
"""Share of pairs that are everyday characters (GB 2312, level 1) in text that is GB 18030."""
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发"
    "后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开"
    "但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并"
    "物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先"
    "海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才"
    "结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书"
    "非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领"
    "共确传师观清今切院让识候带导争运李刘陈杨省县镇街村号室楼请姓址话"
)
_ENOUGH, _OFTEN = 12, 0.12
"""From how many ideographs on, how many are frequent ones at least: in Chinese prose two thirds, in
lists of names and places a quarter, in Korean read as Chinese a twentieth."""


class Undecodable(Exception):
    """Text that no encoding reads; the message says where."""


def marked(head: bytes) -> str:
    """Return the codec that the first bytes of a file tell, or "" where they tell none."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    return wide(head) if b"\0" in head else ""


def wide(head: bytes) -> str:
    """Return the UTF-16 codec that text without a mark is in, by where its zeros stand, or ""."""
    pairs = len(head) // 2
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if pairs < 2 or max(even, odd) < 0.4 * pairs or min(even, odd) > 0.02 * pairs:
        return ""
    codec = "utf-16-be" if even > odd else "utf-16-le"
    return "" if _UNTYPED.search(head[: 2 * pairs].decode(codec, "replace")) else codec


def decoded(data: bytes, codec: str = "") -> tuple[str, str]:
    """Return text and its codec; `codec` is what the file's mark told. Raises Undecodable."""
    if codec and codec != UTF8:
        return _exact(data, codec), codec
    if data.isascii():
        return data.decode(ASCII), ASCII
    try:
        return data.decode(UTF8), UTF8
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if codec == UTF8:
        raise Undecodable(f"line {line} is not UTF-8, as the mark of the file promises")
    if _mixed(data):
        raise Undecodable(f"mixed encodings: line {line} is not UTF-8 as others are")
    for guess in _guesses(data):
        return _exact(data, guess), guess
    raise Undecodable(f"line {line} is in no encoding that is known here")


def _exact(data: bytes, codec: str) -> str:
    """Decode what encodes to the same bytes again."""
    try:
        text = data.decode(codec)
        same = text.encode(codec) == data
    except UnicodeError as error:
        raise Undecodable(f"expected {codec}, found bytes that are none") from error
    if not same:
        raise Undecodable(f"expected {codec}, found bytes that would change on the way back")
    return text


def _mixed(data: bytes) -> bool:
    """Tell whether lines that are UTF-8 beyond ASCII stand beside lines that are not."""
    good = bad = False
    for line in data.split(b"\n"):
        if line.isascii():
            continue
        try:
            line.decode(UTF8)
            good = True
        except UnicodeDecodeError:
            bad = True
        if good and bad:
            return True
    return False


def _guesses(data: bytes) -> list[str]:
    runs = _HIGH.findall(data)
    high = sum(map(len, runs))
    if _chinese(data):
        return ["gb18030"]
    if high <= _FEW * len(data) and not _CONTROLS.search(data):
        return ["latin-1"]
    return []


def _chinese(data: bytes) -> bool:
    """Tell whether the bytes are GB 18030 that reads as everyday Chinese."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide_ones = [c for c in text if c > "\x7f"]
    common = 0
    for character in wide_ones:
        pair = character.encode("gb18030")
        common += (
            len(pair) == 2
            and pair[1] > 0xA0
            and (0xB0 <= pair[0] <= 0xD7 or pair[0] in (0xA1, 0xA3))
        )
    return common >= _COMMON * len(wide_ones) and _written(wide_ones)


def _written(letters: list[str]) -> bool:
    """Tell whether among ideographs are those without which nobody writes, where there are many."""
    ideographs = [letter for letter in letters if "\u4e00" <= letter <= "\u9fff"]
    often = sum(letter in _FREQUENT for letter in ideographs)
    return len(ideographs) < _ENOUGH or often >= _OFTEN * len(ideographs)
