"""Secrets in what a program lists in two columns: `password      s3cr3t`, below `Key   Value`.

Blanks alone part the columns, so a line counts where the line before or behind it has its value at
the same place. What `vault` lists as the data of a secret is secret whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of
from posthouse.privacy.detectors.judged import fits, fits_surely, named
from posthouse.privacy.plausible import looks_like_key
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.tables import MARGIN
from posthouse.privacy.words import words

_ROW = re.compile(
    r"(?P<p>[ \t]{0,8}\d{1,6}\t|[+|>](?! ?\|))?(?P<i>[ ]{0,12})(?P<n>[A-Za-z][\w./-]{0,47}:?)"
    r"(?P<g>[ ]{2,48}|\t+ ?)(?P<v>[^\s\"']\S{0,511})[ \t]*(?=\r?\n|\Z)"
)
_OTHER_ROW = re.compile(MARGIN + r"?(?P<b>[ ]{0,12}[A-Za-z-][^\n\t]{0,47}?(?:[ ]{2,48}|\t+ ?))\S")
_PORT = re.compile(r"\d+/(?:tcp|udp|sctp|dccp)")
_MOST = 64
_LONG = 20
_OF_IDS = words(
    "id uuid sha sha1 sha256 md5 digest checksum commit revision version fingerprint thumbprint "
    "public pub kid cert certificate chain ca crt etag hash arn"
)
_PLAIN = words(
    "user username db_user host hostname port db database dbname url uri endpoint region name type "
    "driver schema role version ttl provider namespace key"
)


def _listed(match: re.Match[str]) -> Span | None:
    """Take the value of a row that is called secret and has its place below another's."""
    text, start = match.string, match.start("n")
    begin = text.rfind("\n", 0, start) + 1
    row = _ROW.match(text, begin)
    if row is None or row.start("n") != start or not _beside(text, row):
        return None
    kind = kind_of(row["n"].rstrip(":"))
    if _PORT.fullmatch(row["v"]):
        return None
    return row.span("v") if fits_surely(kind, row["v"]) else None


def _beside(text: str, row: re.Match[str]) -> bool:
    """Tell whether the line before or behind has its second column where this row has it."""
    column = row.end("g") - row.start("i") if "\t" not in row["g"] else -1
    before = text.rfind("\n", 0, max(row.start() - 1, 0)) + 1
    behind = text.find("\n", row.end()) + 1
    for at in (before if row.start() else -1, behind or -1):
        other = _OTHER_ROW.match(text, at) if at >= 0 and at != row.start() else None
        if other is not None and _column(other["b"]) == column:
            return True
    return False


def _column(begun: str) -> int:
    return -1 if "\t" in begun else len(begun)


def _data(match: re.Match[str]) -> Iterator[Span]:
    """Yield the rows of a secret's data, but for those that say where it is used."""
    text, at = match.string, match.end()
    for _ in range(_MOST):
        row = _ROW.match(text, at)
        if row is None:
            return
        if row["n"].lower() not in _PLAIN and _generated(row["n"], row["v"]):
            yield row.span("v")
        at = text.find("\n", row.end()) + 1 or len(text)


def _generated(name: str, value: str) -> bool:
    """Tell a secret by its name or, without one, a key that is long."""
    if not _OF_IDS.isdisjoint(re.split(r"[_.-]", name.lower())):
        return False
    return fits(kind_of(name), value) or (len(value) >= _LONG and looks_like_key(value))


_NAME = (
    r"(?:pass|password|passwd|passphrase|pwd|secret|token|credential|api_?key|access_?key|"
    r"private_?key|secret_?(?:id|key)|signing|accessor)"
)

RULES = (
    Rule(
        "secret-in-listing",
        Label.CREDENTIAL,
        _NAME + r"[A-Za-z0-9_]{0,12}:?(?: {2}|\t)[ \t]{0,46}[^ \t\n\x00]{4}",
        rf"(?i)(?<![\w./-])(?P<n>[a-z][\w./-]{{0,40}}?{_NAME}|{_NAME})\w{{0,12}}:?(?:  |\t)",
        _listed,
        rank=GUESS,
        caseless=True,
        before=110,
        after=2,
        examples=(
            "---           -----\nuser          app\npassword      ‹kQ7pw2xa›\n",
            "username:    relay\npassword:    ‹kQ7pw2xa›\n",
            "lease_id            a/b\nclient_token        ‹{b62:24}›\n",
            "API_TOKEN:      ‹{b62:32}›\nLANG:           en\n",
        ),
        near_misses=(
            "user          app\npassword      required\n",
            "  password    the one2use of many words\n  user        somebody\n",
            "token  {b62:24}\n",
            "name    password_hash2  string\n",
            "password      kQ7pw2xa\nnothing of the kind\n",
            "microsoft-ds\t445/tcp\nkpasswd\t\t464/tcp\nkpasswd\t\t464/udp\n",
            "access_key     ****************7XQ4 shared-credentials-file\n",
            "JWT_SECRET      {hex:16}    2d ago\n",
        ),
    ),
    Rule(
        "secret-behind-dots",
        Label.CREDENTIAL,
        _NAME + r"[A-Za-z0-9_]{0,12}:? ?(?:\.{3}|_{3}|\xe2\x80\xa6)",
        rf"(?i)(?<![\w./-])(?P<n>[a-z][\w./-]{{0,40}}?{_NAME}\w{{0,12}}|{_NAME}\w{{0,12}}?):? ?"
        r"(?:\.{3,60}|_{3,60}|…{1,20}) ?[\"']?(?P<v>(?![._…])[^\s\"']{4,512})",
        named,
        rank=GUESS,
        caseless=True,
        before=64,
        after=580,
        examples=(
            "HikariConfig: password........................‹kQ7pw2xa›\n",
            "  api_key .......... ‹{b62:32}›\n",
        ),
        near_misses=(
            "password........................<masked>\n",
            "Enter password... done",
            "token...invalid\n",
            "schema........................none\n",
        ),
    ),
    Rule(
        "key-of-account",
        Label.CREDENTIAL,
        r"key[12s]?[\"' |:,\t]{2,16}(?:full|read|write)?[a-z]{0,8}[\"' |:,\t]{0,16}[a-z0-9+/]{32}",
        r"(?i)\bkey[ _]?[12s]?[\"' |:,\t]{1,16}(?:(?:full|read|write)[a-z]{0,8}[\"' |:,\t]{1,16})?"
        r"(?P<v>[a-z0-9+/]{86}==)(?![\w+/=])",
        rank=GUESS,
        caseless=True,
        before=80,
        after=80,
        examples=(
            "key2       FULL           ‹{b64:86}==›\n",
            "| key1 | Full | ‹{b64:86}==› |",
        ),
        near_misses=("sha512-{b64:86}==", "integrity: sha512-{b64:86}==", "monkey {b64:86}=="),
    ),
    Rule(
        "vault-data",
        Label.CREDENTIAL,
        r"=== Data ===",
        r"={3,} Data ={3,}[ \t]*\r?\n"
        + MARGIN
        + r"?Key {2,40}Value[ \t]*\r?\n"
        + MARGIN
        + r"?-{3} {2,40}-{3,}[ \t]*\r?\n",
        every=_data,
        rank=GUESS,
        before=24,
        after=160,
        examples=(
            "=== Data ===\nKey      Value\n---      -----\nuser     app\nwebhook  ‹{b62:32}›\n",
        ),
        near_misses=(
            "=== Data ===\nrow      2024a\n",
            "=== Data ===\nKey      Value\n---      -----\nbucket   app-2024-x1\n",
        ),
    ),
)
