"""Secrets in connection strings made of Name=value; pairs."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.plausible import is_placeholder
from posthouse.privacy.rules import LINK, Rule, Span


def _filled(match: re.Match[str]) -> Span | None:
    return None if is_placeholder(match.group("v")) else match.span("v")


RULES = (
    Rule(
        "connection-key",
        Label.CREDENTIAL,
        r"(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecretValue|AccessKey)=[A-Za-z0-9+/]{20}",
        r"(?:AccountKey|SharedAccessKey|SharedSecretValue|AccessKey)=(?P<v>[A-Za-z0-9+/]{20,120}={0,2})",
        _filled,
        rank=LINK,
        examples=("AccountName=a;AccountKey=‹{b64:86}==›;EndpointSuffix=core",),
        near_misses=("AccountKey=<key>;", "AccountKey=short;"),
    ),
    Rule(
        "connection-password",
        Label.CREDENTIAL,
        r"(?:;|&|\?|\")\s?(?:password|pwd)\s?=\s?[^;\s]",
        r"(?i)(?:;|&|\?|\")\s?(?:password|pwd)\s?=\s?(?P<v>[^;\s\"'&<>]{1,128})",
        _filled,
        rank=LINK,
        caseless=True,
        examples=(
            "Server=db;User Id=sa;Password=‹kQ7#pw›;Encrypt=true",
            "jdbc:mysql://h/x?user=a&password=‹kQ7pw!›",
        ),
        near_misses=("Server=db;Password=${PW};", "Server=db;Pwd=;"),
    ),
)
