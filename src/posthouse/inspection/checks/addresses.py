"""Whether an address that loads by itself carries data away.

Looks at what the address holds besides its place: user part, labels of the host, path parts, query
and fragment. Words, encoded text, templates and masking tokens are data; numbers, dates, slugs,
hashes and ids of ordinary length are not. Services that draw what the address says (badges,
diagrams, formulas) are let through, since nobody but they can read it; masking tokens are not.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from urllib.parse import unquote_plus

from posthouse.inspection.urls import divided

_REMOTE = re.compile(r"\s*(?:https?:)?[\\/]{2}", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{|\$\{|\{[A-Za-z_][\w. ]*\}|<[A-Za-z_][\w -]*>|\$\(|%[sd]\b")
_IMAGE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp|css|js|mjs|mp4|webm|mp3|woff2?)\Z", re.IGNORECASE
)
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{16,}")
_SOLID = re.compile(r"[A-Za-z0-9+/_-]+={0,2}\Z")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}\Z")
_SIGNED = re.compile(
    r"(?:X-(?:Amz|Goog)-|(?:sig|signature|policy|key-pair-id|expires)\Z)", re.IGNORECASE
)
_PAIRS = re.compile(r"[\w.-]{2,}\s*[=:]\s*\S+\s*[;,&|]|\w\s*=\s*\w{3,}")
_SECRETS = re.compile(
    r"\b\w*(?:secret|passw(?:or)?d|token|api_?key|private_?key|credential)\w*\s*[=:]\s*\S{3,}"
    r"|\bid_(?:rsa|ed25519|ecdsa)\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"(?:[\w-]+\.)*(?:shields\.io|badgen\.net|badge\.fury\.io|mermaid\.ink|kroki\.io|plantuml\.com"
    r"|quickchart\.io|latex\.codecogs\.com|githubusercontent\.com|github\.com|gitlab\.com"
    r"|images\.unsplash\.com|upload\.wikimedia\.org|codecov\.io|readthedocs\.org|circleci\.com"
    r"|placehold\.co|picsum\.photos|star-history\.com)\Z",
    re.IGNORECASE,
)
_THREE_KINDS = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])")
_LEAST = 8
_LEAST_RANDOM = 32
_MOST_VALUE = 96
_MOST_VALUES = 256
_MOST_URL = 1024


def carries_data(url: str, token: re.Pattern[str] | None = None) -> bool:
    """Tell whether loading this address would tell its server more than which picture to send."""
    url = html.unescape(url).replace("\\", "/").strip()
    if not _REMOTE.match(url):
        return False
    if token is not None and (token.search(url) or token.search(unquote_plus(url))):
        return True
    try:
        parts = divided(url)
        host = parts.hostname or ""
    except ValueError:
        return True
    pairs = [pair.partition("=") for pair in re.split("[&;]", parts.query) if pair]
    values = [(name, unquote_plus(value or name)) for name, _, value in pairs]
    if _DRAWN.match(host):
        return any(carries_data(value, token) for _, value in values)
    drawn = _IMAGE.search(parts.path) is not None
    return (
        "@" in parts.netloc
        or len(url) > _MOST_URL
        or sum(len(value) for name, value in values if not _SIGNED.match(name)) > _MOST_VALUES
        or any(_is_data(label, words=2) for label in parts.netloc.split("."))
        or any(_is_data(unquote_plus(part), words=5) for part in _path_parts(parts.path))
        or any(_is_parameter(name, value, words=3 if drawn else 2) for name, value in values)
        or _is_data(unquote_plus(parts.fragment), words=3)
    )


def link_carries(url: str) -> bool:
    """Tell whether following a link would tell data: as for images, but paths may be words."""
    try:
        parts = divided(html.unescape(url).replace("\\", "/").strip())
    except ValueError:
        return True
    if _DRAWN.match(parts.hostname or ""):
        return carries_text(url)
    pairs = [pair.partition("=") for pair in re.split("[&;]", parts.query) if pair]
    return (
        carries_text(url)
        or any(_is_data(label, words=2) for label in parts.netloc.split("."))
        or any(_is_parameter(n, unquote_plus(v or n), words=3) for n, _, v in pairs)
    )


def carries_text(url: str) -> bool:
    """Tell whether an address holds encoded text or named values in its path, query or fragment."""
    try:
        parts = divided(html.unescape(url).replace("\\", "/").strip())
    except ValueError:
        return True
    values = [unquote_plus(part) for part in re.split(r"[&;]", parts.query) if part]
    told = [value.partition("=")[2] or value for value in values]
    held = [*told, *(unquote_plus(part) for part in _path_parts(parts.path)), parts.fragment]
    return any(
        len(value) >= _LEAST and (_is_text(value) or _SECRETS.search(value)) for value in held
    )


def _path_parts(path: str) -> list[str]:
    return [_IMAGE.sub("", part) for part in path.split("/") if part]


def _is_parameter(name: str, value: str, *, words: int) -> bool:
    if _SIGNED.match(name):
        return len(value) > 2 * _MOST_VALUE or _is_text(value)
    return _is_data(name, words=2) or _is_data(value, words=words) or _is_random(value)


def _is_data(value: str, *, words: int) -> bool:
    """Tell whether a part of an address is data; `words` is how many are more than a name."""
    if len(value) < _LEAST:
        return False
    return (
        _TEMPLATE.search(value) is not None
        or len(value) > _MOST_VALUE
        or _PAIRS.search(value) is not None
        or len(value.split()) >= words
        or _is_text(value)
    )


def _is_random(value: str) -> bool:
    """Tell whether a value looks encrypted: long, of three kinds of characters, few twice."""
    return (
        len(value) >= _LEAST_RANDOM
        and _SOLID.match(value) is not None
        and _THREE_KINDS.match(value) is not None
        and len(set(value)) >= len(value) // 2
    )


def _is_text(value: str) -> bool:
    """Tell whether a part of a value decodes, as hex or base64, to words that can be read."""
    return any(_decodes(piece) for piece in _ENCODED.findall(value))


def _decodes(piece: str) -> bool:
    if _HEX.match(piece) and not (piece.isdecimal() and len(piece) < 24):
        return _readable(bytes.fromhex(piece))
    bare = piece.replace("+", "-").replace("/", "_")
    try:
        return _readable(base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)))
    except (binascii.Error, ValueError):
        return False


def _readable(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return text.isprintable() or text.replace("\n", " ").replace("\t", " ").isprintable()
