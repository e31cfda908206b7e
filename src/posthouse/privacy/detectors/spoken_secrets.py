"""Secrets told in a sentence, Chinese or English: "密码是 …", "the password is …", "root/…"."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.assignment import (
    NEXT_SETTING,
    in_resource_name,
    kind_of,
    name_before,
    value_at,
)
from posthouse.privacy.detectors.key_tables import cut_short
from posthouse.privacy.placed import is_chosen
from posthouse.privacy.plausible import (
    is_code,
    is_made_by_hand,
    looks_like_key,
    looks_like_password,
    looks_spoken,
)
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.words import words

_ENGLISH = (
    r"(?:pass(?:word|wd|phrase|code)(?:(?:'|’)s)?|pwd|\bpw(?:(?:'|’)s)?\b|\bpsk\b|(?:wpa|network|"
    r"shared) key|"
    r"(?:login|ssh|root|admin|database|db|wifi|vpn) pass\b|\bpass is\b|"
    r"api[ -]?keys?|access[ -]keys?|licen[cs]e[ -](?:key|string|code)|(?:snmp|read|ro|rw) "
    r"community|"
    r"(?:app|client|corp|channel)[ -]?(?:secret|key)|secret(?:[ "
    r"-]key)?|(?:access|auth|api)[ -]token|credentials?)"
)
_CHINESE = (
    r"(?:密码|密碼|口令|密钥|秘钥|金鑰|密鑰|私钥|令牌|凭证|凭据|憑證|授权码|授權碼|访问码|"
    r"提取码|通行码|解压码|暗号|密匙|团体[名字])"
)
# mm for 密码, before what holds a letter and a figure.
_INITIALS = (
    r"(?<![A-Za-z0-9])mm(?=[:：] ?(?:[A-Za-z!#$%&*@_-]{2,24}\d|\d{1,10}[A-Za-z!#$%&*@_][A-Za-z]))"
    r"(?!: [\w-]+(?::| [a-z]{2,} ))"
)
_WORD_BEFORE = re.compile(r"([A-Za-z]{2,16})[ \t]$")
_OF_A_PATH = re.compile(r"[`\"'(]*[a-z][\w.-]*/[\w.-]+[`\"'),.]*")
_NUMBER_OF_KEY = re.compile(r"(?:0x)?(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{40})")
_SIGNS = re.compile(r"gpg|pgp|sign|keyring|key ?server|\.asc|apt\b|upstream", re.IGNORECASE)
_NEAR = 96  # characters before a key's number in which what signs is spoken of
_FILE = re.compile(r"[\w.-]+/[\w-]+(?:\.[\w-]+)+")
_WRONG = words("invalid expired wrong bad unknown revoked")
_MORE = re.compile(r"&[A-Za-z_][\w.%-]{0,40}=")
_NAMED = re.compile(r"[A-Za-z_$][\w$]*(?:[;.(\[]|[ ]?[+*?]| \?\?)")
_ACCOUNTS = (
    r"(?:(?:creds?|credentials?|logins?|basic ?auth|账密|账号密码|用户名密码|账户密码|帐密)"
    r"[ \t]{0,2}(?::|：|是|为|are|is)|"
    r"(?:账户|账号|帐号|帳號|用户名?|超管|管理员|登录名)(?:：|:|是|为| )?|"
    r"(?:log ?in|connect|authenticate) (?:with|as|using))"
)
_SETTING = re.compile(
    r"(?:length|len|size|min|max|chars|bits|rounds|cost|ttl|iterations)\w{0,12}=\d{1,6}"
)
_TOLD = (*":=：是为|", "一律", "统一", "改成", "换成")
"""What a password's name and the password are joined by."""
_VERB = (
    r"(?:is|was|are|be|becomes|to|as|now|set|reset|changed|using|with|use|of|here|still|just|"
    r"currently)"
)


def _inside(text: str, start: int, end: int, quoted: bool) -> tuple[int, int, bool]:  # noqa: FBT001  as value_at has it
    """Leave out square brackets around a value: 使用密钥[…]解密."""
    if text[start:end].startswith("[") and text[start:end].endswith("]"):
        return start + 1, end - 1, quoted
    return start, end, quoted


def _spoken(match: re.Match[str]) -> Span | None:
    """Take the next word where it can be no word; quoted or after a colon it may be weaker."""
    text = match.string
    start, end, quoted = _inside(text, *value_at(text, match.end()))
    ends = NEXT_SETTING if text[match.start() - 1 : match.start()] in (",", ";") else _MORE
    if not quoted and (more := ends.search(text, start, end)):
        end = more.start()
    secret = text[start:end]
    goes_on = secret.startswith(("@", "?", "-", "/")) and text[start - 1] not in " \t\"'"
    goes_on = goes_on and (secret[0] == "@" or start == match.start("m"))
    if _SETTING.fullmatch(secret) or goes_on or secret.startswith(("](", "//")):
        return None  # an option of a generator, the end of a link's text, a name that goes on
    chosen = is_chosen(secret)
    by_hand = is_made_by_hand(secret) and not chosen
    if len(secret.split()) != 1 or cut_short("", secret) or by_hand:
        return None
    expression = not quoted and "=" in match.group("m") and _NAMED.match(text, start) is not None
    if not expression and (looks_spoken(secret) or (chosen and secret[-1].isdigit())):
        return start, end
    letters = secret.rstrip("!@#$%^&*")
    unsaid = len(letters) >= 10 and letters.isalpha() and letters.isascii()
    if unsaid and looks_like_key(letters) and not is_code(letters):
        return start, end  # letters that make no word
    told = quoted or any(sign in match.group("m") for sign in _TOLD)
    told = told or (chosen and match.group("m").strip() != "")
    weak = told and not expression and not is_code(secret)
    fits = weak and (chosen or looks_like_password(secret, quoted=quoted))
    return (start, end) if fits else None


def announced(match: re.Match[str]) -> Span | None:
    """Take what looks like a password behind words that announce one."""
    secret = match.group("v")
    fits = looks_spoken(secret) and not _OF_A_PATH.fullmatch(secret) and "</" not in secret
    return match.span("v") if fits else None


def _key_spoken(match: re.Match[str]) -> Span | None:
    text = match.string
    said = _WORD_BEFORE.search(text, max(match.start() - 24, 0), match.start())
    wrong = said is not None and said.group(1).lower() in _WRONG
    if said is not None and not wrong and not kind_of(f"{said.group(1)}_api_key"):
        return None  # a public key, a cache key
    if not kind_of(name_before(text, match.start()) + match.group("k") + "_key"):
        return None
    if match.end() == match.end("k") or in_resource_name(text, match.start()):
        return None  # key.modified, …key+…
    start, end, _ = _inside(text, *value_at(text, match.end()))
    if text.startswith("=", start):
        return None  # a setting: secret-assigned judges it
    secret = text[start:end]
    fits = secret.isascii() and len(secret.split()) == 1 and looks_like_key(secret)
    fits = fits and not is_code(secret) and not cut_short("", secret)
    return (start, end) if fits and not is_public(text, start, secret) else None


def is_public(text: str, start: int, secret: str) -> bool:
    """Tell the number of a key of OpenPGP, and words with dashes, from a key."""
    if "-" in secret and secret.replace("-", "").isalpha():
        return True
    numbered = _NUMBER_OF_KEY.fullmatch(secret) is not None
    end = start + len(secret) + _NEAR // 2
    return numbered and _SIGNS.search(text, max(start - _NEAR, 0), end) is not None


def strong(match: re.Match[str]) -> Span | None:
    """Without the word itself the value must be one beyond doubt: three kinds of character."""
    start, end, _ = value_at(match.string, match.start("v"))
    secret = match.string[start:end]
    kinds = (
        any(c.islower() for c in secret) + any(c.isupper() for c in secret)
        + any(c.isdigit() for c in secret) + any(c in "!@#$%^&*+=~?" for c in secret[:-1])
    )  # fmt: skip
    fits = kinds >= 3 and looks_spoken(secret) and secret[0] not in "/-" and "(" not in secret
    fits = fits and secret.count("/") < 2 and not _FILE.fullmatch(secret)
    return (start, end) if fits else None


RULES = (
    Rule(
        "password-told-zh",
        Label.CREDENTIAL,
        _CHINESE + r"|[^A-Za-z0-9]mm(?::|：)",
        rf"(?:{_CHINESE}|{_INITIALS})"
        r"(?P<m>[^\n\x00-\x1f!-~]{0,20}(?:[(（][^()（）\n]{0,16}[)）][^\n!-~]{0,6})?"
        r"(?:[:=|][^\n!-~]{0,4})?)(?=[!-~“‘「])",
        _spoken,
        ahead=True,
        rank=GUESS,
        before=16,
        after=64,
        examples=(
            "口令是‹zh%LLB532_Z›，有问题",
            "初始口令 `‹fvgp%EB716›`，",
            "密码：‹kq7d2345›",
            "数据库密码已经改成 ‹Kd82#mQ›。",
            "会议室wifi密码 ‹GKvdgLWXiXVY$›\n",
            "後台登入密碼是 ‹Kd82#mQ›",
            "mm： ‹Maple757!›\n",
            "DEBUG 使用密钥[‹Te8r9qT6gs4zzXmn›]解密",
        ),
        near_misses=(
            "密码不能为空，长度 8-16",
            "密码是 ${DB_PASSWORD}",
            "mm: 120.5\n",
            "- [mips*] mm: tlb-r4k: Uniquify TLB entries\n- mm: BMIPS5000 has inclusive caches\n",
            "请输入密码 password",
            "密码字段 user_password",
            "[告别密码](docs/issue-262.md)",
        ),
    ),
    Rule(
        "password-told-en",
        Label.CREDENTIAL,
        _ENGLISH + r"[\"'`]?(?:[ \t:=(]|：|（|是|为|换|改|用)",
        r"(?i)(?=[acdlnpsvw])(?<![A-Za-z0-9_:=$-])"
        + _ENGLISH
        + r"(?![A-Za-z0-9_.(])[\"'`*)]{0,3}(?:[ \t]*\((?!currently|now\b|still|"
        r"it's)[^()\n]{1,32}\)|（[^（）\n]{1,16}）|[ "
        r"\t]+(?:for|of|to|on|at)["
        r" \t]+(?:[^\n,;:.]|\.(?=\w)){1,64}?(?=[ \t]*(?:[:=：]|->|is\b|was\b|to\b)))?"
        r"(?P<m>(?:[ \t]*(?:"
        + _VERB
        + r"\b|[:=：(]|->|→|是|为|换成|改成|改为|用))*)[ \t*]{0,3}(?=[!-~“])",
        _spoken,
        ahead=True,
        rank=GUESS,
        caseless=True,
        before=24,
        after=144,
        examples=(
            "The database password is ‹pdjr%WI109+cz2›; do not",
            "Initial password `‹odsv*VE429+Dat›`, reset",
            "password ‹okfy#WF395-aXf›，先不要",
            "The password for the admin account is now ‹Kd82#mQx›.",
            "sudo pw on api15.firm.internal is ‹kd82-mqx-7›",
            "user acme-sales, pw ‹MapleOtter42› (rotates quarterly)",
            "I mailed you the password: ‹maple-otter-canyon›",
            "pw is ‹maple-otter-canyon-drift›",
            "the password's ‹kd82mqx7!›",
            "our root pw's still ‹Maple#88›",
            "to rotate the shared admin password (currently ‹Maple@1531›) by Friday",
            "hard-coded until then -> pass is ‹maplecroft793›\n",
        ),
        near_misses=(
            "the password is required for login",
            "password hashing with bcrypt",
            "password-less login",
            "lookup('password', '/tmp/pw length=20')",
            "enter your password below",
            "config.Password = envTestKey2;",
            "constexpr auto secret = kXxh3Secrets + 1;",
            "sqlplus system/password@localhost:1521/XEPDB1",
            "The secret is out.",
            ":type credentials: :py:class:`~acme.Login2`",
            "openssl s_client -psk 1a2b3c4d -cipher PSK-RC4-SHA\n",
            '"requestUri":"/apikeys?mode=import2"',
            "the credentials on one origin (scheme://host:port).",
            "def start(self, passwd: HTTPPasswordMgr | None) -> None:",
            'printf("Password is incorrect.&quot;);',
        ),
    ),
    Rule(
        "password-announced",
        Label.CREDENTIAL,
        r"(?:password|passphrase|token|key)[^\n:\x00]{0,40}(?:generated|created|issued|assigned|"
        r"for)"
        r"[^\n:\x00]{0,48}: [^\s]{8}",
        r"(?i)(?:password|passphrase|token|key)\b[^\n:]{0,40}\b(?:generated|created|issued|"
        r"assigned|for(?! (?:example|instance)))\b"
        r"(?:[^\n:.]|\.(?!\s)){0,48}: (?P<v>\S{8,128})",
        announced,
        rank=GUESS,
        caseless=True,
        before=130,
        after=128,
        examples=("A temporary password is generated for root@h: ‹kQ7;pw>2xa›\n",),
        near_misses=(
            "The token for user: authenticated",
            "key issued for: admin-console",
            "token for (model: `google/gemma-3-1b-it`)",
            "the format is `RuleId:key=value`, for example: `E3012:strict=true`.",
            "The token is for the service. Example: <p>&quot;ecr.firm.test&quot;</p>",
        ),
    ),
    Rule(
        "accounts-told",
        Label.CREDENTIAL,
        _ACCOUNTS
        + r"[*_`]{0,3}\s{0,2}[*_`]{0,3}[A-Za-z0-9_.@-]{2,32}\s?(?:/|:|／|｜|\|)\s?[^\s]{5}|"
        r"(?:用|以) ?[A-Za-z0-9_.+-]{1,40}@[a-z0-9.-]{3,40} ?(?:/|／) ?[^\s/\x00]{6,64} ?"
        r"(?:登录|登陆|登入|连接)|"
        r"(?:use|using|try) [A-Za-z0-9_.-]{2,32}:[^\s:/\x00]{6,64} (?:for|to|on|at|as|when|"
        r"until)[^a-z]",
        r"(?i)(?:" + _ACCOUNTS + r"[*_`]{0,3}\s{0,2}[*_`]{0,3}"
        r"(?!\w{2,8}://)[A-Za-z0-9_.@-]{2,32}\s?[/:／｜|]\s?|"
        r"[用以] ?[A-Za-z0-9_.+-]{1,40}@[a-z0-9.-]{3,40} ?[/／] ?"
        r"(?=[^\s/]{6,64} ?(?:登录|登陆|登入|连接))|(?<![a-z-])(?:use|using|try) [\w.-]{2,32}:"
        r"(?=[^\s:/]{6,64} (?:for|to|on|at|as|when|until)\b))(?P<v>(?=[^\s])[!-~]{5,128})",
        announced,
        rank=GUESS,
        caseless=True,
        before=130,
        after=128,
        examples=(
            "账密：ops / ‹kQ7pw2xa›",
            "creds: admin:‹Kd82#mQx›",
            "creds are admin:‹Kd82#mQx›",
            "the basic auth is admin:‹Harbor#19›\n",
            "log in with jdoe:‹Harbor#19› first",
            "use jdoe:‹Harbor#19› for the proxy",
            "**Admin login:** admin / ‹kd82-mqx-thorn-7›\n",
            "ERP超管账户admin／‹Kd82#mQx›\n",
            "默认账户 sysadmin ｜ ‹Kd82#mQx›\n",
            "用 li@x.test / ‹kQ7pw2xa› 登录\n",
        ),
        near_misses=(
            "credentials: include / same-origin",
            "login is http://h.test:8080/a",
            "connect with host:port_of_it",
            "log in as user:password",
            "账号admin／普通用户",
            "用户root/192.0.2.8:3306",
            "用户名/密码登录",
            "用 iPad/iPhone16 登录",
            ":23B:CRED\n:32A:260302EUR1250,00\n",
        ),
    ),
    Rule(
        "key-told",
        Label.CREDENTIAL,
        r"(?:key|token|secret|[^a-z][as]k)[\"'`]?[ \t]{0,2}(?:is|was|to|with|`|‘|“|是|为|换成|改成|"
        r"改为|填|"
        r"设|用|：|[^\n\x00!-~]{3,24}(?::|：)|[\"']?[A-Za-z0-9_.:/+-]{16})",
        r"(?i)(?P<k>key|token|secret|(?<![a-z])[as]k)(?![A-Za-z0-9_-])[\"'`]?[ \t]{0,2}"
        r"(?:(?:is|was|to|with)\b(?:[ \t]now)?|是|为|换成了?|改成了?|改为|填写?这?个?的?是?|填入|"
        r"设置?为|用|[\u4e00-\u9fff，,]{1,8}(?=[:：]))?[ \t:：]{0,3}(?=[!-~“‘])",
        _key_spoken,
        ahead=True,
        rank=GUESS,
        caseless=True,
        before=32,
        after=24,
        examples=(
            "the token is ‹{b62:32}›",
            "新的 key 是 ‹{hex:32}›，",
            "token 我也给你：‹{b62:24}›",
            "send X-API-Key ‹{b62:32}›",
            'desc = invalid token "‹{url:43}›"',
        ),
        near_misses=(
            "the key is important",
            "public key {b62:32}",
            "a token some_long_name_of_function_2",
            '"LastModified": key.last_modified_ISO8601,',
            "MIIB{b64:20}key+{b64:32}",
            "token: string",
            "key: some-long-name-2",
            "检查给定的`key`是否已经存在 v2，否则用`a`",
            "COMMENT ON COLUMN app_user.token IS 'opaque token, 43 characters'",
            "d/upstream/signing-key.asc: update key to A8041FA839E16E36\n",
            "wks: add --remove-key to gpg-wks-server.",
            "Get the secret with `],slowMo:!0,snapshot:!0}]",
        ),
    ),
    Rule(
        "login-told",
        Label.CREDENTIAL,
        r"(?:log ?in|sign ?in|login|ssh|connect|authenticate|unzip|decrypt|"
        r"unlock|extract|登录|登陆|连接|"
        r"连上)[^-\n\x00][^\n\x00]{1,64}(?"
        r":with|using|用|使用|/) ?[\"'`]?[!-~]",
        r"(?i)(?:log ?in|sign ?in|ssh(?![-a-z])|connect|authenticate|unzip|decrypt|"
        r"unlock|extract|登录|登陆|连接|"
        r"连上)(?!-)[^\n]{1,64}?(?:\b(?"
        r":with|using)[ \t]+|用[ \t]*|(?<=[\s，：])(?!AAAA[A-E])[\w.@-]{1,32} ?/[ \t]?)"
        r"(?P<v>[\"'`]?[!-~]{6,})",
        strong,
        rank=GUESS,
        caseless=True,
        before=96,
        after=128,
        examples=(
            "Log in to 10.16.94.22 with ‹vnhg&KF983+P2P› and",
            "用 root 登录，使用 ‹Kd82#mQx› 即可",
        ),
        near_misses=(
            "Log in to the console with Single-Sign-On",
            "man/Attic/login.1, man/ Attic/login.defs.5, man/lastlog.8",
            "it cannot support connections with TLSv1.3. However",
            "RSA keys cannot be used to connect with PKCS#1 1.5",
            "connect to db with psycopg2",
            "connect.firm.test/Studio/feedback/details/696593/vc-10-vs-2010-Basic",
            "sshPublicKey: ssh-ed25519 AAAAC3/sCL5LN0hH7e3mty2+Khp",
            'ssh_authorized_keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIQ9/qovJtnN2yBY8LBEDg8"]',
            "sshd: ssh2: ED25519 SHA256:kt7UtRUam6/4HlSAIErtD+FpRu61TUXgquO97",
            "ssh: |1|TUsuPN6ZjS/hC1VB1hAAmiWXfk/=|gG/6LjaKi7",
        ),
    ),
    Rule(
        "login-with-zh",
        Label.CREDENTIAL,
        r"(?:用|使用|凭)\s?[\"'`]?[!-~]{6,64}\s?[\"'`]?\s?(?:登录|登陆|连接|进入|解锁|解压)",
        r"(?:用|使用|凭)\s?(?P<v>[\"'`]?[!-~]{6,64}?[\"'`]?)(?=\s?(?:登录|登陆|连接|进入|解锁|"
        r"解压))",
        strong,
        rank=GUESS,
        before=96,
        examples=("请用 ‹Tg7#pLw2x› 登录堡垒机",),
        near_misses=("请使用 username 登录", "用 OAuth 2.0 登录"),
    ),
)
