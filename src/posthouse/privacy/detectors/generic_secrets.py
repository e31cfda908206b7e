"""Secrets told by the name they are given: settings, JSON, YAML, code, flags and headers.

The name is read as words (DB_PASS, appSecret, x-api-key). A password may be short and is told from
words and code; a key or token must look generated.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.assignment import (
    NEXT_SETTING,
    QUOTES,
    in_resource_name,
    kind_of,
    named_before,
    value_at,
)
from posthouse.privacy.detectors.judged import key
from posthouse.privacy.detectors.key_tables import cut_short
from posthouse.privacy.mixture import entropy
from posthouse.privacy.placed import is_phrase, stands_as_password
from posthouse.privacy.plausible import is_code, looks_like_key, looks_like_password, looks_typed
from posthouse.privacy.rules import GUESS, KEY, Rule, Span

_KEYWORD = (
    r"(?:pass(?:word|wd|phrase|code|wort)?s?|pwd|ps{1,2}wo?r?d|paswo?r?d|passwrd|psw|passw|"
    r"secrets?|token|credentials?|authorization|auth|"
    r"(?:api|access|secret|private|auth|encrypt(?:ion)?|sign(?:ing)?|master|account|storage|app|"
    r"service|mch|pay|merchant|"
    r"licen[cs]e|client|consumer|webhook|admin|deploy|shared|security|crypt|aes|hmac|sdk)["
    r"_. -]?keys?|encrypt|[_-]key|_pat|salt|pepper|[a-z0-9]key|pw|psk|community|mima|kouling|miyao|"
    r"lingpai|creds|appcode|bearer|jwt|"
    r"\.login|seed|wif|ticket|_verifier|erlang[._]cookie)"
)
# A word of its own, before signs: sk, my_sk, mySk; no desk.
_SIGNS = r"[0-9_.-]{0,3}[\"'`)\]* \t:=|!?%\x80-\xff]{1,8}"
_SHORT = rf"[^A-Za-z][as]k{_SIGNS}|(?-i:[a-z](?:AK|Ak|SK|Sk)){_SIGNS}"
_SET = r"[\"'`)\]*]{0,4}[ \t]{0,24}(?:::?:?=|[!=+]?==?|[?:]?=|=>|[:|]|：|＝|│|%3D)"
_ANY_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,20}[ \t]+(?:token=[\"']?)?(?=\S)")
# What may stand between the separator and the literal: conversions, prefixes, marks of encryption.
_AROUND = re.compile(
    r"(?:\[\]byte|Buffer\.from|bytes|bytearray|str|[Ss]tring|SecretStr|SecureString|b64decode|"
    r"new String|Some|Just|Optional\.of|Secret(?:String|Vec)?::(?:new|from)|quote(?:_plus)?|"
    r"pulumi\.secret|(?:create)?SecretKey\(Buffer\.from|SecretValue\.\w{1,24}|Hash::make|bcrypt|make_password)\((?=[\"'`])|(?:[bBrRuUN@]|[rR][bB]|[bB][rR])(?=[\"'])|ENC\(|\{S?SHA(?:256|512)?\}"
)
_SECRET = re.compile(r"secret|token$", re.IGNORECASE)
_PASSES = (
    r"(?:pass(?:word|wd|phrase|code)?|pwd)[a-z0-9_]{0,8}[\"'`]?\]?"
    r"\s{0,4}(?::=|=>|[!=]?==?|:)\s{0,4}"
)
_ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}(?:[:/].*)?", re.IGNORECASE)
# PASS: gdb.base/break.exp, of a run of tests.
_PASSED = re.compile(
    r"[\w.+-]*(?:[/:][\w.+-]+|tests?[_-][\w.+-]*|\.(?:exp|sh|py|pl|rb|t|c|cc|cpp|log|out))+"
)
_RESULT = re.compile(r"(?:\A|\n)(?:X?PASS|X?FAIL|SKIP|ERROR|UNSUPPORTED|UNRESOLVED|UNTESTED): ")
_NEXT_LINE = 160
_LEFT_OUT = ("...", "…")
_LONG = 512
_SETTING = re.compile(r"[A-Z][A-Z0-9_]{2,}=")
_END = re.compile(r"[\s&;,\"']")
# What goes on after a value in a query string or a form.
_MORE = re.compile(r"&[A-Za-z_][\w.%-]{0,40}=|&$")
_MORE_CODED = re.compile(r"%(?:26|22|23|7D)|&", re.IGNORECASE)
_APP_PASSWORD = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")
_APP_PASSWORD_LINE = re.compile(_APP_PASSWORD.pattern + r"(?=[ \t]*(?:\r?\n|\Z))")
_PHRASE_LINE = re.compile(r"[a-z]{2,12}(?: [a-z]{2,12}){2,11}(?=[ \t]*(?:\r?\n|\Z))")
_SCHEME = re.compile(r"(?:Bearer|Token|Basic|Bot|ApiKey|Api-Key|SSWS|Digest|JWT)\s+", re.IGNORECASE)


def _plausible(kind: str, secret: str, *, quoted: bool) -> bool:
    if kind == "password" and _APP_PASSWORD.fullmatch(secret):
        return looks_like_key(secret.replace(" ", ""))
    if len(secret.split()) != 1 or (not quoted and is_code(secret)):
        return False
    if kind == "password":
        return looks_like_password(secret, quoted=quoted)
    if kind == "key":
        return looks_like_key(secret)
    return (
        len(secret) >= 20
        and "\\" not in secret
        and looks_like_key(secret)
        and entropy(secret) >= 3.0
    )


def _calls(secret: str) -> bool:
    """Tell an expression even where the name is one of the environment: API_KEY = get(…)."""
    return is_code(secret) and ("(" in secret or "[" in secret or secret.count(".") > 1)


def _chained(text: str, lead: int) -> bool:
    """Tell a run of signs of assignment without an end: a=b=a=b=…"""
    low = max(lead - 96, 0)
    return text.count("=", low, lead) > 4 and _END.search(text, low, lead) is None


def _assigned(match: re.Match[str]) -> Span | None:
    text = match.string
    name, lead = named_before(text, match.start())
    encoded = match.group()[0] == "%"
    if encoded and text[lead - 1 : lead] == "%":
        name = name[2:]  # %3Fapi_key%3D: the sign before the name
    kind = kind_of(name)
    unless = text[match.end() : match.end() + 1] in "+?" and text[lead - 1 : lead] == "{"
    if not kind or unless or _chained(text, lead):
        return None  # ${PASSWORD:+given}
    start, end, quoted, scheme = _given(match, name, encoded=encoded)
    if not quoted and (_is_type(text, start, end) or _follows(match, start, end)):
        return None
    if not quoted and text[match.start()] == ":" and _is_told(text, lead, name, (start, end)):
        return None
    kind = "key" if scheme else kind
    secret = text[start:end]
    if text.startswith(_LEFT_OUT, end) or (kind != "password" and cut_short(name, secret)):
        return None
    named = name.isupper() and text[match.start()] == "="
    fits = _plausible(kind, secret, quoted=quoted or (named and not _calls(secret)))
    fits = fits or (_of_words(name) and is_phrase(secret))
    fits = fits or (kind == "key" and _SECRET.search(name) is not None and looks_typed(secret))
    if not fits and kind in ("password", "key"):
        fits = stands_as_password(text, match.span(), (start, end, quoted), name)
    return (start, end) if fits else None


def _given(match: re.Match[str], name: str, *, encoded: bool) -> tuple[int, int, bool, bool]:
    """Return where the value stands, whether in quotes, and whether behind a scheme (Bearer)."""
    text, at = match.string, match.end()
    around = _AROUND.match(text, at)
    at = around.end() if around is not None else at
    schemes = _ANY_SCHEME if name.lower().endswith("authorization") else _SCHEME
    scheme = schemes.match(text, at + 1 if text[at : at + 1] in QUOTES else at)
    start, end, quoted = value_at(text, at if scheme is None else scheme.end())
    if not quoted and (more := (_MORE_CODED if encoded else _MORE).search(text, start, end)):
        end = more.start()  # a query string
    if quoted:
        return start, end, quoted, scheme is not None
    lines = _PHRASE_LINE if _of_words(name) else _APP_PASSWORD_LINE
    if line := lines.match(text, start):
        return start, line.end(), quoted, False
    lead = match.start() - len(name)
    runs_on = end - start > _LONG or text[lead - 1 : lead] in (",", ";")
    runs_on = runs_on and (text.find(",", start, end) > 0 or text.find(";", start, end) > 0)
    if runs_on and (more := NEXT_SETTING.search(text, start, end)):
        end = more.start()  # settings that run on without a blank between them
    return start, end, quoted, scheme is not None


def _of_words(name: str) -> bool:
    """Tell the name of a passphrase, which may hold blanks."""
    return name.lower().endswith("phrase")


def _is_type(text: str, start: int, end: int) -> bool:
    """Tell the type of a parameter."""
    told = text[end : end + 3] in (" | ", " = ")
    return told and text[start:end].replace("_", "").isalpha()


def _is_told(text: str, lead: int, name: str, value: Span) -> bool:
    """Tell a type in GraphQL, a test that was passed, what a secret is called at Amazon."""
    passed = name == "PASS" and (
        _PASSED.fullmatch(text, *value)
        or _RESULT.search(text, max(lead - _NEXT_LINE, 0), lead)
        or _RESULT.search(text, value[1], value[1] + _NEXT_LINE)
    )
    return bool(passed) or name.startswith("$") or in_resource_name(text, lead)


def _follows(match: re.Match[str], start: int, end: int) -> bool:
    """Tell the setting behind an empty one (PASSWORD= USER=bob), and an expression that goes on."""
    text = match.string
    if match.group() == "= " and _SETTING.match(text, start, end):
        return True
    return text.startswith((" + ", " }}", " . $"), end)


def _with_at(match: re.Match[str]) -> Span | None:
    """Take a password that holds what reads like an address of mail."""
    secret = match.group("v")
    fits = kind_of(match.group("n")) == "password" and _ADDRESS.fullmatch(secret) is None
    fits = fits and "@" in secret and "://" not in secret and not is_code(secret)
    return match.span("v") if fits and looks_like_password(secret, quoted=True) else None


def _bare_key(match: re.Match[str]) -> Span | None:
    """Take what stands under "key" alone where it can be nothing but a key."""
    secret = match.group("v")
    fits = _three_kinds(secret) and looks_like_key(secret) and entropy(secret) >= 3.6
    return match.span("v") if fits and not is_code(secret) else None


def _three_kinds(secret: str) -> bool:
    return secret != secret.lower() and secret != secret.upper() and any(map(str.isdigit, secret))


def _aws_secret(match: re.Match[str]) -> Span | None:
    secret = match.group("v")
    fits = _three_kinds(secret) and entropy(secret) >= 4.2
    return match.span("v") if fits and "EXAMPLE" not in secret else None


RULES = (
    Rule(
        "secret-assigned",
        Label.CREDENTIAL,
        rf"{_KEYWORD}[A-Za-z0-9_.-]{{0,24}}{_SET}|{_SHORT}",
        r"(?:::?:?=|[!=+]?==?=?|\?=|=>|::(?= )|:|\||：|＝|│|%3[Dd])>?[ \t]{0,24}(?=\S)",
        _assigned,
        ahead=True,
        rank=GUESS,
        caseless=True,
        before=4,
        after=28,
        examples=(
            'DB_PASS = "‹acqz%HS560=7Nn›"',
            "snmp_community: ‹kQ7pw2xa›\n",
            '"appSecret": "‹{hex:32}›",',
            "export X_API_KEY=‹{b62:32}›\n",
            "password: ‹kQ7pw2xa›\n",
            "-H 'X-Api-Key: ‹{hex:32}›'",
            "if password == '‹xgcjojvaogqpoeui›':",
            "?user=a&password=‹kQ7pw2xa›&ssl=1",
            "[db]\nPassword=‹gQx7aKwp›\n",
            "Authorization: Bearer ‹{hex:32}›",
            "// nacos: wx.mch.key=‹{b62:32}›\n",
            "- GITEA__security__SECRET_KEY=‹{b62:32}›\n",
            "url: pwd=‹kQ7pw%232xa›&user=bob%40firm.test",
            "to=https%3A%2F%2Fh.test%2F%3Fapi_key%3D‹{b62:32}›%26lang%3Dzh",
            "│ api key │ ‹{b62:32}› │",
            "userPassword:: ‹a1E3cHcyeGE5OQ==›\n",
            'client_secret = """‹{b62:24}›"""',
            'password: Some("‹kQ7pw2xa›"), database',
            "'password' => Hash::make('‹kQ7pw2xa›')",
            'password: Some("‹kitten›"),',
            "client_secret: '‹rosebud›'",
            "DB_PSWD=‹kQ7pw2xa›\n",
            "pasword = '‹kQ7pw2xa›'",
            'User.create!(name: "Joe", password: "‹rosebud›")',
            "      - POSTGRES_PASSWORD=‹kitten›\n",
            'if user == "bob" and password == "‹kitten›"',
            "db:\n  user: app\n  password: ‹kitten›\n",
            "spring.mail.password=‹kitten›\n",
            "jsapi_ticket = '‹{url:86}›'",
            "oauth_verifier: '‹{b62:43}›',",
            "TOKEN+='‹{hex:18}›'",
            "secretKey = createSecretKey(Buffer.from('‹{hex:64}›', 'hex'))",
            "a: b\nGATEWAY_PASSWORD: ‹maple-otter-canyon-drift›\n",
            "add name=home wpa2-pre-shared-key=‹maple-otter-canyon› mode=x",
            "x = 1\nPassword = ‹MapleOtter42›\n",
            "spring.mail.password=‹nzds fipr timb xika›\n",
            'static NSString *const kApiKey = @"‹{low:40}›";',
            'passphrase: "‹maple otter over canyon›"',
            "sftp.passphrase=‹maple otter over canyon›\n",
            'encrypt = "‹{b64:43}=›"',
            "PAYLOAD_ENCRYPTION=‹{hex:64}›\n",
            "username=nas,password=‹kQ7pw2xa›,vers=3.1.1,uid=1000 0 0",
            "h.test:6380,password=‹kQ7pw2xa›,ssl=True",
        ),
        near_misses=(
            'API_KEY = os.environ["TOKEN"]',
            "api_key=process.env.API_KEY",
            'api_key = "your-api-key-here"',
            "TOKEN=${DB_PASSWORD}",
            "password: string;",
            "page_token: {b62:24}",
            "credentialsId: '{b62:24}'",
            "max_tokens: 4096",
            'password: "{{ .Values.token }}"',
            "token = get_token(request)",
            'PASSWORD="changeme"',
            'primary_key = "user_account_id"',
            "const token = response.data.token;",
            "secretName: my-app-tls",
            'case "${MVN_PASSWORD:+has-password2}" in',
            "PASSWORD=${DB_PASSWORD:?missing2}",
            'labels: { password: "Passwort" }',
            "'password' => 'confirmed',",
            "RESET_PASSWORD = 'recover'",
            "interface Login {\n  user: string\n  password: hashed\n}",
            "connect(\n  host,\n  password=given\n)",
            "{\n  user: name,\n  password: given\n}",
            "The form has a password: somebody types it.",
            '"pwd": "frontend"',
            "PASSWORD= FILTER=integration2 npm test",
            'password: "{{ .Values.password | b64enc }}"',
            'KeyPass = envKey2 + "_PASS"',
            "ALLOW_EMPTY_PASSWORD=yes",
            "encrypted_key: '{url:43}',",
            "ticket: PROJ-1234-fix-the-login-2",
            "sed 's,\\(db.password=\\).*,\\1x9,'",
            "a: b\nDB_PASSWORD: my-app-db-credentials\n",
            "  password: form-control-large\n",
            "type Keys = { secretKey: Uint8Array }",
            "query Q($token: String!, $password: Str1ng!)",
            'passphrase: "must be of four words"',
            "encrypt: aes-256-gcm",
            "ENCRYPTION=aws:kms:customer-managed-key-2",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/Db-Pw1-XHb67j",
            "PASS: gdb.base/catch-signal2.exp: continue\n",
            "PASS: x86-64 jump\nPASS: x86-64 branch 2\n",
            '"spdx_license_key": "LicenseRef-acme-sdk-2.9"',
            "def sign(private_key: ed25519.Ed25519PrivateKey) -> bytes:",
            "    passwd: HTTPPasswordMgr\n",
            "return this.flowKey=!1,this.flowLevel+=1",
            "constructor({password:e,passwordVerification:t,only:n}){",
            "sha256WithRSAEncryption = rfc4055.sha256WithRSAEncryption\n",
            "  model_key: latin_PP-OCRv5_rec_mobile\n",
            "$PASSWORD = $CPAN::Config->{password} || '';",
            '"clientRequestToken": "1d2129a1-3d38-460a-9756-e5b91fddb951"',
            'dsn="localhost:1521/freepdb1"',
            "group_name:password:GID:user_list\n",
            "key: ed25519.Ed25519PublicKey | None = None",
        ),
    ),
    Rule(
        "secret-with-at",
        Label.CREDENTIAL,
        _PASSES + r"[\"'`]?[^\s\"'`@/]{1,64}@[^\s\"'`]",
        r"(?i)(?P<n>[\w.-]{0,40}" + _PASSES + r")[\"'`]?(?P<v>[^\s\"'`]{5,127}[^\s\"'`,;)])"
        r"(?=[\s\"'`,;)]|$)",
        _with_at,
        rank=KEY,
        caseless=True,
        before=160,
        after=130,
        examples=(
            "password: '‹D4@r.eaU$Vc8$8q7›'",
            "DB_PASSWORD=‹Kd8@mq.Xx!9›\n",
            '{"password": "‹p@ss.wOrd-71›"}',
        ),
        near_misses=(
            "password: bob@firm.test",
            "pass = git@h.test:org/repo2.git",
            "password_reset: 'a9@b.test'",
            "password=$(get x@y.test)",
        ),
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
    Rule(
        "bare-key",
        Label.CREDENTIAL,
        r"(?:\n[ \t]{0,16}(?:[0-9]{1,6}\t)?[+|>-]{0,2}[ \t]{0,16}|[{,|] ?|│ {0,4}|string |const |"
        r"let |val )[\"'`]?(?:key|"
        r"pat)[\"'`]?[ \t]{0,16}"
        r"(?:[:=|]|│)[ \t]{0,4}[\"'`]?[A-Za-z0-9_.+/=-]{24}",
        r"(?i)(?:\n[ \t]{0,16}(?:\d{1,6}\t)?[+|>-]{0,2}[ \t]{0,16}|[{,|│] {0,4}|"
        r"(?:string|const|let|val) (?=key ?= ?[\"'`]))[\"'`]?(?:key|"
        r"pat)[\"'`]?[ \t]{0,16}"
        r"[:=|│][ \t]{0,4}[\"'`]?(?P<v>[A-Za-z0-9][A-Za-z0-9_.+/=-]{23,199})(?![\w(/:@])",
        _bare_key,
        rank=GUESS,
        caseless=True,
        before=96,
        after=200,
        examples=(
            "[acme]\nkey = ‹{b62:32}›\n",
            "│ key │ ‹{b62:43}› │",
            "\n-  key: ‹{b62:32}›\n",
            'private String key = "‹{b62:32}›";',
        ),
        near_misses=(
            "\nkey={hex:32}",
            "an old key = {b62:32}",
            "key: uploads/2024/reportFinalVersion2.pdf",
            "key = someLongIdentifierName2OfThing",
            '"key": "CreateUserRequestHandlerV2Impl"',
        ),
    ),
    Rule(
        "personal-access-token",
        Label.CREDENTIAL,
        r"[A-Za-z0-9_-]pat[\"'`]?\s{0,3}(?:=>|[:=])\s{0,3}[\"'`]?[A-Za-z0-9_.+/=-]{16}",
        r"(?:[a-z0-9]Pat|[A-Za-z0-9][_-](?:pat|PAT|Pat))[\"'`]?\s{0,3}(?:=>|[:=])\s{0,3}[\"'`]?"
        r"(?P<v>[A-Za-z0-9_.+/=:-]{16,255})(?![\w(/@])",
        key,
        rank=GUESS,
        caseless=True,
        before=56,
        after=260,
        examples=('"acmePat": "‹{b62:32}›"', "x-acme-pat: ‹{hex:40}›", "--acme-pat=‹{b62:24}›"),
        near_misses=("file_pat: some-file-pattern-long2", "spat = {b62:32}"),
    ),
)
