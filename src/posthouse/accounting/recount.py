"""What a channel's token counts should be: recounted by the other channels of the same model.

No tokenizer is at hand for most models, but tokens grow in a straight line with the bytes of a text
(the slope is the tokenizer's, the intercept the template's). The line is fitted over the calls that
other channels answered for the model; a channel whose counts lie above it tells more than they do.
Intervals are normal ones of least squares (99 %): they hold for traffic of one kind, and a channel
that alone gets Chinese texts or code is not comparable with others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from posthouse.accounting.price import cost
from posthouse.model.usage import NOTHING, MicroUSD, Price, Usage

SPREAD_99 = 2.576
FEWEST = 12
"""Calls that a line needs."""
WITHIN = 0.05
"""A share of excess that traffic of other kinds explains."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call that reached a channel. `whole`: the answer came to its end."""

    channel: str
    model: str
    usage: Usage
    input_bytes: int
    output_bytes: int
    reserved: MicroUSD
    whole: bool


@dataclass(frozen=True, slots=True)
class Line:
    """tokens = start + slope * bytes, with what its estimates vary by."""

    start: float
    slope: float
    variance: float
    count: int
    mean: float
    spread: float

    def total(self, sizes: Sequence[int]) -> tuple[float, float]:
        """Return the tokens of texts of these sizes, and the deviation of their sum."""
        count, every = len(sizes), float(sum(sizes))
        about = count + count**2 / self.count + (every - count * self.mean) ** 2 / self.spread
        return self.start * count + self.slope * every, math.sqrt(self.variance * about)


@dataclass(frozen=True, slots=True)
class Excess:
    """What was told beyond the line, as a share of it: with its interval."""

    told: int
    fair: float
    low: float
    high: float

    @property
    def over(self) -> bool:
        """Tell whether more was told than another mix of texts explains."""
        return self.low > WITHIN


@dataclass(slots=True)
class Row:
    """One channel and model: calls, tokens as told by class, money by our prices, and excess."""

    channel: str
    model: str
    calls: int = 0
    ended: int = 0
    untold: int = 0
    usage: dict[str, int] = field(default_factory=dict)
    cost: MicroUSD = NOTHING
    reserved: MicroUSD = NOTHING
    priced: bool = True
    input: Excess | None = None
    output: Excess | None = None


def fitted(points: Sequence[tuple[int, int]]) -> Line | None:
    """Return the line through (bytes, tokens); None where there are too few or all are alike."""
    count = len(points)
    if count < FEWEST:
        return None
    mean = sum(x for x, _ in points) / count
    height = sum(y for _, y in points) / count
    spread = sum((x - mean) ** 2 for x, _ in points)
    if spread <= 0:
        return None
    slope = sum((x - mean) * (y - height) for x, y in points) / spread
    start = height - slope * mean
    rest = sum((y - start - slope * x) ** 2 for x, y in points)
    return Line(start, slope, rest / (count - 2), count, mean, spread)


def excess(own: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Excess | None:
    """Return what a channel tells beyond the others' line; None where it cannot be said."""
    line = fitted(others)
    if line is None or len(own) < FEWEST:
        return None
    told = sum(y for _, y in own)
    fair, deviation = line.total([x for x, _ in own])
    if fair <= 0:
        return None
    far = SPREAD_99 * deviation
    return Excess(told, fair, (told - fair - far) / fair, (told - fair + far) / fair)


def recounted(calls: Iterable[Call], prices: Mapping[str, Price | None]) -> list[Row]:
    """Return a row for each channel and model, money by the price of the model."""
    by_pair: dict[tuple[str, str], list[Call]] = {}
    for call in calls:
        by_pair.setdefault((call.channel, call.model), []).append(call)
    rows = []
    for (channel, model), own in sorted(by_pair.items()):
        row = _row(channel, model, own, prices.get(model))
        others = [
            call
            for (other, same), found in by_pair.items()
            if same == model and other != channel
            for call in found
        ]
        row.input = excess(_into(own), _into(others))
        row.output = excess(_out(own), _out(others))
        rows.append(row)
    return rows


CLASSES = ("input", "output", "cache_read", "cache_write", "reasoning")


def _row(channel: str, model: str, calls: Sequence[Call], price: Price | None) -> Row:
    row = Row(channel, model, priced=price is not None)
    row.usage = {name: sum(getattr(one.usage, name) or 0 for one in calls) for name in CLASSES}
    row.calls = len(calls)
    row.ended = sum(not one.whole for one in calls)
    untold = [one for one in calls if one.usage.input is None and one.usage.output is None]
    row.untold = len(untold)
    row.reserved = MicroUSD(sum(one.reserved for one in untold))
    if price is not None:
        row.cost = MicroUSD(sum(cost(one.usage, price) for one in calls))
    return row


def _into(calls: Iterable[Call]) -> list[tuple[int, int]]:
    return [
        (one.input_bytes, one.usage.input)
        for one in calls
        if one.usage.input is not None and one.input_bytes
    ]


def _out(calls: Iterable[Call]) -> list[tuple[int, int]]:
    """Return whole answers' sizes and tokens, thoughts that nobody saw left out."""
    return [
        (one.output_bytes, one.usage.output - (one.usage.reasoning or 0))
        for one in calls
        if one.whole and one.usage.output is not None and one.output_bytes
    ]
