"""Secrets in literals of programs: in two halves, made into characters, hashed, one level deeper.

A name that says so may be followed by a literal and another that is joined to it; or by an object
whose `value` is the secret. Some functions are given nothing but passwords.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of
from posthouse.privacy.detectors.judged import fits, given_password, named, password
from posthouse.privacy.plausible import looks_like_key
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.tables import MARGIN

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


# Functions that are given a password first, and those that are given it behind something else.
_HASHES = (
    r"(?:make_password|hash::make|password_(?:hash|verify)|(?:hash|check)pw|set_password|"
    r"(?:bcrypt|argon2)(?:js)?\.(?:hash(?:sync)?|compare(?:sync)?)|await hash|password\.create|"
    r"generate_password_hash|generatefrompassword|hashpassword|setpassword|changepassword|"
    r"passwordencoder(?:\(\))?\.encode|encoder\.encode|crypt_password|quote_plus|"
    r"unsafeplaintext|secretvalue\.plaintext|"
    r"(?:en|de)cryptbypassphrase)"
)
_COMPARES = (
    r"(?:comparehashandpassword|encryptor\.digest|check_password(?:_hash)?|verify_password|argon2\.verify|"
    r"pgp_sym_(?:en|de)crypt|(?:aes|des)_(?:en|de)crypt|passwordhasher\.\w{6,24}|pbkdf2_hmac)"
)
# What asks for a password, and compares the answer: InputBox("Password:") <> "…".
_ASKS = (
    r"(?:inputbox|input|prompt|getpass(?:\.getpass)?)\([\"'][^\"'\n]{0,40}(?:password|passcode|密码|口令)"
    r"[^\"'\n]{0,16}[\"']\) ?(?:<>|[!=]==?|=)"
)
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
        _HASHES + r"\((?:\[\]byte\()?(?:[brfn]?[\"'])[^\"'\s]{4}",
        rf"(?i)(?<!un){_HASHES}\((?:\[\]byte\()?[brfn]?[\"'](?P<v>[^\"'\s]{{4,128}})[\"']"
        r"(?!, ?[\"'][^\"'\n]{0,64}[\"'], ?[\"'])",
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
        near_misses=(
            "make_password('changeme')",
            'set_password("password")',
            'keyring.set_password("system", "ann", "kQ7pw2xa")',
            "unquote_plus('%7e/abc+def')",
        ),
    ),
    Rule(
        "secret-compared",
        Label.CREDENTIAL,
        _COMPARES + r"\((?:[^(),\"'\n\x00]{1,80}|\"[^\"\n\x00]{1,200}\"|'[^'\n\x00]{1,200}'|"
        r"\[\]byte\([^()\n\x00]{1,200}\)),"
        r"\s{0,4}(?:\[\]byte\()?[brfn]?[\"'][^\"'\s]{4}|" + _ASKS + r" ?[\"'][^\"'\s]{4}",
        rf"(?i)(?:{_ASKS}|{_COMPARES}\((?:[^(),\"'\n]{{1,80}}|\"[^\"\n]{{1,200}}\"|'[^'\n]{{1,200}}'|"
        r"\[\]byte\([^()\n]{1,200}\)),)"
        r"\s{0,4}(?:\[\]byte\()?[brfn]?[\"'](?P<v>[^\"'\s]{4,128})[\"']",
        given_password,
        rank=GUESS,
        caseless=True,
        before=300,
        after=140,
        examples=(
            'CompareHashAndPassword([]byte(hash), []byte("‹kQ7pw2xa›"))',
            "check_password_hash(row.hash, '‹kitten›')",
            'If InputBox("请输入密码") <> "‹kQ7pw2xa›" Then',
            "if (prompt('Your password:') !== '‹MapleOtter42›')",
            "SELECT pgp_sym_encrypt(ssn, '‹maple-otter-canyon›') FROM t",
        ),
        near_misses=(
            "check_password_hash(row.hash, 'password')",
            'If InputBox("密码") <> "password" Then',
            "pgp_sym_encrypt(a, b, 'cipher-algo=aes256')",
        ),
    ),
    Rule(
        "secret-array",
        Label.CREDENTIAL,
        r"(?:pass|passwd|password|passphrase|pwd|psk|secret|token|key)[a-z0-9_]{0,12}"
        r"\[[a-z0-9_ +*]{0,24}\]\s{0,3}=\s{0,3}\{?\s?\"[^\"\s]{4}",
        r"(?i)(?<!\w)(?P<n>\w{0,40}(?:pass|passwd|password|passphrase|pwd|psk|secret|token|key)"
        r"\w{0,12})\[[\w +*]{0,24}\]\s{0,3}=\s{0,3}\{?\s?\"(?P<v>[^\"\s]{4,256})\"",
        named,
        rank=GUESS,
        caseless=True,
        before=140,
        after=260,
        examples=(
            'uint8_t aes_key[] = "‹{b62:32}›";',
            'char wifi_password[64] = "‹maple-otter-canyon›";',
        ),
        near_misses=(
            'char key[] = "user_name_2";',
            'const char token[16] = "changeme";',
            'keys["{b62:24}"] = "{b62:24}"',
        ),
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
        "secret-in-block",
        Label.CREDENTIAL,
        r"(?:pass|passwd|password|passphrase|pwd|secret|token|key)[a-z0-9_]{0,12}[\"']?:"
        r"(?: [|>][+-]?[0-9]?\r?\n[^\n\x00:]{0,24}[^\s]{4}|\r?\n[^\n\x00:]{0,24}(?:value|default|"
        r"plain): )",
        r"(?i)(?<![\w.-])(?P<n>[\w.-]{0,40}(?:pass|passwd|password|passphrase|pwd|secret|token|key)"
        rf"\w{{0,12}})[\"']?:(?: [|>][+-]?\d?[ \t]*\r?\n{MARGIN}?[ \t]{{1,16}}|[ \t]*\r?\n{MARGIN}?"
        r"[ \t]{1,16}(?:value|default|plain): [\"']?)(?P<v>[^\s\"':]{4,512})[\"']?"
        r"(?=[ \t]*(?:\r?\n|\Z))",
        _deeper,
        rank=GUESS,
        caseless=True,
        before=160,
        after=520,
        examples=(
            "password: |\n  ‹kQ7pw2xa›\nuser: x\n",
            "password: >-\n  ‹maple-otter-canyon›\n",
            "DB_PASSWORD:\n  value: ‹kQ7pw2xa›\n",
        ),
        near_misses=(
            "password: |\n  Enter the password2\n",
            "password:\n  value: required\n",
            "passwords:\n  kQ7pw2xa\n",
            "tokens: |\n  {b62:24}\n",
        ),
    ),
    Rule(
        "secret-fallback",
        Label.CREDENTIAL,
        r"(?:pass|passwd|password|passphrase|pwd|secret|token|key)[a-z0-9_]{0,12}[\"']?\]?\s{0,3}"
        r"(?::=|=>|[:=])\s{0,3}[a-z][^\n\x00;]{2,80}(?:\bor\b|\|\||\?\?|\?:|[\"'],) ?"
        r"[\"'][^\"'\s]{4}",
        r"(?i)(?<!\w)(?P<n>\w{0,40}(?:pass|passwd|password|passphrase|pwd|secret|token|key)\w{0,12})"
        r"[\"']?\]?\s{0,3}(?::=|=>|[:=])\s{0,3}(?:[a-z][\w.\[\]]{1,48}(?:\([^()\n]{0,48}\))?"
        r"(?:\[[^\[\]\n]{1,48}\])?(?: or|\s?\|\||\s?\?\?|\s?\?:)|[a-z][\w.]{1,40}(?:get|env|"
        r"getproperty|getordefault|fetch|setting|config)\w{0,10}\([\"'][^\"'\n]{1,48}[\"'],) ?"
        r"[\"'](?P<v>[^\"'\s]{4,256})[\"']",
        _deeper,
        rank=GUESS,
        caseless=True,
        before=240,
        after=262,
        examples=(
            "password = config.get('pw') or '‹kQ7pw2xa›'",
            "const dbPassword = process.env.PW ?? '‹kQ7pw2xa›'",
            'PASSWORD = os.environ.get("PW", "‹kQ7pw2xa›")',
            'String password = System.getProperty("pw", "‹kQ7pw2xa›");',
            "password: process.env.PW || '‹maple-otter-canyon›',",
        ),
        near_misses=(
            "token = get_token() or 'anonymous'",
            "password = getpass('Password2: ')",
            "key = row.get('key', 'created_at2')",
        ),
    ),
    Rule(
        "secret-of-option",
        Label.CREDENTIAL,
        r"[\"']-{1,2}[a-z-]{0,24}(?:pass|password|passwd|pwd|secret|token|key)[\"'],[^\n\x00]{0,120}"
        r"default ?= ?[\"'][^\"'\s]{4}",
        r"(?i)[\"']-{1,2}(?P<n>[a-z-]{0,24}(?:pass|password|passwd|pwd|secret|token|key))[\"'],"
        r"[^\n]{0,120}?default ?= ?[\"'](?P<v>[^\"'\s]{4,256})[\"']",
        _deeper,
        rank=GUESS,
        caseless=True,
        before=210,
        after=262,
        examples=('parser.add_argument("--password", default="‹kQ7pw2xa›")',),
        near_misses=(
            'parser.add_argument("--sort-key", default="created_at2")',
            'add_argument("--password", default="changeme")',
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
        r"[ \t]{0,40}[\"']?(?:(?:primary_)?key|secret|value)[\"']?:[ \t]{1,4}[\"']?"
        r"(?P<v>[A-Za-z0-9+/=_-]{16,20"
        r"0})"
        r"(?![\w(/:@.])",
        _under,
        rank=GUESS,
        caseless=True,
        before=110,
        after=200,
        examples=(
            "encryption:\n  key: ‹{hex:64}›\n",
            "active_record_encryption:\n  primary_key: ‹{b62:32}›\n",
            '"session": {\n  "secret": "‹{b62:32}›"',
        ),
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
