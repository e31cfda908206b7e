"""Who asks: a virtual key as it is kept, and the caller it proves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posthouse.model.usage import NOTHING, MicroUSD


class KeyState(Enum):
    """Where a key is in its life."""

    ACTIVE = "active"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A virtual key at rest: no secret, only its HMAC under the station's pepper.

    Times are Unix seconds. `models` empty means every model; entries may end in `*`.
    `budget` None means none; `spent` is what was settled when the snapshot was taken.
    """

    id: str
    project: str
    name: str
    digest: bytes
    created_at: int
    expires_at: int
    state: KeyState = KeyState.ACTIVE
    models: tuple[str, ...] = ()
    budget: MicroUSD | None = None
    spent: MicroUSD = NOTHING
    requests_per_minute: int | None = None
    concurrency: int | None = None

    def allows(self, model: str) -> bool:
        """Tell whether this key may use the model."""
        return not self.models or any(
            model == m or (m.endswith("*") and model.startswith(m[:-1])) for m in self.models
        )
