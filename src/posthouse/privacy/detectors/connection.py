"""Secrets in addresses, and in connection strings made of Name=value; pairs."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.plausible import filled, is_filled_in, looks_like_key
from posthouse.privacy.rules import LINK, Rule, Span

_PARAMETERS = (
    r"(?:access_?token|auth_?token|token|api_?key|app_?key|key|sig|sign|signature|secret|c"
    r"lient_secret|"
    r"password|passwd|pwd|auth|x-amz-signature|x-amz-security-token|sas|code|jwt|session_?key|"
    r"sid|session(?:_?id)?|sess|id_token|refresh_token|code_verifier|ticket|otp|pin)"
)

_PORT = re.compile(r"\d{2,5}[?#\\]+")  # http://h:80#@other
_NAME_OF = re.compile(r"(?:[A-Z]+_)+(?:PASSWORD|PASS|PASSWD|PWD|SECRET|TOKEN|KEY)")


def _password(match: re.Match[str]) -> Span | None:
    secret = match.group("v")
    if is_filled_in(secret) or secret.lower() in ("password", "pass", "pwd", "secret"):
        return None
    if _PORT.fullmatch(secret) or _NAME_OF.fullmatch(secret):
        return None
    return match.span("v")


def _parameter(match: re.Match[str]) -> Span | None:
    name, secret = match.group("k").lower(), match.group("v")
    if is_filled_in(secret):
        return None
    if name.startswith(("pass", "pwd")):
        return match.span("v")
    return match.span("v") if len(secret) >= 12 and looks_like_key(secret) else None


RULES = (
    Rule(
        "url-password",
        Label.CREDENTIAL,
        r"://[^\s:/@\"'<>]{0,64}:[^\s/\"'<>]{1,160}@",
        r"://[^\s:/@\"'<>]{0,64}:(?P<v>[^\s/\"'<>`]{1,256})@(?=[\w\[{$%-])",
        _password,
        rank=LINK,
        before=256,
        examples=("redis://:‹Qf7xZp2@k›@cache:6379/0", "postgres://svc:‹mnop5X›@db:5432/x"),
        near_misses=("http://user:${PASS}@h/", "https://host:8080/@scope", "http://u:<password>@h"),
    ),
    Rule(
        "url-parameter",
        Label.CREDENTIAL,
        r"[?&;]" + _PARAMETERS + r"=[^\s&]",
        r"(?i)[?&;](?P<k>" + _PARAMETERS + r")=(?P<v>[A-Za-z0-9%._~+/=:-]{4,})",
        _parameter,
        rank=LINK,
        caseless=True,
        after=600,
        examples=(
            "https://h.test/send?access_token=‹{hex:64}›",
            "GET /a?sid=‹{b62:43}› HTTP/1.1",
            "&code_verifier=‹{b62:43}›\n",
            "?sv=1&sig=‹{b62:43}›%3D".replace("%3D", ""),
        ),
        near_misses=("?token=abc", "&key=created_at_desc", "?token=YOUR_TOKEN_HERE", "?sid=4182"),
    ),
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
