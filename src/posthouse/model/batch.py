"""A batch's money: what its requests may take, what is set aside for it, what it has used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from posthouse.model.usage import NOTHING, MicroUSD, Usage

HELD = "held"
"""What the receipt of who made a batch says of it: its money is set aside, and settled later."""


FREE_AFTER_S = 3 * 24 * 3600.0
"""After which nothing is set aside any more for a batch that nobody asked about: OpenAI and
Anthropic end batches after 24 hours, Gemini after 48, and a day is the margin."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one request of a batch may take; `most_output` is its own limit, if it sets one."""

    model: str
    size: int
    most_output: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What the requests of a batch to one model may take: so many of them, bytes, output tokens.

    `unlimited` of them set no limit of their own.
    """

    model: str
    requests: int
    size: int
    output: int
    unlimited: int


@dataclass(frozen=True, slots=True)
class Hold:
    """What is set aside for a batch since its beginning: by which exchange, of which key.

    `derived` is the mark and the caps of a derived key; `at` the path at which its upstream tells
    of it. An empty `id` tells of a file that may become a batch: nothing is set aside for it.
    """

    shares: tuple[Share, ...]
    id: str = ""
    at_us: int = 0
    key: str = ""
    reserved: MicroUSD = NOTHING
    derived: tuple[str, tuple[tuple[str, int], ...]] | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Consumed:
    """What a batch that is over used, by the models that its answers name; empty for nothing."""

    used: tuple[tuple[str, Usage], ...] = ()


def given_up(at_s: float, now_s: float) -> bool:
    """Tell whether what was set aside at that time counts no more."""
    return now_s - at_s >= FREE_AFTER_S


def settles(extra: Mapping[str, str]) -> tuple[str, int]:
    """Return which exchange's money a receipt that says this settles and since when it was set
    aside (Unix time in microseconds); an empty name for none.
    """
    told = extra.get("batch", "")
    return ("", 0) if told in ("", HELD) else (told, int(extra["since"]))


def shared(loads: Iterable[Load]) -> tuple[Share, ...]:
    """Return requests as the shares of their models, in the order of their first ones."""
    found: dict[str, list[int]] = {}
    for load in loads:
        share = found.setdefault(load.model, [0, 0, 0, 0])
        share[0] += 1
        share[1] += load.size
        share[2] += load.most_output or 0
        share[3] += load.most_output is None
    return tuple(Share(model, *share) for model, share in found.items())
