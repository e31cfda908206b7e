"""Telephone numbers with the code of their country: is one assigned, could one be?

The tables are those of libphonenumber (package phonenumbers), and so are the answers: what it asks
type by type is asked here of the size first. Numbers of rare forms are left to it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from posthouse.privacy.within import remembered

_PLAIN = re.compile(r"\+[0-9 ().-]+")
_SIGNS = str.maketrans("", "", "+ ().-")
_LONGEST_CODE = 3
_FIGURES = range(7, 16)
"""With the code of the country; what is shorter or longer is left to the library."""
_KINDS = (
    *("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "voip", "uan"),
    *("personal_number", "pager", "voicemail"),
)
Kind = tuple[frozenset[int], str]
"""How many figures numbers have, and their expression, compiled when a number is asked about."""


class Part(NamedTuple):
    """A region: how its numbers begin where several share a code, what all are, and each kind."""

    begins: str | None
    all: Kind
    kinds: tuple[Kind, ...]


class Plan(NamedTuple):
    """How the numbers of a code are built.

    `trunk` is what stands before a number at home and not behind a code, `sizes` are those that a
    number could have at all, `regions` those that share the code.
    """

    code: int
    trunk: str | None
    sizes: frozenset[int]
    regions: tuple[str, ...]


@remembered
def numbered(text: str) -> tuple[bool, bool]:
    """Tell whether a number that begins with + is assigned, and whether it could be.

    The library is loaded with the first candidate: its tables are large.
    """
    figures = text.translate(_SIGNS) if _PLAIN.fullmatch(text) else ""
    if len(figures) not in _FIGURES:
        return _by_library(text)
    plan, number = _parted(figures)
    if plan is None:
        return False, False
    if plan.trunk is not None and _compiled(plan.trunk).match(number):
        return _by_library(text)
    return _is_assigned(plan, number), len(number) in plan.sizes


def _parted(figures: str) -> tuple[Plan | None, str]:
    """Return the plan of the code that figures begin with, and the number behind it."""
    for size in range(1, _LONGEST_CODE + 1):
        plan = _plan(figures[:size])
        if plan is not None:
            return plan, figures[size:]
    return None, figures


def _is_assigned(plan: Plan, number: str) -> bool:
    """Tell whether the first region whose number it may be has such numbers."""
    for region in plan.regions:
        part = _part(plan.code, region, len(plan.regions) > 1)
        if part.begins is not None and not _compiled(part.begins).match(number):
            continue
        fits = _is_of(part.all, number) and any(_is_of(kind, number) for kind in part.kinds)
        if fits or part.begins is not None:
            return fits
    return False


def _is_of(kind: Kind, number: str) -> bool:
    sizes, pattern = kind
    return len(number) in sizes and _compiled(pattern).fullmatch(number) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _by_library(text: str) -> tuple[bool, bool]:
    import phonenumbers

    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return False, False
    return phonenumbers.is_valid_number(number), phonenumbers.is_possible_number(number)


@cache
def _plan(code: str) -> Plan | None:
    """Return how the numbers of a code are built; None where no country has it."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE as REGIONS

    regions = REGIONS.get(int(code)) if code[0] != "0" else None
    if regions is None:
        return None
    main = _table(int(code), regions[0])
    general = main.general_desc
    return Plan(
        int(code),
        main.national_prefix_for_parsing or None,
        frozenset((*general.possible_length, *general.possible_length_local_only)),
        regions,
    )


@cache
def _part(code: int, region: str, shared: bool) -> Part:  # noqa: FBT001  what caches wants it so
    table = _table(code, region)
    kinds = (_kind(getattr(table, kind)) for kind in _KINDS)
    begins = table.leading_digits if shared else None
    return Part(begins, _kind(table.general_desc), tuple(kind for kind in kinds if kind[0]))


def _table(code: int, region: str) -> Any:
    from phonenumbers import PhoneMetadata

    return PhoneMetadata.metadata_for_region_or_calling_code(code, region)


def _kind(told: Any) -> Kind:
    """Return what the numbers of a kind are; where there are none, of no size."""
    if told is None or not told.national_number_pattern:
        return frozenset(), ""
    return frozenset(told.possible_length), told.national_number_pattern
