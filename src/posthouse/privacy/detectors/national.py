"""National numbers told by their name: "mi NIE es X9613851N", 401-023-2137 (NHS number).

What is called how, its shape and its check are rows of numbers/. A name that says nothing else is a
trigger by itself and its number may stand some words behind it, or before it; one that is an
ordinary word too has its number right behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from posthouse.model.finding import Label
from posthouse.privacy.checksums import example_number, is_day, social_security_example
from posthouse.privacy.detectors.numbers.links import Link, link
from posthouse.privacy.detectors.numbers.table import (
    Named,
    Number,
    folded,
    numbers_by_name,
    sizes,
    spellings,
)
from posthouse.privacy.national_checks import is_national
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.tables import Cell

_LONGEST = 44  # characters of a name
_FIGURE = re.compile(r"[^\d\n]{0,72}\d")
_WORD = re.compile(r"[A-Z]{2,}s?(?![a-z])|[^\W\d_]+(?:[/-][^\W\d_]+)?")
_FIGURES = re.compile(r"\d")
_LETTERS = "À-ÖØ-öø-ÿА-яЁІЇЄΑ-Ω"
_VALUE = re.compile(
    rf"[0-9A-Za-zα-ω{_LETTERS}](?:[ .,/:·–-]?[0-9A-Za-z&{_LETTERS}가-힣あ-ん()]){{3,40}}"
)
_PIECE = re.compile(r"(?:[A-Z]{1,5} |[A-Za-z]{1,5}[.-]?)$")  # "is " is a word
_SIGNS = re.compile(r"[^0-9A-Za-zÀ-ÖØ-öø-ÿА-яЁІЇЄΑ-Ω가-힣あ-ん&]")
_SHORT = 4  # letters of a name that stands in other words too
_PARTS = 8  # signs and blanks in a number, most
_LAST = re.compile(r"[^\W_](?![0-9A-Za-z_])")
_DECIMAL = re.compile(r"\.\d")
_RUNS_ON = re.compile(r"[A-Za-z0-9_]|[-./:]\d|[-_/\\@][A-Za-z]{2}")
_DAY = re.compile(
    r"(?:19|20)\d\d[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./](?:19|20)?\d\d|\d{1,2}:\d\d"
)
_AND = r"(?:and|or|und|oder|et|ou|y|o|e|i|ve|en|och|og) "
_NEXT = re.compile(rf"[\"'`)\]]{{0,2}}(?:(?:, ?| ?[/;&+] ?)(?:{_AND})?| {_AND})")
_MOST = 8
_BACK = re.compile(
    r"(?<=[0-9A-Za-z])(?P<open>[\"'”’`)\]]{0,2} ?(?:[(\[（–—]|- )|[\"'”’`)\]]{0,2},? (?:"
    r"(?:is|was|as|ist|als|es|como|est|comme|è|come|é|como|är|er|on|jest|to|olan|the|a|an|my|his|her|"
    r"your|our|their|its|valid|mein|meine|unsere|ihre|mi|su|el|la|mon|ma|le|il|mio|la mia|meu|o|"
    r"benim|minun|mitt|min|vårt|vår|ditt|mój|jego|jej) ){1,4}) ?[\"'“‘]?$"
)
_BEFORE = 64


def _told(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the numbers behind the name that ends here, or the one before it."""
    text, end = match.string, match.end()
    ahead = _FIGURE.match(text, end)
    if ahead is None and not _FIGURES.search(text, max(end - _BEFORE, 0), end):
        return
    placed = _name(text, end)
    if placed is None:
        return
    start, end, named = placed
    found = list(_ahead(text, (start, end), named)) if ahead is not None else []
    yield from found or _behind(text, start, named)


def _led(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the numbers from this figure on, by the nearest name before it."""
    text, at = match.string, match.start()
    names, lasts = numbers_by_name(), _last_words()
    low = max(text.rfind("\n", 0, at) + 1, at - _BEFORE)
    low = max((one.end() for one in _FIGURES.finditer(text, low, at)), default=low)
    said = list(_WORD.finditer(text, low, at))
    for last in range(len(said) - 1, -1, -1):
        if folded(said[last][0]) not in lasts:
            continue
        end = said[last].end()
        for first in range(max(last - 2, 0), last + 1):
            start = said[first].start()
            named = names.get(" ".join(folded(text[start:end]).split()))
            if named is not None and (found := list(_ahead(text, (start, end), named))):
                yield from found
                return


@cache
def _last_words() -> frozenset[str]:
    return frozenset(folded(name).split()[-1] for name in _WITH_FIGURES)


def _name(text: str, end: int) -> tuple[int, int, Named] | None:
    """Return where the longest name stands whose part ends here, and what is called so."""
    names = numbers_by_name()
    by_head, by_tail = sizes()
    tail = folded(text[max(end - _LONGEST, 0) : end])
    for size in by_tail.get(tail[-2:], ()):
        if size <= len(tail) and tail[-size:] in names and _begins(text, end - size):
            break
    else:
        return None
    start, known = end - size, names[tail[-size:]]
    head = folded(text[start : start + _LONGEST])
    for stop in by_head.get(head[:2], ()):
        whole = size < stop <= len(head) and not head[stop : stop + 1].isalpha()
        if whole and head[:stop] in names:
            return start, start + stop, names[head[:stop]]
    return start, end, known


def _begins(text: str, at: int) -> bool:
    """Tell whether a word begins here: nhs in patient_nhs and in patientNhs, not in unhs."""
    before = text[at - 1 : at]
    if not before.isascii() or not text[at].isascii():
        return not (before.isalpha() and before.isascii() == text[at].isascii())
    return not before.isalnum() or (before.islower() and text[at].isupper())


def _ahead(text: str, name: Span, named: Named) -> Iterator[Cell]:
    """Yield what follows a name and has the shape of what is called so."""
    if not named.sure and text.startswith("(", name[1]):
        return  # of a word that says other things too, a call: sin(0.5)
    for start in _candidates(text, name[1]):
        led = link(text, *name, start)
        if led is Link.NONE:
            continue
        for end in _ends(text, start):
            number = _fitting(text, (start, end), named, led)
            if number is not None:
                yield start, end, number.label
                yield from _further(text, end, number)
                return


def _candidates(text: str, end: int) -> Iterator[int]:
    """Yield where a number may begin, at the letters before its figures too."""
    first = _FIGURE.match(text, end)
    at = first.end() - 1 if first is not None else end
    while at > end and text[at - 1].isalnum() and _VALUE.match(text[at - 1] + "0000"):
        at -= 1
    starts = [at]
    for _ in range(2):
        piece = _PIECE.search(text, max(starts[-1] - 6, end), starts[-1])
        if piece is None:
            break
        starts.append(piece.start())
    for start in reversed(starts):
        if start > end or not text[start - 1 : start].isalnum():
            yield start


def _ends(text: str, start: int) -> Sequence[int]:
    """Return where a number that begins here may end, the furthest first."""
    whole = _VALUE.match(text, start)
    if whole is None:
        return ()
    ends: list[int] = []
    for last in _LAST.finditer(text, start + 4):
        if last.end() > whole.end():
            break
        ends.append(last.end())
    return ends[: -2 * _PARTS - 1 : -1]


def _fitting(text: str, span: Span, named: Named, led: Link) -> Number | None:
    """Return which of the numbers that are called so this is."""
    raw = text[slice(*span)]
    plain = _SIGNS.sub("", raw).upper()
    if len(raw) - len(plain) > _PARTS:
        return None
    for numbers, checked, bare in (
        (named.sure, Link.WORDS, Link.SAID),
        (named.loose, Link.BESIDE, Link.SIGNED),
    ):
        for number in numbers:
            least = checked if number.checks else bare
            if led >= least and number.shape.fullmatch(plain) and _holds(number, text, span, plain):
                return number
    return None


def _holds(number: Number, text: str, span: Span, plain: str) -> bool:
    """Tell whether what has the shape of a number is one: no amount, no day, its check right."""
    raw = text[slice(*span)]
    if _is_amount(text, span) or _DAY.match(raw):
        return False
    return _checked(number, raw, plain) if number.checks else _alone(text, span, plain)


def _is_amount(text: str, span: Span) -> bool:
    before = text[max(span[0] - 1, 0) : span[0]]
    return (before != "" and before in "+$€£") or _DECIMAL.match(text, span[1]) is not None


def _checked(number: Number, raw: str, plain: str) -> bool:
    if social_security_example(raw) or set(plain) == {"0"}:
        return False
    return any(is_national(one, raw) or is_national(one, plain) for one in number.checks)


def _alone(text: str, span: Span, plain: str) -> bool:
    """Tell whether a number without a check is neither a day nor an example nor part of more."""
    if (
        _RUNS_ON.match(text, span[1])
        or example_number(plain)
        or (plain.isdigit() and is_day(plain))
    ):
        return False
    return social_security_example(text[slice(*span)]) is False


def _further(text: str, at: int, number: Number) -> Iterator[Cell]:
    """Yield numbers of the same kind that are joined to one: "A1234567 and B7654321"."""
    for _ in range(_MOST):
        joint = _NEXT.match(text, at)
        if joint is None or joint.end() == at:
            return
        start = joint.end()
        for end in _ends(text, start):
            if _fitting(text, (start, end), Named(sure=(number,)), Link.SAID):
                yield start, end, number.label
                at = end
                break
        else:
            return


def _behind(text: str, name: int, named: Named) -> Iterator[Cell]:
    """Yield the number that stands before its name, behind a bracket or a few words."""
    low = max(name - _BEFORE, 0)
    led = _BACK.search(text[low:name])
    if led is None:
        return
    end = low + led.start()
    begins = [at for at in range(max(end - 30, 0), end - 5) if _may_begin(text, at)]
    for start in begins:
        if _VALUE.fullmatch(text, start, end) and "\n" not in text[start:end]:
            number = _fitting(text, (start, end), named, Link.SAID)
            if number is not None and (number.checks or not text[start:end].isdigit()):
                yield start, end, number.label
                return


def _may_begin(text: str, at: int) -> bool:
    return text[at].isalnum() and not (at and (text[at - 1].isalnum() or text[at - 1] in "_.-/+"))


def _trigger(names: Sequence[str]) -> str:
    """Return an expression for each of some names, without those that another one begins or ends.

    A name that holds another one whole is looked up from where that one stands.
    """
    known = {folded(name) for name in names}

    def held(name: str) -> bool:
        parts = folded(name).split()
        cuts = range(1, len(parts))
        return any(" ".join(parts[:cut]) in known or " ".join(parts[cut:]) in known for cut in cuts)

    ways = {way for name in names if not held(name) for way in _written(name)}
    return "|".join(sorted(ways))


def _written(name: str) -> set[str]:
    """Return how a name is written, for hyperscan, which knows the case of ASCII alone."""
    forms = {name}
    if not name.isascii():
        latin = folded(name).isascii()
        forms |= {name.capitalize(), *(() if latin else (name.upper(),))}
        forms |= {folded(name)} if len(name) > _SHORT and "." not in name else set()
    forms = {re.sub(r"[A-Z]", lambda one: one[0].lower(), one) for one in forms}
    spelt = (re.sub(r"([.#*+?()\"|-])", r"\\\1", one) for one in forms)
    return {one.replace("'", "(?:'|’)").replace(" ", "[ _.-]?") for one in spelt}


_ALONE = tuple(name for name in spellings(loose=False) if len(name) > _SHORT or not name.isascii())
_WITH_FIGURES = tuple(sorted({*spellings(loose=True), *spellings(loose=False)} - {*_ALONE}))

RULES = (
    Rule(
        "national-id-named",
        Label.ID_CARD,
        rf"[^A-Za-z0-9](?:{_trigger(_ALONE)})",
        r"(?s:.)",
        labelled=_told,
        before=1,
        after=0,
        rank=NUMBER,
        caseless=True,
        here=True,
        examples=(
            "NHS number ‹943 476 5870›",
            "The NHS number of the customer is ‹401-023-2137›.",
            "‹401-023-2137› (NHS number)",
            "PESEL ‹44051401359›",
            "PESEL pacjenta to ‹44051401359›, proszę",
            "Aadhaar ‹234123412346›",
            "mera aadhaar number ‹2341 2341 2346› hai",
            "TC Kimlik No ‹17291716060›",
            "T.C. kimlik numaram ‹17291716060›",
            "Die Steuer-ID von Herrn Braun lautet ‹36 574 261 809›.",
            "‹131052-308T› is my henkilötunnus.",
            "주민번호 ‹030204-1894490›",
            "제 주민등록번호는 ‹030204-1894490›입니다",
            "เลขบัตรประชาชน ‹1-7043-01435-17-7›",
            "マイナンバーは‹5810 8500 5831›です",
        ),
        near_misses=(
            "NHS number 943 476 5871",
            "NHS trust phone 0943 476 5870",
            "the nhs hotline 943 476 5870",
            "pesel: 44051401358",
            "주민번호 12345",
            "using 123456782",
            "passport-0.7.0",
            "Steuer-ID: 2024-01-02",
            "wallet 0x1234",
            "order 9434765870, nhsx",
        ),
    ),
    Rule(
        "national-id-told",
        Label.ID_CARD,
        rf"[^A-Za-z0-9](?:{_trigger(_WITH_FIGURES)})[^0-9\n\x00]{{0,48}}[0-9][0-9A-Za-z ./-]{{4}}",
        r"\d",
        labelled=_led,
        before=5,
        after=0,
        rank=NUMBER,
        caseless=True,
        here=True,
        examples=(
            "DNI: ‹54362315K›.",
            "Mi NIE es ‹X9613851N›",
            "BSN ‹1112.22.333›",
            "OIB: ‹33392005961›",
            "CURP ‹BOXW310820HNERXN09›",
            "CUIL ‹20-05536168-2›",
            "The hetu of the customer is ‹131052-308T›.",
            "SIN: ‹123 456 782›",
            "NRIC ‹S0000002G›",
            "NRIC/FIN: ‹S0000002G›",
            "PAN: ‹ZACPZ4648Z›  Mobile",
        ),
        near_misses=(
            "DNI: 54362315Z",
            "NRIC S0000002H",
            "INN 123456789012",
            "pan 1234567890",
            "nik nama123456",
            "sin 12345678",
            "a pan of 123456782 g",
            "passport 12345678 users",
            "Math.sin(123456782.5)",
        ),
    ),
)
