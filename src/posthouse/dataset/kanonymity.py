"""k-anonymity: how many records share each combination of quasi-identifiers, and what would help.

A record is as hidden as its class is large: k is the size of the smallest class. Values are
generalised by steps that their form allows (bands of numbers, months and years, first characters of
codes); the search raises, again and again, the column that leaves the fewest records below k, and
takes back at the end what helped nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

WANTED = 5
EDGES = (1, 2, 3, 5, 10, 20, 50, 100)
"""Lower ends of the sizes of classes in the distribution."""
ANY = "*"
_TOLERATED = 0.01
"""Share of records that may be left out rather than generalise one column more."""

Combination = tuple[str, ...]
Step = tuple[str, Callable[[str], str]]

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d+)?")
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9-]{4,12}")


@dataclass(frozen=True, slots=True)
class Plan:
    """Which step each column takes, what k that gives, how many records are still below."""

    steps: Mapping[str, str]
    levels: tuple[int, ...]
    k: int
    below: int


@dataclass(frozen=True, slots=True)
class Anonymity:
    """What was counted; `sizes` maps the lower end of a class size to (classes, records)."""

    columns: tuple[str, ...]
    records: int
    classes: int
    k: int
    below: int
    sizes: Mapping[int, tuple[int, int]]
    plan: Plan | None


def judged(
    columns: Sequence[str], counted: Counter[Combination], wanted: int = WANTED
) -> Anonymity:
    """Return what the counts of combinations mean, with a plan where some class is too small."""
    sizes = dict.fromkeys(EDGES, (0, 0))
    for size in counted.values():
        edge = max(edge for edge in EDGES if edge <= size)
        classes, records = sizes[edge]
        sizes[edge] = (classes + 1, records + size)
    k, below = _measured(counted, wanted)
    return Anonymity(
        tuple(columns), counted.total(), len(counted), k, below, sizes,
        planned(columns, counted, wanted) if below else None,
    )  # fmt: skip


def planned(columns: Sequence[str], counted: Counter[Combination], wanted: int) -> Plan:
    """Search steps that bring every class to `wanted`, save for a few records to be left out."""
    ladders = [ladder(sorted({one[n] for one in counted})) for n in range(len(columns))]
    levels = [0] * len(columns)
    now = counted
    enough = _TOLERATED * counted.total()
    while _measured(now, wanted)[1] > enough:
        raised = [
            (_measured(after, wanted)[1], levels[n], n, after)
            for n in range(len(columns))
            if levels[n] < len(ladders[n])
            for after in (_generalised(counted, ladders, _up(levels, n)),)
        ]
        if not raised:
            break
        _, _, column, now = min(raised, key=lambda one: one[:3])
        levels[column] += 1
    for n, most in enumerate(levels):
        for level in range(most):
            lower = [*levels[:n], level, *levels[n + 1 :]]
            after = _generalised(counted, ladders, lower)
            if _measured(after, wanted)[1] <= max(enough, _measured(now, wanted)[1]):
                levels, now = lower, after
                break
    k, below = _measured(now, wanted)
    steps = {columns[n]: ladders[n][level - 1][0] for n, level in enumerate(levels) if level}
    return Plan(steps, tuple(levels), k, below)


def generaliser(
    columns: Sequence[str], counted: Counter[Combination], plan: Plan
) -> Callable[[Combination], Combination]:
    """Return what turns a combination into the plan's."""
    ladders = [ladder(sorted({one[n] for one in counted})) for n in range(len(columns))]
    return lambda one: _stepped(one, ladders, plan.levels)


def ladder(values: Sequence[str]) -> list[Step]:
    """Return the steps of a column, finest first; the last one tells nothing any more."""
    told = [value for value in values if value]
    steps: list[Step] = []
    if told and all(_DATE.fullmatch(value) for value in told):
        steps = [("month", _month), ("year", _year), ("decade", _decade)]
    elif told and all(_NUMBER.fullmatch(value) for value in told) and not _codes(told):
        steps = [(f"bands of {width}", _band(width)) for width in (5, 10, 20)]
    elif told and all(_CODE.fullmatch(value) for value in told):
        longest = max(map(len, told))
        kept = range(longest - 2, 1, -1)
        steps = [(f"first {count} characters", _first(count)) for count in kept]
    return [*steps, ("left out", lambda _: ANY)]


def _codes(values: Sequence[str]) -> bool:
    """Tell whether numbers are codes: all of one length of five or more."""
    return len({len(value) for value in values}) == 1 and len(values[0]) >= 5


def _measured(counted: Counter[Combination], wanted: int) -> tuple[int, int]:
    """Return k, and how many records are in classes smaller than `wanted`."""
    if not counted:
        return 0, 0
    return min(counted.values()), sum(size for size in counted.values() if size < wanted)


def _generalised(
    counted: Counter[Combination], ladders: Sequence[list[Step]], levels: Sequence[int]
) -> Counter[Combination]:
    after: Counter[Combination] = Counter()
    for one, size in counted.items():
        after[_stepped(one, ladders, levels)] += size
    return after


def _stepped(one: Combination, ladders: Sequence[list[Step]], levels: Sequence[int]) -> Combination:
    return tuple(
        value if not level else ANY if level > len(steps) else _taken(steps[level - 1], value)
        for value, steps, level in zip(one, ladders, levels, strict=True)
    )


def _taken(step: Step, value: str) -> str:
    return step[1](value) if value else value


def _up(levels: Sequence[int], column: int) -> list[int]:
    return [level + (n == column) for n, level in enumerate(levels)]


def _band(width: int) -> Callable[[str], str]:
    def band(value: str) -> str:
        low = int(float(value) // width) * width
        return f"{low}-{low + width - 1}"

    return band


def _first(count: int) -> Callable[[str], str]:
    return lambda value: value[:count] + ANY * (len(value) - count)


def _month(value: str) -> str:
    match = _DATE.fullmatch(value)
    return f"{match[1]}-{int(match[2]):02d}" if match else ANY


def _year(value: str) -> str:
    return value[:4]


def _decade(value: str) -> str:
    return f"{value[:3]}0s"
