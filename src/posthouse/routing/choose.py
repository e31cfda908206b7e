"""Which channels may answer a request, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from posthouse.model.channel import Channel
from posthouse.model.dialect import Dialect
from posthouse.model.errors import NotFound


class Fitness(Protocol):
    """Knows which channels may be tried now."""

    def fit(self, channel: str, now_s: float) -> bool:
        """Tell whether the channel may be tried now."""


def candidates(
    channels: Sequence[Channel],
    asked: tuple[Dialect, str],
    health: Fitness,
    now_s: float,
    doubted: Collection[str] = (),
) -> tuple[Channel, ...]:
    """Return the channels that serve the model in the dialect that is asked for.

    Fit ones come first, then those that nobody doubts, then by priority, then as listed. Unfit
    ones come last instead of not at all: when every channel cools, trying beats refusing.
    Raises NotFound (model_unknown) where none serves.
    """
    dialect, model = asked
    serving = [channel for channel in channels if channel.serves(dialect, model)]
    if not serving:
        raise NotFound(
            f"expected a model that a channel serves in {dialect.value}, found another",
            code="model_unknown",
            hint="GET the models list with your key, or run `posthouse channels list`",
        )
    if len(serving) == 1:
        return (serving[0],)
    return tuple(
        sorted(
            serving,
            key=lambda c: (not health.fit(c.name, now_s), c.name in doubted, c.priority),
        )
    )
