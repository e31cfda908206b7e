"""Dates of birth that people write in their own words: "b. 18 Feb 1990", dictated, further on.

What stands right behind its word is found by births.py.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from posthouse.model.finding import Label
from posthouse.privacy.checksums import is_date
from posthouse.privacy.detectors.births import DATE, birth_of
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.tables import LINE

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_ITEM = re.compile(r"(?:^|\n)[^\n\w]{0,8}a[.)] ")
_BACK = 400  # characters before an item b. in which an item a. would stand
_ORDINAL = (
    "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    "thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|"
    "thirtieth|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
)
_TENS = "(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen)"
)
_YEAR = (
    rf"(?:(?:nineteen|eighteen|twenty)[ -]"
    rf"(?:{_TENS}(?:[ -]{_ONES})?|oh[ -]{_ONES}|hundred|{_ONES})|"
    rf"two thousand(?: and)?(?: {_ONES})?|(?:18|19|20)\d\d)"
)
_DAY = rf"(?:{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)?)"
_MONTHS = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_KIN = "father|mother|spouse|husband|wife|son|daughter|child|brother|sister|sibling|depend[ae]nt"
_NAME = r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]{0,24}"
_SAID = r"(?:date of birth|birth ?day|birth date|d\.?o\.?b\.?|born)"


def _abbreviated(match: re.Match[str]) -> Span | None:
    """Take a day behind `b.` that is no item of a list."""
    text, start = match.string, match.start()
    first = text.rfind("\n", 0, start) + 1
    listed = text[first:start].strip(" \t>*-0123456789+|") == ""
    if listed and _ITEM.search(text, max(start - _BACK, 0), start) is not None:
        return None
    return birth_of(match)


def _grown(match: re.Match[str]) -> Span | None:
    """Take a day that a program was given, decades ago, which is no default of programs."""
    month, day = int(match["m"]), int(match["d"])
    passed = (month, day) != (1, 1) and is_date(int(match["y"]), month, day)
    return match.span("v") if passed else None


def _aged(match: re.Match[str]) -> Span | None:
    """Take a day beside an age or a sex that lies as long ago as somebody of that age was born."""
    span, year = birth_of(match), re.search(r"(?:19|20)\d\d", match["v"])
    if span is None or year is None:
        return None
    gone = datetime.now(UTC).year - int(year.group())
    return span if gone >= max(int(match["age"] or 1) - 1, 1) else None


RULES = (
    Rule(
        "birth-beside-sex",
        Label.DATE_BIRTH,
        r"(?:patient|[^a-z]pt |insured|passenger|resident|[0-9] ?yo |y/o|year[- ]old)"
        r"[^\n\x00]{0,64}[0-9][-/.][0-9]{1,2}[-/.][0-9]{2}",
        r"(?i)(?:\b(?P<age>\d{1,2}) ?(?:yo|y/o|y\.o\.|years? old|year[- ]old)[,; ]{0,2}|"
        rf"\b(?:patient|pt|insured|passenger|resident)(?: name)?[:.]? {{1,3}}"
        rf"(?-i:{_NAME}(?:,? {_NAME}){{1,3}})[,;/( ]{{1,3}}(?=[mf]))"
        rf"(?:(?:male|female|m|f|man|woman)\b)?[,;/) ]{{1,3}}{DATE}",
        _aged,
        before=128,
        after=24,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "pt is a 61yo M, ‹04/17/1965›, here",
            "Patient: Ruth Dane, F, ‹1965-04-17›\n",
            "Insured: DANE RUTH / F / ‹17.04.1965›\n",
        ),
        near_misses=(
            "61yo M, 04/17/2026, seen",
            "a 10 year old bug, 04/17/2025",
            "Patient: Ruth Dane, seen 1999-04-17",
        ),
    ),
    Rule(
        "birth-of-line",
        Label.DATE_BIRTH,
        r"[0-9] birt(?: y)?\r?\n[^\n\x000-9]{0,8}[0-9]{0,6}[^\n\x000-9]{0,4}[0-9] date ",
        rf"(?i)\d birt(?: y)?\r?\n{LINE}\d date (?:abt |est |cal )?{DATE}",
        birth_of,
        before=64,
        after=32,
        rank=TEXTUAL,
        caseless=True,
        examples=("1 BIRT\n2 DATE ‹14 FEB 1971›\n2 PLAC Hull\n",),
        near_misses=("1 DEAT\n2 DATE 14 FEB 1971\n", "1 BIRTH\n2 DATES 14 FEB 1971\n"),
    ),
    Rule(
        "birth-abbreviated",
        Label.DATE_BIRTH,
        r"[^A-Za-z0-9.][bB]\.(?: [0-9JFMASONDjfmasond]|[0-9])",
        rf"(?i)(?<![\w.&'’-])b\. ?{DATE}",
        _abbreviated,
        before=20,
        after=40,
        rank=TEXTUAL,
        examples=(
            "Jo March (b. ‹18 Feb 1990›, Leeds)",
            "daughter b. ‹1990-03-03›.",
            "b. ‹May 12th, 1981›\nFlat 2",
            "\nb. ‹19-Apr-1971›",
        ),
        near_misses=(
            "a. 11 May 1990 first\nb. 12 May 1990 second\n",
            "version b. 12 of 1990",
            "web. 12 May 1990",
            "plan b 12 May",
            "a.b. 12 May 1990",
        ),
    ),
    Rule(
        "birth-further-on",
        Label.DATE_BIRTH,
        rf"(?:born|date of birth|dob)[^\n\x000-9]{{3,48}} (?:on|as|is|was|be)(?: the)? "
        rf"(?:[0-9]{{1,2}}[^0-9A-Za-z.]?|{_MONTH})",
        rf"(?i)(?<![a-z])(?:born|date of birth|dob)[^\n0-9.;:?!]{{3,48}}? (?:on|as|is|was|be)"
        rf"(?: the)? {DATE}",
        birth_of,
        before=72,
        after=40,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "I was born in Pune on ‹25 Aug 1990›.",
            "date of birth, which you gave as ‹18-Dec-1960›\n",
            "The date of birth on my record is ‹03/04/1971› and",
            "born at St Luke's on ‹March 3, 1990›.",
        ),
        near_misses=(
            "born in Pune. The film came out on 25 August 1990",
            "date of birth: the form is dated as below, 12/12/2020",
            "stubborn people voted on 25 Aug 1990",
        ),
    ),
    Rule(
        "birth-spoken",
        Label.DATE_BIRTH,
        rf"{_SAID}[^\n\x000-9]{{1,24}}{_ORDINAL} (?:of )?{_MONTHS}",
        rf"(?i)(?<![a-z]){_SAID}[^\n0-9]{{1,24}}?(?P<v>(?:the )?{_DAY} (?:of )?{_MONTHS},? {_YEAR})"
        r"(?![A-Za-z0-9])",
        before=64,
        after=48,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "date of birth ‹the second of July nineteen seventy four› full stop",
            "she was born on ‹the twenty-first of May two thousand and three›.",
        ),
        near_misses=("born on the fourth of July", "the second of July nineteen seventy four"),
    ),
    Rule(
        "birth-of-kin",
        Label.DATE_BIRTH,
        r"[^A-Za-z](?:father|mother|spouse|husband|wife|son|daughter|child|brother|sister|sibling|"
        r"dependant|dependent)(?: ?\([^()\n\x00]{1,16}\))?:? [^\n\x000-9]{3,48}[ ,(]"
        r"(?:[0-9]{1,2}[^0-9A-Za-z:%]|[0-9]{4}-|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
        rf"(?i)(?<![a-z])(?:{_KIN})(?: ?\([^()\n]{{1,16}}\))?:? "
        rf"(?-i:{_NAME}(?:,? {_NAME}){{1,3}}),? ?\(?{DATE}(?=[;,.)\n\\\"]|\Z)",
        birth_of,
        before=96,
        after=40,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "Father Jing Wang ‹4 Mar 1956›; Mother",
            "Mother: LIN, Peng ‹19/07/1965›\n",
            "Spouse (2nd): Ana Ruiz, ‹1970-02-20›.",
        ),
        near_misses=(
            "Father Ted aired 21 April 1995 on",
            "mother board Rev B 2020-01-02",
            "Father Jing Wang arrived on 4 Mar 1956",
        ),
    ),
    Rule(
        "birth-bound",
        Label.DATE_BIRTH,
        r"(?:@p[0-9]{1,2}='|(?:cast|convert)\([^()'\n\x00]{0,16}'|\[date\] - \[)"
        r"(?:19[2-9]|200)[0-9]-[01][0-9]-[0-3][0-9]",
        r"(?i)(?:@p\d{1,2}='|(?:cast|convert)\([^()'\n]{0,16}'|\[date\] - \[)"
        r"(?P<v>(?P<y>19[2-9]\d|200\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ]00:00:00[.\d]{0,7}Z?)?)"
        r"(?='\)?(?: \(| as date|,)|\])",
        _grown,
        before=40,
        after=32,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "[@p0='x' (Size = 256), @p1='‹1985-07-24›' (DbType = Date)]",
            "VALUES (2, N'Xu', CAST(N'‹1957-11-10T00:00:00.000›' AS DateTime), N'x')",
            "binding parameter [1] as [DATE] - [‹1982-08-08›]",
        ),
        near_misses=(
            "@p1='1970-01-01' (DbType = Date)",
            "CAST(N'2024-11-10T08:15:00.000' AS DateTime)",
            "CAST('1999-12-31 23:59:59' AS DateTime)",
            "binding parameter [1] as [DATE] - [2024-08-08]",
        ),
    ),
    Rule(
        "birth-behind-sex",
        Label.DATE_BIRTH,
        r"[,，\t|;/ ][ ]?(?:M|F|男|女|male|female)[ ]?[,，\t|;/ ][ ]?(?:19|20)[0-9]{2}[-/.]"
        r"[0-9]{1,2}[-/.][0-9]{1,2}",
        r"(?i)(?<=[,，\t|;/ ])(?:M|F|男|女|male|female) ?[,，\t|;/ ] ?"
        r"(?P<v>(?:19[3-9]\d|20[01]\d)[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01]))(?!"
        r"[\d:T-]| \d\d:)",
        rank=TEXTUAL,
        caseless=True,
        before=24,
        after=8,
        examples=("Zhou Kai, M, ‹1990/05/27›, EEP", "姚思远|男|‹1996-03-11›|电话"),
        near_misses=("a, M, 2026-03-11, done", "x|F|1996-03-11 10:00:00"),
    ),
)
