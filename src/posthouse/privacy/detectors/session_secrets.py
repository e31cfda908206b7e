"""Session cookies, and addresses whose path is the secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import key
from posthouse.privacy.plausible import looks_like_key
from posthouse.privacy.rules import GUESS, LINK, NUMBER, Rule, Span
from posthouse.privacy.words import words

_COOKIE = re.compile(r"([A-Za-z0-9_.-]{1,64})=\"?([A-Za-z0-9%._~+/|:=-]{8,4096})")
_OPEN = words(
    "csrf xsrf csrftoken xsrf-token _csrf _ga _gid _gcl_au path domain expires theme lang locale "
    "max-age samesite consent etag version build integrity resolved"
)
_SESSION = re.compile(
    r"(?i)(?:^|[_.-])(?:sid|sess|auth|jwt|remember_?me|[a-z]{0,12}sess(?:ion)?_?(?:id)?|"
    r"[a-z]{0,12}token)$"
)
_LEAST = 16  # characters of a value under any name
# What stands between the header and its first cookie: a colon, a list, a list of Go.
_SIGN = r"[\"']?(?:, ?\"value\")?\s{0,2}[:=,(]\s{0,2}(?:\[(?:\]string\{)?|\{)?\s{0,2}[\"']?"
_LINE = 8192
_STOPS = {quote: re.compile(rf"[\n{quote}]|\\n|ookie|[\"']\}}") for quote in ("", '"', "'")}
"""Where a header ends: with its line, its quote, the next header of joined lines."""


def _cookies(match: re.Match[str]) -> Iterator[Span]:
    """Yield the values of a cookie header that were generated."""
    text, at = match.string, match.end()
    stop = _STOPS[text[at - 1] if text[at - 1] in "\"'" else ""].search(text, at, at + _LINE)
    end = stop.start() if stop is not None else min(at + _LINE, len(text))
    for one in _COOKIE.finditer(text, at, end):
        name = one.group(1).lower()
        if one.end(2) - one.start(2) < _LEAST and not _SESSION.search(name):
            continue
        if name not in _OPEN and "csrf" not in name and looks_like_key(one.group(2)):
            yield one.span(2)


_ITEM = re.compile(
    r"[\"']?([A-Za-z0-9_.-]{1,64})(?:[\"']?\s{0,2}(?::|=>|=)|[\"'],)\s{0,2}\\?[\"']([^\"'\s\\]{8,4096})\\?[\""
    r"']"
)


_CLOSES = {"{": "}", "[": "]]", "(": ")]"}
"""What ends the object or the list of pairs that a sign opens."""


def _fits(name: str, value: str) -> bool:
    """Tell the value of a session from a setting of a page."""
    name = name.lower()
    if name in _OPEN or "csrf" in name or "xsrf" in name or name.startswith("wp-settings"):
        return False
    long_enough = len(value) >= _LEAST or _SESSION.search(name) is not None
    return long_enough and looks_like_key(value.removeprefix("s:").removeprefix("s%3A"))


def _items(match: re.Match[str]) -> Iterator[Span]:
    """Yield the values of cookies that stand in an object or in a list of pairs."""
    text, at = match.string, match.end()
    closing = text.find(_CLOSES[text[at - 1]], at, at + _LINE)
    for one in _ITEM.finditer(text, at, closing if closing >= 0 else at + _LINE):
        if _fits(one.group(1), one.group(2)):
            yield one.span(2)


def _set(match: re.Match[str]) -> Span | None:
    return match.span("v") if _fits(match.group("n"), match.group("v")) else None


RULES = (
    Rule(
        "cookies-of-object",
        Label.CREDENTIAL,
        r"cookies?[\"']?\]?\s{0,3}(?:[:=]|=>)\s{0,3}(?:\{|\[\s{0,3}[\[(])",
        r"(?i)cookies?[\"']?\]?\s{0,3}(?:[:=]|=>)\s{0,3}(?:\{|\[\s{0,3}[\[(])",
        every=_items,
        rank=GUESS,
        caseless=True,
        before=24,
        after=2,
        examples=(
            'cookies = {"sessionid": "‹{low:32}›", "theme": "dark"}',
            "cookies: { 'connect.sid': '‹s:{b62:32}.{b62:43}›', lang: 'de' }",
            '"cookies":[["sessionid","‹{low:32}›"],["theme","dark"]]',
            "cookies=[('lang', 'de'), ('connect.sid', '‹{b62:32}›')]",
            "cookies={\n  'SID': '‹k2j4h5g6x›',\n  'auth': '‹{hex:40}›',\n}",
        ),
        near_misses=(
            'cookies = {"csrftoken": "{b62:32}"}',
            '"cookies":[["csrftoken","{b62:32}"],["sort","created_at_2"]]',
            "cookie: { maxAge: 86400000, sameSite: 'strict' }",
            "cookies = {'consent': 'accepted-all-cookies-2'}",
        ),
    ),
    Rule(
        "cookie-set",
        Label.CREDENTIAL,
        r"(?:cookies?(?:\.set|\.put|jar\.set)?\(\s{0,4}(?:\{\s{0,4}[\"']?name[\"']?\s?:\s?)?[\"']["
        r"^\"'\n\x00]{1,64}"
        r"[\"']|(?:sess|sid|auth|jwt)[a-z_.-]{0,12}[\"']),\s{0,24}(?:[\"']?value[\"']?\s?:\s?)?[\""
        r"'][^\"'\s]{8}",
        r"(?i)(?:cookies?(?:\.set|\.put|jar\.set)?\(\s{0,4}(?:\{\s{0,4}[\"']?name[\"']?\s?:\s?)?|"
        r"[\"']name[\"']\s?:\s?|\bcookies[\"'`]? values ?\([^()\n]{0,160}?,\s?)"
        r"[\"'](?P<n>[A-Za-z0-9_.-]{1,64})[\"'],\s{0,24}(?:[\"']?value[\"']?\s?:\s?)?[\"'](?P<v>[^\"'\s]{8,4096})[\"']",
        _set,
        rank=GUESS,
        caseless=True,
        before=240,
        after=600,
        examples=(
            "page.setCookie({name: 'li_at', value: '‹{b62:40}›'",
            'r.set_cookie("sid", "‹{b62:32}›")',
            '"cookies": [{"name": "session", "value": "‹{b62:43}›"}]',
            "INSERT INTO cookies VALUES(17,'.h.test','SID','‹{b62:68}›','/',0);",
        ),
        near_misses=(
            'set_cookie("theme", "dark-mode-2")',
            '{"name": "session", "value": "active-1"}',
        ),
    ),
    Rule(
        "path-token",
        Label.CREDENTIAL,
        r"/(?:invites?|reset|reset-password|password-reset|password/reset|verify|verify-email|"
        r"confirm|"
        r"activate|magic|magic-link|join|unsubscribe|incomingwebhook)/[A-Za-z0-9_-]{20}|"
        r"/private-[0-9a-f]{20}|/(?:feed|calendar|ical)/[A-Za-z0-9_-]{20}|(?:invites?|reset|verify|confirm|activate|magic|unsubscribe|optout|"
        r"open\.gif|pixel|track)[^\s\x00]{0,24}[?&][a-z]{1,4}=[A-Za-z0-9_-]{20}",
        r"(?i)(?:/(?:invites?|reset|reset-password|password-reset|password/reset|verify|"
        r"verify-email|"
        r"confirm|activate|magic|magic-link|join|unsubscribe|incomingwebhook)/|/private-(?=[0-9a-f"
        r"]{20})|/(?:feed|calendar|ical)/|(?:invites?|reset|verify|confirm|activate|magic|unsubscribe|optout|open\.gif|pixel|"
        r"track)[^\s\"'<>]{0,24}?[?&](?!v=|sha)[a-z]{1,4}=)"
        r"(?P<v>[A-Za-z0-9_-]{20,200})(?![A-Za-z0-9_-]|\.(?!ics)[a-z])",
        key,
        rank=LINK,
        caseless=True,
        after=220,
        examples=(
            "https://h.test/invite/‹{url:28}›?utm=1",
            "https://h.test/password/reset/‹{hex:40}›\n",
            "<img src='https://t.h.test/open.gif?u=‹{b62:32}›'>",
            "https://h.test/verify?t=‹{url:43}›\n",
            "https://h.test/feed/‹{b62:32}›.ics\n",
            "/ical/x/private-‹{hex:32}›/basic.ics",
            "h.test/webhookb2/x/IncomingWebhook/‹{hex:32}›/y",
        ),
        near_misses=(
            "/verify/user-account-settings-page2",
            "/confirm/OrderConfirmationHandler2",
            "/join/how-to-join-a-team-in-2024",
            "/track/x.js?v=release-2024-01-02-final",
        ),
    ),
    Rule(
        "slack-address",
        Label.CREDENTIAL,
        r"hooks\.slack\.com(?:/|%2F)(?:commands|workflows|triggers|actions|services)(?:/|%2F)[A-Z0"
        r"-9]{6}",
        r"(?i)hooks\.slack\.com(?:/|%2F)(?:commands|workflows|triggers|actions|services)(?:/|%2F)"
        r"(?P<v>[A-Z0-9]{6,16}(?:(?:/|%2F)[A-Za-z0-9]{6,48}){1,3})",
        key,
        rank=LINK,
        after=220,
        examples=("=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F‹T0{up:8}%2FB0{up:9}%2F{b62:24}›",),
        near_misses=("hooks.slack.com/commands/REPLACE/THISPART",),
    ),
    Rule(
        "cookie-file",
        Label.CREDENTIAL,
        r"\t(?:TRUE|FALSE)\t/[^\t\n\x00]{0,64}\t(?:TRUE|FALSE)\t[0-9]{1,13}\t[^\t\n\x00]{1,80}\t[^"
        r"\s]{8}",
        r"\t(?:TRUE|FALSE)\t/[^\t\n]{0,64}\t(?:TRUE|FALSE)\t\d{1,13}\t(?P<n>[^\t\n]{1,80})\t"
        r"(?P<v>[^\s]{8,4096})",
        _set,
        rank=GUESS,
        before=280,
        after=600,
        examples=(".h.test\tTRUE\t/\tTRUE\t1789000000\tsession_id\t‹{hex:32}›\n",),
        near_misses=(".h.test\tTRUE\t/\tTRUE\t1789000000\t_ga\tGA1.1.{dig:9}\n",),
    ),
    Rule(
        "cookie",
        Label.CREDENTIAL,
        rf"cookie(?:{_SIGN}| [\"']?)[A-Za-z0-9_]|"
        r" -b [\"'][A-Za-z0-9_.-]{1,32}=|--cookie[ =][\"']?[A-Za-z0-9_.-]{1,48}=",
        rf"(?i)(?:cookie(?:{_SIGN}| [\"']?)|(?<=[\s+])-b [\"'])(?=[A-Za-z0-9_.-]{{1,64}}=)",
        every=_cookies,
        rank=GUESS,
        caseless=True,
        before=24,
        after=80,
        examples=(
            "Cookie: theme=dark; sid=‹{url:43}›; lang=zh",
            "Set-Cookie: SESSION=‹{b64:48}›; Path=/",
            "curl -H 'cookie: a=b; auth=‹{hex:40}›'",
            "curl https://h \\\n  -b 'theme=dark; sid=‹s%3A{url:32}.{url:43}›; lang=de' \\\n",
            "curl --cookie 'session=‹{b62:32}›' https://h",
            '{"name": "Set-Cookie", "value": "session=‹{b62:32}›; Path=/"}',
            "map[Accept:[*/*] Cookie:[theme=dark; sid=‹{url:30}›] User-Agent:[curl]]",
            'http.Header{"Cookie": []string{"auth=‹{b62:30}›"}}',
            "headers: {'set-cookie': [ 'sid=‹{low:20}›; Path=/' ]}",
            "Set-Cookie: PHPSESSID=‹k2j4h5g6x›; Path=/",
            'curl --cookie "session=‹{url:43}›" https://h.test',
            "curl -s -b 'auth=‹{b62:32}›; lang=en' https://h.test",
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
        r"(?:JSESSIONID|PHPSESSID|ASP\.NET_SessionId|[a-z]\.sid|SESSDATA|laravel_session|"
        r"_session|"
        r"sessionid)=[A-Za-z0-9%._~+/|:-]{16}|[^A-Za-z0-9]session(?:_?id)?=[0-9A-F]{32}|"
        r"[?&]session=[A-Za-z0-9%._~-]{20}|"
        r"[\"'](?:session|sid)[\"'] ?: ?[\"'][A-Za-z0-9._~+/=-]{24}|"
        r"-[Ss]ession-[Ii]d: [A-Za-z0-9._~+/=-]{24}|"
        r"session[^\n\x00]{0,24}\"sid\" ?: ?\"[A-Za-z0-9_-]{20}",
        r"(?:JSESSIONID|PHPSESSID|ASP\.NET_SessionId|[a-z]\.sid|SESSDATA|laravel_session|"
        r"_session|"
        r"sessionid|(?<![A-Za-z0-9])session(?:_?[iI]d)?(?==[0-9A-F]{32})|"
        r"(?<=[?&])session(?==)|(?<=-)[Ss]ession-[Ii]d(?=: )|"
        r"(?<=[\"'])(?:session|sid)[\"'](?= ?: ?[\"'](?!\w{8}-\w{4}-))|"
        r"session[^\n]{0,24}?\"sid\"(?= ?:))"
        r"(?:=| ?: ?[\"']|(?<=d): )(?P<v>[A-Za-z0-9%._~+/|:=-]{16,1024})",
        key,
        rank=GUESS,
        examples=(
            "curl -b PHPSESSID=‹{low:26}› http://h",
            '"evt":"session","sid":"‹{hex:32}›","build"',
            "user=bob session=‹{HEX:32}.node1› took=41ms",
            '{"user": 4, "session": "‹{b62:32}›"}',
            "X-Session-Id: ‹{b62:32}›\n",
            "< Location: /login?next=%2Fa&session=‹{b62:32}›\n",
        ),
        near_misses=(
            "PHPSESSID=your_session_id_here",
            "session={hex:32} took=41ms",
            '"session": "0b7f9a3e-52c1-4d8e-9f60-1a2b3c4d5e6f"',
            '"session": "create-new-user-account"',
        ),
    ),
    Rule(
        "path-key",
        Label.CREDENTIAL,
        r"(?:infura\.io/v3|alchemy\.com/v2|hc-ping\.com|api\.day\.app|ftqq\.com|quiknode\.pro|"
        r"uptime\.betterstack\.com/api/v1/heartbeat|hooks\.zapier\.com/hooks/catch/[0-9]{4,12}|"
        r"api\.telegram\.org|chanify\.net/v1/sender|/with/key)/[A-Za-z0-9_:-]{16}|"
        r"rpc[a-z0-9.:/ =-]{0,48}/v[123]/[A-Za-z0-9_-]{32}",
        r"(?:infura\.io/v3|alchemy\.com/v2|hc-ping\.com|api\.day\.app|ftqq\.com|quiknode\.pro|"
        r"uptime\.betterstack\.com/api/v1/heartbeat|hooks\.zapier\.com/hooks/catch/[0-9]{4,12}|"
        r"api\.telegram\.org|chanify\.net/v1/sender|/with/key|"
        r"rpc[a-z0-9.:/ =-]{0,48}/v[123](?=/[\w-]{32}))/(?P<v>[A-Za-z0-9_:-]{16,200})",
        key,
        rank=LINK,
        before=96,
        after=200,
        examples=(
            "https://mainnet.infura.io/v3/‹{hex:32}›",
            "https://maker.ifttt.com/trigger/x/with/key/‹{b62:22}›",
            "--rpc-url https://eth.h.test/v2/‹{b62:32}›\n",
        ),
        near_misses=("https://mainnet.infura.io/v3/YOUR-PROJECT-ID-HERE",),
    ),
    Rule(
        "session-signed",
        Label.CREDENTIAL,
        r"s%3A[A-Za-z0-9_-]{20,40}\.[A-Za-z0-9%+/_-]{12}",
        r"(?<![A-Za-z0-9])s%3A[A-Za-z0-9_-]{20,40}\.[A-Za-z0-9%+/_-]{12,64}",
        rank=NUMBER,
        before=64,
        after=64,
        examples=("|= `sid=‹s%3A{url:32}.{b62:43}›` | json",),
        near_misses=("s%3Ashort.sig",),
    ),
)
