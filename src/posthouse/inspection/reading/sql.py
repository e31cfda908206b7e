"""What a database is told: commands run, files read or written, records of secrets read, rights given,
tables dropped. A table of patterns over text without comments; a query is not parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from posthouse.inspection.facts import Fact, Kind

_LONGEST = 65_536
_COMMENT = re.compile(r"/\*.*?\*/|--[^\n]*", re.DOTALL)
_PROGRAM = re.compile(
    r"(?i)\b(?:PROGRAM|xp_cmdshell|sys_exec|sys_eval|system|shell)\s*\(?\s*'((?:[^']|'')+)'"
)
_ROWS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.DOTALL), detail)
    for kind, pattern, detail in (
        (Kind.BACKDOOR, r"load_extension\s*\(|\bxp_cmdshell\b|sp_OACreate|CREATE\s+(?:OR\s+REPLACE\s+)?FUNCTION\b.{0,200}\bLANGUAGE\s+['\"]?(?:plpython3?u|plperlu|c)\b|sys_exec|lo_export", "database"),
        (Kind.SEND, r"INTO\s+(?:OUTFILE|DUMPFILE)\b|COPY\s.{1,400}\bTO\s+(?:PROGRAM|STDOUT|'(?:https?|s3|gs):)|\bdblink\s*\(|UTL_HTTP|http_(?:post|get)\s*\(|OPENROWSET|EXPORT DATA|UNLOAD\s*\(", "records"),
        (Kind.DESTROY, r"\bDROP\s+(?:TABLE|DATABASE|SCHEMA|VIEW|COLLECTION|KEYSPACE)\b|\bTRUNCATE\s+(?:TABLE\s+)?\w|\bDELETE\s+FROM\s+[\w.\"`]+\s*(?:;|\Z|WHERE\s+(?:1\s*=\s*1|true))|\bUPDATE\s+[\w.\"`]+\s+SET\b(?!.*\bWHERE\b)|\.dropDatabase\(|\.drop\(\)|\.deleteMany\(\s*\{\s*\}|FLUSH(?:ALL|DB)", "records"),
        (Kind.PRIVILEGE, r"\bGRANT\s+(?:ALL|SUPERUSER|.{0,60}\bTO\b)|\b(?:ALTER|CREATE)\s+(?:USER|ROLE|LOGIN)\b|\bSUPERUSER\b|INSERT\s+INTO\s+[\w.\"`]*(?:admin|role|permission|superuser|sudo)\w*|SET\s+(?:is_)?(?:admin|superuser|role)\s*=\s*(?:true|1|'admin)|mysql\.user|sp_addsrvrolemember", "database"),
        (Kind.SECRET, r"\bFROM\s+[\w.\"`]*(?:api_?keys?|secrets?|credentials?|passwords?|passwd|tokens?|sessions?|pg_shadow|pg_authid|mysql\.user|auth_user|oauth\w*|private_keys?)\b|SELECT\b[^;]*\b(?:password(?:_hash)?|api_key|secret_key|private_key|ssn|card_number|cvv)\b", "records"),
        (Kind.SECRET, r"pg_read_file|LOAD_FILE\s*\(|LOAD\s+DATA\s+(?:LOCAL\s+)?INFILE|pg_ls_dir|COPY\s+\w+\s+FROM\s+'/", "files"),
    )
)  # fmt: skip
_QUERY = re.compile(
    r"(?i)\A\s*(?:--[^\n]*\n\s*)*(?:SELECT|INSERT|UPDATE|DELETE|DROP|CREATE|ALTER|TRUNCATE|GRANT|REVOKE|COPY|WITH|EXEC|CALL|LOAD|UNLOAD|ATTACH|PRAGMA|MERGE|REPLACE)\s|\A\s*(?:SHOW\s+(?:TABLES|DATABASES|SCHEMAS|COLUMNS|GRANTS|VARIABLES)|DESC(?:RIBE)?\s+\w+\s*;|EXPLAIN\s+(?:ANALYZE|SELECT)|USE\s+\w+\s*;|BEGIN\s*;)"
)


def is_query(text: str) -> bool:
    """Tell whether a text begins as a query does."""
    return _QUERY.match(text) is not None


def sql_facts(text: str, shell: Callable[[str], None]) -> Iterator[Fact]:
    """Yield what a query does; `shell` reads the commands in it."""
    plain = _COMMENT.sub(" ", text[:_LONGEST])
    for program in _PROGRAM.findall(plain)[:8]:
        yield Fact(Kind.BACKDOOR, "", "database")
        shell(program.replace("''", "'"))
    for kind, pattern, detail in _ROWS:
        if pattern.search(plain):
            yield Fact(kind, "", detail)
