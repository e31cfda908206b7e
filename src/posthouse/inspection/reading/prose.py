"""Addresses and free text among a call's arguments: data carried away, instructions slipped in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.hosts import onward
from posthouse.inspection.reading.layers import unpacked
from posthouse.inspection.urls import divided

_URL = re.compile(r"https?://[^\s\"'`<>|;)\\]+", re.IGNORECASE)
_INSTRUCTION = re.compile(
    r"(?i)\b(?:send|forward|upload|post|share|submit|report|email|copy|push|sync|mirror)\b[^.\n]{0,80}\b(?:to|at|with)\s+(?P<to>https?://\S+|[\w.+-]+@[\w.-]+\.\w+)"
    r"|\b(?:use|take|install|fetch|download|get|done)\b[^.\n]{0,40}?\s(?P<index>https?://\S+)(?:\s+(?:as|for)\b[^.\n]{0,40}\b(?:index|registry|mirror|proxy|endpoint|source))?"
    r"|\b(?:index|registry|mirror|proxy|endpoint|installer)\b[^.\n]{0,30}?\s(?P<third>https?://\S+)"
)
_SECRETIVE = re.compile(
    r"(?i)\b(?:do not|don't|never|without)\s+(?:mention|tell|show|inform|report|ask|asking|telling|notify\w*|bother)\b[^.\n]{0,40}\b(?:user|them|anyone|human|asked|it|this|permission|confirm\w*)"
    r"|follow (?:them|it|the(?:se)? instructions?)\b|\b(?:always|before (?:each|every)|after (?:each|every))\b[^.\n]{0,60}\b(?:run|execute)\s+[`'\"]?\s*(?:curl|wget|bash|sh|iwr|irm|python|node|npx)"
    r"|bypass|ignore (?:all )?(?:previous|prior|security)|disable (?:the )?(?:sandbox|safety|approval)"
)
_COMMAND = re.compile(
    r"(?:[`$>]\s*)?(?P<run>(?:curl|wget|iwr|irm|bash\s+<\(|sh\s+-c|base64|python3?\s+-c|powershell|echo\s+\S{24,})[^`\n]{0,600}(?:\|\s*(?:sudo\s+)?(?:ba|z)?sh\b|\|\s*iex\b|<\(\s*curl|-[dD]\b[^\n`]*\|))"
)
_PLACE = re.compile(r"https?:|\w\.\w|[$\"'=]")
_BEGINS = re.compile(
    r"\s*(?:sudo\s+)?(?:bash|sh|zsh|cmd|powershell|pwsh)(?:\.exe)?\s+[-/]\w|\s*(?:curl|wget)\s+\S[^\n]*\|"
)
_LONGEST = 20_000
_MOST = 24
_CODED = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}|(?:[0-9a-f]{2}){10,}")


def url_facts(url: str, *, by_hand: bool = False) -> list[Fact]:
    """Return what using an address tells: where it goes, and whether it carries data.

    `by_hand`: whether it is opened as a page, and so by nobody's habit."""
    found = [Fact(Kind.BROWSE if by_hand else Kind.VISIT, url)]
    beyond = onward(url)
    if beyond.startswith("http"):
        found.append(Fact(Kind.VISIT, beyond))
    try:
        query = divided(url).query
    except ValueError:
        return found
    if any(_carries(part.partition("=")[2]) for part in query.split("&")):
        found.append(Fact(Kind.CARRIES, url))
    return found


def prose_facts(text: str, shell: Callable[[str], None] | None = None) -> list[Fact]:
    """Return what a free text argument tells whoever reads it later; `shell` reads its commands."""
    text = text[:_LONGEST]
    if _URL.fullmatch(text):
        return url_facts(text, by_hand=True)
    found = list(_instructions(text))
    if _SECRETIVE.search(text):
        found.append(Fact(Kind.POISON, "", "argument"))
    if shell is not None:
        for match in list(_COMMAND.finditer(text))[:_MOST]:
            if _PLACE.search(match["run"]):
                shell(match["run"])
        if _BEGINS.match(text):
            shell(text)
    return found


def _instructions(text: str) -> Iterator[Fact]:
    for match in list(_INSTRUCTION.finditer(text))[:_MOST]:
        to = match["to"] or match["index"] or match["third"]
        yield Fact(Kind.INSTRUCTION, to.rstrip(".,;:)\"'"))


def _carries(value: str) -> bool:
    if re.search(r"(?i)(?:key|token|secret|passw|user|host|session)\w*(?:%3d|=|:)", value):
        return True
    plain = unquote(value)
    inner = unpacked(plain.replace("-", "+").replace("_", "/")) if _CODED.fullmatch(plain) else ""
    return (
        len(inner) > 10
        and inner.isascii()
        and inner.isprintable()
        and " " not in inner[:1]
        and not inner.startswith(("http", "{"))
    )
