"""Passwords in statements that make users of databases and machines, or open an encrypted one."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import fits, given_password, password
from posthouse.privacy.plausible import is_filled_in
from posthouse.privacy.rules import GUESS, Rule, Span

_STATEMENT = re.compile(r"\b(?:user|role|login|grant)\b", re.IGNORECASE)


def _of_scheme(match: re.Match[str]) -> Span | None:
    """Take a hash behind the scheme it was made by, also where it is cut short; a plain password
    that stands behind such a mark.
    """
    secret = match["v"].rstrip(".")
    figures = any(map(str.isdigit, secret))
    if match["p"]:
        return match.span() if figures and fits("password", secret) else None
    mixed = secret.lower() != secret != secret.upper()
    return match.span() if figures and mixed and not is_filled_in(secret) else None


def _stated(match: re.Match[str]) -> Span | None:
    """Take a password, and a word where a user is made of it."""
    text, start = match.string, match.start()
    before = text[max(start - 96, 0) : match.end("s")]
    if not match["s"].lower().startswith("identified"):
        before = before.rpartition("\n")[2]
    return given_password(match) if _STATEMENT.search(before) else password(match)


RULES = (
    Rule(
        "mysql-password-hash",
        Label.CREDENTIAL,
        r"[^0-9A-Za-z*]\*[0-9A-F]{40}|\$A\$00[0-9]\$[!-~]{20}|"
        r":[0-9a-f]{32}:::",
        r"(?<![\w*])(?P<v>\*(?=[0-9A-F]*[A-F])(?=[A-F]*[0-9])[0-9A-F]{40}|"
        r"\$A\$00\d\$[!-~]{20,80}|(?<=[0-9a-f]{32}:)[0-9a-f]{32}(?=:::))(?![\w*])",
        rank=GUESS,
        before=44,
        after=70,
        examples=(
            "authentication_string: ‹*{HEX:40}›\n",
            "authentication_string: ‹$A$005${b62:20}{b62:43}›\n",
            "IDENTIFIED BY PASSWORD '‹*{HEX:40}›'",
            "bob:1001:{hex:32}:‹{hex:32}›:::\n",
        ),
        near_misses=("*{HEX:39}", "sha1: {HEX:40}", "a*{HEX:40}"),
    ),
    Rule(
        "password-scheme",
        Label.CREDENTIAL,
        r"\{(?:s?sha|s?md5|ssha|crypt|pbkdf2|argon2|blf-crypt|plain|clear|cram-md5|noop|bcrypt|"
        r"scrypt)[a-z0-9-]{0,12}\}[a-z0-9+/$.*]{6}",
        r"(?i)(?P<w>\{(?:s?sha|s?md5|crypt|pbkdf2|argon2|blf-crypt|(?P<p>plain|clear|noop)|cram-md5|"
        r"bcrypt|scrypt)[a-z0-9-]{0,12}\})(?P<v>[^\s\"'`,;:<>{}…]{6,400})(?:…|\.{3})?",
        _of_scheme,
        rank=GUESS,
        caseless=True,
        before=40,
        after=410,
        examples=(
            "userPassword: ‹{SSHA}{b62:38}=›\n",
            "rootpw ‹{SSHA}{b62:14}…›\n",
            "ann:‹{SHA512-CRYPT}$6${b62:8}${b62:86}›:5000:5000",
            "ann:‹{PLAIN}maple42otter›:::\n",
            "spring: '‹{noop}kQ7pw2xa›'",
        ),
        near_misses=(
            "{SHA}checksum of it",
            "{PLAIN}password",
            "{crypt}function",
            "{plain}text-of-message",
        ),
    ),
    Rule(
        "machine-passwords",
        Label.CREDENTIAL,
        r"chpasswd[\"']?:[^\n\x00]{0,24}(?:list|users)[\"']?:[^\n\x00]{0,12}"
        r"[a-z_][a-z0-9_-]{0,31}:[^\s\"']{5}|"
        r"chpasswd:[ \t]{0,4}\r?\n[^\n\x00]{0,24}list:[ \t]{0,4}[|>]?[-+]?[ \t]{0,4}\r?\n"
        r"[^\n\x00]{0,24}"
        r"[a-z_][a-z0-9_-]{0,31}:[^\s\"']{5}",
        r"chpasswd[\"']?:(?:[^\n]{0,24}(?:list|users)[\"']?:[^\n]{0,4}?|"
        r"[ \t]{0,4}\r?\n[^\n]{0,24}list:[ \t]{0,4}[|>]?[-+]?[ \t]{0,4}\r?\n[^\n]{0,24}?)"
        r"(?<![\w-])[a-z_][a-z0-9_-]{0,31}:(?P<v>[^\s\"']{5,128})",
        given_password,
        rank=GUESS,
        before=140,
        after=136,
        examples=(
            'chpasswd: {list: "ops:‹kQ7pw2xa›", expire: false}',
            "chpasswd:\n  list: |\n    ops:‹kitten›\n",
        ),
        near_misses=('chpasswd: {list: "ops:RANDOM"', "chpasswd: {expire: false}"),
    ),
    Rule(
        "sql-password-bare",
        Label.CREDENTIAL,
        r"(?:user|to|for|role)\s{1,4}[^\s]{1,64}(?: account unlock)?\s{1,4}identified by "
        r"[^'\"\s]{5}",
        r"(?i)(?:user|to|for|role)\s{1,4}\S{1,64}(?: account unlock)?\s{1,4}identified by "
        r"(?P<v>[^'\"\s;]{5,128})",
        password,
        rank=GUESS,
        caseless=True,
        before=120,
        after=140,
        examples=("CREATE USER app IDENTIFIED BY ‹kQ7pw2xa›;",),
        near_misses=("CREATE USER app IDENTIFIED BY PASSWORD;",),
    ),
    Rule(
        "sql-pragma-key",
        Label.CREDENTIAL,
        r"pragma\s{1,4}(?:re)?key\s{0,4}=\s{0,4}['\"][^'\"\n]{4}",
        r"(?i)pragma\s{1,4}(?:re)?key\s{0,4}=\s{0,4}(?P<q>['\"])(?P<v>[^'\"\s]{4,128})(?P=q)",
        password,
        rank=GUESS,
        caseless=True,
        before=24,
        after=140,
        examples=("sqlite> PRAGMA key = '‹kQ7pw2xa›';", 'PRAGMA rekey="‹kQ7pw2xa›"'),
        near_misses=("PRAGMA key = 'changeme';", "PRAGMA foreign_keys = 'on';"),
    ),
    Rule(
        "sql-password",
        Label.CREDENTIAL,
        r"(?:identified by|identified with [a-z0-9_'\"]{3,40} by|with password|password)"
        r"\s{1,4}(?:= ?)?N?['\"]{1,4}[^'\"]",
        r"(?i)(?P<s>identified by|identified with [\w'\"]{3,40} by|with password|password)"
        r"\s{1,4}(?:= ?)?N?['\"]{1,4}(?P<v>[^'\"\s]{4,128})['\"]",
        _stated,
        rank=GUESS,
        caseless=True,
        examples=(
            "CREATE USER a IDENTIFIED BY '‹kQ7pw2xa›';",
            "CREATE USER a IDENTIFIED BY '‹kitten›';",
            "ALTER USER a IDENTIFIED WITH mysql_native_password BY '‹kQ7pw2xa›'",
            "CREATE ROLE a WITH LOGIN PASSWORD '‹kitten›';",
            "EXECUTE('CREATE LOGIN a WITH PASSWORD = ''‹kQ7pw2xa›'')",
        ),
        near_misses=(
            'commits identified by "squash" commands',
            "ALTER USER a PASSWORD 'changeme'",
            "the password 'field' is shown",
        ),
    ),
)
