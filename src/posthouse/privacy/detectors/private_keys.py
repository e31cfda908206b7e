"""Private keys: PEM blocks as they stand, numbered, indented, quoted, cut off, without armour; and
those of PuTTY.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import BLOCK, Rule, Span

_MAX_BLOCK = 16_384
# What may stand around one line of a block: a line number, quoting, a diff mark, a comment.
_LINE = re.compile(
    r"\n?[ \t>|+\-#*/\"'`,\d:→│]{0,24}(?:[A-Za-z-]{4,20}: [^\n]{1,80}|(?:(?<=[^A-Za-z0-9+/"
    r"=])|^)[A-Za-z0-9+/=]{4,128})?"
    r"[ \t\"'`,+\\;)]{0,8}(?=\n|$|-----)"
)
_END = re.compile(r"-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----")
_BODY = re.compile(r"[A-Za-z0-9+/]{16}")
_MOST_LINES = 200
_CODE = re.compile(r"\n?[ \t>|+\-\d:→│]{0,24}Private-(?:MAC|Hash): [0-9a-f]{40,64}")


def _block(match: re.Match[str]) -> Span | None:
    """Take the block to its END line, or, cut off, as far as its lines go on."""
    text, start, at = match.string, match.start(), match.end()
    other = text.find("-----BEGIN ", at, at + _MAX_BLOCK)
    closing = _END.search(text, at, at + _MAX_BLOCK if other < 0 else other + len("-----"))
    if closing is not None and (other < 0 or closing.start() < other):
        return (start, closing.end()) if _BODY.search(text, at, closing.start()) else None
    end = at
    while (line := _LINE.match(text, end)) is not None and line.end() > end:
        end = line.end()
    return (start, end) if _BODY.search(text, at, end) else None


def _tail(match: re.Match[str]) -> Span | None:
    """Take the lines before an END whose BEGIN is not there."""
    text, end = match.string, match.end()
    if "-----BEGIN" in text[max(match.start() - _MAX_BLOCK, 0) : match.start()]:
        return None
    start = match.start()
    while start > 0:
        before = text.rfind("\n", 0, start - 1) + 1
        if not _LINE.fullmatch(text, before, start - 1) or not _BODY.search(text, before, start):
            break
        start = before
    return (start, end) if start < match.start() else None


def _bare(match: re.Match[str]) -> Span | None:
    """Take DER in base64 without armour, and the lines that go on."""
    text, end = match.string, match.end()
    if "PRIVATE KEY-----" in text[max(match.start() - 96, 0) : match.start()]:
        return None
    while (line := _LINE.match(text, end)) is not None and _BODY.search(line.group()):
        if _DER.search(line.group()):
            break  # another, which is read from there on
        end = line.end()
    return match.start(), end


def _putty(match: re.Match[str]) -> Span | None:
    """Take the lines of the key, whatever the count says, and the code made of it behind them."""
    text, end = match.string, match.end()
    start = -1
    for _ in range(_MOST_LINES):
        if start >= 0 and (code := _CODE.match(text, end)) is not None:
            end = code.end()
            break
        line = _LINE.match(text, end)
        if line is None or _BODY.search(line.group()) is None:
            break
        start = line.start() if start < 0 else start
        end = line.end()
    if start < 0:
        return None
    first = _BODY.search(text, start, end)
    return (first.start(), end) if first is not None else None


_DER = re.compile(r"MII[A-Za-z0-9+/]{2,3}IB(?:AA|ADANBgkqhkiG9w0)")

RULES = (
    Rule(
        "private-key-block",
        Label.PRIVATE_KEY,
        r"-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----",
        r"-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----",
        _block,
        rank=BLOCK,
        examples=(
            "k: ‹-----BEGIN PRIVATE KEY-----\n{b64:64}\n{b64:40}\n-----END PRIVATE KEY-----›\nx",
            "‹-----BEGIN PRIVATE KEY-----\n 2\t{b64:64}\n 3\t{b64:40}\n-----END PRIVATE KEY-----›",
            "‹-----BEGIN OPENSSH PRIVATE KEY-----\n{b64:64}\n{b64:31}›\nand then some words",
        ),
        near_misses=(
            "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
            "-----BEGIN PUBLIC KEY-----\n{b64:64}\n-----END PUBLIC KEY-----",
            "grep 'BEGIN RSA PRIVATE KEY'",
        ),
    ),
    Rule(
        "private-key-tail",
        Label.PRIVATE_KEY,
        r"-----END [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----",
        r"-----END [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----",
        _tail,
        rank=BLOCK,
        examples=("tail:\n‹{b64:64}\n{b64:64}\n-----END EC PRIVATE KEY-----›",),
        near_misses=("it ends with\n-----END PRIVATE KEY-----",),
    ),
    Rule(
        "private-key-bare",
        Label.PRIVATE_KEY,
        r"MII[A-Za-z0-9+/]{3}IB(?:AA|ADANBgkqhkiG9w0)[A-Za-z0-9+/]{60}",
        r"(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{3}IBAA[A-Za-z0-9+/]{60,}={0,2}"
        r"|(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{2}[QgwA]IBADANBgkqhkiG9w0[A-Za-z0-9+/]{40,}={0,2}",
        _bare,
        rank=BLOCK,
        before=96,
        after=4096,
        examples=("key=‹MIIEpAIBAAKC{b64:88}›",),
        near_misses=("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A{b64:64}",),
    ),
    Rule(
        "private-key-putty",
        Label.PRIVATE_KEY,
        r"Private-Lines: ?[0-9]{1,3}",
        r"Private-Lines: ?(?P<n>\d{1,3})(?!\d)\r?",
        _putty,
        rank=BLOCK,
        before=20,
        after=4,
        examples=(
            "Private-Lines: 2\n‹{b64:64}\n{b64:40}=\nPrivate-MAC: {hex:40}›\n",
            "Private-Lines: 1\n‹{b64:64}\n{b64:40}=›\nand words\n",
            "9\tPrivate-Lines: 2\n10\t‹{b64:64}\n11\t{b64:41}=›\n12\tPrivate-MAC: x\n",
        ),
        near_misses=("Private-Lines: 2\nPrivate-MAC: x\n", "Public-Lines: 2\n{b64:64}\n"),
    ),
)
