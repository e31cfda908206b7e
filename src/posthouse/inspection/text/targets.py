"""Where the addresses in a text lead: elsewhere than they seem, to nobody's host, or with data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from posthouse.inspection.checks.addresses import carries_text, link_carries
from posthouse.inspection.hosts import host_of, is_expected, is_here, is_strange, onward
from posthouse.inspection.said import Said
from posthouse.inspection.urls import divided

CARRIES = "links/carries-data"
FALSE_HOST = "links/false-host"
OTHER_TEXT = "links/text-differs"
STRANGE = "links/strange-host"
PHISHING = "text/phishing-link"
FETCHED = "text/fetch-and-run"
INDEX = "text/package-index"

_URL = re.compile(
    r"(?:(?:https?|hxxps?|wss?|ftp)://|(?<![\w/.])www\.)[^\s<>\"'`|\\\]]+", re.IGNORECASE
)
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]{1,200})\]\(\s*<?(?P<url>[^\s<>)]+)")
_ANCHOR = re.compile(
    r"<a\s[^>]*href\s*=\s*[\"']?(?P<url>[^\s\"'>]+)[^>]*>(?P<text>[^<\n]{1,200})<", re.IGNORECASE
)
_SEEMS_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,24})(?:[/:?#]\S*)?", re.IGNORECASE
)
_USER = re.compile(r"[a-z]+://(?P<user>[^/?#\s@]*)@", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+(?:[a-z]{2,24})", re.IGNORECASE)
_NAMED_IN_LABEL = re.compile(r"\A(?:[a-z0-9]+-)+(?:com|org|net|io|gov|edu|dev|ai|co|app)\Z")
_CODE_FILE = re.compile(
    r"\.(?:py|js|ts|md|rs|go|java|html?|json|ya?ml|toml|txt|css|sh|rb|php|c|h|cpp|cs|io|net)\Z",
    re.IGNORECASE,
)
_EXPIRED = re.compile(
    r"\b(?:session|token|log-?in|account|access|subscription|quota|licen[cs]e|credentials?|password|connection|authentication|billing|payment|workspace|seat|plan)\b[^\n]{0,60}"
    r"\b(?:expir\w+|suspended|locked|limited|revoked|invalid\w*|exceeded|blocked|disabled|out of|ended|lapsed|compromised|unverified|needs? (?:to be )?(?:renew|verif|re-?auth|confirm)\w*)"
    r"|\b(?:re-?auth\w*|re-?connect|re-?verify|(?:log|sign)(?:ged)?[ -]?(?:back )?in(?: again)?|verify (?:your|the) (?:account|identity|email|device|session|login)|confirm your (?:identity|account|password|payment)|renew your|update (?:your )?(?:billing|payment|card)|unlock your"
    r"|enter (?:your|the) (?:password|credentials|api key|token|card|code)|authori[sz]e (?:this|the|your) (?:device|session|agent|app|request))\b"
    r"|重新登录|重新认证|验证(?:您|你)?的?(?:身份|账号|账户)|(?:会话|登录|令牌|账号|订阅|额度)[^\n。]{0,10}(?:过期|失效|冻结|用尽|锁定)|sitzung[^\n.]{0,30}abgelaufen|erneut anmelden|session[^\n.]{0,20}expir|reconnectez|sesi[oó]n[^\n.]{0,20}(?:expirad|caducad)|сесси\w*[^\n.]{0,20}ист[её]к",
    re.IGNORECASE,
)
_FETCH = re.compile(
    r"\b(?:fetch|download|get|pull|grab|load|retrieve|curl|wget|open|visit|read)\b[^\n]{0,60}?(?P<url>https?://\S++)[^\n]{0,80}?\b(?:run|execute|exec|eval|source|install|apply|pipe|launch|follow|import|start)\b"
    r"|\b(?:run|execute|launch|install|follow|apply)\b[^\n]{0,60}?\b(?:from|at|in|via)\b[^\n]{0,20}?(?P<from>https?://\S++)",
    re.IGNORECASE,
)
_RUNNABLE = re.compile(
    r"\.(?:sh|bash|ps1|py|rb|pl|bat|cmd|exe|msi|pkg|dmg|jar|js|run|bin|deb|rpm|scr|vbs|appimage)\Z",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"\b(?:use|add|set|configure|switch to|point\b[^\n]{0,30}\bto|change\b[^\n]{0,40}\bto)\b[^\n]{0,40}?(?P<url>https?://[^\s`\"'<>)]++)[^\n]{0,40}?\b(?:package |extra |npm |pip |pypi |container |docker |artifact |api )*(?:index|registry|mirror|proxy|endpoint|source|repository|base url|gateway)\b"
    r"|\b(?:index|registry|mirror|proxy|base url|api endpoint|gateway)\b[^\n]{0,30}?(?:\b(?:to|as|is)\b|[:=])\s*`?(?P<to>https?://[^\s`\"'<>)]++)",
    re.IGNORECASE,
)
_MOST = 24


def addresses(text: str) -> Iterator[str]:
    """Yield the addresses of a text, without the punctuation of its sentence."""
    for number, match in enumerate(_URL.finditer(text)):
        if number >= _MOST:
            return
        url = match[0].rstrip(".,;:!?*_，。；：！？、）】」")
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1].rstrip(".,;:!?")
        yield url


def bad_target(text: str, said: Said, *, shown: bool) -> str:
    """Return the rule that an address in a text breaks; `shown`: it is to be opened, no code."""
    for match in (*_LINK.finditer(text), *_ANCHOR.finditer(text)):
        if _differs(match["text"], match["url"], said):
            return OTHER_TEXT
    for url in addresses(text):
        rule = _judge(url, said, shown=shown)
        if rule:
            return rule
    return ""


def asks_for(text: str, context: str, said: Said, *, unseen: bool) -> str:
    """Return the rule that an instruction to use an address breaks; `context` goes before it."""
    unexpected = [url for url in addresses(text) if not is_expected(url, said)]
    if not unexpected:
        return ""
    for match in _FETCH.finditer(text):
        url = (match["url"] or match["from"] or "").rstrip(".,;:)!?`\"'*")
        runs = unseen or _RUNNABLE.search(_path(url)) is not None
        if runs and not is_expected(url, said):
            return FETCHED
    for match in _INDEX.finditer(text):
        if not is_expected((match["url"] or match["to"]).rstrip(".,;:"), said):
            return INDEX
    return PHISHING if _EXPIRED.search(context + text) else ""


def _judge(url: str, said: Said, *, shown: bool) -> str:
    host = host_of(url)
    if said.holds(url):
        return ""
    if _borrows(url, said):
        return FALSE_HOST
    if is_here(host):
        return ""
    beyond = onward(url)
    if shown and host_of(beyond) not in ("", host) and not is_expected(beyond, said):
        return STRANGE
    if is_expected(url, said):
        carries = carries_text(url) and not said.knows_host(host)
    elif _quotes_domain(host) or _mixed(host) or (shown and is_strange(url, said)):
        return STRANGE
    else:
        carries = link_carries(url) if shown else carries_text(url)
    return CARRIES if carries else ""


def _borrows(url: str, said: Said) -> bool:
    """Tell whether what stands before an @ looks like the host that it is not."""
    match = _USER.match(url)
    user = unquote_plus(match["user"]).partition(":")[0] if match else ""
    return bool(user) and _DOMAIN.fullmatch(user) is not None and not said.holds(user + "@")


def _quotes_domain(host: str) -> bool:
    """Tell whether a domain's own label spells another domain out: pypi-org.example."""
    labels = host.split(".")
    return len(labels) > 1 and _NAMED_IN_LABEL.match(labels[-2]) is not None


def _mixed(host: str) -> bool:
    return not host.isascii() and re.search(r"[a-z]", host) is not None


def _differs(text: str, url: str, said: Said) -> bool:
    """Tell whether a link's text names another host than the link leads to."""
    match = _SEEMS_HOST.fullmatch(text.strip(" *_`"))
    if match is None or not re.match(r"(?:https?:)?//", url, re.IGNORECASE):
        return False
    seems, real = match["host"].lower(), host_of(url).removeprefix("www.")
    if ("/" not in text and _CODE_FILE.search(seems)) or is_here(real) or said.holds(url):
        return False
    return not (real == seems or real.endswith("." + seems) or seems.endswith("." + real))


def _path(url: str) -> str:
    try:
        return divided(url).path
    except ValueError:
        return ""
