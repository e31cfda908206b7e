"""Passwords in statements that make users of databases, or open an encrypted one."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import given_password, password
from posthouse.privacy.rules import GUESS, Rule, Span

_STATEMENT = re.compile(r"\b(?:user|role|login)\b|\bidentified (?:by|with)\b", re.IGNORECASE)


def _stated(match: re.Match[str]) -> Span | None:
    """Take a password, and a word where a user is made of it."""
    text, start = match.string, match.start()
    before = text[max(start - 96, 0) : match.end("s")].rpartition("\n")[2]
    return given_password(match) if _STATEMENT.search(before) else password(match)


RULES = (
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
        near_misses=("ALTER USER a PASSWORD 'changeme'", "the password 'field' is shown"),
    ),
)
