"""Telephone numbers of China parted by other signs than a book's: 138·0013·8000, （138）00138000.

Dashes of any length and width, dots in the middle, underlines, wide blanks: what an input method
or a spreadsheet puts between the groups of a number, the same between all of them.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.chinese_mobiles import told
from posthouse.privacy.detectors.chinese_phones import ASSIGNED
from posthouse.privacy.detectors.contact import EXTENSION
from posthouse.privacy.rules import NUMBER, Rule, Span

_SIGNS = "－–—‐‑−﹣·•・_\u3000\u00a0\u2002\u2003\u2009"
_JOINT = f"[{_SIGNS}]{{1,2}}"
_OF_AREA = f"[{_SIGNS.replace('_', '')}]{{1,2}}"  # 010_20240102 is a file
_COUNTRY = rf"(?:[(（]?(?:\+|＋|00)?86[)）]?[ -]?(?:{_JOINT})?)?"
_ENDED = r"(?![0-9A-Za-z_]|[.-]\d)"


def _mobile(match: re.Match[str]) -> Span | None:
    """Take a number of a range in use; of another, where it is told to be dialled."""
    text, (start, end) = match.string, match.span()
    return (start, end) if match["a"] or told(text, start, end) else None


RULES = (
    Rule(
        "phone-cn-mobile-signed",
        Label.PHONE,
        f"1[3-9][0-9]{_JOINT}[0-9]{{4}}{_JOINT}[0-9]{{4}}[^0-9A-Za-z]",
        rf"(?<![0-9A-Za-z_.]){_COUNTRY}(?:(?P<a>{ASSIGNED})|1[3-9]\d)(?P<s>{_JOINT})\d{{4}}(?P=s)\d{{4}}{_ENDED}",
        _mobile,
        before=40,
        after=4,
        rank=NUMBER,
        examples=(
            "电话：‹138·0013·8000›，",
            "手机‹138－0013－8000›\n",
            "tel ‹138_0013_8000›,",
            "‹138—0013—8000›",
            "‹+86 138––0013––8000›，请",
            "绑定的手机是‹179—0070—7540›，",
            "王芳\t‹138\u30000013\u30008000›\t市场部",
        ),
        near_misses=(
            "img_138_0013_8000.png",
            "120·0013·8000",
            "共179—0070—7540份",
            "138·0013_8000",
            "v138_0013_8000",
            "138—0013—80001",
            "138_0013_8000_2",
        ),
    ),
    Rule(
        "phone-cn-mobile-bracketed",
        Label.PHONE,
        "[(（]1[3-9][0-9][)）][ -]?[0-9]{4}[ -]?[0-9]{4}[^0-9A-Za-z]",
        rf"(?<![0-9A-Za-z_.])[(（]{ASSIGNED}[)）][ -]?\d{{4}}[ -]?\d{{4}}{_ENDED}",
        before=24,
        after=4,
        rank=NUMBER,
        examples=(
            "联系人王芳 ‹（138）00138000›，",
            "‹(138)0013-8000›\n",
            '"phone": "‹(138) 0013 8000›"',
        ),
        near_misses=("f(138)00138000", "（128）00138000", "（138）001380001", "（138）0013-800"),
    ),
    Rule(
        "phone-cn-landline-signed",
        Label.PHONE,
        f"0[1-9][0-9]{{1,2}}{_OF_AREA}[2-8][0-9]{{2,3}}[ -]?(?:{_OF_AREA})?[0-9]{{4}}[^0-9A-Za-z]",
        rf"(?<![0-9A-Za-z_.\-])0(?:10|2\d|[3-9]\d{{2}}){_OF_AREA}[2-8]\d{{2,3}}(?:[ "
        rf"-]|{_OF_AREA})?\d{{4}}"
        rf"(?:[-－—]\d{{1,5}})?{EXTENSION}{_ENDED}",
        before=32,
        after=20,
        rank=NUMBER,
        examples=(
            "座机：‹010—62345678›。",
            "电话‹0571－87654321转8012›，",
            "传真 ‹021–6234 5678›\n",
            "T：‹0755·86543210›　M",
        ),
        near_misses=("010—1234567", "2010—62345678", "010—62345678901", "备份010_20240102"),
    ),
)
