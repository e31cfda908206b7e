"""Passwords in statements that make users of databases."""

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
