"""Passwords that anybody would guess, told by what stands beside them: root/123456, from … to …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.plausible import looks_like_password
from posthouse.privacy.rules import GUESS, Rule, Span

_OWNER = "root|admin|administrator|sa|postgres|oracle|guest|nacos|elastic|tomcat|test"
_DIGIT = re.compile("[0-9]")
_OTHERS = re.compile("[^A-Za-z]")


def _changed(match: re.Match[str]) -> Iterator[Span]:
    """Yield both passwords where both may be one: no words, no versions."""
    both = [match.span("a"), match.span("b")]
    text = match.string
    values = [text[slice(*one)] for one in both]
    fits = all(looks_like_password(one, quoted=True) and _DIGIT.search(one) for one in values)
    first, second = (_OTHERS.sub("", one) for one in values)
    if fits and (first != second or first != first.lower()):
        yield from both


RULES = (
    Rule(
        "weak-password-slashed",
        Label.CREDENTIAL,
        rf"[^\w/.@%:-](?:{_OWNER}) ?/ ?(?:12345|666666|888888|root|admin|p[a@]ssw|test)",
        rf"(?i)(?<![\w/.@%:-])(?P<u>{_OWNER}) ?/ ?"
        r"(?P<v>(?P=u)@?[0-9]{3,6}|123456(?:7(?:8(?:90?)?)?)?|6{6,8}|8{6,8}|"
        r"p[a@]ssw[o0]rd@?[0-9]{1,4}!?)(?![\w/@-]|\.\w)",
        rank=GUESS,
        caseless=True,
        before=40,
        after=24,
        examples=("数据库 root/‹123456›", "login: admin/‹admin123›, then", "(sa / ‹Password1!›)"),
        near_misses=(
            "src/admin/admin123",
            "admin/admin.py",
            "root/123456/x",
            "admin / 1234567890123",
        ),
    ),
    Rule(
        "password-changed",
        Label.CREDENTIAL,
        r"(?:passwords?|passcode|pwd|密码|口令)[^\n\x00]{0,32}(?:from|从|由)[^\n\x00]{6}",
        r"(?i)(?:(?<![a-z])(?:passwords?|passcode|pwd)(?: [a-z]{2,12}){0,3} from|"
        r"(?:密码|口令)[^\n!-~]{0,8}(?:从|由))[ :：]{0,2}[\"'`“]?(?P<a>[!-~]{6,40}?)[\"'`”]?"
        r"(?: to |[ ,，]{0,2}(?:改|换|变|修改|更新|重置|更换)(?:成|为|到)?了?)[ :：]{0,2}[\"'`“]?"
        r"(?P<b>[!-~]{6,40}?)[\"'`”]?(?=[\s,;，。；]|\.(?:\s|\Z)|\Z)",
        every=_changed,
        rank=GUESS,
        caseless=True,
        before=72,
        after=96,
        examples=(
            "I changed my password from ‹Kitty123› to ‹KittyKat456$›.",
            "密码从‹abc12345›改成‹Xyz67890›，记一下",
        ),
        near_misses=(
            "Reset passwords from version2 to version3.1",
            "changed the password from the default to something long",
            "密码从后台改成前台",
        ),
    ),
)
