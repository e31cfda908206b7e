"""Secrets in the settings of network devices, tunnels and proxies, where words stand in order."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import password
from posthouse.privacy.plausible import looks_spoken
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.words import words

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_BEFORE = (
    r"(?:user \S{1,32} (?:insecure-)?password|"
    r"username (?!and |or )\S{1,32} (?:privilege \d{1,2} )?(?:password|secret)|"
    r"enable (?:password|secret)|"
    r"snmp-server community|snmp-agent community (?:read|write)|local-user \S{1,32} password|"
    r"(?:tacacs|radius)-server (?:host \S{1,64} )?(?:auth-port \d{1,5} |acct-port \d{1,5} )*"
    r"(?:shared-)?key|isakmp key|pre-shared-(?:key ascii-text|secret)|"
    r"pre-shared-key(?: address \S{1,64} key)?|wpa-psk ascii|"
    r"auth(?:entication)?(?:-mode)? (?:sha|md5)(?:-?\d{3})?(?! key-string)|"
    r"(?:priv|privacy-mode) (?:aes|3?des)(?:[ -]?\d{3})?|message-digest-key \d{1,3} md5|"
    r"(?:plain-text|encrypted)-password(?:-value)?|ppp (?:chap|pap) (?:\S{1,32} )?password|"
    r"(?:neighbor|peer) \S{1,64} password|key-string|set (?:passwd|psksecret|password)|"
    r"authentication-key|option (?:key|psk|password)|"
    r"standby \d{1,4} authentication|ntp authentication-key \d{1,5} md5|"
    r"(?:psk|pre-?shared-key) pass-phrase)"
)

_FOUR = words(
    "able back been best both call case come data date days does done down each else even ever "
    "exit fail file find form four from full give goes good have help here high home host http "
    "into just keep kind know last left less like line link list load long look made mail main "
    "make many mode more most move much must name need next node none note once only open over "
    "page part pass path plus port post read real root rule same save seem send show side site "
    "size some sort stay step stop such sure take task tell term test text than that them then "
    "they this time told type unit upon used user uses very view wait want week well were what "
    "when will with word work year your"
)


def _said(match: re.Match[str]) -> Span | None:
    return match.span("v") if looks_spoken(match["v"]) else None


def _letters(match: re.Match[str]) -> Span | None:
    """Take four groups of letters of which none is a common word, as Google makes them."""
    return match.span("v") if _FOUR.isdisjoint(match["v"].split(" ")) else None


def _of_proxy(match: re.Match[str]) -> Span:
    return match.span("v") if match["v"] else match.span("w")


RULES = (
    Rule(
        "device-password",
        Label.CREDENTIAL,
        r"(?:password(?:-value)?|passwd|psksecret|secret|community|key|psk|psk ascii|-string|-text|"
        r"sha[0-9-]{0,4}|"
        r"md5|(?:aes|des)[ -]?[0-9]{0,3}|authentication|pass-phrase) (?:[0-9] |cipher |simple |"
        r"read |write |"
        r"irreversible-cipher |ENC )?[\"']?[^\s\"']{5}",
        r"(?i)(?<![\w-])"
        + _BEFORE
        + r" (?:\d{1,3} )?(?:cipher |simple |irreversible-cipher |ENC )?[\"']?"
        r"(?P<v>[^\s\"']{5,256})",
        password,
        rank=GUESS,
        before=120,
        after=8,
        caseless=True,
        examples=(
            "username admin password 0 ‹kQ7pw2xa›\n",
            "    user maren insecure-password ‹kQ7pw2xa›\n",
            "snmp-server community ‹kq7pw2xa5› RO",
            "local-user ops password cipher ‹kQ7pw2xa›",
            "ospf authentication-mode md5 1 cipher ‹kQ7pw2xa›\n",
            "tacacs-server key ‹kQ7pw2xa›",
            "snmp-server user mon grp v3 auth sha ‹kQ7pw2xa› priv aes 128 kQ",
            "wlan psk pass-phrase ‹kQ7pw2xa› aes",
            "security wpa2 psk pass-phrase ‹kQ7pw2xa› aes",
            "standby 10 authentication md5 key-string ‹kQ7pw2xa›",
            "crypto isakmp key ‹kQ7pw2xa› address 192.0.2.5",
            'set security ike policy x pre-shared-key ascii-text "‹kQ7pw2xa›"',
            "peer x authentication pre-shared-secret '‹kQ7pw2xa›'",
            "\toption key '‹maple-otter-canyon›'\n",
            'set root-authentication plain-text-password-value "‹kQ7pw2xa›"',
        ),
        near_misses=(
            "snmp-server community public RO",
            "the secret community gathers",
            "the user needs password resets",
            "auth sha sha256sum",
            "asks for the username and password properties, as well",
        ),
    ),
    Rule(
        "login-slash-at-host",
        Label.CREDENTIAL,
        r"[A-Za-z0-9_]/[^\s:/\x00]{5,64}@(?:[0-9]{1,3}\.[0-9]{1,3}\.[0-9]|//)",
        r"(?<![\w.:/-])[A-Za-z]\w{1,31}/[\"']?(?P<v>[^\s:/\"']{5,64})@"
        r"(?=\d{1,3}(?:\.\d{1,3}){3}|//)",
        password,
        rank=GUESS,
        before=128,
        after=20,
        examples=(
            "sqlplus scott/‹kQ7pw2xa›@192.0.2.8:1521/orcl",
            "达梦：SYSDBA/‹Zhao@1296›@192.0.2.8",
            "SQL> connect hr/‹kQ7pw2xa›@//h.test:1521/ORCL",
        ),
        near_misses=("actions/checkout@1.2.3", "SYSDBA/${PW}@192.0.2.8"),
    ),
    Rule(
        "login-behind-address",
        Label.CREDENTIAL,
        r"[0-9](?:[ \t]{1,4}|,|\|| / |/)(?:root|[aA]dministrator|admin|ubuntu|oracle|postgres|"
        r"deploy|sa)"
        r"(?:[ \t]{1,4}|,|\|| / |/)[!-~]{6}",
        r"\d{1,3}(?:\.\d{1,3}){3}(?::\d{2,5})?[ \t,|/]{1,4}"
        r"(?:root|[aA]dministrator|admin|ubuntu|oracle|postgres|deploy|sa)[ \t,|/]{1,4}"
        r"(?P<v>[^\s,|/]{6,64})(?=[\s,|/，。；]|\Z)",
        _said,
        rank=GUESS,
        before=64,
        after=72,
        examples=(
            "跳板机 192.0.2.8:33890 administrator ‹sunjing@2024›\n",
            "192.0.2.8,root,‹kQ7pw2xa›,nginx",
            "192.0.2.8 / root / ‹kQ7pw2xa›\n",
        ),
        near_misses=(
            "192.0.2.8 root installed",
            "192.0.2.8 root /var/log/app1.log",
            "from 192.0.2.8 admin dashboard",
        ),
    ),
    Rule(
        "password-of-app",
        Label.CREDENTIAL,
        r"(?:授权码|授權碼|专用密码|應用程式密碼|应用密码|pass(?:word|wd)?|pwd|smtp|imap|login|gmail)"
        r"[^\n\x00]{0,64}[a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4} {0,2}[^a-z ]",
        r"(?i)(?:授权码|授權碼|专用密码|應用程式密碼|应用密码|pass(?:word|wd)?|pwd|smtp|imap|login|gmail)"
        r"[^\n]{0,64}?(?<=[\"'`：:=是为 码碼])"
        r"(?P<v>(?-i:[a-z]{4}(?: [a-z]{4}){3}))(?= {0,2}(?:[#\"'`\r\n，。,;）)]|//|\Z|"
        r"[\u4e00-\u9fff]))",
        _letters,
        rank=GUESS,
        before=110,
        after=8,
        caseless=True,
        examples=(
            "    password: ‹yzwt wqmf jkvf kaxw› # 授权码\n",
            "授权码：‹yzwt wqmf jkvf kaxw›，",
            "邮箱x的授权码‹cwfr tyhi yoly zjqn›\n",
            'smtp.login("x", "‹vpmf reou ifea wdat›")',
        ),
        near_misses=(
            "password: must have four what\n",
            "password: this that they them\n",
            '"login page with your name"',
        ),
    ),
    Rule(
        "tunnel-secret",
        Label.CREDENTIAL,
        r": (?:PSK|EAP|XAUTH|NTLM) \"[^\"\n]{5}",
        r": (?:PSK|EAP|XAUTH|NTLM) \"(?P<v>[^\"\n]{5,128})\"",
        password,
        rank=GUESS,
        after=140,
        examples=('192.0.2.5 %any : PSK "‹kQ7pw2xa›"', 'jane : EAP "‹kQ7pw2xa›"'),
        near_misses=('jane : EAP "changeme"', 'method: EAP "tls"'),
    ),
    Rule(
        "proxy-user-id",
        Label.CREDENTIAL,
        r"(?:vmess|vless|alterid)[^\n\x00]{0,40}[0-9a-f]{8}-[0-9a-f]{4}-|"
        r"[0-9a-f]{4}-[0-9a-f]{12}[\"']?, ?[\"']?alterid",
        rf"(?i)(?:(?:vmess|vless|alterid)[^\n]{{0,40}}?(?P<v>{_UUID})|"
        rf"(?<![\w-])(?P<w>{_UUID})[\"']?, ?[\"']?alterid)(?![\w-])",
        _of_proxy,
        rank=GUESS,
        caseless=True,
        before=72,
        after=40,
        examples=(
            'vmess id: "‹0b7f9a3e-52c1-4d8e-9f60-1a2b3c4d5e6f›", alterId: 0',
            '{"id": "‹0b7f9a3e-52c1-4d8e-9f60-1a2b3c4d5e6f›", "alterId": 0}',
            "vless://‹0b7f9a3e-52c1-4d8e-9f60-1a2b3c4d5e6f›@192.0.2.5:443",
        ),
        near_misses=("message id: 0b7f9a3e-52c1-4d8e-9f60-1a2b3c4d5e6f", "vmess id: none"),
    ),
    Rule(
        "proxy-login",
        Label.CREDENTIAL,
        r"(?:stats auth|user|auth_basic|basic_auth|basicauth)[ "
        r"=:]{1,2}[\"']?[A-Za-z][A-Za-z0-9_.@-]{0,31}:"
        r"[^\s\"':/]{5}",
        r"(?<!\w)(?:stats auth|auth_basic|basic_auth|basicauth)[ "
        r"=:]{1,2}[\"']?[A-Za-z][\w.@-]{0,31}:"
        r"(?P<v>[^\s\"':/]{5,128})",
        password,
        rank=GUESS,
        before=72,
        after=140,
        examples=("stats auth admin:‹kQ7pw2xa›\n", "--basic_auth=bob:‹kQ7pw2xa›"),
        near_misses=("stats auth admin:$PW", "user nginx:nginx"),
    ),
    Rule(
        "proxy-address",
        Label.CREDENTIAL,
        r"ss://[A-Za-z0-9+/=_-]{16,200}@",
        r"(?<![A-Za-z])ss://(?P<v>[A-Za-z0-9+/=_-]{16,200})@",
        password,
        rank=GUESS,
        before=220,
        examples=("ss://‹{b64:43}=›@192.0.2.5:8388#x",),
        near_misses=("ss://user-name-without@192.0.2.5",),
    ),
)
