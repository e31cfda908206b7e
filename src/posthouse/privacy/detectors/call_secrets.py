"""Secrets passed to a call by position: Client("id", "key"), connect(url, "root", "password")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of
from posthouse.privacy.detectors.judged import fits, fits_surely, key
from posthouse.privacy.logins import is_login
from posthouse.privacy.mixture import entropy
from posthouse.privacy.placed import may_be_password
from posthouse.privacy.plausible import is_code, is_uuid, looks_like_key
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.within import remembered

_LITERAL = re.compile(
    r"(?<![=:])(?<![=:] )[\"']([^\"'\n]{1,256})[\"']"
    r"(?:\.(?:encode|getBytes|to_bytes|bytes|into|to_string|to_owned|toCharArray)\([^()\n]{0,32}\))?"
    r"\s{0,2}[,)]"
)
_RUN = re.compile(r"[A-Za-z0-9+/_.:-]{16,200}={0,2}")
_ONE_CASE = re.compile(r"(?=(?:\D*\d){4})(?:[a-z0-9-]{24,}|[A-Z0-9-]{20,})")
_HEX = re.compile(r"[0-9a-fA-F]{32,128}")
# A function of a library in C: SSL_EnableTls13GreaseEch.
_FUNCTION = re.compile(r"[A-Za-z]{2,8}_(?>(?:[A-Z][a-z]{2,12}\d{0,2}){2,10})")
_DIGEST = re.compile(r"(?:md5|sha)", re.IGNORECASE)
_OF_USERS = re.compile(
    r"(?:basic_?auth|auth|passwordauthentication|minio|usernamepassword[a-z]{0,20})\b",
    re.IGNORECASE,
)
_USER = re.compile(r"[A-Za-z][\w.@+-]{1,63}")
_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*_v?[a-z0-9][0-9]?|[a-z]+(?:_[a-z]+)+[0-9]{0,2}")
"""What a program calls things: on_clicked_2."""
_VECTOR = re.compile(
    r"(?:\b[iI][vV]|[nN]once|[vV]ector)\w{0,8}[ ]?(?:[:=]|:=)[ ]?(?:\w{1,24}\.){0,3}\Z"
)
"""What begins a cipher and is told with what it wrote."""
_REACH = 400


def _literals(match: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield the string literals among the arguments of the call that begins here."""
    text, at = match.string, match.end()
    end = text.find("\n", at, at + _REACH)
    stop = end if end >= 0 else min(at + _REACH, len(text))
    closing = text.find(");", at, stop)
    yield from _LITERAL.finditer(text, at, closing + 1 if closing >= 0 else stop)


def _keys(match: re.Match[str]) -> Iterator[Span]:
    """Yield arguments that can be nothing but generated keys."""
    digest = _DIGEST.match(match.group()) is not None
    if _VECTOR.search(match.string, max(match.start() - 48, 0), match.start()):
        return
    for literal in _literals(match):
        one = literal.group(1)
        salted = digest and one.isalnum() and looks_like_key(one) and not is_code(one)
        if salted or _is_key(one):
            yield literal.span(1)


_CONSTANT = re.compile(r"= ?@?\"([^\"\s]{20,200})\"")
_CLASS_ENDS = re.compile(r"\n(?:[ ]{0,6}\d{1,6}\t|\+)?\}")
_MOST = 2000  # characters of a class that are read


def _of_class(match: re.Match[str]) -> Iterator[Span]:
    """Yield what was generated among the constants of a class that is named for its keys."""
    text, start = match.string, match.end()
    end = _CLASS_ENDS.search(text, start, start + _MOST)
    for one in _CONSTANT.finditer(text, start, end.start() if end else start + _MOST):
        secret = one[1]
        told = (
            not secret.isalpha()
            and not secret.startswith(("pk.", "pk_"))
            and looks_like_key(secret)
            and not is_uuid(secret)
        )
        if told and not is_code(secret):
            yield one.span(1)


@remembered
def _is_key(secret: str) -> bool:
    if not _RUN.fullmatch(secret) or is_uuid(secret) or _FUNCTION.fullmatch(secret):
        return False
    if secret.isdigit():
        return False
    mixed = secret != secret.upper() and secret != secret.lower()
    dense = mixed or _HEX.fullmatch(secret) or (_ONE_CASE.fullmatch(secret) and entropy(secret) > 3)
    return bool(dense) and looks_like_key(secret) and not is_code(secret)


def _after_user(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield the argument that follows the name of a user, and that name where it is somebody's."""
    text, before = match.string, None
    sure = _OF_USERS.match(match.group()) is not None
    for literal in _literals(match):
        one = literal.group(1)
        follows = text[literal.start() - 9 : literal.start()].rstrip()[-1:] in ",("
        if is_login(one):
            yield *literal.span(1), Label.ACCOUNT
        elif before is not None and follows:
            told = _is_user(before) and (sure or is_login(before) or not _NAME.fullmatch(one))
            if told and (fits("password", one) or (sure and may_be_password(one))):
                yield *literal.span(1), Label.CREDENTIAL
                return
        before = one


@remembered
def _is_user(text: str) -> bool:
    """Tell the name of a user from that of a machine."""
    return _USER.fullmatch(text) is not None and ("." not in text or "@" in text or is_login(text))


def _default(match: re.Match[str]) -> Span | None:
    """Take what a setting falls back to."""
    kind = kind_of(match.group("n") or match.group("m") or match.group("o"))
    return match.span("v") if fits_surely(kind, match.group("v")) else None


_KEYED = (
    r"(?:client|auth|login|credentials?|search|sdk|api|ocr|init|configure|session|connect|signer|"
    r"set_[lp]mk|mac|hmac\.new|aes\.new|fernet|jwt[.:](?:encode|decode|sign|verify)|signwith|"
    r"secureutil\.[a-z0-9]{2,12}|twilio|minio|telebot|aip[a-z]{2,12}|frombase64string|keyspec|jpush|"
    r"sparkapi\.main|cipheriv|cookieparser|cookiesession|key|token|profile|static[a-z0-9]{0,4}|"
    r"provider|new)"
)
"""Calls that are given keys."""
_FALLS_BACK = (
    r"(?:\.(?:unwrap_or|unwrap_or_else|or_else|getOrElse|orElse)\((?:\|_?\| ?|\(\) ?(?:=>|->) ?)?|"
    r" ?(?:\|\||\bor\b|\?\?|\?:) ?| ?\{ ?)"
)


_ONE_TIME = (
    r"(?:[th]otp[\w.:]{0,24}|(?:authenticator|speakeasy|otplib|otp)[\w.:]{1,24}|oathtool)(?:\(| )"
)

RULES = (
    Rule(
        "one-time-secret",
        Label.CREDENTIAL,
        r"(?:otp|authenticator|speakeasy|otplib|oathtool)[a-z0-9_.:]{0,24}[( ][^\n\x00]{0,48}"
        r"\n?[ \t]{0,24}[\"' =(][a-z2-7]{16}",
        rf"(?i){_ONE_TIME}(?:\s{{0,24}}|[^\n\"'()]{{1,40}}[ =:])(?:b?[\"'])?"
        r"(?P<v>[A-Z2-7]{16,128}={0,6})(?![A-Za-z0-9])",
        key,
        rank=GUESS,
        caseless=True,
        before=128,
        after=136,
        examples=(
            "otp = ROTP::TOTP.new('‹JBX2I5DPKZ7MQ3WA›', issuer: 'x')",
            'pyotp.TOTP("‹JBX2I5DPKZ7MQ3WA›").now()',
            "let(:totp)  { ROTP::TOTP.new '‹JBX2I5DPKZ7MQ3WA›' }",
            "ROTP::HOTP.new(\n      '‹JBX2I5DPKZ7MQ3WAJBX2I5DPKZ7MQ3WB›',\n",
            "oathtool --totp -b ‹JBX2I5DPKZ7MQ3WA›\n",
            "authenticator.generate('‹JBX2I5DPKZ7MQ3WA›')",
        ),
        near_misses=(
            "TOTP.new('base32secret')",
            "totp.verify(authenticationcode)",
            "the totp algorithm authenticationserver",
        ),
    ),
    Rule(
        "environment-default",
        Label.CREDENTIAL,
        r"(?:pass|password|passwd|pwd|secret|token|key)[a-z0-9_]{0,8}[\"']?[)\]]{0,2}"
        + _FALLS_BACK
        + r"[\"'][^\"'\s]{5}",
        r"(?i)(?:[\"'](?P<n>\w{2,64})[\"'][)\]]{1,2}|\benv\.(?P<m>\w{2,64})|"
        r"(?<![\w.])(?P<o>\w{2,64})\)?(?= ?\{ ?[\"'][^\"'\s]{5,256}[\"'] ?\}))"
        + _FALLS_BACK
        + r"[\"'](?P<v>[^\"'\s]{5,256})[\"']",
        _default,
        rank=GUESS,
        caseless=True,
        before=128,
        after=260,
        examples=(
            'env::var("TOKEN").unwrap_or_else(|_| "‹{b62:40}›".into())',
            'ENV.fetch("DB_PASSWORD") { "‹kQ7pw2xa›" }',
            "process.env.DB_PASSWORD || '‹kQ7pw2xa›'",
            'os.getenv("API_KEY") or "‹{b62:32}›"',
            "let(:password) { '‹kQ7pw2xa›' }",
        ),
        near_misses=(
            "process.env.SORT_KEY || 'created_at2'",
            'env::var("TOKEN").unwrap_or("none".into())',
        ),
    ),
    Rule(
        "key-argument",
        Label.CREDENTIAL,
        _KEYED + r"\((?:\([a-z0-9_ ]{3,24}\*\))?[^()\n\x00]{0,120}[\"'][A-Za-z0-9+/_.:-]{16}|"
        r"(?:md5|sha1|sha256)[a-z]{0,6}\([^()\"'\n\x00]{1,60}(?:\.\.|[.+])"
        r"[ ]?[\"'][A-Za-z0-9+/_.:-]{16}|"
        r"(?:hmac[a-z0-9_.:]{1,24}|(?:en|de)crypt[a-z0-9_]{0,12})\([^\n\x00]{0,120}[\"']"
        r"[A-Za-z0-9+/_-]{16}",
        r"(?i)" + _KEYED + r"\((?:\([a-z0-9_ ]{3,24}\*\)(?=\s?[\"'])|(?=\s{0,8}[A-Za-z0-9_\"'${]))|"
        r"(?<![a-z])(?:md5|sha1|sha256)[a-z]{0,6}\([^()\"'\n]{1,60}(?:\.\.|[.+]) ?(?=[\"'])|"
        r"hmac(?![.:]?(?:compare|equal|verify))[\w.:]{1,24}\(|"
        r"(?:en|de)crypt\w{0,12}\((?:[^(),\"'\n]{1,60}|\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'),",
        every=_keys,
        rank=GUESS,
        caseless=True,
        before=190,
        after=2,
        examples=(
            "algoliasearch('{up:10}', '‹{hex:32}›');",
            'AipOcr("{dig:8}", "‹{b62:24}›")',
            "Client(url, '‹{b62:40}›')",
            'qbox.NewMac("‹{b62:40}›", access)',
            "new Twilio('AC0', '‹{hex:32}›')",
            'new SecretKeySpec("‹{b62:16}›".getBytes(), "AES")',
            'AES.new("‹{b62:16}›".encode(), AES.MODE_ECB)',
            'hmac.new("‹{b62:32}›".encode("utf-8"), body)',
            'jwt.encode({"sub": 1}, "‹{b62:24}›", algorithm="HS256")',
            'jwt:verify("‹{b62:32}›", token)',
            'esp_now_set_pmk((uint8_t *)"‹{b62:16}›");',
            'ngx.md5(args .. "‹{b62:24}›")',
            'ngx.md5(args .. "‹{low:16}›")',
            'var k = Convert.FromBase64String("‹{b64:43}=›");',
            "crypto.createCipheriv('aes-256-cbc', '‹{b62:32}›', iv)",
            "OpenSSL::HMAC.hexdigest('SHA256', '‹{b62:32}›', body)",
            'new HMACSHA256(Encoding.UTF8.GetBytes("‹{b62:32}›"))',
            'hmac.New(sha256.New, []byte("‹{b62:32}›"))',
            "CryptoJS.AES.encrypt(text, '‹{b62:16}›')",
        ),
        near_misses=(
            'client("some_long_function_name_v2")',
            'SSL_EXPERIMENTAL_API("SSL_EnableTls13GreaseEch", fd)',
            "login('019b2f3a-7c1d-4e2f-8a3b-4c5d6e7f8091')",
            "client('my-service.eu-west-1.host-2')",
            'sha1(prefix + "application/x-www-form-urlencoded2")',
            "init('com.acme.orders.v2.Handler')",
            'hmac.compare_digest("{hex:64}", tag)',
            'decrypt("{b64:44}", key)',
            'var iv = Convert.FromBase64String("{b64:22}==");',
        ),
    ),
    Rule(
        "password-argument",
        Label.CREDENTIAL,
        r"(?:getconnection|connect|database|login|logon|mysqli|pdo|__construct|minio|"
        r"credentials?(?:\.basic)?(?: = new[a-z]{0,20})?|authenticat[a-z]{1,5}|basicauth|"
        r"auth(?: ?= ?)?|"
        r"passwordauthentication|client\.new|wifi\.begin|wifimulti\.addap|usernamepassword[a-z]{0,20}|"
        r"loginmodule|credentials?::new|s(?:sh|ftp|cp)\.start)"
        r"\([^)\n\x00]{0,200}[\"'](?:\.[a-z]{4,9}\(\))?,\s{0,4}(?:some\()?[\"'][^\"'\n]{4}",
        r"(?i)(?:getconnection|connect|database|login|logon|mysqli|pdo|__construct|minio|"
        r"credentials?(?:\.basic)?(?: = new[a-z]{0,20})?|authenticat\w{1,5}|basicauth|"
        r"auth(?: ?= ?)?|"
        r"passwordauthentication|client\.new|wifi\.begin|wifimulti\.addap|usernamepassword[a-z]{0,20}|"
        r"loginmodule|credentials?::new|s(?:sh|ftp|cp)\.start)"
        r"\((?=[^\n]{0,200}[\"'](?:\.[a-z]{4,9}\(\))?,)",
        labelled=_after_user,
        rank=GUESS,
        caseless=True,
        before=240,
        after=160,
        examples=(
            'DriverManager.getConnection("jdbc:mysql://h/x", "root", "‹kQ7pw2xa›")',
            "ssh.connect('192.0.2.5', 22, 'root', '‹kQ7pw2xa›')",
            'HTTPBasicAuth("bob", "‹kQ7pw2xa›")',
            'auth = ("bob@firm.test", "‹kQ7pw2xa›")',
            'WiFi.begin("OrchardIoT", "‹kQ7pw2xa›");',
            "PDO->__construct('mysql:host=db', 'shop', '‹kQ7pw2xa›', Array)",
            'b.basic_auth("svc", Some("‹kQ7pw2xa›"))',
            'smtp.Credentials = new("bob@firm.test", "‹kQ7pw2xa›");',
            'requests.get(url, auth=("bob", "‹kitten›"))',
            "db = database('erp', 'erp', '‹kQ7pw2xa›', 'Vendor', 'Oracle');",
            'new NetworkCredential("svc", "‹Maple2019$›", "CORP")',
            'new UsernamePasswordToken("svc", "‹kQ7pw2xa›")',
            'Credentials::new("svc".into(), "‹kQ7pw2xa›".into())',
        ),
        near_misses=(
            'signal.connect("clicked", "on_clicked")',
            'conn.connect("localhost", "root", password)',
            'connect("clicked", "renamed")',
            'signal.connect("clicked", "on_clicked_2")',
        ),
    ),
    Rule(
        "keys-of-a-class",
        Label.CREDENTIAL,
        r"(?:struct|enum|class|object|namespace|module|interface) [a-z]{0,24}"
        r"(?:keys|secrets|credentials)[a-z]{0,12}[^\n\x00{]{0,40}\{[^\n\x00]{0,8}\n",
        r"(?i)(?:struct|enum|class|object|namespace|module|interface) [a-z]{0,24}"
        r"(?:keys|secrets|credentials)[a-z]{0,12}[^\n{]{0,40}\{[^\n]{0,8}\n",
        every=_of_class,
        rank=GUESS,
        caseless=True,
        before=128,
        after=2,
        examples=(
            'struct Keys {\n let mode = "dark"\n static let backend = "‹{low:30}›"\n}\n',
            'object ApiSecrets {\n  const val maps = "‹{b62:40}›"\n}\n',
        ),
        near_misses=(
            'enum SettingsKeys {\n  case theme = "com.acme.settings.theme-variant2"\n}\n',
            'struct Keys {\n let map = "pk.{b62:40}"\n}\n',
            'struct Keys {\n let a = "x"\n}\nlet commit = "{b62:40}"\n',
        ),
    ),
)
