"""Private parts of a key (RFC 7517, 7518): in objects, and in lines (YAML, TOML, properties)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.plausible import is_placeholder
from posthouse.privacy.rules import KEY, Rule, Span
from posthouse.privacy.tables import MARGIN
from posthouse.privacy.within import remembered

_LINE = re.compile(
    MARGIN + r"?[ \t]{0,24}(?:- )?[\"']?(?P<n>[a-z0-9_]{1,8})[\"']?[ ]?[:=][ ]?"
    r"[\"']?(?P<v>[^\s\"'\\]{1,1400})[\"']?,?[ \t]*(?:\r?\n|(?=[\"'\\])|\Z)"
)
_PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "k")
_REACH = 6000  # characters of an object on each side of its kind
_MEMBER = re.compile(
    r"(?<![\w.])[\"']?(?:d|p|q|dp|dq|qi|k)[\"']?\s{0,4}(?::|=>)\s{0,24}[\"'`]"
    r"(?P<v>[A-Za-z0-9_+/-]{16,1400}={0,2})[\"'`]"
)
_MOST = 12  # lines of a key on each side of its kind
_CODED = re.compile(r"[A-Za-z0-9_+/-]{20,1400}={0,2}")


def _parts(match: re.Match[str]) -> Iterator[Span]:
    """Yield the private parts among the lines around the one that says what kind of key it is."""
    text = match.string
    at = text.rfind("\n", 0, match.start()) + 1
    for _ in range(_MOST):
        before = text.rfind("\n", 0, max(at - 1, 0)) + 1
        if before == at or _line(text, before) is None:
            break
        at = before
    for _ in range(2 * _MOST):
        line = _line(text, at)
        if line is None:
            return
        at, private = line
        if private is not None:
            yield private


@remembered
def _line(text: str, at: int) -> tuple[int, Span | None] | None:
    """Return where a line of a key ends, and its private part; None where it is no line of one.

    A line is read once, though it may stand beside several that say what kind of key it is.
    """
    line = _LINE.match(text, at)
    if line is None:
        return None
    secret = line["n"] in _PRIVATE and _CODED.fullmatch(line["v"]) is not None
    return line.end(), line.span("v") if secret and not is_placeholder(line["v"]) else None


def _members(match: re.Match[str]) -> Iterator[Span]:
    """Yield the private parts among the members of the object that says what kind of key it is."""
    text, at = match.string, match.start()
    low = text.rfind("{", max(at - _REACH, 0), at)
    high = text.find("}", match.end(), match.end() + _REACH)
    if low < 0 or high < 0 or "}" in text[low:at]:
        return
    for member in _MEMBER.finditer(text, low, high):
        if not is_placeholder(member["v"]):
            yield member.span("v")


RULES = (
    Rule(
        "jwk-object",
        Label.CREDENTIAL,
        r"kty[\"']?\s{0,4}(?::|=>)\s{0,4}[\"'`](?:RSA|EC|OKP|oct|AKP)[\"'`]",
        r"kty[\"']?\s{0,4}(?::|=>)\s{0,4}[\"'`](?:RSA|EC|OKP|oct|AKP)[\"'`]",
        every=_members,
        rank=KEY,
        before=24,
        after=4,
        examples=(
            "{\n  kty: 'oct',\n  ext: false,\n  k: '‹{url:43}›',\n}",
            '{"keys":[{"kty":"oct","kid":"1","k":"‹{url:22}›"},{"kty":"RSA","n":"{url:90}"}]}',
            "{ crv: 'P-256', x: '{url:43}', d: '‹{url:44}›', kty: 'EC' }",
            "{'kty' => 'RSA', 'n' => '{url:90}', 'd' => '‹{url:90}›', 'p' => '‹{url:43}›'}",
        ),
        near_misses=(
            "{ kty: 'RSA', e: 'AQAB', n: '{url:342}' }",
            "{ kty: 'oct', k: 'your-key-goes-here-please' }",
            "{ kty: 'EC' }, { d: '{url:43}' }",
            "{ kty: 'RSA', kid: '{url:43}', x5t: '{url:27}' }",
        ),
    ),
    Rule(
        "jwk-lines",
        Label.CREDENTIAL,
        r"kty[\"']?[ ]?[:=][ ]?[\"']?(?:RSA|EC|OKP|oct)",
        r"kty[\"']?[ ]?[:=][ ]?[\"']?(?:RSA|EC|OKP|oct)[\"']?[ \t]*\r?\n",
        every=_parts,
        rank=KEY,
        before=16,
        after=8,
        examples=(
            "- kty: RSA\n  n: {url:342}\n  e: AQAB\n  d: ‹{url:340}›\n  p: ‹{url:171}›\n",
            '[k]\nkty = "EC"\nx = "{url:43}"\nd = "‹{url:44}›"\n',
            "  k: ‹{url:43}›\n  kty: oct\n",
        ),
        near_misses=(
            "kty: RSA\nn: {url:342}\ne: AQAB\n",
            "kty: oct\nk: your-key-goes-here-please\n\nd: {url:43}\n",
        ),
    ),
)
