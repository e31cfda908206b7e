"""Phone numbers of any country that a sentence or a card says to be such: "call me on 450 0840"."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.tables import LINE
from posthouse.privacy.telephones import numbered

_FEWEST, _MOST = 7, 15  # digits of a number that is dialled (E.164)
DIALLED = (
    r"(?:(?<![\w.+-])|(?<=\n\+))(?P<v>(?:\+|\()?\d(?:[ .\-/]{0,2}[()]?[ ]?\d){6,14})"
    r"(?![\w/=%]|[.,:-]\d)"
)
"""A number of telephones in any grouping; `dialled` judges it."""
_DATED = re.compile(
    r"(?:19|20)\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}|\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d\b"
)
_CALLED = (
    r"(?:call|calls|called|reach|ring|text|contact|phone|dial|answer|answering|available)"
    r"(?: (?:me|us|him|her|them|you|back|someone)){0,2} (?:on|at) "
)
_ASKED = (
    r"(?:phone|mobile|cell|telephone|whatsapp|contact|call ?back|best) (?:number|no\.?)|"
    r"(?:number|where) (?:can|may|could|should|do|shall) (?:we|i|they)|"
    r"number to (?:reach|call|ring)|"
    r"(?:mobile|phone|telephone|cell)(?: please)?(?=\?)"
)
_LEAD = (
    r"(?:\[[^\]\n]{4,24}\] ?)?(?:[^\s:：\d\"'=<>{}()\[\]]{1,20}[:：] ?)?"
    r"[^\n\d\"=<>{}\[\]:：]{0,28}?"
)
_OWN = (
    r"(?:my|his|her|our|their|your) (?:own|new|old|home|work|mobile|cell|direct|private|personal|"
    r"temporary|local|uk|us|german|spanish|french|dutch|indian) (?:number|no\.?)"
)
_KINDS = r"(?:office|fax|mobile|cell|landline)"
_NAMED = r"(?:telephone|phone|mobile|cell|fax|tel)(?: number| no\.?)?:?"


def dialled(match: re.Match[str]) -> Span | None:
    """Take what has as many digits as are dialled and is no date."""
    digits = re.sub(r"\D", "", match["v"])
    fits = _FEWEST <= len(digits) <= _MOST and len(set(digits)) > 1
    return match.span("v") if fits and _DATED.match(match["v"]) is None else None


def _of_a_kind(match: re.Match[str]) -> Span | None:
    """Take a number before its kind, but no count of mobiles: grouped, or joined to the kind."""
    counted = match["v"].isdigit() and match["joint"] == " "
    return None if counted else dialled(match)


def _from_abroad(match: re.Match[str]) -> Span | None:
    """Take what would be a number of its country with a + for the 00."""
    valid, possible = numbered(f"+{match['v'][2:].replace('(0)', '')}")
    groups = re.findall(r"\d+", match["v"])
    if len([one for one in groups if len(one) == 4 and one.startswith("00")]) > 1:
        return None  # signs of Unicode: 0046 0066 0069
    grouped = len(groups) > 1
    return match.span("v") if valid or (possible and grouped) else None


_FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SAID = rf"(?:(?:double |triple |treble )?(?:{'|'.join(_FIGURES)}|oh|hundred))"


def _aloud(match: re.Match[str]) -> Span | None:
    """Take what says as many figures as are dialled, and does not count up."""
    said, times = "", 1
    for word in re.findall("[a-z]+", match.group().lower()):
        if word in ("double", "triple", "treble"):
            times = 2 if word == "double" else 3
            continue
        figure = _FIGURES.index(word) if word in _FIGURES else 0
        said += "00" if word == "hundred" else str(figure) * times
        times = 1
    counted = said.strip("0") in "123456789"
    return match.span() if _FEWEST + 2 <= len(said) <= _MOST and not counted else None


RULES = (
    Rule(
        "phone-from-abroad",
        Label.PHONE,
        r"[^0-9A-Za-z./_-]00[1-9][0-9]{1,2}[ ./()-]{0,3}[0-9]{2}[0-9 ().-]{4}",
        r"(?:(?<![\w.+/-])|(?<=\n\+))(?P<v>00[1-9](?>(?:[ .\-]{0,2}+(?:\(\d{1,4}\)|\d++)){1,7}))"
        r"(?![\w/=%]|[.,:-]\d)",
        _from_abroad,
        before=16,
        after=24,
        rank=NUMBER,
        examples=("ring ‹0044 20 7946 0958› x", "\n+‹0044 7700 900548›\n", "m ‹004915112345678›,"),
        near_misses=(
            "FB03; 0046 0066 0069; x",
            "id 0044123",
            "0012345678901234567",
            "v0044 7700 900548",
            "000 111 222 333",
        ),
    ),
    Rule(
        "phone-british",
        Label.PHONE,
        r"[^0-9A-Za-z./_-](?:07[1-9][0-9]{8}|\(?01[2-9][0-9]{2}\)? [0-9]{5})",
        r"(?:(?<![\w.+/=-])|(?<=\n\+))(?:07[1-9]\d{8}|(?:\(01[2-9]\d\d\)|01[2-9]\d\d) \d{5,6})"
        r"(?![\w/=%]|[.,:-]\d| \d)",
        before=16,
        after=16,
        rank=NUMBER,
        examples=("Mob: ‹07700900510›\n", "on ‹01632 960681›.", "(‹(01632) 960960›)"),
        near_misses=(
            "x07700900510",
            "077009005101",
            "01632 9606",
            "01632 960681 0958",
            "=07700900510",
        ),
    ),
    Rule(
        "phone-asked",
        Label.PHONE,
        rf"(?:{_ASKED})".replace(r"(?=\?)", "[?:]") + r"[^\n\x000-9]{0,40}\n",
        rf"(?i)(?:{_ASKED})[^\n\d=<>{{}}:]{{0,40}}\n{LINE}{_LEAD}{DIALLED}",
        dialled,
        before=64,
        after=80,
        rank=NUMBER,
        caseless=True,
        examples=(
            "What phone number can we use for updates?\nuser: ‹612 245 245› in germany",
            "bot: Mobile number on the account?\nVisitor: ‹07700 900123›\n",
            "[10:02] A: best number to reach you?\n[10:03] B: it's ‹617 555 0124›\n",
        ),
        near_misses=(
            "the phone number column\nrow: 12 of 2024",
            "Phone number?\nB: on 2026-11-26",
            "mobile: yes\n1234567 users",
        ),
    ),
    Rule(
        "phone-called",
        Label.PHONE,
        _CALLED + r"[(+]?[0-9]{2}",
        r"(?i)(?<![a-z])" + _CALLED + DIALLED,
        dialled,
        before=40,
        after=32,
        rank=NUMBER,
        caseless=True,
        examples=(
            "Please call me on ‹450 0840›, thanks",
            "nobody is answering at ‹71-33-52-22›.",
            "reach us at ‹374 780 163›",
        ),
        near_misses=(
            "call me on 2026-11-26",
            "call it at 10 30",
            "reach us at 12 Main Street",
            "called at 0x4500840",
        ),
    ),
    Rule(
        "phone-own",
        Label.PHONE,
        _OWN + r"(?: is| was|:|'s)(?: now)? [(+]?[0-9]{2}",
        r"(?i)(?<![a-z])" + _OWN + r"(?: is| was|:|['’]s)(?: now)? " + DIALLED,
        dialled,
        before=48,
        after=32,
        rank=NUMBER,
        caseless=True,
        examples=(
            "My own number is ‹91 316 45 81›, the other",
            "her new number's ‹450 0840›.",
            "Our home number was ‹71-33-52-22›\n",
        ),
        near_misses=(
            "my new number is 2026-11-26",
            "my account number is 450 0840",
            "the new number is 450 0840",
        ),
    ),
    Rule(
        "phone-kind-behind",
        Label.PHONE,
        r"[0-9]{2} ?[-,\\]{0,2} ?" + _KINDS + r"[^A-Za-z]",
        r"(?i)" + DIALLED + r"(?P<joint> |[-,\\]{1,2} ?| [-,\\] )" + _KINDS + r"(?![a-z])",
        _of_a_kind,
        before=40,
        after=4,
        rank=NUMBER,
        caseless=True,
        examples=(
            "‹001-518-640-0854› mobile",
            "‹930.167.3943› fax",
            "‹21 253 109 8211›-Office",
        ),
        near_misses=("12 mobile phones", "2000000 mobile users of 7", "v1.2.3.4.5.6.7 mobile"),
    ),
    Rule(
        "phone-below",
        Label.PHONE,
        _NAMED + r" ?\r?\n(?: {0,8}[0-9]{1,6}\t|\+)? {0,4}[(+]?[0-9]{2}",
        r"(?i)(?<![a-z])"
        + _NAMED
        + r" ?\r?\n(?>(?: {0,8}\d{1,6}\t|[+](?=\d{5}))?) {0,4}"
        + DIALLED,
        dialled,
        before=40,
        after=32,
        rank=NUMBER,
        caseless=True,
        examples=(
            "Phone:\n‹780 6326›\n\nE-mail:",
            "     4\tPhone\n     5\t‹2063589606›\n",
            "Fax no.\n  ‹(71) 4233-6306›",
            "+Phone\n+‹6148457713›\n+Date of birth\n",
        ),
        near_misses=("Phone:\n12", "phone\n2026-11-26 10:00"),
    ),
    Rule(
        "phone-said",
        Label.PHONE,
        rf"{_SAID}(?:,? |-){_SAID}(?:,? |-){_SAID}(?:,? |-){_SAID}(?:,? |-){_SAID}(?:,? |-){_SAID}",
        rf"(?i)(?<![\w-]){_SAID}(?:(?:, ?| |-|\.\.\. ?){_SAID}){{5,15}}(?![\w-])",
        _aloud,
        before=120,
        after=120,
        rank=NUMBER,
        caseless=True,
        once=True,
        examples=(
            "my number's ‹oh seven seven double oh, nine hundred, oh six eight›, thats",
            "call ‹five one two five five five oh one four two› please",
        ),
        near_misses=(
            "one two three four five six",
            "one two three four five six seven eight nine ten",
            "count: zero one two three four five",
            "five one two five",
        ),
    ),
)
