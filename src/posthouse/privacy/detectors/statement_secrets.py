"""Passwords in statements that make users of databases, or open an encrypted one."""

from __future__ import annotations

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import password
from posthouse.privacy.rules import GUESS, Rule

RULES = (
    Rule(
        "sql-password-bare",
        Label.CREDENTIAL,
        r"(?:user|to|for|role)\s{1,4}[^\s]{1,64}\s{1,4}identified by [^'\"\s]{5}",
        r"(?i)(?:user|to|for|role)\s{1,4}\S{1,64}\s{1,4}identified by (?P<v>[^'\"\s;]{5,128})",
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
        r"(?:identified by|with password|password)\s{1,4}(?:= ?)?N?['\"][^'\"]",
        r"(?i)(?:identified by|with password|password)\s{1,4}(?:= "
        r"?)?N?['\"](?P<v>[^'\"\s]{4,128})['\"]",
        password,
        rank=GUESS,
        caseless=True,
        examples=("CREATE USER a IDENTIFIED BY '‹kQ7pw2xa›';",),
        near_misses=("ALTER USER a PASSWORD 'changeme'",),
    ),
)
