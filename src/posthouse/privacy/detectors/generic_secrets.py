"""Secrets told by the name they are given: settings, JSON, YAML, code, flags and headers.

The name is read as words (DB_PASS, appSecret, x-api-key). A password may be short and is told from
words and code; a key or token must look generated.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.plausible import entropy, is_code, looks_like_key, looks_like_password
from posthouse.privacy.rules import GUESS, Rule, Span

_KEYWORD = (
    r"(?:pass(?:word|wd|phrase|code|wort)?s?|pwd|psw|passw|secrets?|token|credentials?|authorization|auth|"
    r"(?:api|access|secret|private|auth|encrypt(?:ion)?|sign(?:ing)?|master|account|storage|app|service|"
    r"licen[cs]e|client|consumer|webhook|admin|deploy|shared|security|crypt|aes|hmac|sdk)[_. -]?keys?|[_-]key|\bak|\bsk|_ak|_sk|_pat|[a-z]key)"
)
_PASSWORDS = ("password", "passwd", "passphrase", "passcode", "pwd", "psw", "pass", "passwort")
_KEYS = ("secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "credential", "credentials",
         "authkey", "appkey", "secrets", "authorization")  # fmt: skip
_KEY_KINDS = frozenset(
    "api access secret private auth encrypt encryption sign signing master account storage app "
    "service license licence client consumer webhook admin deploy shared security crypt aes hmac "
    "sdk integration bot project ingest write read live test prod platform".split()
)
_TAIL = frozenset(
    "value val prod production dev test staging stg live main primary secondary new old current "
    "str string text plain raw base64 b64 hex default key id root admin user app db v".split()
)
_NOT_SECRET = frozenset(
    "max min num count total page next prev previous cursor public primary foreign sort cache "
    "partition input output prompt completion stop eos bos pad mask special cancellation start "
    "per used remaining reserved cached reasoning has is no show hide toggle forgot without "
    "csrf xsrf budget usage limit idempotency row".split()
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.$")
_BARE_END = re.compile(
    r"[\s\"'`;<>|，。；、）】」』\x00-\x1f\x7f-\uffff]|,(?=\s|$|\"|')|\\(?=[nrt\"'])"
)
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "「": "」"}
_SCHEME = re.compile(r"(?:Bearer|Token|Basic|Bot|ApiKey|Api-Key|SSWS|Digest|JWT)\s+", re.I)
_MAX_VALUE = 1024


def _name_before(text: str, start: int) -> str:
    """Return the characters of the name that stand directly before its keyword."""
    at = start
    while at > 0 and start - at < 48 and text[at - 1] in _NAME_CHARACTERS:
        at -= 1
    return text[at:start]


def _kind(name: str) -> str:
    """Return "password", "key", "weak" or "" for the name of a setting."""
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or not _NOT_SECRET.isdisjoint(words):
        return ""
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word.endswith(_PASSWORDS):
            return "password" if _is_tail(words[index + 1 :]) else ""
        if word.endswith(_KEYS) or (word == "key" and index and words[index - 1] in _KEY_KINDS):
            return "key" if _is_tail(words[index + 1 :]) else ""
    if words[-1] in ("auth", "ak", "sk", "pat") or words[-1].endswith("key"):
        return "weak"
    return ""


def _is_tail(words: list[str]) -> bool:
    return all(word in _TAIL or word.isdigit() for word in words)


def value_at(text: str, at: int) -> tuple[int, int, bool]:
    """Return the span of the value that begins here and whether it is quoted."""
    closing = _QUOTES.get(text[at : at + 1])
    if closing is not None:
        end = text.find(closing, at + 1, at + _MAX_VALUE)
        line = text.find("\n", at + 1, at + _MAX_VALUE)
        if end > 0 and not 0 <= line < end:
            return at + 1, end, True
        at += 1
    stop = _BARE_END.search(text, at, at + _MAX_VALUE)
    end = stop.start() if stop is not None else min(len(text), at + _MAX_VALUE)
    return at, _trimmed(text, at, end), False


def _trimmed(text: str, start: int, end: int) -> int:
    """Leave out brackets that close what began before the value, and a sentence's full stop."""
    while end > start:
        last = text[end - 1]
        opening = {")": "(", "]": "[", "}": "{"}.get(last)
        if last in ".,:" or (opening and opening not in text[start:end]):
            end -= 1
        else:
            break
    return end


def _plausible(kind: str, secret: str, *, quoted: bool) -> bool:
    if any(c.isspace() for c in secret) or (not quoted and is_code(secret)):
        return False
    if kind == "password":
        return looks_like_password(secret, quoted=quoted)
    if kind == "key":
        return looks_like_key(secret)
    return len(secret) >= 20 and looks_like_key(secret) and entropy(secret) >= 3.0


def _assigned(match: re.Match[str]) -> Span | None:
    text = match.string
    kind = _kind(_name_before(text, match.start()) + match.group("k"))
    if not kind:
        return None
    at = match.end()
    scheme = _SCHEME.match(text, at + 1 if text[at : at + 1] in _QUOTES else at)
    if scheme is not None:
        start, end, quoted = value_at(text, scheme.end())
        kind = "key"
    else:
        start, end, quoted = value_at(text, at)
    if not quoted and match.group("s") in "?&" and "&" in text[start:end]:
        end = text.index("&", start)
    return (start, end) if _plausible(kind, text[start:end], quoted=quoted) else None


def _as_password(match: re.Match[str]) -> Span | None:
    start, end, quoted = value_at(match.string, match.end())
    fits = looks_like_password(match.string[start:end], quoted=quoted)
    return (start, end) if fits and (quoted or not is_code(match.string[start:end])) else None


def _as_key(match: re.Match[str]) -> Span | None:
    start, end, _ = value_at(match.string, match.end())
    return (start, end) if looks_like_key(match.string[start:end]) else None


def _user_password(match: re.Match[str]) -> Span | None:
    start, end = match.span("v")
    fits = looks_like_password(match.group("v"), quoted=True)
    return (start, end) if fits and not is_code(match.group("v")) else None


def _aws_secret(match: re.Match[str]) -> Span | None:
    secret = match.group("v")
    mixed = any(c.islower() for c in secret) and any(c.isupper() for c in secret)
    fits = mixed and any(c.isdigit() for c in secret) and entropy(secret) >= 4.2
    return match.span("v") if fits and "EXAMPLE" not in secret else None


RULES = (
    Rule(
        "secret-assigned",
        Label.CREDENTIAL,
        _KEYWORD.replace(r"\b", "")
        + r"[A-Za-z0-9_.-]{0,24}[\"'`)\]*]{0,4}[ \t]{0,12}(?::=|=>|[:=|]|：|＝)",
        r"(?i)(?P<k>" + _KEYWORD + r"[A-Za-z0-9_.\-]{0,24})[\"'`)\]*]{0,4}[ \t]{0,12}"
        r"(?P<s>::?:?=|=>|\?=|=|:|\||：|＝)>?[ \t]{0,12}(?=\S)",
        _assigned,
        rank=GUESS,
        caseless=True,
        before=64,
        after=32,
        examples=(
            'DB_PASS = "‹acqz%HS560=7Nn›"',
            '"appSecret": "‹{hex:32}›",',
            "export X_API_KEY=‹{b62:32}›\n",
            "password: ‹kQ7pw2xa›\n",
            "-H 'X-Api-Key: ‹{hex:32}›'",
            "[db]\nPassword=‹gQx7aKwp›\n",
            "Authorization: Bearer ‹{hex:32}›",
        ),
        near_misses=(
            'API_KEY = os.environ["TOKEN"]',
            "api_key=process.env.API_KEY",
            'api_key = "your-api-key-here"',
            "TOKEN=${DB_PASSWORD}",
            "password: string;",
            "max_tokens: 4096",
            'password: "{{ .Values.token }}"',
            "token = get_token(request)",
            'PASSWORD="changeme"',
            'primary_key = "user_account_id"',
            "const token = response.data.token;",
            "secretName: my-app-tls",
        ),
    ),
    Rule(
        "secret-flag",
        Label.CREDENTIAL,
        r"-(?:password|passwd|pass|pwd|token|secret|[a-z-]{0,20}key|[a-z-]{0,20}secret|[a-z-]{0,20}token|[a-z-]{0,20}password)[ =][\"']?[^ \n]",
        r"(?<![\w-])--?[a-z-]{0,24}(?:password|passwd|pass|pwd)[ =](?=\S)",
        _as_password,
        rank=GUESS,
        examples=("login --password ‹kQ7pw2xa› -v", "x --db-pass='‹ab%12cd›'"),
        near_misses=("--password $PW", "--password <pw>", "--password-stdin x1y2z3a4"),
    ),
    Rule(
        "key-flag",
        Label.CREDENTIAL,
        r"--[a-z-]{0,24}(?:token|secret|key)[ =][\"']?[^ \n]",
        r"(?<![\w-])--[a-z-]{0,24}(?:token|secret|key)[ =](?=\S)",
        _as_key,
        rank=GUESS,
        examples=("cli --api-key ‹{b62:32}›", "cli --token=‹{hex:40}›"),
        near_misses=("--token $TOKEN", "--key tls.key"),
    ),
    Rule(
        "client-password-flag",
        Label.CREDENTIAL,
        r"(?:sshpass|mysql|mysqldump|mysqladmin|redis-cli|mariadb)[^\n]{0,120} -[pa]",
        r"(?:sshpass|mysql\w*|redis-cli|mariadb\w*)[^\n]{0,120}? -[pa] ?(?=[^\s-])",
        _as_password,
        rank=GUESS,
        before=160,
        examples=(
            "mysql -u root -p‹kQ7pw2xa› crm",
            "sshpass -p '‹ab%12cd›' ssh x",
            "redis-cli -h h -a ‹kQ7pw2xa›",
        ),
        near_misses=("mysql -u root -p crm", "redis-cli -a $PW"),
    ),
    Rule(
        "user-and-password",
        Label.CREDENTIAL,
        r"(?:-u|--user|--proxy-user)[ =][\"']?[^\s:\"']{0,64}:[^\s\"']",
        r"(?<![\w-])(?:-u|--user|--proxy-user)[ =][\"']?[^\s:\"'/]{0,64}:(?P<v>[^\s\"']{4,128})",
        _user_password,
        rank=GUESS,
        before=96,
        examples=("curl -u bob:‹kQ7pw2xa› http://h",),
        near_misses=("curl -u $USER:$PASS http://h", "docker run -u 1000:1000 x"),
    ),
    Rule(
        "bearer",
        Label.CREDENTIAL,
        r"(?:Bearer|bearer|Token|token|SSWS|Apikey|ApiKey) [A-Za-z0-9._~+/=-]{12}",
        r"(?:Bearer|bearer|Token|token|SSWS|Apikey|ApiKey) (?=[A-Za-z0-9._~+/=-]{12})",
        _as_key,
        rank=GUESS,
        examples=('Bearer ‹{hex:32}›"',),
        near_misses=("Bearer authentication-scheme", "token contains2fields"),
    ),
    Rule(
        "secret-element",
        Label.CREDENTIAL,
        r"<[A-Za-z0-9_.-]{0,24}(?:password|passwd|pwd|passphrase)>[^<\s]",
        r"(?i)<[A-Za-z0-9_.-]{0,24}(?:password|passwd|pwd|passphrase)>(?P<v>[^<\s]{4,128})</",
        _user_password,
        rank=GUESS,
        caseless=True,
        examples=("<password>‹kQ7pw2xa›</password>",),
        near_misses=("<password>${pw}</password>",),
    ),
    Rule(
        "secret-element-key",
        Label.CREDENTIAL,
        r"<[A-Za-z0-9_.-]{0,24}(?:secret|token|key)>[^<\s]{8}",
        r"(?i)<[A-Za-z0-9_.-]{0,24}(?:secret|token|key)>(?=[^<\s]{8,256}</)",
        _as_key,
        rank=GUESS,
        caseless=True,
        examples=("<apiKey>‹{b62:32}›</apiKey>",),
        near_misses=("<key>some-object-name</key>",),
    ),
    Rule(
        "secret-default",
        Label.CREDENTIAL,
        r"(?:env|ENV|get|getenv|getOrDefault)\(\s{0,4}[\"'][A-Za-z0-9_.]{0,40}(?:PASS|PWD|SECRET|TOKEN|KEY|password|secret|token|key)[A-Za-z0-9_]{0,12}[\"'],\s{0,4}[\"']",
        r"(?:env|ENV|get|getenv|getOrDefault)\(\s{0,4}[\"'][A-Za-z0-9_.]{0,40}(?:PASS|PWD|SECRET|TOKEN|KEY|password|secret|token|key)"
        r"[A-Za-z0-9_]{0,12}[\"'],\s{0,4}[\"'](?P<v>[^\"'\s]{6,256})[\"']",
        _user_password,
        rank=GUESS,
        before=160,
        examples=('os.getenv("DB_PASSWORD", "‹kQ7pw2xa›")',),
        near_misses=('os.getenv("DB_PASSWORD", "changeme")', 'd.get("api_key", "default_value")'),
    ),
    Rule(
        "sql-password",
        Label.CREDENTIAL,
        r"(?:identified by|with password|password)\s{1,4}'[^']",
        r"(?i)(?:identified by|with password|password)\s{1,4}'(?P<v>[^'\s]{4,128})'",
        _user_password,
        rank=GUESS,
        caseless=True,
        examples=("CREATE USER a IDENTIFIED BY '‹kQ7pw2xa›';",),
        near_misses=("ALTER USER a PASSWORD 'changeme'",),
    ),
    Rule(
        "aws-secret",
        Label.CREDENTIAL,
        r"(?:AKIA|ASIA)[A-Z2-7]{16}",
        r"(?<![A-Za-z0-9+/=_-])(?P<v>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=_-])",
        _aws_secret,
        rank=GUESS,
        before=200,
        after=240,
        examples=("AKIA{b32:16} ‹{b64:40}›",),
        near_misses=("AKIA{b32:16} commit {hex:40}", "{b64:40}"),
    ),
)
