"""Real requests by which two channels of one model are compared: a drawn share of them.

SHADOW    the audited channel answers, and the trusted one is asked the same
AUDITED   the audited channel answers, as it would; its answer is compared
TRUSTED   the trusted channel answers in its place; its answer is compared, and nothing costs more
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

MOST_BYTES = 512 * 1024
"""Of an answer; a longer one is not compared."""


class Sample(Enum):
    """What a request was drawn for."""

    SHADOW = "shadow"
    AUDITED = "audited"
    TRUSTED = "trusted"


@dataclass(frozen=True, slots=True)
class Pair:
    """An audited channel and the one it is compared with; `model` as the audited one knows it.

    `shadow` and `control` are shares of requests: of the second, the trusted channel answers as
    many and the audited one is looked at in as many more.
    """

    audited: str
    trusted: str
    model: str
    shadow: float = 0.0
    control: float = 0.0

    def drawn(self, at: float) -> Sample | None:
        """Return what a request is drawn for, by a number from 0 to below 1."""
        bounds = (self.control, 2 * self.control, 2 * self.control + self.shadow)
        if at < bounds[0]:
            return Sample.TRUSTED
        if at < bounds[1]:
            return Sample.AUDITED
        return Sample.SHADOW if at < bounds[2] else None


@dataclass(slots=True, repr=False)
class Sampled:
    """One drawn request, and what came back for it. Holds content: it has no readable form."""

    pair: Pair
    drawn: Sample
    stream: bool = False
    whole: bool = True
    answer: bytearray = field(default_factory=bytearray)

    def take(self, data: bytes) -> None:
        """Keep what came, up to the bound."""
        if self.whole and len(self.answer) + len(data) <= MOST_BYTES:
            self.answer += data
        else:
            self.whole = False
            self.answer.clear()
