"""Secrets told by the form they stand in: flags, HTTP headers, elements, defaults, statements."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.assignment import value_at
from posthouse.privacy.plausible import is_code, looks_like_key, looks_like_password
from posthouse.privacy.rules import GUESS, Rule, Span


def _as_password(match: re.Match[str]) -> Span | None:
    start, end, quoted = value_at(match.string, match.end())
    fits = looks_like_password(match.string[start:end], quoted=quoted)
    return (start, end) if fits and (quoted or not is_code(match.string[start:end])) else None


def _as_key(match: re.Match[str]) -> Span | None:
    start, end, _ = value_at(match.string, match.end())
    return (start, end) if looks_like_key(match.string[start:end]) else None


def _user_password(match: re.Match[str]) -> Span | None:
    start, end = match.span("v")
    fits = looks_like_password(match.group("v"), quoted=True)
    return (start, end) if fits and not is_code(match.group("v")) else None


def _bearer(match: re.Match[str]) -> Span | None:
    """Leave prose that merely says "token …": there the run must be long."""
    secret = match.group("v")
    long_enough = len(secret) >= (24 if match.group("t") in ("token", "Token") else 12)
    return match.span("v") if long_enough and looks_like_key(secret) else None


RULES = (
    Rule(
        "secret-flag",
        Label.CREDENTIAL,
        r"-(?:password|passwd|pass|pwd|token|secret|[a-z-]{0,20}key|[a-z-]{0,20}secret|[a-"
        r"z-]{0,20}token|[a-z-]{0,20}password)[ =][\"']?[^ \n]",
        r"(?<![\w-])--?[a-z-]{0,24}(?:password|passwd|pass|pwd)[ =](?=\S)",
        _as_password,
        rank=GUESS,
        examples=("login --password ‹kQ7pw2xa› -v", "x --db-pass='‹ab%12cd›'"),
        near_misses=("--password $PW", "--password <pw>", "--password-stdin x1y2z3a4"),
    ),
    Rule(
        "key-flag",
        Label.CREDENTIAL,
        r"--[a-z-]{0,24}(?:token|secret|key)[ =][\"']?[^ \n]",
        r"(?<![\w-])--[a-z-]{0,24}(?:token|secret|key)[ =](?=\S)",
        _as_key,
        rank=GUESS,
        examples=("cli --api-key ‹{b62:32}›", "cli --token=‹{hex:40}›"),
        near_misses=("--token $TOKEN", "--key tls.key"),
    ),
    Rule(
        "client-password-flag",
        Label.CREDENTIAL,
        r"(?:sshpass|mysql|mysqldump|mysqladmin|redis-cli|mariadb|docker login|registry lo"
        r"gin|ldapsearch)[^\n]{0,120} -[pa]",
        r"(?:sshpass|mysql\w*|redis-cli|mariadb\w*|docker login|registry login|ldapsearch)"
        r"[^\n]{0,120}? -[pa] ?(?=[^\s-])",
        _as_password,
        rank=GUESS,
        before=160,
        examples=(
            "mysql -u root -p‹kQ7pw2xa› crm",
            "sshpass -p '‹ab%12cd›' ssh x",
            "redis-cli -h h -a ‹kQ7pw2xa›",
        ),
        near_misses=("mysql -u root -p crm", "redis-cli -a $PW"),
    ),
    Rule(
        "user-and-password",
        Label.CREDENTIAL,
        r"(?:-u|--user|--proxy-user)[ =][\"']?[^\s:\"']{0,64}:[^\s\"']",
        r"(?<![\w-])(?:-u|--user|--proxy-user)[ =][\"']?[^\s:\"'/]{0,64}:(?P<v>[^\s\"']{4,128})",
        _user_password,
        rank=GUESS,
        before=96,
        examples=("curl -u bob:‹kQ7pw2xa› http://h",),
        near_misses=("curl -u $USER:$PASS http://h", "docker run -u 1000:1000 x"),
    ),
    Rule(
        "bearer",
        Label.CREDENTIAL,
        r"(?:Bearer|bearer|Token|token|SSWS|Apikey|ApiKey) [A-Za-z0-9._~+/=-]{12}",
        r"(?P<t>Bearer|bearer|Token|token|SSWS|Apikey|ApiKey) (?P<v>[A-Za-z0-9._~+/=-]{12,2048})",
        _bearer,
        rank=GUESS,
        examples=('Bearer ‹{hex:32}›"',),
        near_misses=("Bearer authentication-scheme", "token contains2fields"),
    ),
    Rule(
        "secret-element",
        Label.CREDENTIAL,
        r"<[A-Za-z0-9_.-]{0,24}(?:password|passwd|pwd|passphrase)>[^<\s]",
        r"(?i)<[A-Za-z0-9_.-]{0,24}(?:password|passwd|pwd|passphrase)>(?P<v>[^<\s]{4,128})</",
        _user_password,
        rank=GUESS,
        caseless=True,
        examples=("<password>‹kQ7pw2xa›</password>",),
        near_misses=("<password>${pw}</password>",),
    ),
    Rule(
        "secret-element-key",
        Label.CREDENTIAL,
        r"<[A-Za-z0-9_.-]{0,24}(?:secret|token|key)>[^<\s]{8}",
        r"(?i)<[A-Za-z0-9_.-]{0,24}(?:secret|token|key)>(?=[^<\s]{8,256}</)",
        _as_key,
        rank=GUESS,
        caseless=True,
        examples=("<apiKey>‹{b62:32}›</apiKey>",),
        near_misses=("<key>some-object-name</key>",),
    ),
    Rule(
        "secret-attribute",
        Label.CREDENTIAL,
        r"(?:password|passwd|pwd|secret|token|api_?key)[A-Za-z0-9_.-]{0,12}\"\s{1,4}value=\"[^\"]",
        r"(?i)(?:password|passwd|pwd|secret|token|api_?key)[A-Za-z0-9_.-]{0,12}\"\s{1,4}va"
        r"lue=\"(?P<v>[^\"\s]{4,256})\"",
        _user_password,
        rank=GUESS,
        caseless=True,
        examples=('<add key="MailPassword" value="‹kQ7pw2xa›"/>',),
        near_misses=('<input name="password" value="placeholder">',),
    ),
    Rule(
        "secret-argument",
        Label.CREDENTIAL,
        r"(?:password|passwd|pwd|secret|token|api_?key|access_?key|secret_?key)\([\"'][^\"'\s]",
        r"(?i)(?:password|passwd|pwd|secret|token|api_?key|access_?key|secret_?key)\((?=["
        r"\"'][^\"'\s]{8,256}[\"'])",
        _as_key,
        rank=GUESS,
        caseless=True,
        examples=('.withApiKey("‹{b62:40}›")',),
        near_misses=('getToken("refresh_token_v2")', "hash_password('changeme')"),
    ),
    Rule(
        "secret-directive",
        Label.CREDENTIAL,
        r"(?:requirepass|masterauth|auth_pass|rootpw|bindpw|rootbinddn_pw)[ \t]{1,8}[^ \t]",
        r"(?:requirepass|masterauth|auth_pass|rootpw|bindpw|rootbinddn_pw)[ \t]{1,8}(?=\S)",
        _as_password,
        rank=GUESS,
        examples=("requirepass ‹kQ7pw2xa›\n",),
        near_misses=("requirepass foobared",),
    ),
    Rule(
        "secret-default",
        Label.CREDENTIAL,
        r"(?:env|ENV|get|getenv|getOrDefault)\(\s{0,4}[\"'][A-Za-z0-9_.]{0,40}(?:PASS|PWD|"
        r"SECRET|TOKEN|KEY|password|secret|token|key)[A-Za-z0-9_]{0,12}[\"'],\s{0,4}[\"']",
        r"(?:env|ENV|get|getenv|getOrDefault)\(\s{0,4}[\"'][A-Za-z0-9_.]{0,40}(?:PASS|PWD|"
        r"SECRET|TOKEN|KEY|password|secret|token|key)"
        r"[A-Za-z0-9_]{0,12}[\"'],\s{0,4}[\"'](?P<v>[^\"'\s]{6,256})[\"']",
        _user_password,
        rank=GUESS,
        before=160,
        examples=('os.getenv("DB_PASSWORD", "‹kQ7pw2xa›")',),
        near_misses=('os.getenv("DB_PASSWORD", "changeme")', 'd.get("api_key", "default_value")'),
    ),
    Rule(
        "sql-password",
        Label.CREDENTIAL,
        r"(?:identified by|with password|password)\s{1,4}['\"][^'\"]",
        r"(?i)(?:identified by|with password|password)\s{1,4}['\"](?P<v>[^'\"\s]{4,128})['\"]",
        _user_password,
        rank=GUESS,
        caseless=True,
        examples=("CREATE USER a IDENTIFIED BY '‹kQ7pw2xa›';",),
        near_misses=("ALTER USER a PASSWORD 'changeme'",),
    ),
)
