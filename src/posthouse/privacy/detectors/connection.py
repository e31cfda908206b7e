"""Secrets in connection strings made of Name=value; pairs."""

from __future__ import annotations

from posthouse.model.finding import Label
from posthouse.privacy.plausible import filled
from posthouse.privacy.rules import LINK, Rule

RULES = (
    Rule(
        "connection-oracle",
        Label.CREDENTIAL,
        r"jdbc:oracle:[a-z]{1,8}:[^/\s\x00]{1,64}/[^@\s/\x00]{1,128}@",
        r"jdbc:oracle:[a-z]{1,8}:[^/\s]{1,64}/(?P<v>[^\s/\"']{1,128})@",
        filled,
        rank=LINK,
        before=240,
        examples=(
            "jdbc:oracle:thin:app/‹kQ7pw2xa›@10.3.4.5:1521/orcl",
            "jdbc:oracle:thin:app/‹kQ7@pw2xa›@//h.test:1521/orcl",
        ),
        near_misses=("jdbc:oracle:thin:app/${PW}@h", "jdbc:oracle:thin:@//h:1521/x"),
    ),
    Rule(
        "connection-key",
        Label.CREDENTIAL,
        r"(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecretValue|AccessKey)"
        r"=[A-Za-z0-9+/]{20}",
        r"(?:AccountKey|SharedAccessKey|SharedSecretValue|AccessKey)=(?P<v>[A-Za-z0-9+/]{2"
        r"0,120}={0,2})",
        filled,
        rank=LINK,
        examples=("AccountName=a;AccountKey=‹{b64:86}==›;EndpointSuffix=core",),
        near_misses=("AccountKey=<key>;", "AccountKey=short;"),
    ),
    Rule(
        "connection-password",
        Label.CREDENTIAL,
        r"(?:;|&|\?|\")\s?(?:password|pwd)\s?=\s?[^;\s]",
        r"(?i)(?:;|&|\?|\")\s?(?:password|pwd)\s?=\s?(?P<v>[^;\s\"'&<>]{1,128})",
        filled,
        rank=LINK,
        caseless=True,
        examples=(
            "Server=db;User Id=sa;Password=‹kQ7#pw›;Encrypt=true",
            "jdbc:mysql://h/x?user=a&password=‹kQ7pw!›",
        ),
        near_misses=("Server=db;Password=${PW};", "Server=db;Pwd=;"),
    ),
)
