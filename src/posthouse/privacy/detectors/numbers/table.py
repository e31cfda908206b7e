"""The table of national numbers, read: rows by the name that stands beside a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from posthouse.model.finding import Label
from posthouse.privacy.detectors.numbers.africa import NUMBERS as AFRICA
from posthouse.privacy.detectors.numbers.americas import NUMBERS as AMERICAS
from posthouse.privacy.detectors.numbers.asia import NUMBERS as ASIA
from posthouse.privacy.detectors.numbers.europe import NUMBERS as EUROPE
from posthouse.privacy.detectors.numbers.links import Link

_BLANKS = str.maketrans(dict.fromkeys("_-.'’/", " "))
_ACCENTS = re.compile("[\u0300-\u036f]+")
_RE: Any = import_module("re._parser")  # what reads expressions for `re`


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A national number: whose, what it is, what checks it, its shape without blanks and signs."""

    country: str
    label: Label
    checks: tuple[str, ...]
    shape: str


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """The numbers that are called so; `loose` where the name is a word that says other things."""

    sure: tuple[Number, ...] = ()
    loose: tuple[Number, ...] = ()

    def is_called_as(self, other: Named) -> bool:
        """Tell whether another name says the same."""
        return self.sure == other.sure and self.loose == other.loose


def _lines() -> list[str]:
    return [line for part in (EUROPE, AMERICAS, ASIA, AFRICA) for line in part.split("\n") if line]


def _names(line: str) -> list[str]:
    return [name.strip() for name in line.split(" ", 4)[4].split(",")]


def folded(name: str) -> str:
    """Return a name in small letters, without accents, with blanks for its signs."""
    if name.isascii():
        return name.lower().translate(_BLANKS)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", name.lower()))
    return unicodedata.normalize("NFC", plain).translate(_BLANKS)


def spellings(*, loose: bool) -> tuple[str, ...]:
    """Return all names as they are written, those that are ordinary words or all others."""
    told = {name.removeprefix("~") for line in _lines() for name in _names(line) if name[0] == "~"}
    sure = {name for line in _lines() for name in _names(line) if name[0] != "~"}
    return tuple(sorted(told if loose else sure))


@cache
def numbers_by_name() -> dict[str, Named]:
    """Return what is called by each name, folded, with its blanks and without."""
    found: dict[str, Named] = {}
    for line in _lines():
        country, label, checks, shape, _ = line.split(" ", 4)
        told = () if checks == "-" else tuple(checks.split(","))
        number = Number(country, Label[label], told, shape)
        for name in _names(line):
            key = folded(name.removeprefix("~"))
            for one in dict.fromkeys((key, key.replace(" ", ""), " ".join(key.split()))):
                known = found.get(one, Named())
                if name[0] == "~":
                    found[one] = Named(known.sure, (*known.loose, number))
                else:
                    found[one] = Named((*known.sure, number), known.loose)
    return found


Shapes = Mapping[int, tuple[tuple[re.Pattern[str], Number], ...]]
"""The numbers of each size, without blanks and signs, and their shapes."""


@cache
def shapes(named: Named, led: Link) -> Shapes:
    """Return what is called so and counts where its name leads to it in this way."""
    found: dict[int, tuple[tuple[re.Pattern[str], Number], ...]] = {}
    for numbers, checked, bare in (
        (named.sure, Link.WORDS, Link.SAID),
        (named.loose, Link.BESIDE, Link.SIGNED),
    ):
        for number in numbers:
            if led < (checked if number.checks else bare):
                continue
            least, most = _RE.parse(number.shape).getwidth()
            for size in range(least, most + 1):
                found[size] = (*found.get(size, ()), (re.compile(number.shape), number))
    return found


@cache
def alone(number: Number) -> Named:
    """Return what only this number is called."""
    return Named(sure=(number,))


@cache
def sizes() -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """Return how long names are, the longest first, by their first two letters and their last."""
    heads: dict[str, set[int]] = {}
    tails: dict[str, set[int]] = {}
    for name in numbers_by_name():
        heads.setdefault(name[:2], set()).add(len(name))
        tails.setdefault(name[-2:], set()).add(len(name))
    first, last = (
        {key: tuple(sorted(one, reverse=True)) for key, one in some.items()}
        for some in (heads, tails)
    )
    return first, last
