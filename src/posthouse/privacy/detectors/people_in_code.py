"""People whom programs name: parts of a name, git's user, bodies of forms, rows, scans.

A name may be an object of parts (name: {first: …}), stand percent-encoded in the body of a form, in
a row without headings beside what is a person's, or parted by a scanner behind its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from posthouse.model.finding import Label
from posthouse.privacy.detectors.personal_fields import personal_around
from posthouse.privacy.fieldnames import field
from posthouse.privacy.fieldvalues import PERSON_AT, PERSON_HAN, judged, looks_like_person, person
from posthouse.privacy.namewords import DOUBLE_SURNAMES, SURNAMES
from posthouse.privacy.rules import GUESS, TEXTUAL, Rule
from posthouse.privacy.tables import MARGIN, Cell

_WITHIN = 320  # characters of an object of parts
_AROUND = 240
_PART = re.compile(
    r"[\"'`]?(?<![A-Za-z])(?P<k>first|last|given|family|middle|full|text)(?:_?[Nn]ame)?[\"'`]?"
    r"[ \t]{0,4}(?:=>|[:=])[ \t]{0,4}\[?[ \t]{0,4}"
    r"(?P<q>[\"'`]?)(?P<v>[A-ZÀ-ÞĀ-ž\u3400-\u9fff][^\"`\n{}\[\]:;,=]{0,48})"
)
_ENDS = re.compile(r"\}|\n[^\n]{0,12}\n|\n(?![ \t+\d])")


def _parts(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the parts of a name from its object, or from the lines that stand deeper."""
    text, at = match.string, match.end()
    end = _ENDS.search(text, at, at + _WITHIN)
    for part in _PART.finditer(text, at, end.start() if end is not None else at + _WITHIN):
        if part["k"] == "text" and "[" not in match.group():
            continue
        value = part["v"].rstrip()
        if part["q"] == "'":
            value = re.split(r"'(?![A-Za-zÀ-ÿ])", value)[0]
        whole = part["k"] in ("full", "text")
        if looks_like_person(value, part=not whole, sure=whole):
            yield part.start("v"), part.start("v") + len(value), Label.PERSON


def _encoded(match: re.Match[str]) -> Iterator[Cell]:
    """Yield a value of a form's body if its key and what it reads as say what it is."""
    found = field(re.split(r"[\[\].]", match["k"].rstrip("]"))[-1])
    if found is None:
        return
    try:
        value = unquote_to_bytes(match["v"].replace("+", " ")).decode()
    except UnicodeDecodeError:
        return
    start, end = match.span("v")
    text = match.string
    if value.isascii() and "&" not in text[match.start() - 1 : match.start()] + text[end : end + 1]:
        return
    beside = personal_around(text, max(start - _AROUND, 0), end + _AROUND)
    label = judged(found, value, beside=beside)
    if label is not None:
        yield start, end, label


_HAN = r"(?:[\xe3-\xe9][\x80-\xbf]{2})"
_JOINT = r"(?:\t| {2,8}|, ?| ?\| ?)"
_BORN = r"(?:19|20)\d\d ?[-/.年]|(?:19|20)\d{6}(?!\d)|\d{17}|1[3-9]\d{9}(?!\d)"
_UTF8 = r"%[eE][3-9](?:%[89abAB][0-9a-fA-F]){2}"
_SURNAME = rf"(?:{'|'.join(sorted(DOUBLE_SURNAMES))}|[{SURNAMES}])"
_GAP = "[ \u3000]"

RULES = (
    Rule(
        "person-in-parts",
        Label.PERSON,
        r"name[\"'`]?[ \t]{0,2}(?::|=|=>)[ \t]{0,3}\[?[ \t\r\n]{0,24}\{|"
        r"name:[ \t]{0,4}\r?\n[ \t+0-9]{1,24}(?:first|last|given|family|full|middle)",
        r"(?<![Ee])(?i:name)[\"'`]?[ \t]{0,2}(?:=>|[:=])[ \t]{0,3}"
        r"(?:\[?[ \t\r\n]{0,24}\{|\r?\n(?=[ \t+\d]{1,24}(?:first|last|given|family|full|middle)))",
        labelled=_parts,
        rank=TEXTUAL,
        caseless=True,
        before=64,
        after=330,
        examples=(
            "name: { first: '‹Olivia›', last: '‹Petrović›' },",
            '"name":[{"use":"official","text":"‹Rahul Meenakshi Venkatesan›"}]',
            '"name": [{"family": "‹Marchetti›", "given": ["‹Olivia›"]}]',
            "owner:\n  name:\n    first: ‹Olivia›\n    last: ‹Marchetti›\n",
            "'name' => ['x' => {'first' => 'y'}], name => { given => '‹Olivia›' }",
        ),
        near_misses=(
            "name: { type: String, required: true }",
            "name: { first: 'first', last: 'Last Name' }",
            "filename: { text: 'Click Here' }",
            'name: { text: "Build", last: true }',
        ),
    ),
    Rule(
        "person-of-git",
        Label.PERSON,
        r"user\.name[ =\"']{1,4}[A-Z\xc3-\xc5\xe3-\xe9]|"
        r"\[user\][ \t]{0,4}\r?\n[^\n\x00=]{0,16}name ?=",
        rf"(?:(?<![\w.])user\.name(?:[ =]|\"|'){{1,4}}|\[user\][ \t]{{0,4}}\r?\n{MARGIN}?"
        rf"[ \t]{{0,8}}name ?= ?[\"']?)(?P<v>{PERSON_AT.pattern})(?=[\"'\s;&|\\]|\Z)",
        person,
        rank=TEXTUAL,
        before=72,
        after=72,
        examples=(
            'git config user.name "‹Ignacio Ashworth›"\n',
            "git config --global user.name ‹张伟明›\n",
            "git -c user.name='‹Łukasz Nowak›' commit\n",
            "[user]\n\tname = ‹Marcy Nair›\n",
        ),
        near_misses=(
            'git config user.name "Deploy Bot"\n',
            "user.name=Foo",
            'assert user.name == "Test User"',
        ),
    ),
    Rule(
        "form-body",
        Label.PERSON,
        rf"[A-Za-z_\]]=(?:{_UTF8}){{2}}|[A-Za-z_\]]=[A-Z][a-z]{{1,24}}(?:\+|%20)[A-Z][a-z]",
        r"(?<![\w%.\[])(?P<k>[A-Za-z_][\w.-]{1,40}(?:\[\w{1,24}\]){0,2})="
        r"(?P<v>(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9+._~-]){4,600})",
        labelled=_encoded,
        rank=TEXTUAL,
        before=128,
        after=600,
        examples=(
            "name=‹%E5%B0%B9%E9%9B%A8%E8%AF%BA›&mobile=15107217636",
            "a=1&full_name=‹Olivia+Marchetti›&b=2",
        ),
        near_misses=(
            "q=%E5%A4%A9%E6%B0%94&page=1",
            "name=%E4%BA%A7%E5%93%81&page=1",
            "owner=Foo+Bar",
        ),
    ),
    Rule(
        "person-in-row",
        Label.PERSON,
        rf"{_HAN}{{2}}{_JOINT}"
        r"(?:(?:男|女)(?:\t| |,|\|)|1[3-9][0-9]{9}[^0-9]|[A-Za-z0-9._+-]{2,64}@[a-z0-9])",
        rf"(?:(?<![\w ])|(?<=  ))(?P<v>{PERSON_HAN.pattern})(?<![部组科室处队会司店网]){_JOINT}"
        rf"(?=(?:男|女){_JOINT}(?:{_BORN})|1[3-9]\d{{9}}(?!\d)|[\w.+-]{{2,64}}@\w)",
        person,
        rank=GUESS,
        before=96,
        after=90,
        examples=(
            "‹蒋涵梅›\tcheny8807@aliyun.test\t18212961787\n",
            "65510749  ‹夏洁›  男  1983-09-03  19912345678\n",
            "1,‹欧阳若兰›,15107217636,x\n",
        ),
        near_misses=(
            "金融部\tjr@firm.test\n",
            "高跟鞋,女,299\n",
            "合计  15107217636\n",
        ),
    ),
    Rule(
        "person-parted",
        Label.PERSON,
        r"(?:姓(?: |　){0,3}名|所有人|车主|持证人|法定代表人)(?: |　|:|：){1,4}"
        rf"{_HAN}{{1,2}}(?: |　)",
        rf"(?:姓{_GAP}{{0,3}}名|所有人|车主|持证人|法定代表人)[ \u3000:：]{{1,4}}"
        rf"(?P<v>{_SURNAME}(?:{_GAP}[\u4e00-\u9fff]{{2}}|(?:{_GAP}{{1,3}}[\u4e00-\u9fff]){{1,2}}))"
        rf"(?={_GAP}{{0,3}}(?:\r?\n|[|\"\\]|\Z)|{_GAP}{{1,3}}[\u4e00-\u9fff]{{2}})",
        rank=TEXTUAL,
        before=36,
        after=24,
        examples=(
            "姓 名 ‹何　一›\n性 别 女\n",
            "所有人 ‹崔 凤英› 发动机号码 1016744",
            "所有人 ‹熊　可　馨› 发动机号码 1016744",
            "姓名：‹王  芳›\n",
        ),
        near_misses=("姓 名 性 别 民 族\n", "所有人 都 可以 看", "姓名 性别\n"),
    ),
)
