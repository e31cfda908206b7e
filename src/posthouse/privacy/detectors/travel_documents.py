"""Passports and days of birth told by their place: SSR DOCS of airlines, lists of travellers, MRZ.

IATA's DOCS gives kind, country, number, nationality, day of birth, sex, expiry, name; a list has
the nationality beside P for passport; the second line of a passport (ICAO 9303) has check digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.rules import NUMBER, TEXTUAL, Rule, Span
from posthouse.privacy.tables import MARGIN, Cell

_WEIGHTS = (7, 3, 1)


def _checks(field: str, digit: str) -> bool:
    """Tell whether a field of a machine-readable line has its check digit."""
    total = sum(
        _WEIGHTS[at % 3] * (0 if sign == "<" else int(sign, 36)) for at, sign in enumerate(field)
    )
    return str(total % 10) == digit


def _line(match: re.Match[str]) -> Iterator[Cell]:
    """Yield number and day of birth of a line that holds its check digits."""
    if not (_checks(match["v"], match["c"]) and _checks(match["b"], match["e"])):
        return
    yield match.start("v"), match.start("v") + len(match["v"].rstrip("<")), Label.PASSPORT
    if match["b"].isdigit():
        yield (*match.span("b"), Label.DATE_BIRTH)


def _docs(match: re.Match[str]) -> Iterator[Cell]:
    yield (*match.span("v"), Label.PASSPORT)
    if match["b"]:
        yield (*match.span("b"), Label.DATE_BIRTH)


def _numbered(match: re.Match[str]) -> Span | None:
    """Take what holds figures enough."""
    return match.span("v") if sum(map(str.isdigit, match["v"])) > 2 else None


def _of_a_passport(match: re.Match[str]) -> Span | None:
    """Take a number that is set against another where a passport was spoken of."""
    said = match.string[max(match.start() - _SAID, 0) : match.start()].lower()
    return match.span("v") if "passport" in said else None


def _arrived(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the number of an arrival, or that of a foreigner's file."""
    if match["v"]:
        yield (*match.span("v"), Label.OTHER_ID)
    else:
        yield (*match.span("a"), Label.ID_CARD)


_SAID = 160  # characters before, in which the word passport stands
_NUMBER = r"(?P<v>[A-Z0-9]{7,9})"

RULES = (
    Rule(
        "passport-docs",
        Label.PASSPORT,
        r"[/ ]P/[A-Z]{3}/[A-Z0-9]{6,12}/",
        r"[/ ]P/[A-Z]{3}/(?P<v>(?=[A-Z]*\d)[A-Z0-9]{6,12})/(?:[A-Z]{3}/(?P<b>\d\d[A-Z]{3}\d\d)?)?",
        labelled=_docs,
        rank=NUMBER,
        before=24,
        after=16,
        examples=(
            "SSR DOCS BX HK1/P/GBR/‹512345678›/GBR/",
            "SSR DOCS BA HK1 P/GBR/‹512345678›/GBR/",
        ),
        near_misses=("a/P/GBR/ABCDEFG/x", "/p/gbr/512345678/"),
    ),
    Rule(
        "passport-abbreviated",
        Label.PASSPORT,
        r"[^A-Za-z0-9](?:PP|PPT|Ppt|ppt|pp)(?: (?:no|No|NO|nr|number)\.?| ?#)?:? {0,2}"
        r"[A-Z]{0,3}[0-9]{6}",
        r"(?<![\w.-])(?i:ppt?)(?: (?i:no|nr|number)\.?| ?#)?:? {0,2}"
        r"(?P<v>[A-Z]{0,3}\d{6,9})(?![\w-]|[.,]\d)"
        r"(?:,? (?:\(?[A-Z]{3}\)?,? {1,2})?(?:(?i:dob):? )?"
        r"(?P<b>\d\d[A-Z]{3}(?:19|20)\d\d)(?!\w))?",
        labelled=_docs,
        rank=NUMBER,
        before=24,
        after=32,
        examples=(
            "1 WEISS/JANE MRS  PP ‹512345678› GBR  F  exp 04APR2031",
            "travelling on PP no ‹533401187›, visa ok",
            "1. Ewa Nowak, ppt: ‹ZS1234567›, dob",
            "PPT ‹CA4811910› ESP, visa",
        ),
        near_misses=("see pp 12-14", "PP 1200 rpm", "app 1234567", "PP: 20260101-2"),
    ),
    Rule(
        "arrival-number",
        Label.OTHER_ID,
        r"i-?94[^\n\x000-9]{0,48}[0-9]{9}[0-9A-Z ][0-9]|"
        r"[^a-z]a#[ :]{0,3}a?[ -]?[0-9]{3}[ -]?[0-9]{3}",
        r"(?i)(?<![a-z0-9])(?:i-?94(?!\d)[^\n\d]{0,48}(?-i:(?P<v>\d{9}[A-Z]\d|\d{11}|\d{9} \d\d))|"
        r"a#[ :]{0,3}(?P<a>a?[ -]?\d{3}([ -]?)\d{3}\3\d{2,3}))(?![\w-])",
        labelled=_arrived,
        rank=NUMBER,
        before=72,
        after=8,
        caseless=True,
        examples=(
            "I-94 admission number ‹482910376A2› shows class F1",
            "Admission (I-94) Number: ‹48291037152›\n",
            "her most recent I-94 is ‹482910371 52›, admitted",
        ),
        near_misses=("I-94 exit 12", "i-945 482910371A2", "data#482910371", "a# 48291"),
    ),
    Rule(
        "passport-in-list",
        Label.PASSPORT,
        r"(?:;PP?;[A-Z0-9]{7,9}[;\n]|,PP?,[A-Z0-9]{7,9}[,\n]|\|PP?\|[A-Z0-9]{7,9}[|\n]|"
        r"\tPP?\t[A-Z0-9]{7,9}[\t\n])",
        r"[;,|\t](?:[A-Z]{2,3})?[;,|\t]PP?[;,|\t]" + _NUMBER + r"(?=[;,|\t\n])",
        _numbered,
        rank=NUMBER,
        before=24,
        after=2,
        examples=(
            "1;JANE WEISS;GBR;P;‹512345678›;310522\n",
            "WEISS,DEU,P,‹C03005988›,290101\n",
            "WEISS;DEU;P;‹CZ6TLP225›;290101\n",
        ),
        near_misses=("a;GBR;P;ABCDEFG1;x", "x|P|12345678a|y", "1;GBR;Q;512345678;310522"),
    ),
    Rule(
        "passport-line",
        Label.PASSPORT,
        r"[0-9<][0-9][MFX<][0-9]{7}",  # the end of one: it is read whole by the pattern
        r"(?<![A-Z0-9<])(?P<v>[A-Z0-9][A-Z0-9<]{8})(?P<c>\d)[A-Z<]{3}(?P<b>[\d<]{6})(?P<e>\d)[MFX<]"
        r"\d{7}",
        labelled=_line,
        rank=NUMBER,
        before=32,
        after=4,
        examples=("‹L898902C3›6UTO<<<<<<0F1204159ZE184226B<<<<<10\n",),
        near_misses=("L898902C35UTO7408122F1204159ZE184226B<<<<<10\n",),
    ),
    Rule(
        "passport-held",
        Label.PASSPORT,
        r"(?i:travell?ing (?:on|with|under)|passport)[^\n\x000-9]{0,40}[0-9]{6}",
        r"(?i:travell?ing (?:on|with|under)(?: (?:a|an|his|her|their|my|the))?(?: passport)?|"
        r"passport(?: now)?,? (?:it'?s|its|the)(?: new)? number(?: is)?|the old|old passport|"
        r"new passport|passport (?:number|no\.?)(?: [a-z]{2,10}){2,6}(?-i:(?= {1,2}[A-Z]{1,2}\d)))"
        r"[ :]{1,2}(?P<v>[A-Z]{0,2}\d{7,9})(?![\w-]|[.,]\d)",
        rank=NUMBER,
        before=64,
        after=12,
        examples=(
            "his wife (travelling on ‹512345678›, issued at HMPO)",
            "his own passport now, it's number ‹512345678›,",
            "Passport number used at last arrival ‹CL3187512›   I-94",
        ),
        near_misses=(
            "travelling on 2026-06-03",
            "travelling with 120 people",
            "passport has 600123 rows",
        ),
    ),
    Rule(
        "passport-before",
        Label.PASSPORT,
        r"(?:old|previous|expired|former|cancelled|other|new|current) (?:one )?\(?(?:is |was |"
        r"number )?[A-Z]{0,2}[0-9]{7}",
        r"(?i)(?<![a-z])(?:the|my|his|her|their|your|our) (?:old|previous|expired|former|cancelled|"
        r"other|new|current) (?:one )?(?:\(|is |was |number )?"
        r"(?-i:(?P<v>[A-Z]{0,2}\d{7,9}))(?![\w-]|[.,]\d)",
        _of_a_passport,
        rank=NUMBER,
        before=36,
        after=4,
        caseless=True,
        examples=(
            "his own passport, number as above, please don't use the old ‹195292063› any more.",
        ),
        near_misses=("please don't use the old 195292063 any more", "the new 1234567 users"),
    ),
    Rule(
        "birth-in-two-tongues",
        Label.DATE_BIRTH,
        r"(?:birth|naissance|geburt\w{0,6}|nacimiento|nascita|nascimento)[^\n\x000-9]{0,60}"
        r"(?:\([0-9]{1,2}\))?[ :]{0,3}(?:\r?\n[^\n\x00A-Za-z]{0,12})?"
        r"[0-9]{2} [A-Z]{3}[A-Z]? ?/",
        r"(?i:birth|naissance|geburt\w{0,6}|nacimiento|nascita|nascimento)[^\n\d]{0,60}"
        r"(?:\(\d{1,2}\))?[ :]{0,3}(?:\r?\n" + MARGIN + r"?[ \t]{0,8})?"
        r"(?P<v>\d\d [A-ZÀ-Þ]{3,4} ?/ ?[A-ZÀ-Þ]{3,4}\.? (?:(?:19|20)\d\d|\d\d))(?!\w)",
        rank=NUMBER,
        before=112,
        after=16,
        examples=(
            "Date of birth/Date de naissance (4)\n‹16 APR /AVR 06›\n",
            "Date of birth: ‹05 OCT/OKT 1992›\n",
        ),
        near_misses=("Date of issue (7)\n16 APR /AVR 16\n", "birth rate 16 APR / 6"),
    ),
    Rule(
        "passport-of-a-holder",
        Label.PASSPORT,
        r"passport[ -]holder[^\n\x000-9]{0,8}[0-9]{6}",
        r"(?i:passport[ -]holder)[^\n\dA-Z]{0,6}(?P<v>[A-Z]{1,2}\d{6,8})(?!\w)",
        rank=TEXTUAL,
        before=40,
        after=8,
        examples=("I'm an Indian passport holder (‹V4083317›) and my",),
        near_misses=("passport holders of 2024",),
    ),
)
