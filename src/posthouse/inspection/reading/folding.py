"""Source code of any language with its strings put together: 'child_' + 'process', ["ex"+"ec"], \\x63.

Only what the text alone decides is filled in; the rest stands as it was.
"""

from __future__ import annotations

import re

from posthouse.inspection.reading.layers import unescaped, unpacked

_LONGEST = 65_536
_MOST_ROUNDS = 3
_ADDED = re.compile(
    r"(?<![\\\w])([\"'`])([^\"'`\n\\$]{0,400})\1\s*(?:\+|\.\.|\.(?=\s*[\"']))\s*([\"'`])([^\"'`\n\\]{0,400})\3"
)
_MEMBER = re.compile(r"(?<=[\w)\]])\[\s*([\"'`])([A-Za-z_]\w{1,40})\1\s*\]")
_ESCAPED = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u00[0-9a-fA-F]{2}){3,}")
_CHARS = re.compile(
    r"(?:String\.fromCharCode|fromCodePoint|\bchr|pack\(\"C\*\",)\(?\s*((?:(?:0x)?[0-9a-f]{1,3}\s*,\s*){2,400}(?:0x)?[0-9a-f]{1,3})\s*\)"
)
_BASE64 = re.compile(
    r"(?:atob|Buffer\.from|base64_decode|Base64\.(?:decode64|strict_decode64)|decode_base64|unescape|FromBase64String)\(\s*([\"'`])([A-Za-z0-9+/=_-]{8,8000})\1(?:\s*,\s*[\"'](?:base64|hex)[\"'])?\s*\)(?:\.toString\([^)]{0,20}\))?"
)
_HEX = re.compile(r"\bpack\s*\(?\s*[\"']H\*[\"']\s*,\s*([\"'])([0-9a-fA-F]{6,4000})\1\s*\)?")
_REVERSED = re.compile(
    r"([\"'`])([^\"'`\n]{4,2000})\1\.split\([\"']{2}\)\.reverse\(\)\.join\([\"']{2}\)"
)


def folded(code: str) -> str:
    """Return source code with constant strings put together, decoded and turned round."""
    code = code[:_LONGEST]
    code = _ESCAPED.sub(lambda match: unescaped(match[0].replace("\\u00", "\\x")), code)
    code = _CHARS.sub(_spelled, code)
    code = _BASE64.sub(_decoded, code)
    code = _HEX.sub(_decoded, code)
    code = _REVERSED.sub(lambda match: match[1] + match[2][::-1] + match[1], code)
    for _ in range(_MOST_ROUNDS):
        joined = _ADDED.sub(lambda match: match[1] + match[2] + match[4] + match[1], code)
        if joined == code:
            break
        code = joined
    return _MEMBER.sub(lambda match: "." + match[2], code)


def _spelled(match: re.Match[str]) -> str:
    try:
        return repr("".join(chr(int(part, 0)) for part in match[1].split(",")))
    except ValueError:
        return match[0]


def _decoded(match: re.Match[str]) -> str:
    inner = unpacked(match[2].replace("-", "+").replace("_", "/"))
    return repr(inner) if inner and "\ufffd" not in inner else match[0]
