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
_ENOUGH, _LATER, _LEAST = 12, 0xC8, 0.05
"""From how many pairs on, how many begin beyond where Hangul of EUC-KR ends: of Chinese half do."""


class Undecodable(Exception):
    """Text that no encoding reads; the message says where, `chinese` too."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


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
        raise Undecodable(
            f"line {line} is not UTF-8, as the mark of the file promises",
            f"第 {line} 行不是文件标记所声明的 UTF-8",
        )
    chinese = _chinese(data)
    if _mixed(data, chinese=chinese):
        raise Undecodable(
            f"mixed encodings: line {line} is not UTF-8 as others are",
            f"混用多种编码：第 {line} 行与其他行不同，不是 UTF-8",
        )
    guess = "gb18030" if chinese else "latin-1" if _western(data) else ""
    if guess:
        return _exact(data, guess), guess
    raise Undecodable(
        f"line {line} is in no encoding that is known here", f"第 {line} 行的编码无法识别"
    )


def _exact(data: bytes, codec: str) -> str:
    """Decode what encodes to the same bytes again."""
    try:
        text = data.decode(codec)
        same = text.encode(codec) == data
    except UnicodeError as error:
        raise Undecodable(
            f"expected {codec}, found bytes that are none", f"应为 {codec}，但有字节不符合该编码"
        ) from error
    if not same:
        raise Undecodable(
            f"expected {codec}, found bytes that would change on the way back",
            f"应为 {codec}，但有字节还原后会改变",
        )
    return text


def _mixed(data: bytes, *, chinese: bool) -> bool:
    """Tell whether lines that are UTF-8 beyond ASCII stand beside lines that are not.

    In Chinese text of GB 18030 a short line may be UTF-8 by chance.
    """
    good = bad = False
    for line in data.split(b"\n"):
        if line.isascii():
            continue
        try:
            line.decode(UTF8)
            good = good or not (chinese and _chinese(line))
        except UnicodeDecodeError:
            bad = True
        if good and bad:
            return True
    return False


def _western(data: bytes) -> bool:
    """Tell whether a few letters beyond ASCII stand in what else is plain."""
    high = sum(map(len, _HIGH.findall(data)))
    return high <= _FEW * len(data) and not _CONTROLS.search(data)


def _chinese(data: bytes) -> bool:
    """Tell whether the bytes are GB 18030 that reads as everyday Chinese."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    pairs = [c.encode("gb18030") for c in text if c > "\x7f"]
    common = [p for p in pairs if len(p) == 2 and p[1] > 0xA0 and 0xB0 <= p[0] <= 0xD7]
    signs = sum(len(p) == 2 and p[1] > 0xA0 and p[0] in (0xA1, 0xA3) for p in pairs)
    later = sum(p[0] > _LATER for p in common)
    korean = len(common) >= _ENOUGH and later < _LEAST * len(common)
    return len(common) + signs >= _COMMON * len(pairs) and not korean
