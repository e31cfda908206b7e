"""Secrets that something stands around: an object, an encoding, a function of a database, a list.

`"apitoken": "{\\"app\\": …, \\"key\\": …}"`, `btoa("user:password")`, `password('…')` of SQL,
`setCipherKey(Base64.decode("…"))`, a private key as its numbers, a variable's default.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import given_password, may_be_given, named
from posthouse.privacy.plausible import is_code, looks_like_key
from posthouse.privacy.rules import GUESS, Rule, Span

_REACH = 400
_MEMBER = re.compile(r"\\{0,3}[\"'](?P<v>[A-Za-z0-9+/=_.-]{16,128})\\{0,3}[\"']\s{0,4}(?=[,}\s])")
_LOGIN = re.compile(r"[A-Za-z0-9][\w.@+\\-]{0,63}:")
_NUMBERS = re.compile(
    r"\s{0,8}(?:(?:0x)?[0-9A-Fa-f]{1,3}u?\s{0,2},\s{0,24}){15,255}(?:0x)?[0-9A-Fa-f]{1,3}"
)
_NUMBER = re.compile(r"(?:0x)?([0-9A-Fa-f]+)")
_STEP = 24  # numbers that are more alike than those of a key
_NAMED = (
    r"(?:api|access|auth|secret|private|client|app|session|refresh|service|signing)?[_-]?"
    r"(?:token|secret|credentials?|apikey)[\"']?\]?\s{0,2}(?::|=|=>)\s{0,2}[\"'`]?\{"
)
_ENCODES = (
    r"(?:b64encode|btoa|buffer\.from|base64\.(?:strict_|urlsafe_)?encode(?:64)?|encodetostring|"
    r"base64_encode|base64\.encode\w{0,8}|encodebase64)\((?:\[\]byte\()?b?"
)
_SQL = r"(?:password|passwd|authentication_string|pwd)[`\"]? ?= ?(?:old_)?password ?\( ?"
_CALLED = r"(?:key|secret|token|passw(?:or)?d)"
_WRAPS = r" ?(?:=|:=|\() ?(?:new |\[\]|bytes|base64|hex|b64|buffer|string|encoding\.)"
_KEYED = r"(?:priv(?:ate)?|secret|signing|encryption|master|key_?pair|seed|hmac|aes)"
_FIRST = r"(?:0x[0-9a-f]{2}|[0-9]{1,3}),"


def _members(match: re.Match[str]) -> Iterator[Span]:
    """Yield what looks generated among the members of an object that a secret's name holds."""
    text, at = match.string, match.end()
    closing = text.find("}", at, at + _REACH)
    for one in _MEMBER.finditer(text, at, closing + 1 if closing >= 0 else at + _REACH):
        if looks_like_key(one["v"]) and not is_code(one["v"]):
            yield one.span("v")


def _of_login(match: re.Match[str]) -> Span | None:
    """Take the password of user:password that is about to be encoded."""
    start, end = match.span("v")
    login = _LOGIN.match(match.string, start, end)
    if login is None:
        return None
    return (login.end(), end) if may_be_given(match.string[login.end() : end]) else None


def _bytes(match: re.Match[str]) -> Span | None:
    """Take the numbers of a key: many, and no row of steps, sizes or the same ones."""
    numbers = _NUMBERS.match(match.string, match.end())
    if numbers is None:
        return None
    told = [int(one, 16) for one in _NUMBER.findall(numbers[0])]
    steps = sum(abs(one - other) > _STEP for one, other in pairwise(told))
    return numbers.span() if len(set(told)) * 2 > len(told) and steps * 2 > len(told) else None


RULES = (
    Rule(
        "secret-in-object",
        Label.CREDENTIAL,
        _NAMED + r"\s{0,4}\\{0,3}[\"'a-z]",
        r"(?i)" + _NAMED + r"(?=\s{0,4}\\{0,3}[\"'a-z])",
        every=_members,
        rank=GUESS,
        caseless=True,
        before=64,
        after=4,
        examples=(
            '"Apitoken": "{\\"app\\":\\"demo\\",\\"key\\":\\"‹{low:32}›\\"}",',
            'header = {"apitoken":"{\\"lang\\": \\"de\\", \\"id\\": \\"‹{low:32}›\\"}"}',
            'accessToken: { value: "‹{b62:40}›", kind: "user" }',
            "'credentials' => { 'id' => 'app', 'of' => '‹{hex:40}›' }",
        ),
        near_misses=(
            'token: { type: "string", description: "some-words-about-tokens" }',
            'secret: {"type":"object","$ref":"#/definitions/secret_definition_v2"}',
            '"credentials": {"region": "eu-central-1", "kind": "assume-role-with-web-identity"}',
        ),
    ),
    Rule(
        "login-encoded",
        Label.CREDENTIAL,
        _ENCODES + r"[\"'][a-z0-9_.@-]{1,64}:[^\"'\s]{4}",
        r"(?i)" + _ENCODES + r"([\"'])(?P<v>[\w.@-]{1,64}:[^\"'\s]{4,128})\1",
        _of_login,
        rank=GUESS,
        caseless=True,
        before=110,
        after=140,
        examples=(
            "auth = base64.b64encode(b'bob:‹kitten›').decode()",
            'headers.set("Authorization", "Basic " + btoa("svc:‹kQ7pw2xa›"))',
            "Buffer.from('app@firm.test:‹kQ7:pw2xa›').toString('base64')",
            'base64.StdEncoding.EncodeToString([]byte("bob:‹kQ7pw2xa›"))',
            "Base64.strict_encode64('bob:‹rosebud›')",
        ),
        near_misses=(
            "btoa('http://example.com/a')",
            "b64encode(b'user:password')",
            'btoa("x:" + secret)',
            "Buffer.from('image:example')",
        ),
    ),
    Rule(
        "password-function",
        Label.CREDENTIAL,
        _SQL + r"[\"'][^\"'\n]{4}",
        r"(?i)\b" + _SQL + r"([\"'])(?P<v>[^\"'\s]{4,64})\1 ?\)",
        given_password,
        rank=GUESS,
        caseless=True,
        before=64,
        after=70,
        examples=(
            "update user set password=password('‹kitten›') where user='root';",
            'SET authentication_string = PASSWORD("‹kQ7pw2xa›")',
        ),
        near_misses=("password = password('required')", "password=password(form)"),
    ),
    Rule(
        "secret-set-wrapped",
        Label.CREDENTIAL,
        _CALLED + _WRAPS + r"[a-z0-9_.\[\]]{0,40}\([\"'][^\"'\s]{12}",
        rf"(?i)(?<!\w)(?P<n>[\w.]{{0,40}}?{_CALLED}){_WRAPS}"
        r"[\w.\[\]]{0,40}\(([\"'])(?P<v>[^\"'\s]{12,256})\2",
        named,
        rank=GUESS,
        caseless=True,
        before=120,
        after=260,
        examples=(
            'manager.setCipherKey(Base64.decode("‹{b62:22}==›"));',
            'var secretKey = []byte("‹z2a5l!g%C*X-WnEwTaEdIl0s9r6f/H?W›")',
            "signing_key = bytes.fromhex('‹{hex:64}›')",
        ),
        near_misses=(
            'sortKey = new String("created_at_descending")',
            'publicKey = Base64.decode("{b62:32}")',
            'token = string("authenticated-users")',
        ),
    ),
    Rule(
        "secret-as-numbers",
        Label.CREDENTIAL,
        _KEYED + r"[a-z_]{0,12}[\"']? ?(?:=|:=|:)[^\n\x00]{0,40}[\[{(] ?\n?[ \t]{0,16}" + _FIRST,
        rf"(?i){_KEYED}\w{{0,12}}[\"']? ?(?:=|:=|:)[^\n\[{{(]{{0,40}}"
        rf"(?:\[\w{{0,4}}\][\w. ]{{0,12}})?[\[{{(]{{1,2}}(?=\s{{0,16}}{_FIRST})",
        _bytes,
        rank=GUESS,
        caseless=True,
        before=120,
        after=8,
        examples=(
            "secretKey = Uint8Array.from([‹174,47,154,16,202,193,6,113,199,88,201,3,250,61,77,9›])",
            "privKey = {‹0xae,0x2f,0x9a,0x10,0xca,0xc1,0x6,0x71,\n0xc7,5,0xc9,3,0xfa,3,0x4d,9›}",
            "Secret: []byte{‹207, 189, 101, 15, 191, 14, 85, 23, 136, 14, 225, 88, 3, 17, 1, 93›}",
        ),
        near_misses=(
            "seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]",
            "aes_test = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]",
            "secret_sizes = [16, 32, 64]",
        ),
    ),
    Rule(
        "variable-default",
        Label.CREDENTIAL,
        r"variable\s{1,4}\"[A-Za-z0-9_-]{0,48}(?:pass|pwd|secret|token|"
        r"key)[A-Za-z0-9_]{0,12}\"\s{0,4}\{"
        r"[^{}\x00]{0,240}default\s{0,8}=\s{0,4}\"[^\"]",
        r"variable\s{1,4}\"(?P<n>[\w-]{2,64})\"\s{0,4}\{[^{}]{0,240}?default\s{0,8}=\s{0,4}\""
        r"(?P<v>[^\"\s]{4,256})\"",
        named,
        rank=GUESS,
        before=360,
        after=272,
        examples=('variable "db_password" {\n  type = string\n  default = "‹kQ7pw2xa›"\n}',),
        near_misses=('variable "key_name" { default = "deployer-2024" }',),
    ),
)
