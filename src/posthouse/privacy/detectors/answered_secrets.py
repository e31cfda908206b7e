"""Secrets that people tell without calling them one: what is to be revoked, what leaked or was
pasted, what answers somebody's question, what is now in the place of another, what stands behind a
login in a sentence.

The words around say that a secret is spoken of, its own characters that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import value_at
from posthouse.privacy.detectors.judged import fits
from posthouse.privacy.detectors.spoken_secrets import is_public, strong
from posthouse.privacy.logins import is_login
from posthouse.privacy.placed import is_chosen
from posthouse.privacy.plausible import is_code, is_uuid, looks_like_key, looks_spoken
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.tables import MARGIN

_PROSE = r"[a-z ,;:'()-]"
_SURE = re.compile(
    r"revok|rotat|invalidat|leak|expos|pasted|compromis|regenerat|committed|swapped|replaced|"
    r"replacement|rejecting|whoever has|\bkey\b|token|secret|\bpat\b|[吊泄轮作禁注]",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\bkeys?\b|token|secret|\bpat\b|bearer|credential|passw|\bcreds?\b|revok|rotat|leak|密钥|令牌|"
    r"口令|密码",
    re.IGNORECASE,
)
_ID = re.compile(
    r"(?<![a-z])(?:commit|sha|sha1|sha256|md5|digest|hash|trace|request|ids?|checksum|image|build|"
    r"fingerprint|version|uuid|etag|revert|tag|branch|ref|revision|layer|block|public key|path|"
    r"file|git)"
    r"(?![a-z])[a-z ]{0,12}(?:[ (]{1,2}(?:for example|e\.g\.|such as),?)?[ :=\"'`(\[]{1,3}\Z",
    re.IGNORECASE,
)
_KEY = r"(?P<v>(?=[A-Za-z_.:=+/-]{0,24}\d)[A-Za-z0-9][A-Za-z0-9_.:+/=-]{18,398}[A-Za-z0-9=_-])"
_ENDED = r"(?=[\s)\]\"'`,;?!]|[.:…](?:\s|\Z)|[，。；）（、]|\Z)"
_BEFORE, _BEHIND = 200, 80
_OPEN = re.compile(
    r"(?:public|cache|idempotency|primary|partition|sort|foreign|csrf|xsrf|page|host|object|row|"
    r"issue|group|artifact|default|metadata|etag|return|header)[ _-]\Z",
    re.IGNORECASE,
)
"""What before a key or a value says that it is none of access."""
_VERBS = (
    r"(?:revoke|rotat(?:e|ing)|invalidate|leaked|exposed|pasted|compromised|committed|swapped|"
    r"replaced|replacement|regenerated|rejecting|whoever has)"
)
_WORDS = r"(?:one|mine|40[13] with|value|api key|token|secret|pat|key)"
_REVOKED = r"(?:吊销|轮换|泄露|作废|禁用|注销|换掉|贴出来)[^\n\x00!-~]{0,24}"


def _is_key(text: str, start: int, end: int) -> bool:
    """Tell a key that was generated from an id, a name or a path in a sentence."""
    secret = text[start:end]
    mixed = secret != secret.lower() and secret != secret.upper()
    if is_code(secret) or is_uuid(secret) or not looks_like_key(secret) or "://" in secret:
        return False
    if _ID.search(text, max(start - 32, 0), start) or is_public(text, start, secret):
        return False
    parts = re.split(r"[_.:/+-]", secret)
    return (mixed or len(secret) >= 24) and max(map(len, parts)) >= 12


def _amid(match: re.Match[str]) -> Span | None:
    """Take a key where the sentence, or the one before, speaks of secrets."""
    text, (start, end) = match.string, match.span("v")
    if not _is_key(text, start, end):
        return None
    if _OPEN.search(text, max(match.start() - 24, 0), match.start()):
        return None
    said = match["s"] is not None and _SURE.search(match["s"]) is not None
    around = _SPOKEN_OF.search(text, max(start - _BEFORE, 0), start)
    return (start, end) if said or around or _SPOKEN_OF.search(text, end, end + _BEHIND) else None


_ASKS = (
    r"(?:pass(?:word|wd|phrase|code)|pwd|pw|creds?|credentials?|log ?in|api key|token|secret|"
    r"(?:ssh|wifi|wi-fi|wpa|vpn|network) key|密码|口令|密钥|秘钥|账密|令牌|登录)"
)
_ASKING = r"(?:\?|？|pls|please|again|多少|是啥|是什么|发我|发一下|给我)"
_TELL = r"(?:what's|what is|share|send me|remember|anyone know|tell me|give me|谁知道|谁有)"
_OF_PASSWORDS = re.compile(_ASKS + "|密碼|passw|wi-?fi", re.IGNORECASE)
_SIGN = re.compile(r"[!@#$%^&*+=~]")
_FIGURES = re.compile(r"(?=.*[A-Za-z]{3})(?=(?:.*\d){2})[A-Za-z][A-Za-z0-9@#$!%^&*_.-]{5,31}")
_NUMBERED = re.compile(
    r"[A-Za-z]+[-.]?v?\d{1,2}|[a-z]+_v?\d|[A-Za-z]{1,6}\d{1,4}|[A-Z][A-Za-z]*[-.]?\d{2,4}|"
    r"[a-z]{2,6}\d[a-z]{1,3}\d?|.*\d\.\d.*"
)
"""A program with its version: log4j2, Ubuntu-24.04, ERC-20."""


def _password(text: str, start: int, end: int, *, sure: bool = False) -> Span | None:
    """Return the place of a value that is a password: chosen, of many kinds, or with figures."""
    secret = text[start:end]
    if not secret.isascii() or not (looks_spoken(secret) or is_chosen(secret)):
        return None
    if "/" in secret or (not sure and _NUMBERED.fullmatch(secret)):
        return None
    told = is_chosen(secret) or _FIGURES.fullmatch(secret)
    return (start, end) if told or _SIGN.search(secret, 0, len(secret) - 1) else None


def _answer(match: re.Match[str]) -> Span | None:
    """Take what answers a question for a password or a key."""
    text = match.string
    start, end, _ = value_at(text, match.start("v"))
    if _is_key(text, start, end):
        return start, end
    alone = text[end : end + 2].strip("\"'`.\r\n") == "" and "-" not in text[start:end]
    return _password(text, start, end, sure=alone)


def _another(match: re.Match[str]) -> Span | None:
    """Take what is said of a thing that was named before: a sign among all kinds of character.

    Where a password was spoken of just before, what may be one is enough.
    """
    text, start = match.string, match.start("v")
    if match["z"] and _OF_PASSWORDS.search(text, max(match.start() - _BEFORE, 0), start):
        start, end, _ = value_at(text, start)
        secret = text[start:end]
        if match["z"][1:2] == "的" and (is_chosen(secret) or looks_spoken(secret)):
            return start, end
        return None if is_code(secret) else _password(text, start, end)
    if match["o"]:
        start, end, _ = value_at(text, start)
        return (start, end) if _is_key(text, start, end) else _password(text, start, end)
    span = None if match["z"] else strong(match)
    secret = text[slice(*span)] if span is not None else ""
    return span if _SIGN.search(secret) and any(map(str.isdigit, secret)) else None


def _with_login(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield the password that a sentence tells behind a login, and the login of a person."""
    text, login = match.string, match["u"]
    person = is_login(login.lower())
    start, end, _ = value_at(text, match.start("v"))
    if person or match["p"]:
        span = _password(text, start, end, sure=True)
    else:
        told = _is_key(text, start, end) and any(map(str.isdigit, text[start:end]))
        told = told or is_chosen(text[start:end])
        told = told or bool(match["b"] and looks_like_key(text[start:end]) and end - start > 15)
        span = (start, end) if told else strong(match)
        named = "_" in login and text.startswith(login.partition("_")[0] + "_", start)
        span = None if named else span  # of two functions
        span = None if _NUMBERED.fullmatch(text, start, end) else span
    if person:
        yield *match.span("u"), Label.ACCOUNT
    if span is not None and text[slice(*span)] != login:
        yield *span, Label.CREDENTIAL


def _generated(match: re.Match[str]) -> Span | None:
    """Take what is of all kinds of character and was generated."""
    secret = match["v"]
    mixed = secret != secret.lower() and secret != secret.upper()
    return match.span("v") if mixed and looks_like_key(secret) and not is_code(secret) else None


def _before(match: re.Match[str]) -> Span | None:
    secret = match["v"]
    if match["k"].lower().startswith("pass") and (is_chosen(secret) or fits("password", secret)):
        return match.span("v")
    return match.span("v") if looks_like_key(secret) and not is_code(secret) else None


RULES = (
    Rule(
        "key-amid-words",
        Label.CREDENTIAL,
        rf"(?:{_VERBS}|[^a-z_\"'-]{_WORDS}[ ,])[ ,:;'\"(-]{{0,2}}(?:{_PROSE}{{0,60}}[ (\"'`:])?"
        rf"[A-Za-z0-9][A-Za-z0-9_.:+/=-]{{18}}|{_REVOKED}[A-Za-z0-9][A-Za-z0-9_.:+/=-]{{18}}",
        rf"(?i)(?P<s>(?<![a-z_\"'-])(?:{_VERBS}|{_WORDS}(?=[ ,])){_PROSE}{{1,62}}?[\"'`]?"
        rf"(?<=[ (\"'`:])|{_REVOKED})(?!AAAA[A-E]){_KEY}{_ENDED}",
        _amid,
        rank=GUESS,
        caseless=True,
        before=110,
        after=400,
        examples=(
            "please revoke ‹{b62:40}› (Acme) today",
            "I pasted the token in the channel (‹{b62:36}›), sorry",
            "Acme's key is dead. The new one is ‹{hex:32}›\n",
            "leaked key: ‹{b62:36}› in a build",
            "old api key, do not use: ‹{low:30}›\n",
            "I get 401 with ‹{b62:36}› as the bearer",
        ),
        near_misses=(
            "revert commit {hex:40}, it leaked memory",
            "the new one is {b62:30}",
            "rotate the file with someLongNameOfFunction2AndMore",
            "replaced with release-2024-01-02-final-build-7 (token)",
            "the token trace id {hex:32} is in the log",
            "key: fingerprint of {hex:40}",
            "the value is a Workspace ID (for example, `wrkspc_{b62:24}`).",
            "Committed upstream as git {hex:40}.",
            "Add Simon's key {HEX:40}\n to signing-key.asc, and the revoked one {HEX:40}",
        ),
    ),
    Rule(
        "secret-answered",
        Label.CREDENTIAL,
        rf"(?:{_ASKS}[^\n\x00={{}}]{{0,60}}{_ASKING}|{_TELL}[^\n\x00={{}}]{{0,40}}{_ASKS})"
        r"[^\n\x00={}]{0,24}\r?\n[^\n\x00=]{0,60}[!-~]{6}",
        rf"(?i)(?:{_ASKS}[^\n={{}}]{{0,60}}?{_ASKING}|{_TELL}[^\n={{}}]{{0,40}}?{_ASKS})"
        rf"[^\n={{}}]{{0,24}}\r?\n{MARGIN}?(?:\[[\d: -]{{4,20}}\] ?)?"
        r"(?:[\w.\u4e00-\u9fff-]{1,24} ?[:：>] ?)?(?:(?:it's|its|it is|that's|yes|yep|sure|try|use|"
        r"still|here(?: you go| it is)?|now|ok|是|用|还是|好的|试试)[,，:：]? ?){0,3}"
        r"(?P<v>[\"'`]?[!-~]{6,200})",
        _answer,
        rank=GUESS,
        caseless=True,
        before=260,
        after=200,
        examples=(
            "ann: what's the wifi password?\nbob: it's ‹Maple2025!›\n",
            "小周：VPN口令发我一下\n老杨：‹Maple@1399›，别外传",
            "where is the api key?\n‹{b62:32}›\n",
        ),
        near_misses=(
            "ann: which token?\nbob: ERC-20 I think\n",
            "ann: where is the password?\nbob: in vault/kv2/app\n",
            "ann: forgot password?\nbob: https://h.test/reset-2\n",
            "if (password == null ? a : b)\n  return user.name2;\n",
            "Forgot your password?\n<a href='/x1'>\n",
        ),
    ),
    Rule(
        "secret-of-another",
        Label.CREDENTIAL,
        r"(?:new|old|current|latest|right|correct|temporary) (?:one|value|pw|pass)"
        r"(?: is| was|:| =| ->) [\"'`]?[!-~]{8}|"
        r"(?:old|previous|former) [a-z]{2,10}(?:,| \()[^\n\x00:]{2,28}: [\"'`]?[!-~]{8}|"
        r"(?:试试|试下|试一下|换成|改成)(?:这个|这串)?"
        r"(?: |：|:)[\"'`]?[!-~]{8}|"
        r"[^a-z](?:it's|now|still|that's|usual,)[ :]{1,2}[\"'`]?"
        r"[a-z][a-z0-9@#$!%^&*_.-]{1,24}[0-9!@#$%^&*][!-~]|"
        r"(?:(?:新|旧|原来|现在)(?:的)?(?:是|：|:|为)|还是|现在用|(?:改|换|设)成) ?[\"'`]?[!-~]{6}",
        r"(?i)(?:\b(?:new|old|current|latest|right|correct|temporary) (?:one|value|pw|pass)"
        r"(?: is| was|:| =| ->) (?:now )?|"
        r"\b(?:old|previous|former) (?P<o>one|value|pw|pass|password|passphrase|token|key|secret)"
        r"(?:, | \()(?:revoked|rotated|expired|leaked|disabled|replaced|dead)[^\n:]{0,20}: |"
        r"(?:试试|试下|试一下|换成|改成)(?:这个|这串)?[ ：:]{1,2}|"
        r"(?P<z>(?:(?:[新旧]的|(?:原来|现在)的?)[是：:为]|还是|现在用|[改换设]成) ?|"
        r"(?<![a-z])(?:it's|now|still|that's|usual,)[ :]{1,2})(?=[!-~]{6}))"
        r"(?P<v>[\"'`]?[!-~]{6,})",
        _another,
        rank=GUESS,
        caseless=True,
        before=48,
        after=128,
        examples=(
            "yes, new one is ‹Kd82#mQx›",
            "B：那试试这个 ‹Harro@3NG31›\n",
            "数据库密码改了，新的是‹chenzhenhua@2020›，",
            "the db password? they changed it, now it's ‹Maple2025!›\n",
            "vpn password unchanged, still ‹Rosebud_77›\n",
            "密码没换，还是‹rosebud7716›，账号",
            "密码改了，现在用 ‹mH1Yc38Yhc46@›\n",
            "# old value, revoked in May: ‹Maple@1399›\n",
            "# previous token (rotated 2024-03-01): ‹{b62:32}›\n",
        ),
        near_misses=(
            "the new one is Python3.12-based",
            "old value: 1.2.3-Beta4",
            "new one is Better1",
            "old value, replaced by: SomeOtherSetting",
            "试试这个 Vue3-Template2",
            "密码框改了，新的是el-input组件",
            "接口改了，新的是/api/v2/login",
            "login works, now on Ubuntu-24.04",
            "it's still v2.14.3-rc1",
            "password hashing: it's now PKCS#12",
            "the key? that's RH#198920",
            "the passwd call, it's still fget*ent() inside",
            "密码没问题，traceId 是 {hex:32}，",
        ),
    ),
    Rule(
        "login-with-secret",
        Label.CREDENTIAL,
        r"(?:(?:in|on|ssh|connect) (?:as|with)|[^a-z](?:user|login|basic auth:?|use|u)|"
        r"账密|账号|用户)[ =:]{1,2}[a-z][a-z0-9._-]{1,30}"
        r"(?:, | / | with | and (?:then )?|,? (?:/ )?p[=:] ?|,? p(?:ass|w)[a-z]{0,6} | )"
        r"[\"'`]?[a-z0-9][!-~]{5}",
        r"(?i)(?:(?<![\w-])(?:(?:(?:in|on|ssh|connect) (?:as|with)|user|login|use|"
        r"(?P<b>basic auth:?)) |"
        r"u[=:] ?)|(?:账密|账号|用户) ?[:：]? ?)(?P<u>[a-z][a-z0-9._-]{1,30}(?<=[a-z0-9]))"
        r"(?:(?P<p>,? (?:/ )?(?:p[=:] ?|p(?:w|wd|ass|assword|assphrase)(?:[=:] ?| )))|"
        r"(?:, | with | and (?:then )?|(?<=elastic) | / ))(?P<v>[\"'`]?[A-Za-z0-9][!-~]{5,64})",
        labelled=_with_login,
        rank=GUESS,
        caseless=True,
        before=80,
        after=70,
        examples=(
            "the box (ssh as root, ‹Rosebud#77›)",
            "use svc_deploy with ‹Maple@1399› until Friday",
            "sftp: u=app p=‹rosebud7716›\n",
            "ES needs basic auth: elastic ‹fwy8dkktotbkwq4it8yv›\n",
        ),
        near_misses=(
            "works as expected, version2.1",
            "use docker with Node18.2!",
            "login form and then Step2",
            "with user and password123",
            "we use XXH_readLE32 and XXH_readBE32.",
            "in connect with autoremove=True (off)",
            "use license and funding",
            "does not use cscope with QuickFixCmdPre yet",
        ),
    ),
    Rule(
        "key-answered-zh",
        Label.CREDENTIAL,
        r"(?:[kK]ey|KEY|密钥|秘钥|[sS]ecret|[tT]oken|密码|口令)[^\n\x00A-Za-z0-9]{3,48}"
        r"(?:是|用的?|：|:)[ ]{0,2}[A-Za-z0-9+/_-]{20}",
        r"(?:[kK]ey|KEY|密钥|秘钥|[sS]ecret|[tT]oken|密码|口令)(?=[^\n]{0,8}[\u4e00-\u9fff])"
        r"[^\nA-Za-z0-9]{3,48}?(?:是|用的?|[：:])[ ]{0,2}(?P<v>[A-Za-z0-9+/_=-]{20,128})"
        r"(?![A-Za-z0-9+/_=.-])",
        _generated,
        rank=GUESS,
        before=96,
        after=120,
        examples=("apiv3 key 用的哪个？我这边是 ‹{b62:32}›\n", "token 我用的是‹{b62:32}›，"),
        near_misses=(
            "public key 的指纹是 {hex:40}",
            "key 排序字段是 created_at_desc_nulls_last",
        ),
    ),
    Rule(
        "secret-before-word",
        Label.CREDENTIAL,
        r"[^\s]{6}[\"'`]? is (?:the|our|my|your|his|her) [a-z -]{0,24}(?:api key|token|password|"
        r"passphrase|passcode|secret|access key)",
        r"(?i)(?<!\S)[\"'`(]{0,2}(?P<v>[^\s\"'`(),]{6,200})[\"'`)]{0,2} is (?:the|our|my|your|his|"
        r"her) (?:[a-z-]{2,12} ){0,3}"
        r"(?P<k>api key|token|password|passphrase|passcode|secret|access key)\b",
        _before,
        rank=GUESS,
        caseless=True,
        before=280,
        after=2,
        examples=(
            "`‹{b62:32}›` is the new api key",
            "‹maple-otter-canyon› is the wifi password",
            '"‹Kd82#mQx›" is my password.',
        ),
        near_misses=(
            "this is the password",
            "Authentication2 is the token",
            "What matters is the api key",
            "user_id_2 is the access key",
        ),
    ),
)
