"""Secrets told by the form they stand in: flags, HTTP headers, elements, defaults."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of, value_at
from posthouse.privacy.detectors.judged import (
    fits,
    given_password,
)
from posthouse.privacy.detectors.key_tables import cut_short
from posthouse.privacy.mixture import entropy
from posthouse.privacy.placed import may_be_password, names_password
from posthouse.privacy.plausible import is_code, looks_like_key
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.words import words

_OF_IDS = words(
    "id ids uuid guid hash sha sha1 sha256 md5 digest checksum commit revision rev ref version "
    "build trace span request nonce etag cursor image tag name path dir file url host public "
    "model class icon"
)


_SALT, _SALTED = 64, re.compile("[A-Z]_(?:KEY|SALT)$")


_ITEM_BEFORE = re.compile(r"[\"'],\s{0,2}[\"'](?:[\w.-]{1,16}/)?\Z")
_COPIES = re.compile(r"\b(?:strn?l?cpy(?:_s)?|memcpy)\((?:[\w.>-]{0,20}(?:\.|->))?\Z")
_ITEM_BEHIND = re.compile(r"\s{0,2},[\s#*]{0,24}[\"']")


def _bearer(match: re.Match[str]) -> Span | None:
    """Leave prose that merely says "token …": there the run must be long."""
    secret = match.group("v")
    long_enough = len(secret) >= (24 if match.group("t") in ("token", "Token") else 12)
    return match.span("v") if long_enough and looks_like_key(secret) else None


def _named_pair(match: re.Match[str]) -> Span | None:
    secret = match.group("v")
    if len(secret) == _SALT and _SALTED.search(match.group("n")) and entropy(secret) > 4.5:
        return match.span("v")  # as WordPress makes them, of any sign
    if (
        match.group("n")
        .lower()
        .startswith(
            ("get", "find", "has", "check", "verify", "read", "load", "split", "parse", "hash")
        )
    ):
        return None  # asks for it
    if secret.lower().startswith(match.group("n").lower()):
        return None  # a label that repeats the name
    return match.span("v") if fits(kind_of(match.group("n")), secret) else None


def _typed(match: re.Match[str]) -> Span | None:
    """Take what is given to a name behind its type, or beside it; no item of a list of words."""
    before = _ITEM_BEFORE.search(match.string, max(match.start() - 24, 0), match.start())
    if before is not None and _ITEM_BEHIND.match(match.string, match.end()):
        return None
    copied = _COPIES.search(match.string, max(match.start() - 24, 0), match.start())
    if copied is not None and looks_like_key(match["v"]) and kind_of(match["n"]):
        return match.span("v")
    word = copied is not None and names_password(match["n"]) and may_be_password(match["v"])
    return match.span("v") if word else _named_pair(match)


def _named_word(match: re.Match[str]) -> Span | None:
    start, end, quoted = value_at(match.string, match.end())
    secret, name = match.string[start:end], match.group("n")
    told = fits(kind_of(name), secret)
    told = told or (quoted and names_password(name) and may_be_password(secret))
    return (start, end) if told else None


def _unnamed(match: re.Match[str]) -> Span | None:
    """Take a value of all three kinds of character that nothing but a key would have."""
    secret = match.group("v")
    three = secret != secret.upper() and secret != secret.lower()
    ids = not _OF_IDS.isdisjoint(match.group("n").lower().split("_"))
    fits = three and not ids and looks_like_key(secret) and not is_code(secret)
    fits = fits and not cut_short(match.group("n"), secret)
    return match.span("v") if fits and entropy(secret) >= 3.6 else None


RULES = (
    Rule(
        "bearer",
        Label.CREDENTIAL,
        r"(?:Bearer|bearer|Token|token|SSWS|Apikey|ApiKey) [A-Za-z0-9._~+/=-]{12}",
        r"(?P<t>Bearer|bearer|Token|token|SSWS|Apikey|ApiKey) (?P<v>[A-Za-z0-9._~+/=-]{12,2048})",
        _bearer,
        rank=GUESS,
        examples=('Bearer ‹{hex:32}›"',),
        near_misses=("Bearer authentication-scheme", "token contains2fields"),
    ),
    Rule(
        "secret-argument",
        Label.CREDENTIAL,
        r"(?:password|passwd|pwd|secret|token|api_?key|access_?key|secret_?key|password\.of)"
        r"\([LNu@]?[\"'][^\"'\s]",
        r"(?i)(?P<n>[a-z_]{0,24}(?:password|passwd|pwd|secret|token|api_?key|access_?key|"
        r"secret_?key|password\.of))"
        r"\([LNu@]?[\"'](?P<v>[^\"'\s]{6,256})[\"'](?!, ?[\"'][^\"'\n]{0,64}[\"'], ?[\"'])",
        _named_pair,
        rank=GUESS,
        caseless=True,
        examples=('.withApiKey("‹{b62:40}›")', 'cfg.SetPassword(L"‹kQ7pw2xa›");'),
        near_misses=(
            "self.set_password('service1', 'user1', 'password1')",
            'getToken("refresh_token_v2")',
            "hash_password('changeme')",
        ),
    ),
    Rule(
        "secret-directive",
        Label.CREDENTIAL,
        r"(?:requirepass|masterauth|auth_pass|rootpw|bindpw|rootbinddn_pw)[ \t]{1,8}[^ \t]",
        r"(?:requirepass|masterauth|auth_pass|rootpw|bindpw|rootbinddn_pw)[ \t]{1,8}"
        r"(?:(?:现在|目前)?(?:(?:用的)?是|为|设[成为]|改[成为]了?)[ ]?)?[\"'`]?"
        r"(?P<v>[^\s\"'`，。；！）]{4,128})",
        given_password,
        rank=GUESS,
        after=140,
        examples=("bindpw ‹kitten›\n", "redis 的 requirepass 用的是 ‹lanhai@2024›！"),
        near_misses=("requirepass foobared",),
    ),
    Rule(
        "secret-named-value",
        Label.CREDENTIAL,
        r"(?:name|key)[\"']?(?:\s{0,2}[:=]\s{0,2}[\"']?|>)[A-Za-z0-9_.-]{0,48}(?:pass|pwd|secret|"
        r"token|key)[A-Za-z0-9_]{0,8}(?:[\"']?,?|</[A-Za-z]{1,16}>)[\s0-9+>]{0,48}"
        r"(?:[\"']?in[\"': ]{1,4}header[\"']?,?[\s0-9+]{0,48})?(?:[\"'<]|android:)?"
        r"[vdse]",  # value, default, string, example: whole words would be looked for first
        r"(?i)(?:name|key)[\"']?(?:\s{0,2}[:=]\s{0,2}[\"']?|>)(?P<n>[\w.-]{2,64})(?:[\"']?,?|"
        r"</[a-z]{1,16}>)[\s\d+>]{0,48}(?:[\"']?in[\"': ]{1,4}header[\"']?,?[\s\d+]{0,48})?[\"'<]?"
        r"(?:android:)?(?:(?:default)?value|default|example|string(?:prop)?)"
        r"(?:[\"']?\s{0,2}[:=]\s{0,2}[\"']?|(?: [^<>\n]{1,60})?>)(?P<v>[^\s\"'<>,}]{4,512})",
        _named_pair,
        rank=GUESS,
        caseless=True,
        before=180,
        after=530,
        examples=(
            "- name: DB_PASSWORD\n  value: ‹kQ7pw2xa›\n",
            '{"name": "DB_PASSWORD", "value": "‹kQ7pw2xa›"}',
            "<key>APIKey</key>\n<string>‹{b62:40}›</string>",
            '<meta-data android:name="com.a.apikey" android:value="‹{hex:32}›"/>',
            "password(name: 'RELEASE_PWD', defaultValue: '‹kQ7pw2xa›')",
            '- {name: X-Api-Key, in: header, example: "‹{b62:32}›"}',
            '"A.name">password</stringProp><stringProp name="A.value">‹kQ7pw2xa›</stringProp>',
            '<Key>Password</Key><Value ProtectInMemory="True">‹kQ7pw2xa›</Value>',
        ),
        near_misses=(
            "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: {}",
            '{"name": "token", "value": "string"}',
            "- name: SORT_KEY\n  value: created_at2\n",
        ),
    ),
    Rule(
        "secret-typed",
        Label.CREDENTIAL,
        r"(?:pass|passwd|password|pwd|psk|secret|token|key)[a-z0-9_]{0,8}(?:\s?:\s?[&a-z]"
        r"[a-z0-9<>' ?]{1,24}=|[\"']?\s{0,2},(?: ?(?:[0-9]{1,4}|sizeof[^,\n\x00]{1,32}),)?) ?"
        r"[\"'\\]",
        r"(?i)(?<![A-Za-z0-9_])(?P<n>\w{0,40}(?:pass|pwd|psk|secret|token|key)\w{0,12})"
        r"(?:\s?:\s?[&a-z][a-z0-9<>' ?]{1,24}=|[\"']?\s{0,2},(?: ?(?:\d{1,4}|"
        r"sizeof[^,\n]{1,32}),)?) ?(?:\\?[\"']){1,2}"
        r"(?P<v>[^\s\"'\\]{5,256})\\?[\"']",
        _typed,
        rank=GUESS,
        caseless=True,
        before=96,
        after=272,
        examples=(
            'const DB_PASSWORD: &str = "‹kQ7pw2xa›";',
            'let apiKey: String = "‹{b62:32}›"',
            'snprintf(conf.pass, 32, "‹maple364›");',
            'strcpy(cfg.password, "‹marmalade›");',
            'memcpy(key, "‹Vw7tQx2Lr9KzPm4N›", 16);',
            'curl_easy_setopt(h, CURLOPT_PASSWORD, "‹MapleOtter42›");',
            'buildConfigField "String", "API_KEY", "\\"‹{b62:32}›\\""',
            "buildConfigField 'String' , 'API_KEY' , '\"‹{hex:32}›\"'",
        ),
        near_misses=(
            'password: str = "changeme"',
            'token: Token = "token_type2"',
            '"EXPAND", "/EXPAND", "EXPASS", "*EXPORT", "EXPROFILE",',
            '"trust", "md5", "password", "scram-sha-256",\n# "gss", "sspi"',
        ),
    ),
    Rule(
        "secret-of-erlang",
        Label.CREDENTIAL,
        r"\{[a-z_]{0,24}(?:pass|password|secret|token|cookie)[a-z_]{0,8}, ?(?:<<)?[\"'][^\"'\s]{4}",
        r"\{(?P<n>[a-z_]{0,24}(?:pass|password|secret|token|cookie)[a-z_]{0,8}), ?(?:<<)?[\"']"
        r"(?P<v>[^\"'\s]{4,256})[\"']",
        _named_pair,
        rank=GUESS,
        before=60,
        after=262,
        examples=('{default_pass, <<"‹kQ7pw2xa›">>},',),
        near_misses=('{password, "changeme"}', '{token_type, "bearer2"}'),
    ),
    Rule(
        "secret-pair",
        Label.CREDENTIAL,
        r"(?:PASS|PWD|SECRET|TOKEN|KEY|pass|pwd|[sS]ecret|[tT]oken|[kK]ey|Pass|SALT|Authorization|"
        r"_AK|_SK|_PAT)[A-Za-z0-9_]{0,12}[\"'],\s{0,24}[\"']",
        r"\(\s{0,4}[\"'](?P<n>[A-Za-z0-9_.-]{2,64})[\"'],\s{0,24}[\"']"
        r"(?P<v>[^\"'\s]{5,256}|(?-i:[^'\n]{64}))[\"']",
        _named_pair,
        rank=GUESS,
        before=160,
        after=272,
        examples=(
            'os.getenv("DB_PASSWORD", "‹kQ7pw2xa›")',
            "define( 'AUTH_KEY',         '‹{b62:48}›' );",
            "define('LOGGED_IN_SALT', '‹{b62:20} [{b62:20}) ~|{b62:16}<>›' );",
            'request.addHeader("X-Api-Key", "‹{hex:32}›")',
        ),
        near_misses=(
            'os.getenv("DB_PASSWORD", "changeme")',
            'd.get("api_key", "default_value")',
            'assertEqual("token", "user_name2")',
        ),
    ),
    Rule(
        "secret-directive-named",
        Label.CREDENTIAL,
        r"(?:ENV|ARG|setx|SetEnv|fastcgi_param|(?:proxy_set|add)_header|config set|"
        r"configure set|kv put|etcdctl put|set -g?x|#define|config|set)[ \t]{1,4}\$?"
        r"[A-Za-z0-9_.:/-]{0,48}(?:pass|pwd|_pw|psk|secret|token|key|authorization)"
        r"[A-Za-z0-9_]{0,12}[ \t]+[^\s=]|"
        r"\$\{[A-Za-z0-9_ ]{0,40}(?:pass|pwd|secret|token|key)[A-Za-z0-9_]{0,12}\}"
        r"[ \t]{2,24}[^\s=$]",
        r"(?i)(?:ENV|ARG|setx|SetEnv|fastcgi_param|(?:proxy_set|add)_header|"
        r"config(?:ure)?(?: set)?|kv put|etcdctl put|set -g?x|#define(?=[^\n\"']{3,80}[\"'])|"
        r"\\?set(?= +(?:\$|(?-i:[A-Z]{2}|\w+Pass)))|\$\{(?=[\w ]{2,48}\}  ))(?:[ \t]{1,4}\$?|"
        r"(?<=\{))"
        r"(?P<n>[\w.:/-]{2,64})(?:\}[ \t]{2,24}|[ \t]{1,8})(?=[^\s=$])",
        _named_word,
        ahead=True,
        rank=GUESS,
        caseless=True,
        before=128,
        after=4,
        examples=(
            "ENV DB_PASSWORD ‹kQ7pw2xa›\n",
            "${LOGIN_PWD}    ‹kQ7pw2xa›\n",
            'setx API_SECRET "‹{b62:40}›"',
            'proxy_set_header X-Api-Key "‹{hex:32}›";',
            'set $api_key "‹{b62:32}›";',
            '#define WIFI_PSK "‹marmalade›"',
            "\\set POSTGRES_PASS ‹kQ7pw2xa›\n",
            "msf> set SMBPass ‹{hex:32}:{hex:33}›\n",
        ),
        near_misses=(
            "ENV DB_PASSWORD_FILE /run/secrets/db1",
            "ENV API_KEY $KEY",
            '#define PASSWORD_LABEL "marmalade"',
            "#define aes128_set_key nettle_aes128_set_key2\n",
            "Set Password policies2 of users",
        ),
    ),
    Rule(
        "secret-entry",
        Label.CREDENTIAL,
        r"=\"[A-Za-z0-9_.-]{0,48}(?:pass|pwd|secret|token|"
        r"key)[A-Za-z0-9_.-]{0,12}\"[^<>\n]{0,48}>[^<\s]",
        r"(?i)=\"(?P<n>[\w.-]{2,64})\"[^<>\n]{0,48}>(?P<v>[^<\s]{4,256})</",
        _named_pair,
        rank=GUESS,
        caseless=True,
        before=128,
        after=272,
        examples=('<entry key="db.password">‹kQ7pw2xa›</entry>',),
        near_misses=(
            '<label for="password">Password2</label>',
            '<string name="sort_key">created_at2</string>',
        ),
    ),
    Rule(
        "environment-value",
        Label.CREDENTIAL,
        r"=[\"']?[A-Za-z0-9_-]{20}",
        r"(?P<n>[A-Z](?<![A-Za-z0-9_$.{-][A-Z])[A-Z0-9_]{2,40})=[\"']?(?P<v>[A-Za-z0-9_-]{20,200})[\"']?"
        r"(?=[\s;#]|$)",
        _unnamed,
        rank=GUESS,
        after=200,
        examples=("LOGTAIL=‹{b62:24}›\n",),
        near_misses=(
            "BUILD_ID={b62:24}\n",
            "LOGTAIL={hex:40}\n",
            "ICON=createElementWithName2Factory\n",
            "PUBLIC_KEY={b62:24}\n",
        ),
    ),
)
