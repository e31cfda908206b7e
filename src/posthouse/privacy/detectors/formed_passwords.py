"""Passwords told by their form alone: letters of both cases, figures and a sign between them."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.plausible import is_code, is_placeholder
from posthouse.privacy.rules import LISTED, Rule, Span

_LENGTH = range(8, 25)
_TWO = 2


def _formed(match: re.Match[str]) -> Span | None:
    """Take a word of all four kinds, which is no address, reference or expression."""
    value = match["v"].rstrip(".")
    letters = any(map(str.islower, value)) and any(map(str.isupper, value))
    figures = sum(map(str.isdigit, value))
    if not letters or figures < _TWO or len(value) not in _LENGTH:
        return None
    before, sign, after = re.split(r"([!#@])", value, maxsplit=1)
    # Ann@host01 may be an account, Foo#bar a method: in these figures stand elsewhere.
    plain = sign == "!" or after[0].isdigit() or any(map(str.isdigit, before)) or len(before) == 1
    if not plain or "." in after or is_placeholder(value) or is_code(value):
        return None
    return match.start("v"), match.start("v") + len(value)


RULES = (
    Rule(
        "password-by-form",
        Label.CREDENTIAL,
        r"[A-Za-z0-9_-]![A-Za-z0-9]{2}|[A-Za-z0-9]#[A-Za-z0-9]{3}|[A-Za-z]@[0-9]|"
        r"[^0-9A-Za-z_.-][A-Z]@[a-z0-9]|[0-9]@[a-z0-9]{2,8}[^a-z0-9.-]",
        r"(?<![^\s\"'`“‘「=:：/,，。、（\u4e00-\u9fff])"
        r"(?P<v>[A-Za-z][A-Za-z0-9_-]{0,16}[!#@][A-Za-z0-9][A-Za-z0-9!#@$_.-]{2,20})"
        r"(?=$|[\s\"'`”’」,，。;；、）<]|[\u4e00-\u9fff])",
        _formed,
        rank=LISTED,
        before=28,
        after=28,
        examples=(
            "log in with `gw` / `‹P@sspine48›`",
            "HARBOR_CRED=‹Xie@694323›\n",
            "$ vault kv get -field=smtp kv/mail\n‹Northpine#44JYzN41›\n",
            "- Database key: `‹Ironbrook!DuzJ5vII55›`",
        ),
        near_misses=(
            "Ann@Host01",
            "mail Bob@Firm2024.test now",
            "see Array#flatMap2",
            "Hello!World is printed",
            "page#Section-2",
            "WithTimeout(5*time.Second2)",
        ),
    ),
)
