"""What a command surely prints, through the encodings that hide a payload: base64, hex, gzip, tr."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import zlib
from collections.abc import Callable

from posthouse.inspection.reading.command import Command

_LONGEST = 65_536
_DEEPEST = 16
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|([ntr\\]))")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def output(command: Command, depth: int = 0) -> str | None:
    """Return what a command prints if that can be told from its text alone."""
    given = command.text
    if command.before:
        last = output(command.before[-1], depth + 1) if depth < _DEEPEST else None
        if last is None:
            return None
        given = last
    maker = _MAKERS.get(command.program)
    if command.program not in ("echo", "printf") and not (command.before or command.text):
        return None  # it reads a file
    return maker(command.words[1:], given)[:_LONGEST] if maker else None


def unescaped(text: str) -> str:
    """Return a text with its backslash escapes undone."""
    return _ESCAPE.sub(_unescape, text)


def unpacked(text: str) -> str:
    """Return what base64 or hex text holds, unzipped if it is zipped, or ""."""
    squeezed = "".join(text.split())
    for decode in (_of_hex, _of_base64):
        try:
            return _unzipped(decode(squeezed)).decode("utf-8", "replace")
        except (ValueError, binascii.Error):
            continue
    return ""


def _of_hex(text: str) -> bytes:
    return bytes.fromhex(text)


def base64_text(text: str) -> str:
    """Return the text of base64 as lenient readers take it. Raises ValueError."""
    plain = text.rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4)).decode("utf-8", "replace")


def _of_base64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def _unzipped(data: bytes) -> bytes:
    for mode in (31, 15, -15) if data[:1] in (b"\x1f", b"\x78") else ():
        try:
            return zlib.decompressobj(mode).decompress(data, _LONGEST)
        except zlib.error:
            continue
    return data


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return chr(int(match[2], 8) & 255) if match[2] else _PLAIN[match[3]]


def _echo(words: tuple[str, ...], _: str) -> str:
    shown = [word for word in words if not re.fullmatch(r"-[neE]+", word)]
    text = " ".join(shown)
    return unescaped(text) if len(shown) < len(words) else text


def _printf(words: tuple[str, ...], _: str) -> str:
    if not words:
        return ""
    form, rest = unescaped(words[0]), list(words[1:])
    text = re.sub(r"%[-\d]*[sbq]", lambda _: rest.pop(0) if rest else "", form)
    return unescaped(text) if "%b" in words[0] else text


def _decoded(words: tuple[str, ...], given: str) -> str:
    if not any(re.fullmatch(r"--decode|-\w*[dDr]\w*", word) for word in words):
        return ""
    return unpacked(given)


def _tr(words: tuple[str, ...], given: str) -> str:
    shift = len(words) > 1 and words[1].lower().startswith(("n-za-m", "n-z"))
    return codecs.encode(given, "rot13") if shift else given


def _same(_: tuple[str, ...], given: str) -> str:
    return given


_MAKERS: dict[str, Callable[[tuple[str, ...], str], str]] = {
    "echo": _echo,
    "printf": _printf,
    "base64": _decoded,
    "base32": _decoded,
    "xxd": _decoded,
    "openssl": _decoded,
    "rev": lambda _, given: given.strip("\n")[::-1],
    "tr": _tr,
    "cat": _same,
    "gunzip": _same,
    "zcat": _same,
    "gzip": _same,
    "tee": _same,
}
