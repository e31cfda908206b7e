"""Telephone numbers of shapes that counts have too, where what stands beside them tells.

"Herr Okafor, 612 35 35 19", "Hausmeister: 030 23125244", "References: Dr Gill, 083876 47039".
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.phone_tells import told_of
from posthouse.privacy.rules import NUMBER, TEXTUAL, Rule, Span
from posthouse.privacy.telephones import numbered


def _told(match: re.Match[str]) -> Span | None:
    return match.span("v") if told_of(match.string, *match.span("v")) else None


def _british_mobile(match: re.Match[str]) -> Span | None:
    """Take a mobile number of Britain, also one that is kept for films."""
    return None if numbered(match["v"])[0] else match.span("v")


_BOUND = r"(?:(?<![\w.,:/#$%+*=-])|(?<=\n\+))"
_CLOSED = r"(?![\w/=%]|[.,:-]\d| \d| ?(?:[€$£¥₹%]|EUR|USD|GBP|PLN|CHF|INR|zł|kr|Kč))"

RULES = (
    Rule(
        "phone-national-told",
        Label.PHONE,
        r"[^0-9A-Za-z.-][679][0-9]{2} [0-9]{2,3} [0-9]{2,3}",
        rf"{_BOUND}(?P<v>[679]\d\d (?:\d{{3}} \d{{3}}|\d\d \d\d \d\d)){_CLOSED}",
        _told,
        before=16,
        after=12,
        rank=NUMBER,
        examples=(
            "Second driver: Guadalupe Olmedo, ‹612 757 757›\n",
            "My own number is ‹612 03 03 19›, the Hausmeister is Herr Okafor, ‹612 35 35 19›.",
            "Kontakt: ‹612 76 76 19›, a@b.test",
        ),
        near_misses=(
            "Mr Okafor paid 612 757 757",
            "sizes 612 757 757",
            "a total of 612 03 03 19",
            "Dr Gill, account 612 757 757",
            "Frau Weiss: 612 757 757 €",
        ),
    ),
    Rule(
        "phone-german-told",
        Label.PHONE,
        r"[^0-9A-Za-z.-]0[2-9][0-9]{1,3}[ /-][0-9]{5,8}[^0-9]",
        rf"{_BOUND}(?P<v>0[2-9]\d{{1,3}}[ /-]\d{{5,8}}){_CLOSED}",
        _told,
        before=20,
        after=4,
        rank=NUMBER,
        examples=(
            "der Hausmeister ist Herr Braun, ‹030 23125244›.",
            "Vermieter: Frau Weiss (‹0551 482213›)\n",
            "Telephone         ‹030 23125535›\n",
            "T ‹089/4821133› | F ‹089/4821134›\n",
        ),
        near_misses=(
            "offset 0030 23125244",
            "Herr Braun, Konto 030 23125244",
            "row 030 23125244 of Herr Braun",
        ),
    ),
    Rule(
        "phone-indian-told",
        Label.PHONE,
        r"[^0-9A-Za-z.-]0?[6-9][0-9]{4}[ -][0-9]{5}[^0-9]",
        rf"{_BOUND}(?P<v>0?[6-9]\d{{4}}[ -]\d{{5}}){_CLOSED}",
        _told,
        before=16,
        after=4,
        rank=NUMBER,
        examples=(
            "References: Dr. Rahul Sharma, ‹084664 86687›\n",
            "Mob. no. +91 90852 48232, alternate ‹87238-06616›\n",
        ),
        near_misses=("IDs 60000-70000", "Dr Sharma, ref 84664 86687", "lines 084664 86687"),
    ),
    Rule(
        "phone-british-abroad",
        Label.PHONE,
        r"\+447[1-9][0-9]{8}[^0-9]",
        r"(?:(?<![\w+])|(?<=(?<!\w)\+))(?P<v>\+447[1-9]\d{8})(?!\d|\.\d)",
        _british_mobile,
        before=20,
        after=4,
        rank=NUMBER,
        examples=("or ‹+447700900512›\n", "\n+‹+447700900512›\n"),
        near_misses=("x+447700900512", "+4477009005121", "+440700900512"),
    ),
    Rule(
        "phone-of-eight-figures",
        Label.PHONE,
        r"(?:[^a-z]hp|電話|whatsapp|搵我|手機|聯絡|contact no|[^a-z]mob)[^\n\x000-9]{0,12}[3-9]"
        r"[0-9]{3}[ -][0-9]{4}",
        r"(?i)(?:(?<![a-z])hp|電話|whatsapp|搵我|手機|聯絡|contact no|(?<![a-z])mob)[^\n\d]{0,8}"
        r"(?P<v>[3-9]\d{3}[ -]\d{4})(?![ -]?\d)",
        rank=TEXTUAL,
        caseless=True,
        before=40,
        after=4,
        examples=('Mrs Lim, hp ‹9123 4078›"', "電話搵我‹9374 2018›。"),
        near_misses=("php 7123 4078", "hp 9123 40788"),
    ),
    Rule(
        "phone-in-single-figures",
        Label.PHONE,
        r"1 [3-9] [0-9] [0-9] [0-9] [0-9] [0-9] [0-9] [0-9] [0-9] [0-9]",
        r"(?<![\d ])[ ]?(?P<v>1 [3-9](?: \d){9})(?! ?\d)",
        rank=NUMBER,
        before=24,
        after=4,
        examples=("电话:‹1 3 7 7 0 2 8 4 6 1 9›\n",),
        near_misses=("1 3 7 7 0 2 8 4 6 1 9 2", "0 1 3 7 7 0 2 8 4 6 1 9"),
    ),
)
