"""Secrets in dialogues with servers and in files whose columns have no heading.

FTP, POP, IMAP and IRC say who one is in lines of their own; sasl_passwd, chap-secrets and .htpasswd
have a user and a password to a line; a command names the user behind the password;
a note or a page that was copied has the label on a line of its own, the secret below it.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import key, password
from posthouse.privacy.detectors.spoken_secrets import strong
from posthouse.privacy.placed import is_chosen
from posthouse.privacy.plausible import is_code, is_uuid, looks_like_key
from posthouse.privacy.rules import GUESS, Rule, Span

_ASKED = re.compile(r"\bUSER |\b331[ -]|\+OK")
_BEFORE = 240
_LONG = 16  # characters of a key that stands below a label


def _after_user(match: re.Match[str]) -> Span | None:
    """Take what follows PASS where a user was named before."""
    text, start = match.string, match.start()
    return password(match) if _ASKED.search(text, max(start - _BEFORE, 0), start) else None


def _below(match: re.Match[str]) -> Span | None:
    """Take what stands alone below a label: a key that was generated, a password beyond doubt."""
    secret = match["v"]
    if is_code(secret) or secret[-1] in ":;,{(":
        return None
    if match["k"] or match["z"]:
        return match.span("v") if len(secret) >= _LONG and looks_like_key(secret) else None
    return match.span("v") if is_chosen(secret) else strong(match)


def _session(match: re.Match[str]) -> Span | None:
    """Take the rest of a key of a store where it was generated; who logs in may have a UUID."""
    secret, of_user = match["v"], match["k"] in ("login", "auth")
    fits = looks_like_key(secret) and not (of_user and is_uuid(secret))
    return match.span("v") if fits else None


RULES = (
    Rule(
        "pass-line",
        Label.CREDENTIAL,
        r"[\n\t>+| -]PASS [^\s]{4}",
        r"(?<=[\n\t>+| -])PASS (?P<v>\S{4,128})",
        _after_user,
        rank=GUESS,
        after=140,
        examples=(
            "USER bob\n331 Password required\nPASS ‹kQ7pw2xa›\n230 ok",
            "+USER b\n+PASS ‹kQ7pw2xa›",
        ),
        near_misses=("TEST a\nPASS kQ7pw2xa\n", "USER bob\n331 x\nPASS ********\n"),
    ),
    Rule(
        "mailbox-login",
        Label.CREDENTIAL,
        r"[0-9] LOGIN \"?[^\s\x00]{1,80} \"?[^\s\"]{4}",
        r"(?<![A-Za-z0-9])[A-Za-z]{0,4}\d{1,6} LOGIN (?:\"[^\"\n]{1,80}\"|[^\s\"]{1,80}) \"?"
        r"(?P<v>[^\s\"]{4,128})",
        password,
        rank=GUESS,
        before=110,
        after=140,
        examples=('a1 LOGIN bob@firm.test "‹kQ7pw2xa›"\n', "A003 LOGIN bob ‹kQ7pw2xa›\n"),
        near_misses=("step 2 LOGIN page opens",),
    ),
    Rule(
        "identified",
        Label.CREDENTIAL,
        r"(?:IDENTIFY|:identify) [^\s]{2}",
        r"(?<=[: ])(?:IDENTIFY|identify) (?:[A-Za-z]\w{1,30} (?=\S))?(?P<v>\S{4,128})",
        password,
        rank=GUESS,
        after=180,
        examples=(
            "PRIVMSG NickServ :IDENTIFY ‹kQ7pw2xa›\n",
            "/msg NickServ IDENTIFY bob ‹kQ7pw2xa›",
        ),
        near_misses=(" IDENTIFY the cause", ":IDENTIFY $PASSWORD"),
    ),
    Rule(
        "store-watched",
        Label.CREDENTIAL,
        r"\"(?:AUTH|auth)\" \"[^\"\n\x00]{4}",
        r"\"(?:AUTH|auth)\" (?:\"[^\"\n]{1,64}\" )?\"(?P<v>[^\"\n]{4,200})\"",
        password,
        rank=GUESS,
        after=280,
        examples=('1.2 [0 h:1] "AUTH" "‹kQ7pw2xa›"\n', '"AUTH" "default" "‹{b62:32}›"\n'),
        near_misses=('"auth" "jwt"', '"AUTH" "${PASSWORD}"'),
    ),
    Rule(
        "session-stored",
        Label.CREDENTIAL,
        r"[\"' :](?:sess|session|sessions|auth|token|login|refresh)[a-z_-]{0,10}:[A-Za-z0-9_-]{20}",
        r"(?<=[\"' :])(?P<k>(?:sess|session|sessions|auth|token|login|refresh)[a-z_-]{0,10}):"
        r"(?P<v>[A-Za-z0-9_-]{20,128})(?![A-Za-z0-9_:/.-])",
        _session,
        rank=GUESS,
        after=140,
        examples=('"SET" "sess:‹{b62:40}›" "{}"', "GET session:‹{url:43}›\n"),
        near_misses=(
            '"sess:{hex:12}"',
            'ops.set("login:0b7f9a3e-52c1-4d8e-9f60-1a2b3c4d5e6f", user)',
            "session:create-new-user-account-2",
            "token:019b2f3a-7c1d-4e2f",
        ),
    ),
    Rule(
        "login-of-relay",
        Label.CREDENTIAL,
        r"\]:[0-9]{2,5}[ \t]{1,16}[^\s:\x00]{1,80}:[^\s]{4}",
        r"\]:\d{2,5}[ \t]{1,16}[^\s:]{1,80}:(?P<v>(?=\S*[^\s\d.])(?!SMTP|PASS)\S{4,128})",
        password,
        rank=GUESS,
        before=110,
        after=140,
        examples=("[smtp.firm.test]:587 bob@firm.test:‹kQ7pw2xa›\n",),
        near_misses=("[::1]:8080 proto:tcp4", "[::]:80 state:LISTEN", "[::1]:2019 127.0.0.1:2019"),
    ),
    Rule(
        "login-of-link",
        Label.CREDENTIAL,
        r"[\"'A-Za-z0-9][ \t]{1,16}\*[ \t]{1,16}[\"']?[^\s\"'*\x00]{6,64}[\"']?[ \t]{1,16}\*",
        r"(?m)^[ \t]*(?:\d+\t|[+|>-])?[ \t]*(?:\"[^\"\n]{1,64}\"|[\w.@-]{1,64})[ \t]+\*[ \t]+"
        r"[\"']?(?P<v>[^\s\"'*]{6,64})[\"']?[ \t]+\*[ \t]*$",
        password,
        rank=GUESS,
        before=190,
        after=90,
        examples=('"bob" * "‹kQ7pw2xa›" *\n', "bob\t*\t‹kQ7pw2xa›\t*\n"),
        near_misses=("x = a * count2 * b", "a * total_2 * scale1 *\n"),
    ),
    Rule(
        "hash-of-login",
        Label.CREDENTIAL,
        r":\{S?SHA[0-9]{0,3}\}[A-Za-z0-9+/]{20}",
        r":\{S?SHA(?:256|384|512)?\}(?P<v>[A-Za-z0-9+/]{20,140}={0,2})",
        key,
        rank=GUESS,
        after=150,
        examples=("bob:{SHA}‹{b64:27}=›\n",),
        near_misses=("algorithms:{SHA}Abc",),
    ),
    Rule(
        "share-password",
        Label.CREDENTIAL,
        r"net use [^\n\x00]{4,160}[ /]user:",
        r"(?i)net use (?:[a-z*]:? )?[\"']?\\\\[^\s\"']{3,120}[\"']? [\"']?(?P<v>[^\s/\"'][^\s\"']{"
        r"3,64})[\"']?"
        r" (?:/persistent:\w+ )?/user:",
        password,
        rank=GUESS,
        before=190,
        after=4,
        caseless=True,
        examples=(r"net use Z: \\db.firm.test\x ‹kQ7pw2xa› /user:CORP\bob",),
        near_misses=(r"net use Z: \\db.firm.test\x * /user:CORP\bob",),
    ),
    Rule(
        "client-login",
        Label.CREDENTIAL,
        r"(?:https?|xhs?) [^\n\x00]{0,120}(?:-a|--auth)[ =][\"']?[^\s:\"'\x00]{1,64}:[^\s]{4}",
        r"(?<![\w/-])(?:https?|xhs?) [^\n]{0,120}?(?:-a|--auth)[ =][\"']?[^\s:\"']{1,64}:"
        r"(?P<v>[^\s\"']{4,128})",
        password,
        rank=GUESS,
        before=220,
        after=140,
        examples=("$ http -a bob:‹kQ7pw2xa› POST h.test/x", "xh --auth=bob:‹{b62:32}› :8080/x"),
        near_misses=("http -a $USER:$PASS h.test", "http -a bob: h.test"),
    ),
    Rule(
        "linked-server",
        Label.CREDENTIAL,
        r"sp_add(?:linkedsrv|remote)?login[^\n\x00]{4,200}['\"]",
        r"(?i)sp_add(?:linkedsrv|remote)?login\s[^\n;]{0,200}?,\s{0,4}N?'[^'\n]{1,64}',\s{0,4}N?"
        r"'(?P<v>[^'\n]{4,128})'\s{0,4}(?:;|$|\n)",
        password,
        rank=GUESS,
        before=230,
        after=140,
        caseless=True,
        examples=("EXEC sp_addlinkedsrvlogin 'L', 'false', NULL, 'sa', '‹kQ7pw2xa›';",),
        near_misses=("EXEC sp_addlinkedsrvlogin 'L', 'true';",),
    ),
    Rule(
        "secret-below-label",
        Label.CREDENTIAL,
        r"(?:密码|密碼|口令|password|passwd|passphrase|passcode|pwd|secret|token|api key|"
        r"access key|密钥|秘钥)"
        r"(?::|：)?\**[ \t]{0,4}\r?\n[^\n\x00]{0,12}[!-~]{6}",
        r"(?i)(?:\A|\n)(?:[ \t]{0,8}\d{1,6}\t|[+|>])?[ \t]{0,8}(?:[-*•#]{1,4} |\d{1,2}[.、)] ?)?\**"
        r"(?:[\u4e00-\u9fff]{0,8}(?:密码|密碼|口令|(?P<z>密钥|秘钥))|(?:[a-z-]{2,12} ){0,3}"
        r"(?:password|passwd|passphrase|passcode|pwd|(?P<k>secret|token|api key|access key)))"
        r"[:：]?\**[ \t]{0,4}\r?\n(?:[ \t]{0,8}\d{1,6}\t|[+|>])?[ \t]{0,8}[\"'`]?"
        r"(?P<v>[!-~]{6,200}?)[\"'`]?[ \t]*(?=\r?\n|\Z)",
        _below,
        rank=GUESS,
        caseless=True,
        before=64,
        after=210,
        examples=(
            "Username\nbob\nPassword\n‹Kd82#mQx›\nURL\n",
            "新密码：\n‹Kd82#mQx›\n",
            "2. 登录密码:\n   ‹Kd82#mQx›",
            "API key\n‹{b62:32}›\n",
            "**Wi-fi password**\n‹maple-otter-canyon›\n",
        ),
        near_misses=(
            "password\nuser_id2\n",
            "Password\nForgot password?\n",
            "密码\n长度 8 到 16 位\n",
            "token\ncreated_at_2024\n",
            "secret:\n  secretName: my-app2\n",
            "password\nconfirmPassword2()\n",
        ),
    ),
)
