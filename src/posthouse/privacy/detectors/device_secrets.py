"""Secrets in the settings of network devices, tunnels and proxies, where words stand in order."""

from __future__ import annotations

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import password
from posthouse.privacy.rules import GUESS, Rule

_BEFORE = (
    r"(?:username \S{1,32} (?:privilege \d{1,2} )?(?:password|secret)|enable (?:password|secret)|"
    r"snmp-server community|snmp-agent community (?:read|write)|local-user \S{1,32} password|"
    r"(?:tacacs|radius)-server (?:host \S{1,64} )?(?:auth-port \d{1,5} |acct-port \d{1,5} )*"
    r"(?:shared-)?key|isakmp key|pre-shared-key(?: address \S{1,64} key)?|wpa-psk ascii|"
    r"auth(?:entication)?(?:-mode)? (?:sha|md5)(?:-?\d{3})?(?! key-string)|"
    r"(?:priv|privacy-mode) (?:aes|3?des)(?:[ -]?\d{3})?|message-digest-key \d{1,3} md5|"
    r"(?:plain-text|encrypted)-password(?:-value)?|ppp (?:chap|pap) (?:\S{1,32} )?password|"
    r"(?:neighbor|peer) \S{1,64} password|key-string|set (?:passwd|psksecret|password)|"
    r"standby \d{1,4} authentication|ntp authentication-key \d{1,5} md5)"
)


RULES = (
    Rule(
        "device-password",
        Label.CREDENTIAL,
        r"(?:password(?:-value)?|passwd|psksecret|secret|community|key|psk ascii|-string|"
        r"sha[0-9-]{0,4}|"
        r"md5|(?:aes|des)[ -]?[0-9]{0,3}|authentication) (?:[0-9] |cipher |simple |read |write |"
        r"irreversible-cipher |ENC )?[\"']?[^\s\"']{5}",
        r"(?i)(?<![\w-])"
        + _BEFORE
        + r" (?:\d |cipher |simple |irreversible-cipher |ENC )?[\"']?(?P<v>[^\s\"']{5,128})",
        password,
        rank=GUESS,
        before=120,
        after=8,
        caseless=True,
        examples=(
            "username admin password 0 ‹kQ7pw2xa›\n",
            "snmp-server community ‹kq7pw2xa5› RO",
            "local-user ops password cipher ‹kQ7pw2xa›",
            "tacacs-server key ‹kQ7pw2xa›",
            "snmp-server user mon grp v3 auth sha ‹kQ7pw2xa› priv aes 128 kQ",
            "standby 10 authentication md5 key-string ‹kQ7pw2xa›",
            "crypto isakmp key ‹kQ7pw2xa› address 192.0.2.5",
            'set root-authentication plain-text-password-value "‹kQ7pw2xa›"',
        ),
        near_misses=(
            "snmp-server community public RO",
            "the secret community gathers",
            "auth sha sha256sum",
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
