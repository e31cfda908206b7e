"""Ways to write a term: letters and signs in either width, a blank beside Chinese or none."""

from __future__ import annotations

import re

_APART = 0xFEE0  # between a sign of ASCII and its full-width form
_SIGNS = "()[]&.,:;!?/+%#@*-"
_NARROW = {code + _APART: chr(code) for code in range(0x21, 0x7F)} | {0x3000: " "}
_WIDE_SIGNS = str.maketrans({sign: chr(ord(sign) + _APART) for sign in _SIGNS})
_JOINT = re.compile("[ _-]")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LATIN = "A-Za-z0-9"
_SPACED = re.compile(f"(?<=[{_HAN}])[ ](?=[{_LATIN}])|(?<=[{_LATIN}])[ ](?=[{_HAN}])")
_MET = re.compile(f"(?<=[{_HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{_HAN}])")

LETTERS = tuple(
    chr(code + _APART)
    for first, last in ("09", "AZ", "az")
    for code in range(ord(first), ord(last) + 1)
)
"""Full-width digits and letters."""
BLANK = "\u3000"


def narrow(text: str) -> str:
    """Return a text, as long, with plain characters for full-width ones."""
    return text.translate(_NARROW)


def wide_signs(text: str) -> str:
    """Return a text with its signs in full width."""
    return text.translate(_WIDE_SIGNS)


def unspaced(text: str) -> str:
    """Return a text without blanks between Chinese and Latin characters."""
    return _SPACED.sub("", text)


def spaced(text: str) -> str:
    """Return a text with a blank wherever Chinese and Latin characters meet."""
    return _MET.sub(" ", text)


def told(text: str) -> str:
    """Return what every way to write a plain text has in common."""
    return unspaced(_JOINT.sub(" ", lowered(text)))


def squeezed(text: str) -> str:
    """Return the letters of a plain text without what joins or parts them."""
    return _JOINT.sub("", lowered(text))


def lowered(text: str) -> str:
    """Return a text, as long, in small letters; of one capital two characters would come."""
    return text.replace("\u0130", "i").lower()
