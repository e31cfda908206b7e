"""What Python's own functions make of texts that are known: decoded, joined, replaced, turned round.

Bytes are texts of one character a byte (latin-1). Everything is bounded; what cannot be told is None.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import zlib
from collections.abc import Callable, Sequence

_LONGEST = 65_536
_Texts = Sequence[str | None]


def method(
    name: str, of: str, base: str | None, texts: _Texts, inside: Sequence[str] | None
) -> tuple[str | None, bool]:
    """Return the text that a call makes, None where it is not known, and whether it decodes.

    `name`: what is called; `of`: the method's name; `base`: the text it is called on; `inside`: the
    members of a first argument that is a list.
    """
    decoder = _DECODERS.get(name.rsplit(".", 1)[-1])
    if decoder is not None and name.count(".") <= 2:
        given = texts[0] if texts else base
        return _safely(decoder, given), True
    if name in _PLAIN:
        return _safely(_PLAIN[name], texts[0] if texts else None), name == "chr"
    if of == "join" and base is not None and inside is not None:
        return base.join(inside)[:_LONGEST], False
    if base is None or of not in _METHODS or any(text is None for text in texts):
        return None, False
    return _METHODS[of](base, [text or "" for text in texts]), of == "decode" and "rot" in str(
        texts
    )


def folded(text: str, piece: str) -> str:
    """Return a slice of a text, as `::-1` or `2:5` tells it."""
    try:
        parts = [int(part) if part.strip() else None for part in piece.strip("[]").split(":")]
        return text[slice(*parts)] if len(parts) <= 3 else text
    except ValueError:
        return text


def _safely(make: Callable[[str], str], text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return make(text[:_LONGEST])[:_LONGEST]
    except (ValueError, binascii.Error, zlib.error, OSError, EOFError, OverflowError):
        return None


def _bytes(text: str) -> bytes:
    return text.encode("latin-1", "ignore")


def _base64(text: str) -> str:
    return base64.b64decode(text + "=" * (-len(text) % 4)).decode("latin-1")


def _unzipped(text: str) -> str:
    data = _bytes(text)
    mode = 31 if data[:2] == b"\x1f\x8b" else 15
    return zlib.decompressobj(mode).decompress(data, _LONGEST).decode("latin-1")


def _formatted(base: str, given: list[str]) -> str:
    for value in given:
        base = base.replace("{}", value, 1)
    return base


_DECODERS: dict[str, Callable[[str], str]] = {
    "b64decode": _base64,
    "urlsafe_b64decode": lambda text: _base64(text.replace("-", "+").replace("_", "/")),
    "standard_b64decode": _base64,
    "decodebytes": _base64,
    "b32decode": lambda text: base64.b32decode(text).decode("latin-1"),
    "b85decode": lambda text: base64.b85decode(text).decode("latin-1"),
    "a85decode": lambda text: base64.a85decode(text).decode("latin-1"),
    "unhexlify": lambda text: bytes.fromhex(text).decode("latin-1"),
    "a2b_hex": lambda text: bytes.fromhex(text).decode("latin-1"),
    "a2b_base64": _base64,
    "fromhex": lambda text: bytes.fromhex(text).decode("latin-1"),
    "decompress": _unzipped,
    "unquote": lambda text: text,
}
_PLAIN: dict[str, Callable[[str], str]] = {
    "chr": lambda text: chr(int(text, 0)),
    "str": lambda text: text,
    "bytes": lambda text: text,
    "bytearray": lambda text: text,
    "shlex.quote": lambda text: text,
    "os.path.expandvars": lambda text: text,
    "os.fsencode": lambda text: text,
}
_METHODS: dict[str, Callable[[str, list[str]], str]] = {
    "decode": lambda base, given: codecs.encode(base, "rot13") if "rot" in str(given) else base,
    "encode": lambda base, _: base,
    "replace": lambda base, given: base.replace(given[0], given[1]) if len(given) > 1 else base,
    "lower": lambda base, _: base.lower(),
    "upper": lambda base, _: base.upper(),
    "swapcase": lambda base, _: base.swapcase(),
    "strip": lambda base, _: base.strip(),
    "rstrip": lambda base, _: base.rstrip(),
    "lstrip": lambda base, _: base.lstrip(),
    "format": _formatted,
    "split": lambda base, _: base,
    "expanduser": lambda base, _: base,
    "joinpath": lambda base, given: "/".join([base.rstrip("/"), *given]),
}
