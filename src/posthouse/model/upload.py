"""A file that arrives in parts, until it is whole and is sent on as any other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Stage(Enum):
    """Where an upload is in its life."""

    PENDING = "pending"
    FINISHING = "finishing"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """What was said of a file at its beginning, and which parts of it have come.

    `told` is as the dialect writes it, `size` the bytes that were announced, `begun_us` Unix time
    in microseconds, `since_us` when its stage changed last, `parts` are names and sizes in the
    order in which they came. One that has ended tells its stage alone.
    """

    id: str
    told: bytes
    size: int
    begun_us: int
    stage: Stage = Stage.PENDING
    parts: tuple[tuple[str, int], ...] = ()
    since_us: int = 0

    @property
    def received(self) -> int:
        """Return how many bytes have come."""
        return sum(size for _, size in self.parts)


LASTS_US = 3_600_000_000
"""An hour, as OpenAI's uploads last; what came of a file is destroyed then."""
