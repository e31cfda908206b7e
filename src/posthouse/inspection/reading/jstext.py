"""What JavaScript's own functions make of texts that are known: decoded, joined, turned round.

Bounded; what cannot be told is None.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from posthouse.inspection.reading.layers import base64_text

_LONGEST = 65_536
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([\s\S]))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0", "\n": ""}
_DECODERS = frozenset({"atob", "Buffer.from", "unescape", "decodeURIComponent", "decodeURI"})


def unescaped(raw: str) -> str:
    """Return what an escape of a literal stands for."""
    return _ESCAPE.sub(_letter, raw)


def _letter(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _LETTERS.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number < 0x11_0000 else ""


def decoded(name: str, texts: Sequence[str | None]) -> str | None:
    """Return what a call decodes, or None."""
    if name not in _DECODERS or not texts or texts[0] is None:
        return None
    text, form = texts[0][:_LONGEST], (texts[1] or "") if len(texts) > 1 else ""
    try:
        if form == "hex":
            return bytes.fromhex(text).decode("utf-8", "replace")
        if name == "atob" or form.startswith("base64"):
            return base64_text(text.replace("-", "+").replace("_", "/"))
    except (ValueError, binascii.Error):
        return None
    return text if name == "Buffer.from" else unquote(text)


def spelled(texts: Sequence[str | None]) -> str | None:
    """Return the text of character codes, or None."""
    try:
        return "".join(chr(int(text or "", 0) % 0x11_0000) for text in texts[:_LONGEST])
    except ValueError:
        return None


def method(of: str, base: str, texts: Sequence[str | None]) -> str | None:
    """Return the text that a method makes of a text that is known, or None."""
    maker = _METHODS.get(of)
    if maker is None or any(text is None for text in texts):
        return None
    return maker(base, [text or "" for text in texts])[:_LONGEST]


def _replaced(base: str, given: list[str]) -> str:
    return base.replace(given[0], given[1]) if len(given) > 1 and given[0] else base


def _sliced(base: str, given: list[str]) -> str:
    try:
        numbers = [int(one) for one in given[:2]]
    except ValueError:
        return base
    return base[slice(*numbers)] if len(numbers) > 1 else base[numbers[0] :] if numbers else base


def _repeated(base: str, given: list[str]) -> str:
    times = int(given[0]) if given and given[0].isdigit() else 1
    return base * min(times, _LONGEST // max(len(base), 1))


_METHODS: dict[str, Callable[[str, list[str]], str]] = {
    "toString": lambda base, _: base,
    "trim": lambda base, _: base.strip(),
    "toLowerCase": lambda base, _: base.lower(),
    "toUpperCase": lambda base, _: base.upper(),
    "concat": lambda base, given: base + "".join(given),
    "replace": _replaced,
    "replaceAll": _replaced,
    "slice": _sliced,
    "substring": _sliced,
    "repeat": _repeated,
    "valueOf": lambda base, _: base,
    "normalize": lambda base, _: base,
}
