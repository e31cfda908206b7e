"""The tables of keys read: lines of a name and shapes, and what is known of keys by them.

A value that begins like a known key but is shorter than any, or stands under the name of a service
that has one kind of key and is neither such a key nor a longer one, is an example, cut short or
made up: the generic rules leave it.
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
# Other secrets than the key that a service gives.
_OTHERWISE = re.compile("webhook|hook|sign|pass|client|encrypt|session|app|security|internal|jwt")


_RUNS = re.compile(r"\{[^}]*\}|\[[^\]]*\]|[(|)]")
_SIGNS = re.compile(r"[^A-Za-z0-9]")


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
    """Shapes that belong together, how long their keys are, the signs that divide these."""

    shapes: tuple[str, ...]
    shortest: int
    longest: int
    signs: frozenset[str]

    def fits(self, value: str) -> bool:
        """Tell a whole key."""
        return _whole(self.shapes).fullmatch(value) is not None


@cache
def _whole(shapes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(pattern, shapes)))


def _known(shapes: tuple[str, ...]) -> _Known:
    signs = frozenset(_SIGNS.findall(_RUNS.sub("", "".join(shapes))))
    return _Known(shapes, min(map(shortest, shapes)), max(map(longest, shapes)), signs)


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
        found.setdefault(lead[:_LEAD], {})[lead] = _known(ways)
    return found


@cache
def _exactly_named() -> tuple[AhoCorasick, list[_Known]]:
    """Return a search for the names of services with one kind of key, and those kinds."""
    found = {
        name: _known(row.shapes)
        for family in FAMILIES
        for row in rows(family.SERVICES)
        if row.exact
        for name in row.name.split("|")
    }
    return AhoCorasick(list(found)), list(found.values())


def cut_short(name: str, value: str) -> bool:
    """Tell what only begins like a known key, or is not what the service that `name` names gives.

    A key of a known prefix and another form may have come later: only a shorter one is left. Under
    a service's name, what is longer than its keys is another's, unless it is divided as they are.
    """
    under = {} if value.startswith("sk-") else _by_lead().get(value[:_LEAD], {})
    begins = [known for lead, known in under.items() if value.startswith(lead)]
    if begins:
        whole = any(known.fits(value) for known in begins)
        return not whole and len(value) < min(known.shortest for known in begins)
    search, known_of = _exactly_named()
    low = name.lower()
    if _OTHERWISE.search(low):
        return False
    named = [known_of[index] for index, _, _ in search.find_matches_as_indexes(low)]
    if not named or any(known.fits(value) for known in named):
        return False
    divided = any(not known.signs.isdisjoint(value) for known in named)
    return divided or len(value) <= max(known.longest for known in named)
