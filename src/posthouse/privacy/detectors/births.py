"""Dates of birth: behind a word for them, in fields, cells, marks and calls, before 出生."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from posthouse.model.finding import Label
from posthouse.privacy.checksums import is_date
from posthouse.privacy.rules import TEXTUAL, Rule, Span

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
_SHORT_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE = (
    r"(?P<v>(?P<y>(?:18|19|20)\d\d) ?(?P<s>[-/.年]) ?(?P<m>\d{1,2}) ?[-/.月] ?"
    r"(?P<d>\d{1,2})(?: ?[日号])?"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<cy>(?:18|19|20)\d\d)年(?P<cm>\d{1,2})月"
    r"|(?P<compact>(?:19|20)\d{6})"
    r"|\d{1,2}(?P<j>[-/. ])\d{1,2}(?P=j)(?:18|19|20)\d\d"
    rf"|\d{{1,2}}(?P<k>-?)(?:{_SHORT_MONTHS})(?P=k)(?:(?:19|20)\d\d|(?<=\d[A-Z]{{3}})\d\d)"
    r"|(?P<short>\d{1,2}/\d{1,2}/\d\d|\d\d\.\d\d\.\d\d|\d\d-\d\d-\d\d|"
    rf"\d\d-(?:{_SHORT_MONTHS})-\d\d)"
    rf"|{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:18|19|20)\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTHS}\.?,? (?:18|19|20)\d\d)"
    r"(?:(?<=[日号])|(?![0-9A-Za-z]|[-/.]\d))"
)
_BORN = (
    r"(?:出生日期|出生年月日?|出生时间|出生|生日|生于|诞生于|date[ _-]?of[ _-]?birth|"
    r"birth[ _-]?(?:date|day|dt)(?:[ _-]?time)?|bday|d\.?o\.?b\.?|born|geburtsdatum|"
    r"geb\.?-?datum|geb\.|geboren|née? le|né\(e\) le|naissance|"
    r"fecha de nacimiento|data di nascita|"
    r"nato il|nata il|data de nascimento|data urodzenia|urodzon[ya]|"
    r"geboortedatum|födelsedatum|fødselsdato|"
    r"syntymäaika|doğum tarihi|ngày sinh|tanggal lahir|(?:Д|д)ата рождения|생년월일|出生年月日|"
    r"生年月日)"
)
# Asked first: is there a day, where what may stand before it ends?
_DAY = re.sub(r"\?P<\w+>", "?:", DATE).replace("(?P=j)", "[-/. ]").replace("(?P=k)", "-?")
_LEADER = r"(?:[ ]?[.…_·]{3,60}+)?"
"""Dots that lead from a label of a form to its value."""
_DAY_AHEAD = rf"{_LEADER}(?=[^\n0-9]{{0,24}}+(?=[0-9]){_DAY}|[^\n0-9]{{0,24}}?(?=[a-z]{{3}}){_DAY})"
_BORN_AHEAD = "(?=[出生诞dbgnfsturДд생DBGNFSTUR])"
_BESIDE = re.compile(rf"(?i) ?[/,&、] ?{DATE}")
# Between what a cell, a label or a field is called and its value.
_CELLS = (
    r"[^\n<>\"]{0,12}</[a-z]{1,8}\d?>(?:\s{0,24}</?[a-z][^<>]{0,80}>){0,3}"
    r"(?:\s{0,24}<[a-z][^<>]{0,80}(?:>|(?:value|datetime|content)=[\"']))\s{0,24}"
    r"|[\"']\s{0,2},\s{0,24}[\"'](?:value|text|content|words|answer)[\"']\s{0,2}:\s{0,2}[\"']"
    r"|[a-z_-]{0,8}\"[^<>\n]{0,80}(?:value|datetime|content)=\""
    r"|\"[^<>\n]{0,80}>\s{0,24}<[a-z][\w:.-]{0,40}[^<>\n]{0,80}>\s{0,24}"
)
_OF_TICKET = re.compile(r"\d\d[A-Za-z]{3}\d\d")
"""A day as airlines write it, a year of two figures at its end: 14JUN17."""
_APART = r"(?:(?<![a-z])|(?-i:(?<=[a-z])(?=[A-Z])))"
"""Where a word begins: birthDate in customerBirthDate too."""
_BIRTHDAY = r"(?:(?:birth|dob|bday|birthday|birthdate)[a-z_]{0,8}|出生(?:日期)?|生日)"
_HELD = (
    r"(?:[\"']?(?:: ?(?:!![a-z]{3,12} |\{ ?[\"']?\$?(?:date|words|value|text|raw)[\"']? ?: ?)|"
    r" \{ raw: )|;value=date:| value=|%3d)"
)
"""What a day is held by: a tag of YAML, an object of its own, an attribute."""
# What makes a day of a literal: = new Date(, : Some(NaiveDate::from_ymd_opt(, { Date.new(
_MADE = (
    r"(?: ?on)?[\"'`]?\]?(?:: ?[a-z][a-z0-9_]{2,20}[?!]? )?\s{0,2}(?::=|=>|"
    r"[:=(,{]){1,2}\s{0,2}[\"']?(?:some\()?(?:new )?"
    r"[a-z][a-z0-9_.:]{2,40}"
)


def birth_of(match: re.Match[str]) -> Span | None:
    """Keep a day that there is and that has passed."""
    year, month, day = match.group("y", "m", "d")
    if compact := match.group("compact"):
        year, month, day = compact[:4], compact[4:6], compact[6:]
    if year and not is_date(int(year), int(month), int(day)):
        return None
    if short := match.groupdict().get("short"):
        numbers = list(map(int, re.findall(r"\d+", short)[:-1]))  # day and month, or the day
        fits = all(0 < one <= 31 for one in numbers) and (len(numbers) < 2 or min(numbers) <= 12)
        return match.span("v") if fits else None
    if _OF_TICKET.fullmatch(match.group("v")):
        return match.span("v")
    found = re.search(r"(?:18|19|20)\d\d", year or match.group("v"))
    passed = found is not None and int(found.group()) <= datetime.now(UTC).year
    return match.span("v") if passed else None


def _births(match: re.Match[str]) -> Iterator[Span]:
    """Yield a day, and another that stands beside it: of two people, or in two calendars."""
    first = birth_of(match)
    if first is None:
        return
    yield first
    other = _BESIDE.match(match.string, first[1])
    if other is not None and (second := birth_of(other)) is not None:
        yield second


RULES = (
    Rule(
        "birth-date",
        Label.DATE_BIRTH,
        _BORN + r"[^\n\x000-9]{0,40}[0-9]|[^a-z](?:ur|roj|nar)\. ?[0-9]|"
        r"[^a-z]birth(?::|：)[ \"']{0,2}[0-9]",
        rf"(?i){_BORN_AHEAD}{_APART}(?:{_BORN}|(?:ur|roj|nar)\.|birth(?=[:：]))(?:[_/][a-z]{{2,8}})?"
        rf"(?: ?\([^()\n]{{2,16}}\))?(?:[ \t]{{2,20}}+[|│:=])?{_DAY_AHEAD}"
        r"[^\n0-9]{0,3}(?: ?(?:date|day|is|was|it'?s|on|日期))?"
        r"[^\n0-9A-Za-z]{0,4}(?:on |in |is |it'?s |the |日期|于|为|是)?[^\n0-9A-Za-z]{0,4}" + DATE,
        every=_births,
        before=44,
        after=64,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "出生日期：‹1990-03-03›",
            "生于‹1987年4月12日›，",
            "born ‹1987-10-07›)",
            "DOB: ‹03/14/1985›",
            "date of birth. It's ‹8/12/1991›",
            "born on ‹March 3, 1990›.",
            '"birthday": "‹19900303›"',
            "BDAY:‹19900303›\n",
            "Date of birth (DD/MM/YYYY): ‹12/07/1965›",
            "Дата рождения: ‹25.10.1960›",
            "DOB ‹03MAR1990›",
            "dob ‹14JUN17›\n",
            "DOB: ‹3-Mar-1990›, DOB/Sex: ‹12/04/1980› F",
            "DOB ‹12-MAR-71›\n",
            "(DOB ‹3/10/78›)",
            '"birthDate":"‹1989-07-24T00:00:00Z›"',
            "<birth-date>‹1991-03-27›</birth-date> <BirthDt>‹1970-02-11›</BirthDt>",
            "customerBirthDate=‹1991-03-27›",
            "dob_yyyymmdd ‹19750609›",
            "Né(e) le ‹04/04/1979› à",
            "D.O.B. ................. ‹19/01/1993›\n",
            "(dob ‹23.03.52›) ur. ‹03.08.1998›, tel.",
            "birth：‹1996-07-11› 喜欢喝茶",
            "{Name:x Birth:‹1964-02-21 00:00:00› +0800 CST}",
            "出生日期 ‹17 08 1971›\n",
            "出生：‹1990年3月3号›生",
            "mobile        | 1\ndob           | ‹1986-10-08›\n",
            "birth_date      = ‹1986-10-08›\n",
        ),
        near_misses=(
            "生日蛋糕 2 份",
            "born 1990",
            "birthday paradox 23",
            "出生日期：1990-13-03",
            "reborn 2020-01-02",
            "born 3/10/784",
            "our. 03.08.1998",
            "birthday 13.5.78",
            "stubborn: 2020-01-02",
            "dob           | text | 2020-01-02",
        ),
    ),
    Rule(
        "birth-in-cell",
        Label.DATE_BIRTH,
        _BORN
        + r"(?:[\"']\s{0,2},\s{0,24}[\"'](?:value|text|content|words|answer)[\"']\s{0,2}:\s{0,2}"
        r"[\"'][0-9]|"
        r"[^\n<>\x00\"]{0,12}</[a-z]{1,8}[0-9]?>|[a-z_-]{0,8}\"[^<>\n\x00]{0,80}=\"[0-9]|"
        r"\"[^<>\n\x00]{0,80}>\s{0,24}<[a-z][^<>\n\x00]{0,120}>[0-9])",
        rf"(?i){_BORN_AHEAD}{_APART}{_BORN}(?:{_CELLS}){DATE}",
        birth_of,
        before=128,
        after=400,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "<td>Date of birth</td><td>‹1990-03-03›</td>",
            '<th>DOB:</th>\n    <td class="x">‹03/03/1990›</td>',
            "<dt>出生日期</dt><dd><b>‹1990年3月3日›</b></dd>",
            '<input type="date" name="dob" value="‹1990-03-03›">',
            '<label for="b">Date of birth</label>\n<input id="b" value="‹1990-03-03›"/>',
            '{"name": "birthday", "value": "‹1990-03-03›"}',
            '<a:Attribute Name="dateOfBirth"><a:AttributeValue>‹1990-03-03›</a:AttributeValue>',
        ),
        near_misses=(
            "<td>Date of birth</td><td>required</td><td>2024-03-03</td>",
            "<th>Birthday</th></tr></table><p>Printed</p><p>2024-03-03</p>",
            '<input name="dob" value=""><input name="due" value="2024-03-03">',
        ),
    ),
    Rule(
        "birth-constructed",
        Label.DATE_BIRTH,
        _BORN + _MADE + r"\((?:18|19|20)[0-9]{2}, ?[0-9]",
        rf"(?i){_APART}{_BORN}{_MADE}"
        r"\((?P<v>(?:18|19|20)\d\d, ?\d{1,2}, ?\d{1,2})(?:\)|, ?0)",
        before=64,
        after=16,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "born=date(‹1990, 3, 3›),",
            "DateOfBirth = new DateTime(‹1950, 8, 22›),",
            '"dob": "datetime.date(‹1998, 2, 11›)"',
            "dob: NaiveDate::from_ymd_opt(‹1998, 2, 11›).unwrap()",
            "date_of_birth { Date.new(‹1990, 3, 3›) }",
            "birthday: Some(NaiveDate::from_ymd(‹1998, 2, 11›))",
        ),
        near_misses=("released=date(1990, 3, 3)", "birthday=range(1990, 3)"),
    ),
    Rule(
        "birth-marked",
        Label.DATE_BIRTH,
        rf"{_BIRTHDAY}{_HELD}[\"']?[0-9]",
        rf"(?i)(?<![a-z])(?:date_?of_?)?{_BIRTHDAY}{_HELD}[\"']?" + DATE,
        birth_of,
        before=64,
        after=48,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            '"dob": {"$date": "‹1990-03-03T00:00:00Z›"}',
            "date_of_birth: !!timestamp ‹1990-03-03›",
            '{"birth": {"date": "‹1990-03-03›"}}',
            '<birthdate value="‹1990-03-03›"/>',
            '"出生":{"words":"‹19900303›"}',
            "BDAY;VALUE=date:‹1990-03-03›\n",
            "q=dob%3D‹1990-03-03›",
        ),
        near_misses=(
            '"born": {"place": "1990-03-03"}',
            '"birth": {"date": "1990-13-03"}',
            '"start": {"$date": "1990-03-03"}',
        ),
    ),
    Rule(
        "birth-wrapped",
        Label.DATE_BIRTH,
        _BORN + _MADE + r"\(\s?[bfnru]?[\"'](?:[0-9]|jan|feb|ma|apr|ju|aug|sep|oct|nov|dec)",
        rf"(?i){_APART}{_BORN}{_MADE}\(\s?[bfnru]?[\"']{DATE}",
        birth_of,
        before=96,
        after=48,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "birthDate: new Date('‹2002-03-26›'),",
            'bornOn = LocalDate.parse("‹1990-03-03›")',
            '"dob": ISODate("‹1990-03-03T00:00:00.000Z›")',
            '.dateOfBirth(DateTime.Parse("‹03/14/1985›"))',
            "dob = to_date('‹1990-03-03›', 'YYYY-MM-DD')",
        ),
        near_misses=(
            "createdAt: new Date('2002-03-26')",
            "birthdays = load('2024-birthdays.csv')",
            "birthday: parse('1990-13-03')",
        ),
    ),
    Rule(
        "born-after-date",
        Label.DATE_BIRTH,
        r"(?:日|月|[0-9]) ?(?:出生|生人|，生于|生(?:，|。|；|于|、|）|｜|·|[,;)|/\s\x00]))",
        r"(?P<v>(?P<y>(?:18|19|20)\d\d)(?P<s>[-/.年])(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
        r"(?P<compact>(?!))?|(?:18|19|20)\d\d年\d{1,2}月)"
        r"(?= ?(?:出生|生人|，生于|生[，。,；;、)）｜·|/\s]|生于|生$))",
        birth_of,
        before=24,
        after=4,
        rank=TEXTUAL,
        examples=(
            "‹1963年5月8日›出生",
            "女，汉族，‹1971-09-15›出生",
            "男，‹1985年3月2日›生，汉族",
            "姜某｜男｜‹1950年5月18日›生｜江苏",
            "李某，男，‹1985年3月›生。",
            "‹1985-03-02›生于上海",
            "（‹1985年3月2日›生）",
        ),
        near_misses=(
            "2023年5月8日生产",
            "1963年13月8日出生",
            "2023年5月8日生效，",
            "2023年5月生成",
            "5月8日生，",
        ),
    ),
)
