"""The tables of keys read: lines of a name and shapes, and what is known of keys by them.

A value that begins like a known key, or stands under the name of a service whose keys are known,
but is no such key, is an example, cut short or made up: the generic rules leave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from posthouse.privacy.detectors.keys import apps, chat, cloud, code, data, models, money, watch
from posthouse.privacy.shapes import leads, longest, pattern, shortest

FAMILIES = (models, cloud, code, chat, money, watch, data, apps)
_LEAD = 3  # characters of a lead that tell keys apart
_WORD = re.compile(r"[a-z0-9]{4,}$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    `bare`: no word need stand between the service's name and the key (a line that ends with !).
    `exact`: the service has no keys of any other shape (a line that ends with =).
    """

    name: str
    shapes: tuple[str, ...]
    bare: bool
    exact: bool


def rows(table: str) -> Iterator[Row]:
    """Yield the lines of a table."""
    for line in table.strip().splitlines():
        name, *rest = line.split()
        shapes = [one for one in rest if one not in ("!", "=")]
        shapes.sort(key=shortest, reverse=True)  # of two that fit, the longer
        yield Row(name, tuple(shapes), bare="!" in rest, exact="=" in rest)


@dataclass(frozen=True, slots=True)
class _Known:
    """Shapes that belong together, and how long their keys are."""

    shapes: tuple[str, ...]
    shortest: int
    longest: int
    exact: bool

    def fits(self, value: str) -> bool:
        """Tell a whole key."""
        return _whole(self.shapes).fullmatch(value) is not None


@cache
def _whole(shapes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(pattern, shapes)))


def _known(shapes: tuple[str, ...], *, exact: bool) -> _Known:
    return _Known(shapes, min(map(shortest, shapes)), max(map(longest, shapes)), exact)


@cache
def _by_lead() -> dict[str, dict[str, _Known]]:
    """Return shapes by what they begin with, by the first characters of that."""
    shapes: dict[str, tuple[str, ...]] = {}
    for family in FAMILIES:
        for row in rows(family.KEYS):
            for shape in row.shapes:
                for lead in leads(shape):
                    if len(lead) >= _LEAD:
                        shapes[lead] = (*shapes.get(lead, ()), shape)
    found: dict[str, dict[str, _Known]] = {}
    for lead, ways in shapes.items():
        found.setdefault(lead[:_LEAD], {})[lead] = _known(ways, exact=True)
    return found


@cache
def _by_service() -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    for family in FAMILIES:
        for row in rows(family.SERVICES):
            for name in row.name.split("|"):
                plain = name.replace("\\", "")
                if _WORD.match(plain):
                    found[plain] = _known(row.shapes, exact=row.exact)
    return found


@cache
def _named_in() -> tuple[AhoCorasick, list[_Known]]:
    """Return a search for all names of services, and what is known of each."""
    found = _by_service()
    return AhoCorasick(list(found)), list(found.values())


def cut_short(name: str, value: str) -> bool:
    """Tell what only begins like a known key, or is too short for the service that `name` names.

    A value longer than all known keys is not judged: it may be of a kind that came later.
    """
    if value.startswith("sk-"):
        begins: list[_Known] = []
    else:
        under = _by_lead().get(value[:_LEAD], {})
        begins = [known for lead, known in under.items() if value.startswith(lead)]
    if begins and not any(known.fits(value) for known in begins):
        return len(value) <= max(known.longest for known in begins)
    if begins:
        return False
    search, known_of = _named_in()
    named = [known_of[index] for index, _, _ in search.find_matches_as_indexes(name.lower())]
    if not named or any(known.fits(value) for known in named):
        return False
    limit = max(known.longest + 1 if known.exact else known.shortest for known in named)
    return len(value) < limit
