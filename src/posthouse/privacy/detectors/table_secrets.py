"""Secrets told by the heading of their column: CSV, pipes, SQL rows; and the data of a Secret."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of
from posthouse.privacy.checksums import social_security
from posthouse.privacy.placed import is_chosen, may_be_password
from posthouse.privacy.plausible import is_filled_in, looks_like_key, looks_like_password
from posthouse.privacy.rules import GUESS, Fits, Rule, Span
from posthouse.privacy.tables import (
    COPY,
    DUMP,
    MARGIN,
    OPENS,
    below,
    copied,
    dumped,
    inserted,
)
from posthouse.privacy.words import words

_SAID = words("密码 口令 密钥 秘钥 令牌 登录密码 初始密码 默认密码 密匙")
_INITIALS = words("mm dlmm yhmm zfmm jymm czmm")
"""How columns of passwords (密码) are called by pinyin initials."""
_SOCIAL = words("ssn social_security_number social_security ssn_number socialsecuritynumber")


def _told(label: Label, tells: Callable[[str], bool]) -> Fits:
    return lambda cell: label if tells(cell) else None


_PASSWORD = _told(
    Label.CREDENTIAL,
    lambda cell: (
        cell.count(" ") < 2 and (is_chosen(cell) or looks_like_password(cell, quoted=True))
    ),
)
_KEY = _told(Label.CREDENTIAL, looks_like_key)


def _secret(heading: str) -> Fits | None:
    """Return how a cell below this heading is judged."""
    if heading.lower().endswith("answer") and kind_of(heading):
        return _told(Label.CREDENTIAL, may_be_password)
    said = heading in _SAID or heading.lower() in _INITIALS
    kind = "password" if said else kind_of(heading)
    return {"password": _PASSWORD, "key": _KEY}.get(kind)


def judge(headings: Sequence[str]) -> dict[int, Fits]:
    """Return for each column of passwords or keys how its cells are judged."""
    return {i: fits for i, one in enumerate(headings) if (fits := _secret(one)) is not None}


def _is_social(cell: str) -> bool:
    number = cell.replace("-", "").replace(" ", "")
    fits = len(number) == 9 and number.isdigit() and number.isascii()
    return fits and social_security(number[:3], number[3:5], number[5:])


def _socials(headings: Sequence[str]) -> dict[int, Fits]:
    fits = _told(Label.ID_CARD, _is_social)
    named = (one.lower().replace(" ", "_") for one in headings)
    return {i: fits for i, one in enumerate(named) if one in _SOCIAL}


_CODES = words("code otp pin passcode otp_code sms_code verification_code")
_CODE = re.compile(r"\d{4,8}")


def _codes(headings: Sequence[str]) -> dict[int, Fits]:
    fits = _told(Label.CREDENTIAL, lambda cell: _CODE.fullmatch(cell) is not None)
    return {i: fits for i, one in enumerate(headings) if one.lower() in _CODES}


_DATA = re.compile(r"^([ \t]*(?:[+|>]|\d+\t)?[ \t]*)(?:data|stringData):[ \t]*$", re.MULTILINE)
_ENTRY = re.compile(
    r"\n[ \t]*(?:[+|>]|\d+\t)?[ \t]+([\w.-]{1,80}):[ \t]*[\"']?([^\s\"']+)[\"']?[ \t]*(?=\n|$)"
)
_PLAIN = words(
    "username user host port database dbname type provider ca.crt tls.crt namespace ca url "
    "region name"
)
_AROUND = 4096


def _of_secret(match: re.Match[str]) -> Iterator[Span]:
    """Yield the entries of a Kubernetes Secret, whatever their names."""
    text = match.string
    low = max(text.rfind("\n---", max(match.start() - _AROUND, 0), match.start()), 0)
    low = max(low, match.start() - _AROUND)
    low = max(
        low,
        text.rfind("apiVersion:", low, match.start()),
        text.rfind("kind: S", low, match.start()),
    )
    high = text.find("\n---", match.end(), match.end() + _AROUND)
    high = high if high >= 0 else match.end() + _AROUND
    other = text.find("kind: ", match.end(), high)
    for data in _DATA.finditer(text, low, other if other >= 0 else high):
        at = data.end()
        while (entry := _ENTRY.match(text, at)) is not None:
            name, secret = entry.group(1).lower(), entry.group(2)
            if name not in _PLAIN and len(secret) >= 8 and not is_filled_in(secret):
                yield entry.span(2)
            at = entry.end()


_MEMBER = re.compile(
    r"[{,\s]{1,40}(?:\d{1,6}\t|[+|>])?\s{0,16}\"(?P<n>[\w.-]{1,80})\"\s?:\s?\"(?P<v>[A-Za-z0-9+/]{8,4000}={0,2})\""
)


def _of_data(match: re.Match[str]) -> Iterator[Span]:
    """Yield the members of a Secret's data that a command prints, unless one is words or a link."""
    at = match.end()
    while (member := _MEMBER.match(match.string, at)) is not None:
        if member["n"].lower() not in _PLAIN and _stores_secret(member["v"]):
            yield member.span("v")
        at = member.end()


def _stores_secret(coded: str) -> bool:
    try:
        plain = b64decode(coded, validate=True).decode()
    except ValueError:
        return True  # bytes
    return looks_like_key(plain) or looks_like_password(plain, quoted=True)


_LITERAL = re.compile(
    r"--from-literal[= ][\"']?(?P<n>[\w.-]{1,80})=[\"']?(?P<v>(?!\$)[^\s\"']{4,512})"
)
_LAST_LINE = re.compile(r"[^\\]\n")
_MOST = 2000  # characters of a command that are read


def _of_literals(match: re.Match[str]) -> Iterator[Span]:
    """Yield what a command puts into a Secret, but for what says where it is used."""
    text, start = match.string, match.end()
    line = _LAST_LINE.search(text, start, start + _MOST)
    stop = line.start() + 1 if line is not None else start + _MOST
    for one in _LITERAL.finditer(text, start, stop):
        plain = one["n"].lower() in _PLAIN or is_filled_in(one["v"])
        if not plain and (looks_like_password(one["v"], quoted=True) or is_chosen(one["v"])):
            yield one.span("v")


_HEAD_TAIL = r"[A-Za-z0-9_]{0,8}[\"'`]?[ ]{0,24}(?:[,|;\t][^\n()\x00]{0,400})?\r?\n[^\n\x00]"

RULES = (
    Rule(
        "secret-column",
        Label.CREDENTIAL,
        r"[,|;\t\n\x00\"][ ]{0,24}[A-Za-z0-9_ ]{0,24}(?:pass|passwd|password|passwort|kennwort|"
        r"wachtwoord|contrasena|senha|pwd|secret|token|key|密码|"
        r"口令|密钥|令牌|密匙)" + _HEAD_TAIL,
        r"\r?\n",
        labelled=partial(below, judge=judge),
        rank=GUESS,
        caseless=True,
        before=3,
        after=0,
        examples=(
            "user,password\napp,‹kQ7pw2xa›\n",
            "| 账号 | 密码 |\n| --- | --- |\n| admin | ‹kQ7pw2xa› |\n",
            " user | token\n------+-----\n ci | ‹{b62:32}›\n",
            "user,kennwort\napp,‹maple-otter-canyon›\n",
        ),
        near_misses=(
            "name,password\nbob,\n",
            "f(a,\n  password,\n  x1y2z3a4)\n",
            "from . import pytree, token\nfrom .a import b2, token_symbols3\n",
            "user,password_hint\na,kQ7pw2xa\n",
            '    "tableKey",\n    "table2cell",\n',
            "| variable | password |\n|---|---|\n| PW | a password with DNS:Edit rights 2 |\n",
        ),
    ),
    Rule(
        "social-security-column",
        Label.ID_CARD,
        r"[,|;\t\n\x00\"][ ]{0,24}(?:ssn|social)" + _HEAD_TAIL,
        r"\r?\n",
        labelled=partial(below, judge=_socials),
        rank=GUESS,
        caseless=True,
        before=3,
        after=0,
        examples=("id,name,ssn\n1,Bob,‹536904399›\n",),
        near_misses=("id,name,sn\n1,Bob,536904399\n",),
    ),
    Rule(
        "secret-inserted",
        Label.CREDENTIAL,
        r"(?:pass|pwd|secret|token|key|[ ,(`\"](?:dl|yh|zf|jy|cz)?mm[ ,)`\"])[^()\x00]{0,300}"
        r"\)?\s{1,4}values" + OPENS,
        rf"(?i)\((?P<c>[^()]{{3,600}})\)\s{{1,4}}values(?={OPENS})",
        labelled=partial(inserted, judge=judge),
        rank=GUESS,
        caseless=True,
        before=640,
        after=2,
        examples=(
            "INSERT INTO u (name, password) VALUES ('a', '‹kQ7pw2xa›'), ('b', NULL);",
            "INSERT INTO u (name, secret_answer) VALUES ('a', '‹marmalade›')",
        ),
        near_misses=("INSERT INTO u (name, token_type) VALUES ('kQ7pw2xa', 'Bearer')",),
    ),
    Rule(
        "code-inserted",
        Label.CREDENTIAL,
        r"into [^\s(\x00]{0,32}(?:otp|verif|passcode|mfa|2fa|login_code|sms_code)[^\s(\x00]{0,24}"
        r"\s{0,2}\([^()\x00]{0,200}(?:code|otp|pin)[^()\x00]{0,200}\)\s{1,4}values" + OPENS,
        rf"(?i)\((?P<c>[^()]{{3,600}})\)\s{{1,4}}values(?={OPENS})",
        labelled=partial(inserted, judge=_codes),
        rank=GUESS,
        caseless=True,
        before=640,
        after=2,
        examples=("insert into otp (msisdn, code) values ('x', '‹814663›')",),
        near_misses=("insert into post (city, code) values ('x', '814663')",),
    ),
    Rule(
        "secret-dumped",
        Label.CREDENTIAL,
        r"create table [^;\x00]{1,400}(?:pass|pwd|secret|token|key|[ (`\"](?:dl|yh|zf|jy|cz)?mm)"
        r"[a-z0-9_]{0,16}[`\"]?\s",
        DUMP,
        labelled=partial(dumped, judge=judge),
        rank=GUESS,
        caseless=True,
        before=440,
        after=2000,
        examples=("CREATE TABLE t (a TEXT, token TEXT);\nINSERT INTO t VALUES('a','‹{hex:32}›');",),
        near_misses=(
            "CREATE TABLE t (a TEXT, digest TEXT);\nINSERT INTO t VALUES('a','{hex:32}');",
        ),
    ),
    Rule(
        "secret-copied",
        Label.CREDENTIAL,
        r"copy [^\n\x00(]{1,100}\([^()\n\x00]{0,600}(?:pass|pwd|secret|token|key)"
        r"[^()\n\x00]{0,600}\) from stdin",
        COPY,
        labelled=partial(copied, judge=judge),
        rank=GUESS,
        caseless=True,
        before=1340,
        after=4,
        examples=("COPY public.u (id, api_token) FROM stdin;\n1\t‹{hex:32}›\n\\.\n",),
        near_misses=("COPY public.u (id, etag) FROM stdin;\n1\t{hex:32}\n\\.\n",),
    ),
    Rule(
        "kubernetes-data",
        Label.CREDENTIAL,
        r"secrets? [^\n\x00]{1,120}\{\.data\}",
        r"\{\.data\}[^\n]{0,80}\r?\n" + MARGIN + r"?(?=\{)",
        every=_of_data,
        rank=GUESS,
        before=8,
        after=100,
        examples=('kubectl get secret a -o jsonpath=\'{.data}\'\n{"b":"‹a1E3cHcyeGE5OQ==›"}\n',),
        near_misses=(
            'kubectl get configmap a -o jsonpath=\'{.data}\'\n{"b":"a1E3cHcyeGE5OQ=="}\n',
            'kubectl get secret a -o jsonpath=\'{.data}\'\n{"b":"aHR0cHM6Ly9zaG9wLnRlc3Q="}\n',
        ),
    ),
    Rule(
        "kubernetes-literal",
        Label.CREDENTIAL,
        r"create secret generic ",
        r"create secret generic ",
        every=_of_literals,
        rank=GUESS,
        before=24,
        examples=(
            "oc create secret generic a --from-literal=db=‹kQ7pw2xa!› --from-literal user=app\n",
            "create secret generic a \\\n  --from-literal=x='‹kQ7pw2xa›' \\\n",
        ),
        near_misses=(
            "create configmap a --from-literal=db=kQ7pw2xa",
            "create secret generic a --from-literal=user=kowalski76 --from-literal=db=$PW",
        ),
    ),
    Rule(
        "kubernetes-secret",
        Label.CREDENTIAL,
        r"kind: [\"']?Secret[^A-Za-z]",
        r"kind: [\"']?Secret(?![A-Za-z])",
        every=_of_secret,
        rank=GUESS,
        before=24,
        examples=("kind: Secret\ndata:\n  mysql: ‹a1E3cHcyeGE5OQ==›\n  user: YXBw\n",),
        near_misses=("kind: SecretProviderClass\ndata:\n  a: a1E3cHcyeGE5OQ==\n",),
    ),
)
