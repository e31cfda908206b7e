"""Passwords that stand behind "pass" beside a login or a network, a name of its own to nobody."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.plausible import looks_like_password
from posthouse.privacy.rules import GUESS, Rule, Span

_VALUE = r"(?P<v>[^\s,;，；。\"'`<>]{6,48})"


def _secret(match: re.Match[str]) -> Span | None:
    value = match["v"].rstrip(".:)")
    fits = looks_like_password(value, quoted=True)
    return (match.start("v"), match.start("v") + len(value)) if fits else None


RULES = (
    Rule(
        "pass-beside-network",
        Label.CREDENTIAL,
        r"(?:wi-?fi|ssid|network)[^\n\x00]{1,48}[ ]pass(?: is|:)?[ ][^\n\x00]{6}",
        rf"(?i)(?<![a-z])(?:wi-?fi|ssid|network)[^\n]{{1,48}}? pass(?: is|:)? {_VALUE}",
        _secret,
        rank=GUESS,
        caseless=True,
        before=80,
        after=48,
        examples=('Wi-Fi "HomeNest_5G" pass ‹Lemonade-4482-fizz›, router',),
        near_misses=("wifi guests pass through the", "network tests pass everywhere."),
    ),
    Rule(
        "pass-below-login",
        Label.CREDENTIAL,
        r"\n[ \t]{0,8}pass[ \t]{1,4}[^\s\x00]{6}",
        rf"(?i)(?<![^\n])[ \t]{{0,8}}(?:user|login|username|account)[ \t:]{{1,4}}\S{{2,64}}"
        rf"[ \t]{{0,4}}\n"
        rf"[ \t]{{0,8}}pass[ \t]{{1,4}}{_VALUE}(?=\s|\Z)",
        _secret,
        rank=GUESS,
        caseless=True,
        before=112,
        after=48,
        examples=("user apple-review\npass ‹Review!Kestrel9›\n2FA off",),
        near_misses=("user tests\npass 12 of 20\n", "login page\npass everything\n"),
    ),
    Rule(
        "login-of-a-proxy",
        Label.CREDENTIAL,
        r"cache_peer [^\n\x00]{4,120}login=[^\s:\x00]{1,32}:[^\s\x00]{4}",
        r"cache_peer [^\n]{4,120}?login=[^\s:]{1,32}:(?P<v>[^\s]{4,64})",
        rank=GUESS,
        before=180,
        after=64,
        examples=("cache_peer up.office.lan parent 8080 0 login=edge:‹pr0xy_Edge›\n",),
        near_misses=("cache_peer up.office.lan parent 8080 0 login=PASS\n",),
    ),
    Rule(
        "macro-that-holds-a-secret",
        Label.CREDENTIAL,
        r"\{\$[A-Z_.]{0,24}(?:COMMUNITY|PASSWORD|SECRET|TOKEN|PASSWD|PASS)\}['\"]?, ?['\"]"
        r"[^'\"\n\x00]{4}",
        r"\{\$[A-Z_.]{0,24}(?:COMMUNITY|PASSWORD|SECRET|TOKEN|PASSWD|PASS)\}['\"]?, ?['\"]"
        r"(?P<v>[^'\"\n]{4,64})['\"]",
        rank=GUESS,
        before=64,
        after=64,
        examples=("VALUES (91,10472,'{$SNMP_COMMUNITY}','‹gzSnmp!ro›');",),
        near_misses=("'{$SNMP_PORT}','10161'",),
    ),
    Rule(
        "key-of-a-server-group",
        Label.CREDENTIAL,
        r"aaa-server [^\n\x00]{4,80}\n[ ]{0,4}key [^\s\x00]{4}",
        r"aaa-server [^\n]{4,80}\n(?:[ ]{1,4}[^\n]{1,60}\n){0,3}[ ]{0,4}key (?P<v>[^\s]{4,64})",
        rank=GUESS,
        before=200,
        after=64,
        examples=("aaa-server RAD (inside) host 10.0.0.4\n key ‹R@dius-ASA-88›\n",),
        near_misses=("aaa-server RAD (inside) host 10.0.0.4\n timeout 5\n",),
    ),
)
