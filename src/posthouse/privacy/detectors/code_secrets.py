"""Secrets in literals of programs: in two halves, made into characters, hashed, one level deeper.

A name that says so may be followed by a literal and another that is joined to it; or by an object
whose `value` is the secret. Some functions are given nothing but passwords.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of
from posthouse.privacy.detectors.judged import fits, given_password, password
from posthouse.privacy.plausible import looks_like_key
from posthouse.privacy.rules import GUESS, Rule, Span

_NAMED = (
    r"(?:pass|passwd|password|pwd|secret|token|key)[a-z0-9_]{0,12}[\"']?\s{0,4}(?::=|=>|[:=])"
    r"\s{0,4}"
)
_OPENED = r"(?:\(\s{0,12}|(?:[\"']{2}\.|str\.)?join\(\s?[\[(]\s{0,12}|concat\(\s{0,4})?[brf]?"
# What joins two literals: a sign, a line break (a comma only in a list that is joined).
_JOINT = (
    r"\s{0,4}(?:\+|\.\.?|&|\|\||<>|\\)?\s{0,4}(?:\\\n)?(?:\r?\n\s{0,8}(?:\d+\t|[+|>])?\s{0,24"
    r"})?[brf]?"
)
_LITERAL = re.compile(r"[\"']([A-Za-z0-9+/_.=:!@#$%^*-]{1,256})[\"']")
_JOINS = re.compile(
    r"[ \t]{0,4}(?:\+|\.\.?|&|\|\||\\)?[ \t]{0,4}"
    r"(?:\\?\r?\n[ \t]{0,8}(?:\d+\t|[+|>-](?=[ \t]))?[ \t]{0,24}(?:\+|\.|&)?[ \t]{0,4})?[brf]?(?=["
    r"\"'])"
)
_COMMA = re.compile(r"\s{0,2},\s{0,2}(?:\r?\n\s{0,32})?[brf]?(?=[\"'])")
_STATE = 1200  # characters of a resource before its result
_MOST = 8  # literals


def _halves(match: re.Match[str]) -> Iterator[Span]:
    """Yield each literal of those that make one secret together."""
    text = match.string
    spans: list[Span] = []
    joins = _COMMA if match.group("l") else _JOINS
    one = _LITERAL.match(text, match.end())
    while one is not None and len(spans) < _MOST:
        spans.append(one.span(1))
        joint = joins.match(text, one.end())
        one = _LITERAL.match(text, joint.end()) if joint is not None else None
    whole = "".join(text[start:end] for start, end in spans)
    if len(spans) > 1 and fits(kind_of(match.group("n")), whole):
        yield from spans


def _characters(match: re.Match[str]) -> Span | None:
    """Take a literal that becomes characters where it holds more than letters."""
    secret = match.group("v")
    fits_one = any(map(str.isdigit, secret)) and any(map(str.isalpha, secret))
    return password(match) if fits_one and len(secret) >= 6 else None


def _deeper(match: re.Match[str]) -> Span | None:
    return match.span("v") if fits(kind_of(match.group("n")), match.group("v")) else None


def _generated(match: re.Match[str]) -> Span | None:
    """Take what Terraform made, where the resource before it makes passwords."""
    said = match.string[max(match.start() - _STATE, 0) : match.start()]
    return match.span("v") if "random_password" in said else None


def _under(match: re.Match[str]) -> Span | None:
    """Take what stands as a key below a word of ciphers and sessions."""
    secret = match.group("v")
    return match.span("v") if len(secret) >= 16 and looks_like_key(secret) else None


_OF_KEYS = (
    r"(?:encrypt(?:ion)?|crypto|cipher|signing|signature|hmac|jwt|session|cookie|webhook|aes|"
    r"secrets?|security)"
)

RULES = (
    Rule(
        "secret-in-halves",
        Label.CREDENTIAL,
        _NAMED
        + _OPENED
        + r"[\"'][A-Za-z0-9+/_.=:!@#$%^*-]{2,256}[\"'](?:\s{0,2},|"
        + _JOINT
        + r")\s{0,2}[brf]?[\"'][A-Za-z0-9+/_.=:!@#$%^*-]{2}",
        r"(?i)(?:(?<![\w-])|(?=[\w-]{41}))"
        r"(?P<n>[\w-]{0,40}(?:pass|pwd|secret|token|key)\w{0,12})[\"']?\s{0,4}(?::=|=>|[:=])\s"
        r"{0,4}"
        r"(?:\(\s{0,12}|(?P<l>(?:[\"']{2}\.|str\.)?join\(\s?[\[(]\s{0,12}|concat\(\s{0,4}))?"
        r"[brf]?(?=[\"'])",
        every=_halves,
        rank=GUESS,
        caseless=True,
        before=400,
        after=4,
        examples=(
            'API_KEY = "‹{b62:20}›" +\n    "‹{b62:21}›"\n',
            "$token = '‹{b62:16}›' . '‹{b62:17}›';",
            '     5\tString secret = "‹{b62:20}›" +\n     6\t    "‹{b62:21}›";\n',
            'DB_PASSWORD = ("‹{b62:12}›"\n    "‹{b62:13}›")',
            'SECRET = "".join(["‹{b64:20}›", "‹{b64:21}›"])',
            'Const ApiToken = "‹{b62:14}›" & "‹{b62:15}›"',
            '{"secret_key": "‹{hex:16}›" + "‹{hex:17}›"}',
        ),
        near_misses=(
            'token = "user_" + "name_2"',
            'KEY = "a1b2c3d4" + suffix',
            'keys = {"sort_key": "created_at", "order": "desc2"}',
            'password = "changeme" + "please"',
            'key: "{b62:16}", "{b62:17}"',
        ),
    ),
    Rule(
        "secret-of-characters",
        Label.CREDENTIAL,
        r"\"\.toCharArray\(",
        r"\"(?P<v>[^\"\s]{4,128})\"\.toCharArray\(",
        _characters,
        rank=GUESS,
        before=150,
        after=2,
        examples=('load(in, "‹kQ7pw2xa›".toCharArray())',),
        near_misses=('"ABCDEFGHJKLMNPQ".toCharArray()', '"changeit".toCharArray()'),
    ),
    Rule(
        "secret-hashed",
        Label.CREDENTIAL,
        r"(?:make_password|hash::make|password_hash|hashpw|bcrypt\.hash(?:sync)?|set_password|"
        r"generate_password_hash|hashpassword|setpassword|changepassword|quote_plus|"
        r"unsafeplaintext|secretvalue\.plaintext)"
        r"\((?:[brf]?[\"'])[^\"'\s]{4}",
        r"(?i)(?:make_password|hash::make|password_hash|hashpw|bcrypt\.hash(?:sync)?|set_password|"
        r"generate_password_hash|hashpassword|setpassword|changepassword|quote_plus|"
        r"unsafeplaintext|secretvalue\.plaintext)"
        r"\([brf]?[\"'](?P<v>[^\"'\s]{4,128})[\"']",
        given_password,
        rank=GUESS,
        caseless=True,
        after=140,
        examples=(
            'make_password("‹kQ7pw2xa›")',
            'user.setPassword("‹kitten›");',
            "SecretValue.unsafePlainText('‹kQ7pw2xa›')",
            "rw:{quote_plus('‹kQ7@w2xa›')}@h",
        ),
        near_misses=("make_password('changeme')", 'set_password("password")'),
    ),
    Rule(
        "secret-deeper",
        Label.CREDENTIAL,
        r"(?:pass|passwd|password|pwd|secret|token|key)[a-z0-9_]{0,16}\"\s{0,4}:\s{0,4}\{"
        r"[^{}\x00]{0,200}\"value\"\s{0,4}:\s{0,4}\"[^\"]",
        r"(?i)\"(?P<n>[\w.-]{2,64})\"\s{0,4}:\s{0,4}\{[^{}]{0,240}?\"value\"\s{0,4}:\s{0,4}\""
        r"(?P<v>[^\"\s]{4,512})\"",
        _deeper,
        rank=GUESS,
        caseless=True,
        before=320,
        after=520,
        examples=('"admin_password": {\n  "sensitive": true,\n  "value": "‹kQ7pw2xa›"',),
        near_misses=(
            '"password": {"type": "string", "value": "changeme"}',
            '"token_count": {"value": "12345678a"}',
        ),
    ),
    Rule(
        "generated-result",
        Label.CREDENTIAL,
        r"\"(?:result|bcrypt_hash)\"\s{0,4}:\s{0,4}\"[^\"]{6}",
        r"\"(?:result|bcrypt_hash)\"\s{0,4}:\s{0,4}\"(?P<v>[^\"\s]{6,512})\"",
        _generated,
        rank=GUESS,
        before=24,
        after=520,
        examples=(
            '"type": "random_password",\n "attributes": {"length": 24, "result": "‹kQ7pw2xa›"}}',
        ),
        near_misses=(
            '"type": "random_pet", "result": "kQ7pw2xa"',
            '{"method": "sum", "result": "a1b2c3d4"}',
        ),
    ),
    Rule(
        "secret-serialized",
        Label.CREDENTIAL,
        r"(?:pass|passwd|password|pwd|secret|token|key)[a-z0-9_]{0,12}\";s:[0-9]{1,5}:\"[^\"]",
        r"(?i)s:\d{1,3}:\"(?P<n>[\w.-]{2,64})\";s:\d{1,5}:\"(?P<v>[^\"\s]{4,512})\"",
        _deeper,
        rank=GUESS,
        caseless=True,
        before=112,
        after=520,
        examples=('a:2:{s:3:"env";s:4:"live";s:13:"client_secret";s:32:"‹{hex:32}›";}',),
        near_misses=('a:1:{s:8:"sort_key";s:10:"created_at";}', 's:5:"token";s:4:"none";'),
    ),
    Rule(
        "key-of-section",
        Label.CREDENTIAL,
        _OF_KEYS
        + r"[\"']?:[ \t]{0,4}\{?[ \t]{0,4}\r?\n[^\n\x00]{0,48}(?:key|secret|value)[\"']?:[ \t]{1,4}"
        r"[\"']?[A-Za-z0-9+/=_-]{16}",
        r"(?i)(?<![A-Za-z])"
        + _OF_KEYS
        + r"[\"']?:[ \t]{0,4}\{?[ \t]{0,4}\r?\n[ \t]{0,4}(?:\d+\t|[+|>-])?"
        r"[ \t]{0,40}[\"']?(?:key|secret|value)[\"']?:[ \t]{1,4}[\"']?(?P<v>[A-Za-z0-9+/=_-]{16,20"
        r"0})"
        r"(?![\w(/:@.])",
        _under,
        rank=GUESS,
        caseless=True,
        before=110,
        after=200,
        examples=("encryption:\n  key: ‹{hex:64}›\n", '"session": {\n  "secret": "‹{b62:32}›"'),
        near_misses=("translation:\n  key: {hex:32}\n", "session:\n  key: user-session-id-2\n"),
    ),
    Rule(
        "login-of-call",
        Label.CREDENTIAL,
        r"\"(?:auth|login|authenticate|authorize|signin)\",\s{0,2}\"params\":\s{0,2}\[[^\n\]\x00]{"
        r"2,120}\"[^\"]{4}",
        r"\"(?:auth|login|authenticate|authorize|signin)\",\s{0,2}\"params\":\s{0,2}\[\s{0,2}\"[^"
        r"\"\n]{1,80}\","
        r"\s{0,2}\"(?P<v>[^\"\s]{4,256})\"",
        password,
        rank=GUESS,
        before=180,
        after=260,
        examples=('"method":"auth","params":["bob","‹kQ7pw2xa›"]}',),
        near_misses=('"method":"auth","params":["bob","password"]}',),
    ),
    Rule(
        "record-of-token",
        Label.CREDENTIAL,
        r"\"model\":\s{0,2}\"[a-z_.]{0,40}(?:token|session)\",\s{0,2}\"pk\":\s{0,2}\"[A-Za-z0-9]{1"
        r"6}",
        r"\"model\":\s{0,2}\"[a-z_.]{0,40}(?:token|session)\",\s{0,2}\"pk\":\s{0,2}\"(?P<v>[A-Za-z"
        r"0-9]{16,128})\"",
        _under,
        rank=GUESS,
        before=120,
        after=140,
        examples=('{"model": "authtoken.token", "pk": "‹{hex:40}›"',),
        near_misses=('{"model": "auth.user", "pk": "{hex:40}"',),
    ),
)
