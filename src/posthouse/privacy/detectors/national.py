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
from posthouse.privacy.detectors.numbers.reading import AROUND, ahead, behind
from posthouse.privacy.detectors.numbers.table import (
    Named,
    folded,
    numbers_by_name,
    sizes,
    spellings,
)
from posthouse.privacy.rules import NUMBER, Rule
from posthouse.privacy.tables import Cell
from posthouse.privacy.vicinity import since_figure
from posthouse.privacy.within import remembered

_FIGURE = re.compile(r"[^\d\n]{0,72}\d")
_WORD = re.compile(r"[A-Z]{2,}s?(?![a-z])|[^\W\d_]+(?:[/-][^\W\d_]+)?")
_FIGURES = re.compile(r"\d")
_SHORT = 4  # letters of a name that stands in other words too


def _told(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the numbers behind the name that ends here, or the one before it."""
    text, end = match.string, match.end()
    if not _FIGURE.match(text, end) and not _FIGURES.search(text, max(end - AROUND, 0), end):
        return
    placed = _name(text, end)
    if placed is None:
        return
    start, end, named = placed
    figure = _FIGURE.match(text, end)
    found = list(ahead(text, (start, end), named, figure.end() - 1)) if figure is not None else []
    yield from found or behind(text, start, named)


def _led(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the numbers from this figure on, by the nearest name before it."""
    text, at = match.string, match.start()
    before = since_figure(text[max(at - AROUND, 0) : at])
    low = at - len(before)
    for start, end, named in _names_in(before):
        if found := list(ahead(text, (low + start, low + end), named, at)):
            yield from found
            return


@remembered
def _names_in(before: str) -> Sequence[tuple[int, int, Named]]:
    """Return what is called by the words before a figure, the nearest first, and where they are."""
    names, lasts = numbers_by_name(), _last_words()
    said = [one.span() for one in _WORD.finditer(before)]
    found: list[tuple[int, int, Named]] = []
    for last in range(len(said) - 1, -1, -1):
        begin, end = said[last]
        if folded(before[begin:end]) not in lasts:
            continue
        for start, _ in said[max(last - 2, 0) : last + 1]:
            named = names.get(" ".join(folded(before[start:end]).split()))
            if named is not None and not (
                found and found[-1][1] == end and named.is_called_as(found[-1][2])
            ):
                found.append((start, end, named))
    return found


@cache
def _last_words() -> frozenset[str]:
    return frozenset(folded(name).split()[-1] for name in _WITH_FIGURES)


def _name(text: str, end: int) -> tuple[int, int, Named] | None:
    """Return where the longest name stands whose part ends here, and what is called so."""
    names = numbers_by_name()
    by_head, by_tail = sizes()
    among = by_tail.get(folded(text[max(end - 2, 0) : end]))
    if among is None:
        return None
    tail = folded(text[max(end - among[0], 0) : end])
    for size in among:
        if size <= len(tail) and tail[-size:] in names and _begins(text, end - size):
            break
    else:
        return None
    start, name = end - size, tail[-size:]
    among = by_head[name[:2]]
    head = folded(text[start : start + among[0] + 1]) if among[0] > size else name
    for stop in among:
        whole = size < stop <= len(head) and not head[stop : stop + 1].isalpha()
        if whole and head[:stop] in names:
            return start, start + stop, names[head[:stop]]
    return start, end, names[name]


def _begins(text: str, at: int) -> bool:
    """Tell whether a word begins here: nhs in patient_nhs and in patientNhs, not in unhs."""
    before = text[at - 1 : at]
    if not before.isascii() or not text[at].isascii():
        return not (before.isalpha() and before.isascii() == text[at].isascii())
    return not before.isalnum() or (before.islower() and text[at].isupper())


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
