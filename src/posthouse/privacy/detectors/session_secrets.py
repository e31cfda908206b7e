"""Session cookies, and addresses whose path is the secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import key
from posthouse.privacy.plausible import looks_like_key
from posthouse.privacy.rules import GUESS, LINK, Rule, Span
from posthouse.privacy.words import words

_COOKIE = re.compile(r"([A-Za-z0-9_.-]{1,64})=\"?([A-Za-z0-9%._~+/|:=-]{8,4096})")
_OPEN = words(
    "csrf xsrf csrftoken xsrf-token _csrf _ga _gid _gcl_au path domain expires theme lang locale "
    "max-age samesite consent etag version build"
)
_SESSION = re.compile(
    r"(?i)(?:^|[_.-])(?:sid|sess|auth|jwt|remember_?me|[a-z]{0,12}sess(?:ion)?_?(?:id)?|"
    r"[a-z]{0,12}token)$"
)
_LEAST = 16  # characters of a value under any name
# What stands between the header and its first cookie: a colon, a list, a list of Go.
_SIGN = r"[\"']?(?:, ?\"value\")?\s{0,2}[:=,(]\s{0,2}(?:\[(?:\]string\{)?|\{)?\s{0,2}[\"']?"
_LINE = 8192


def _cookies(match: re.Match[str]) -> Iterator[Span]:
    """Yield the values of a cookie header that were generated."""
    text, at = match.string, match.end()
    end = min(at + _LINE, len(text))
    for stop in ("\n", "\\n", "ookie", '"}', "'}"):  # the line, the next header of joined lines
        found = text.find(stop, at, end)
        end = found if found >= 0 else end
    for one in _COOKIE.finditer(text, at, end):
        name = one.group(1).lower()
        if one.end(2) - one.start(2) < _LEAST and not _SESSION.search(name):
            continue
        if name not in _OPEN and "csrf" not in name and looks_like_key(one.group(2)):
            yield one.span(2)


RULES = (
    Rule(
        "cookie",
        Label.CREDENTIAL,
        rf"cookie{_SIGN}[A-Za-z0-9_]",
        rf"(?i)cookie{_SIGN}(?=[A-Za-z0-9_.-]{{1,64}}=)",
        every=_cookies,
        rank=GUESS,
        caseless=True,
        before=24,
        after=80,
        examples=(
            "Cookie: theme=dark; sid=‹{url:43}›; lang=zh",
            "Set-Cookie: SESSION=‹{b64:48}›; Path=/",
            "curl -H 'cookie: a=b; auth=‹{hex:40}›'",
            '{"name": "Set-Cookie", "value": "session=‹{b62:32}›; Path=/"}',
            "map[Accept:[*/*] Cookie:[theme=dark; sid=‹{url:30}›] User-Agent:[curl]]",
            'http.Header{"Cookie": []string{"auth=‹{b62:30}›"}}',
            "headers: {'set-cookie': [ 'sid=‹{low:20}›; Path=/' ]}",
            "Set-Cookie: PHPSESSID=‹k2j4h5g6x›; Path=/",
        ),
        near_misses=(
            "Cookie: csrftoken={b62:32}",
            "Set-Cookie: theme=dark; Expires=Wed",
            "cookie = request.cookies",
            "Cookie: [theme=dark-2024]",
            "Cookie: token=abc12345; v=k2j4h5g6x",
            "map[Cookie:[theme=dark] Etag:[{b62:32}]]",
            '{"name":"Cookie","value":"a=b"},{"name":"x-amzn-trace-id","value":"Root=1-{hex:32}"}',
        ),
    ),
    Rule(
        "session-value",
        Label.CREDENTIAL,
        r"(?:JSESSIONID|PHPSESSID|ASP\.NET_SessionId|connect\.sid|SESSDATA|laravel_session|"
        r"_session|"
        r"sessionid)=[A-Za-z0-9%._~+/|:-]{16}",
        r"(?:JSESSIONID|PHPSESSID|ASP\.NET_SessionId|connect\.sid|SESSDATA|laravel_session|"
        r"_session|"
        r"sessionid)=(?P<v>[A-Za-z0-9%._~+/|:=-]{16,1024})",
        key,
        rank=GUESS,
        examples=("curl -b PHPSESSID=‹{low:26}› http://h",),
        near_misses=("PHPSESSID=your_session_id_here",),
    ),
    Rule(
        "path-key",
        Label.CREDENTIAL,
        r"(?:infura\.io/v3|alchemy\.com/v2|hc-ping\.com|api\.day\.app|ftqq\.com|quiknode\.pro|"
        r"uptime\.betterstack\.com/api/v1/heartbeat|hooks\.zapier\.com/hooks/catch/[0-9]{4,12}|"
        r"api\.telegram\.org|chanify\.net/v1/sender|/with/key)/[A-Za-z0-9_:-]{16}",
        r"(?:infura\.io/v3|alchemy\.com/v2|hc-ping\.com|api\.day\.app|ftqq\.com|quiknode\.pro|"
        r"uptime\.betterstack\.com/api/v1/heartbeat|hooks\.zapier\.com/hooks/catch/[0-9]{4,12}|"
        r"api\.telegram\.org|chanify\.net/v1/sender|/with/key)/(?P<v>[A-Za-z0-9_:-]{16,200})",
        key,
        rank=LINK,
        before=96,
        after=200,
        examples=(
            "https://mainnet.infura.io/v3/‹{hex:32}›",
            "https://maker.ifttt.com/trigger/x/with/key/‹{b62:22}›",
        ),
        near_misses=("https://mainnet.infura.io/v3/YOUR-PROJECT-ID-HERE",),
    ),
)
