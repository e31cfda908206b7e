"""Secrets whose place is told by what stands beside them: names in a row, a login, an older value.

`USER, PASSWORD = "app", "…"`; `("bob@firm.test", "…")`; `password = "old" -> "new"`; a part of a
form; "`…` is the new key".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of, value_at
from posthouse.privacy.detectors.judged import fits, fits_surely, holds, key, named
from posthouse.privacy.detectors.spoken_secrets import strong
from posthouse.privacy.logins import is_login
from posthouse.privacy.placed import is_chosen
from posthouse.privacy.plausible import is_code, looks_like_password, looks_spoken
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.tables import MARGIN
from posthouse.privacy.words import words

_SECRET = r"(?:pass|passwd|password|passphrase|pwd|pw|secret|token|key)"
_LITERAL = re.compile(
    r"\s{0,2}[brf]?(?P<q>[\"'`])(?P<v>[^\"'`\n]{0,256})(?P=q)\s{0,2}(?:,|(?=[\n;)]|\Z))"
)
_SIGNS = re.compile(r"[!@#$%^&*?~=+]")
_MOST = 4
_SERVED = words(
    "root admin administrator postgres oracle deploy ubuntu sa telecomadmin superadmin sysadmin "
    "viewer readonly operator"
)
_DIGITS = re.compile(r"(?!(?:19|20)\d{6}$)\d{6,10}(?=[ \t]*(?:\r?\n|\Z|\\n))")
_LOGS_IN = re.compile(
    r"(?:账号|帐号|帳號|账户|用户名?|登录|登陆|登入|后台|数据库|账密|creds?|credentials?|log ?in|"
    r"sign ?in|account|\buser|vpn|ftp|wi-?fi|wlan|idrac|\bilo|bmc|ipmi|nas|router|switch|jenkins|"
    r"grafana|gitlab|kibana|nexus|harbor|zabbix|禅道|堡垒机|路由器|交换机|面板|宝塔|控制台)[^\n/|{}=;]{0,20}\Z",
    re.IGNORECASE,
)
_NEAR = 34
_MARKED = re.compile(r"(?![a-z.-]+#\d+\Z|[\w.-]+\.html#)[^\s]{0,64}?[A-Za-z0-9][!@#$%&?~^=]")
_RANGE = re.compile(r"#semver:|[\^~]\d+\.\d")
"""Versions of a package."""
_FIGURES = re.compile(r"\d.?\d|\d[!@#$%^&*+=?~]|[!@#$%^&*+=?~]\d")
_NO_PASSWORD = re.compile(r"[:(){}]")
_FILE = re.compile(r"[\w.-]+\.[chm]")
_NUMBERED = re.compile(r"[A-Za-z]{1,4}-?\d{1,4}|[\d.,]+[A-Za-z]{0,3}|x[\dA-F]{2}-[\dA-F]{2}")
"""A model, an amount, a range of signs: M5, 30GB, x23-5B."""


def _in_a_row(match: re.Match[str]) -> Span | None:
    """Take the literal that stands where the name of a secret does among the names."""
    names = [one.strip() for one in match["n"].split(",")]
    at = match.end()
    for name in names[:_MOST]:
        one = _LITERAL.match(match.string, at)
        if one is None:
            return None
        if fits_surely(kind_of(name), one["v"]):
            return one.span("v")
        at = one.end()
    return None


def _beside_login(match: re.Match[str]) -> Span | None:
    """Take what nothing but a password is spelled like, beside an address of mail or a login."""
    kept = "v" if match["v"] else "w"
    secret = match[kept]
    signed = _SIGNS.search(secret) is not None and looks_like_password(secret, quoted=True)
    signed = signed and any(map(str.isdigit, secret)) and any(map(str.isalpha, secret))
    return match.span(kept) if (signed or is_chosen(secret)) and not is_code(secret) else None


def _changed(match: re.Match[str]) -> Iterator[Span]:
    """Yield the new value of a secret, and the old one too where no name tells that by itself."""
    if match["n"].lower() == "insecure_value":  # Terraform's, of a parameter
        yield from (match.span(one) for one in "ov" if fits("password", match[one]))
    elif (span := named(match)) is not None:
        yield span


def _sent(match: re.Match[str]) -> Span | None:
    """Take what a form holds under this name, a word too."""
    return match.span("v") if holds(match["n"], match["v"]) else None


def _ticked(match: re.Match[str]) -> Span | None:
    """Take what stands between backticks behind the word: letters, figures and a sign."""
    secret = match["v"].strip("`")
    signed = _SIGNS.search(secret[:-1]) is not None and any(map(str.isdigit, secret))
    start = match.start("v") + 1
    return (start, start + len(secret)) if signed and looks_spoken(secret) else None


def _slashed(match: re.Match[str]) -> Span | None:
    """Take what stands behind a user and a slash: with a figure, and no path or fraction."""
    text, start = match.string, match.start("v")
    user = text[match.start() : start].strip(" /:")
    joined = text[start - 1] == ":"
    account = "@" in user or _is_account(match, user.lower())
    span = strong(match)
    if span is not None and not (account or user in _SERVED or _MARKED.match(text[slice(*span)])):
        return None
    if span is None and account:
        at, end, _ = value_at(text, start)  # it may be weaker
        chosen = is_chosen(text[at:end])
        if user.lower() in _SERVED and " /" in match.group() and _DIGITS.match(text, at):
            return at, end
        weak = _FIGURES.search(text, at, end) and looks_spoken(text[at:end])
        span = (at, end) if chosen or weak else None
    if span is None or user.isdigit():
        return None
    secret = text[span[0] : span[1]]
    if (joined and _NO_PASSWORD.search(secret)) or _FILE.fullmatch(secret):
        return None  # root:x:0:0
    if "**" in secret or _NUMBERED.fullmatch(secret) or _RANGE.search(secret):
        return None  # 10**3
    told = any(map(str.isdigit, secret)) or is_chosen(secret)
    return span if "/" not in secret and told else None


def _is_account(match: re.Match[str], user: str) -> bool:
    """Tell a user by the name, or by a word before it; `admin/x` may be a path."""
    text, start = match.string, match.start()
    told = _LOGS_IN.search(text, max(start - _NEAR, 0), start) is not None
    if text[match.start("v") - 1] == ":":
        return user in _SERVED
    return told or (" /" in match.group() and (user in _SERVED or is_login(user)))


RULES = (
    Rule(
        "secret-in-a-row",
        Label.CREDENTIAL,
        r"[a-z0-9_]{1,40}, ?[a-z0-9_]{0,40}"
        + _SECRET
        + r"(?:, ?[a-z0-9_]{1,40})?\s?:?=\s?[brf]?[\"'`]",
        r"(?i)(?<![\w.(,])(?P<n>\w{1,40}(?:, ?\w{1,40}){1,3})\s?:?=(?=\s?[brf]?[\"'`])",
        _in_a_row,
        rank=GUESS,
        caseless=True,
        before=170,
        after=2,
        examples=(
            'MAIL_USER, MAIL_PASSWORD = "bob", "‹kQ7pw2xa›"\n',
            "user, pw := 'app', '‹maple-otter-canyon›'\n",
        ),
        near_misses=(
            'user, password = "bob", "changeme"\n',
            "f(user, password='x')",
            "key, name = 'sort', 'created_at2'\n",
        ),
    ),
    Rule(
        "password-beside-login",
        Label.CREDENTIAL,
        r"[\"'`](?:[a-z0-9._%+-]{1,64}@[a-z0-9.-]{3,64}|admin|administrator|root|postgres|sa|demo|"
        r"test|guest)[\"'`], ?[\"'`][^\"'`\s]{6,64}[\"'`]|"
        r"@[a-z0-9.-]{3,64}[:;][^\s\"'`/;]{6,64}[\r\n;\x00]",
        r"(?i)[\"'`](?:[\w.%+-]{1,64}@[a-z0-9.-]{3,64}|admin|administrator|root|postgres|sa|demo|test|"
        r"guest)[\"'`], ?[\"'`](?P<v>[^\"'`\s]{6,64})[\"'`]|"
        r"(?:\A|\n[+-]?|\t)[\w.%+-]{1,64}@[a-z0-9.-]{3,64}[:;](?P<w>[^\s\"'`/;]{6,64})(?=[\r\n;]|\Z)",
        _beside_login,
        rank=GUESS,
        caseless=True,
        before=210,
        after=2,
        examples=(
            'TEST_USER = ("bob@firm.test", "‹Kd82#mQx›")',
            "ann@firm.test:‹Kd82#mQx›\nbob@firm.test;‹MapleOtter42›\n",
            "users = [['admin', '‹kd82mqx!›'], ['guest', '‹MapleOtter42›']]",
        ),
        near_misses=(
            '("bob@firm.test", "+15705550175")',
            '("bob@firm.test", "ACTIVE_2024")',
            "['admin', 'user2']",
            "git@firm.test:org-repo2\n",
            "ann@firm.test:8080\n",
            '("bob@firm.test", "2024-01-02T10:00:00+01:00")',
        ),
    ),
    Rule(
        "secret-changed",
        Label.CREDENTIAL,
        rf"(?:{_SECRET}[a-z0-9_]{{0,12}}|insecure_value)"
        r"\"?\s{1,24}[=:]\s{1,4}\"[^\"\n\x00]{0,256}\" -> \"[^\"]{4}",
        rf"(?i)(?<!\w)(?P<n>\w{{0,40}}{_SECRET}\w{{0,12}}|insecure_value)\"?\s{{1,24}}[=:]"
        r"\s{1,4}\"(?P<o>[^\"\n]{0,256})\" -> \"(?P<v>[^\"\s]{4,256})\"",
        every=_changed,
        rank=GUESS,
        caseless=True,
        before=360,
        after=256,
        examples=(
            '  ~ db_password = "changeme" -> "‹kQ7pw2xa›"',
            '  ~ insecure_value = "‹maple80!›" -> "‹kQ7pw2xa›"',
        ),
        near_misses=(
            '  ~ sort_key = "a" -> "created_at2"',
            '  ~ insecure_value = "eu-west" -> "us-east"',
        ),
    ),
    Rule(
        "hash-beside-salt",
        Label.CREDENTIAL,
        r"salt[\"']?\s?[:=]\s?[\"']?[^\s\"',]{8,128}[\"']?,?\s{1,24}[\"']?(?:password_?)?hash[\"']?"
        r"\s?[:=]\s?[\"']?[A-Za-z0-9+/]{8}",
        r"(?i)salt[\"']?\s?[:=]\s?[\"']?[^\s\"',]{8,128}[\"']?,?\s{1,24}[\"']?(?:password_?)?hash[\"']?"
        r"\s?[:=]\s?[\"']?(?P<v>[A-Za-z0-9+/]{24,256}={0,2})",
        rank=GUESS,
        caseless=True,
        before=230,
        after=260,
        examples=("{ salt: '{hex:32}', hash: '‹{hex:64}›' }",),
        near_misses=("salt: 'a', hash: '{hex:64}'", "commit: '{hex:32}', hash: '{hex:64}'"),
    ),
    Rule(
        "key-of-storage",
        Label.CREDENTIAL,
        r"key[12](?:\s{1,12}(?:FULL|READ)|\",\s{1,24}\"permissions\": \"(?:FULL|READ)\",)"
        r"[^\n\x00]{0,4}\s",
        r"(?i)key[12](?:\s{1,12}(?:FULL|READ)\s{1,12}|\",\s{1,24}\"permissions\": \"(?:FULL|READ)"
        r"\",\s{1,24}\"value\": \")(?P<v>[A-Za-z0-9+/]{40,120}={0,2})",
        rank=GUESS,
        caseless=True,
        before=90,
        after=160,
        examples=("key1       FULL           ‹{b64:86}==›\n",),
        near_misses=("key1  FULL  scan of the table\n",),
    ),
    Rule(
        "secret-of-console",
        Label.CREDENTIAL,
        _SECRET
        + r"[a-z0-9_]{0,12}[\"'\])]{0,3}\s{0,3}(?:# )?(?:=> ?|\n)[^\n\x00]{0,12}[\"'][^\"'\s]{8}",
        rf"(?i)(?:(?:irb|>>>|pry|iex|tinker)[^\n]{{0,80}}?)?(?P<n>(?:(?<!\w)\w{{0,40}})?{_SECRET}\w{{0,12}})"
        r"[\"'\])]{0,3}(?:\s{0,3}# ?=> ?|\r?\n(?:[ \t]{0,8}\d{1,6}\t|[+|>](?=[ =\"']))?(?:=> )?)"
        r"[\"'](?P<v>[^\"'\s]{8,512})[\"'](?=[ \t]*(?:\r?\n|\Z))",
        named,
        rank=GUESS,
        caseless=True,
        before=150,
        after=516,
        examples=(
            'Rails.application.credentials.secret_key_base # => "‹{hex:128}›"',
            'irb> ENV["SECRET"]\n=> "‹{b62:43}›"\n',
            ">>> settings.SECRET_KEY\n'‹{b62:43}›'\n",
        ),
        near_misses=(
            'sort_key # => "created_at2"',
            "for key in keys\n'created_at2'\n",
        ),
    ),
    Rule(
        "seed-told",
        Label.CREDENTIAL,
        r"(?:mfa|2fa|totp|otp|authenticator)(?:[ _-](?:seed|secret|key)[^\n\x00]{1,12}|"
        r"\\?[\"']: ?\\?[\"'])[A-Z2-7]{16}|种子[^\n\x00!-~]{0,12}[: ]{0,2}[A-Z2-7]{16}",
        r"(?i)(?:(?:mfa|2fa|totp|otp|authenticator)[ _-](?:seed|secret|key)(?: is|:| =|=)? [\"'`]?|"
        r"totp\\?[\"']: ?\\?[\"']|种子[^\n!-~]{0,6}?[:： ]{0,2})"
        r"(?-i:(?P<v>[A-Z2-7]{16,64}))(?![A-Za-z0-9])",
        key,
        rank=GUESS,
        caseless=True,
        before=60,
        after=66,
        examples=(
            "AWS account 4, MFA seed ‹JBX2I5DPKZ7MQ3WA›\n",
            '"totp":"‹JBX2I5DPKZ7MQ3WA›"',
            "动态码种子：‹JBX2I5DPKZ7MQ3WA›",
        ),
        near_misses=("MFA seed AUTHENTICATIONSEED", "otp key of ABCDEFGH"),
    ),
    Rule(
        "secret-part",
        Label.CREDENTIAL,
        r"name=\"[a-z0-9_.-]{0,40}"
        + _SECRET
        + r"[a-z0-9_]{0,12}\"[^\n\x00]{0,4}\n[^\n\x00]{0,12}\n?[^\n\x00]{0,12}[^\s]{4}",
        r"(?i)name=\"(?P<n>[\w.-]{2,64})\"\r?\n"
        + MARGIN
        + r"?\r?\n"
        + MARGIN
        + r"?(?P<v>[^\s<>\"']{4,512})[ \t]*(?=\r?\n|\Z)",
        _sent,
        rank=GUESS,
        caseless=True,
        before=120,
        after=520,
        examples=(
            'Content-Disposition: form-data; name="password"\r\n\r\n‹kQ7pw2xa›\r\n--x',
            'form-data; name="api_key"\n\n‹{b62:32}›\n',
        ),
        near_misses=('name="password"\n\n<input>', 'name="sort_key"\n\ncreated_at2\n'),
    ),
    Rule(
        "password-in-backticks",
        Label.CREDENTIAL,
        r"pass(?:word|phrase|code)[^\n`\x00]{1,48}`[^\s`]{6,64}`",
        r"(?i)\bpass(?:word|phrase|code)\b[^\n`=]{1,48}(?P<v>`[^\s`]{6,64}`)",
        _ticked,
        rank=GUESS,
        caseless=True,
        before=130,
        after=2,
        examples=("the temp password you mailed me (`‹Kd82#mQx›`) doesn't work",),
        near_misses=(
            "the password goes to `getPassword2()`",
            "password in (`config/app2.yml`)",
            "a password is kept as `user_password_v2`",
        ),
    ),
    Rule(
        "account-slash-password",
        Label.CREDENTIAL,
        r"[^/](?:root|admin|administrator|postgres|oracle|deploy|ubuntu|user|sa|账号|用户|账户)"
        r" ?/ ?[!-~]{6}|login (?:ok|incorrect)[^\[\n\x00]{0,60}\[[^/\]\n\x00]{1,64}/[!-~]{4}|"
        r"[A-Za-z0-9_] / [!-~]{2,24}(?:[!@#$%^*+=~][!-~]|[0-9][!@#$%^*+=~])"
        r"|@[A-Za-z0-9.-]{4,64} / [!-~]{6}|[a-z0-9] / [a-z][!-~]{3,20}[0-9]|"
        r"[a-z0-9] / [0-9]{2,8}[a-z]{3}|"
        r"(?:账号|帐号|账户|用户|登录|登陆|后台|账密|密码|account|login|wifi|wi-fi)"
        r" ?[a-z0-9_.-]{2,24} ?/ ?[!-~]{6}|"
        r"[^a-z0-9_.:/@%-](?:root|admin|administrator|sysadmin|superadmin|operator):[!-~]{6}",
        r"(?i)(?:(?<![\w/.%-])[\w.@-]{2,32}(?<=\w) ?/ ?|"
        r"(?<![\w.:/@%-])(?:root|admin|administrator|sysadmin|superadmin|operator):)"
        r"(?P<v>[!-~]{6,})",
        _slashed,
        rank=GUESS,
        caseless=True,
        examples=(
            "账号 root/‹Kd82#mQx›，",
            "B：test01 / ‹Kd82#mQx›\n",
            "user bob / ‹Harbour2018#›\n",
            "netflix login jo@firm.test / ‹harrowgate-westmarch-54›\n",
            "radiusd: Login OK: [bob/‹kQ7pw!2xa›] (from client ap port 0)",
            "staging creds → admin / ‹mapleapi69!›\n",
            "log in to h.test as admin / ‹maple_rw_2022›.",
            "后台登录 admin/‹jianguo_88887›\n",
            "阿里云子账号 liulihua / ‹701645xiao›\n",
            "测试环境（wang_qiang / ‹wei_66627›）",
            "REM ftp account pos/‹nortnas32!›\n",
            "光猫超级管理员：telecomadmin / ‹839675zhao›\n",
            "old wiki: admin:‹MapleOtter42›, don't use",
            "the box is root:‹Maple@1399› I think\n",
            "bmc = 192.0.2.8 ; ADMIN / ‹12796569›\n",
            "it's viewer / ‹MapleOtter42›\n",
        ),
        near_misses=(
            "- **CI / Automation:**",
            "/root/project/src1",
            "admin/dashboard/v2",
            "root:x:0:0:root:/root:/bin/bash",
            "chown root:www-data2 a",
            "admin / 20240131\n",
            "/user%2Fgordon/Project%20%231",
            'f"{bytes / 10**3:.1f} kB"',
            "登录 admin/login2.html",
            "admin / Step2",
            "user / role2_id",
            "the account 2024/invoice12",
            "数据库 mysql/5.7.38-log",
            "login signup / two-factor2",
            "account of %x20-21 / %x23-5B / %x5D-7E",
            "density, planck_mass / planck_length**3)",
            "res *= (-c1 / c2)**k",
            "Policy:IAMUser/S3BucketEncryptionDisabled",
            "HOLDERS AND CONTRIBUTORS / 2007gAcme Inc:",
            "partial(  # cast for python/mypy#18637 / python/mypy#17585",
            "if(t){let{root:n}=g.default.win32.parse(e.path)",
            "tests: account pkcs11/pkcs11-mock-ext.h",
            "npm install git.test:user/package-2#semver:^1.0.0",
        ),
    ),
    Rule(
        "secret-before-name",
        Label.CREDENTIAL,
        r"(?:set[a-z]{0,8}|save|store|put|write|add)\(@?[\"'][^\"'\n\x00]{4,520}[\"'],\s{0,4}"
        r"(?:for(?:key|httpheaderfield|service|account|name)|withkey|key|named?)"
        r": ?@?[\"'][^\"'\n\x00]{0,40}"
        r"(?:pass|pwd|secret|token|key|authorization)",
        r"(?i)(?:set[a-z]{0,8}|save|store|put|write|add)\(@?[\"'](?:bearer )?"
        r"(?P<v>[^\"'\s]{4,512})[\"'],"
        r"\s{0,4}(?:for(?:key|httpheaderfield|service|account|name)|withkey|key|named?): ?@?[\"']"
        r"(?P<n>[\w .-]{2,64})[\"']",
        _sent,
        rank=GUESS,
        caseless=True,
        before=640,
        after=30,
        examples=(
            'Keychain.standard.set("‹kQ7pw2xa›", forKey: "userPassword")',
            'request.setValue("Bearer ‹{b62:40}›", forHTTPHeaderField: "Authorization")',
            '[defaults setObject(@"‹{b62:40}›", forKey:@"accessToken")]',
        ),
        near_misses=(
            'UserDefaults.standard.set("true", forKey: "hasPassword")',
            'd.set("created_at2", forKey: "sortKey")',
        ),
    ),
)
