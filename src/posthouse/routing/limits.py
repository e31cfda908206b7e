"""How often and how many at a time: a token bucket and a count for each key."""

from __future__ import annotations

import math
from dataclasses import dataclass

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import Throttled


@dataclass(slots=True)
class Gate:
    """One key's state: requests under way, and what is in its buckets at a time.

    `tokens` are requests that may still be made, `left` model tokens that may still be used; the
    latter goes below zero, since an answer's tokens are known once it is there.
    """

    inside: int = 0
    tokens: float = math.inf
    filled_s: float = 0.0
    left: float = math.inf
    counted_s: float = 0.0


class Limits:
    """Every key's gate. A key may use its whole minute at once, then one request each 60/n s."""

    __slots__ = ("_gates",)

    def __init__(self) -> None:
        self._gates: dict[str, Gate] = {}

    def enter(self, key: KeyRecord, now_s: float) -> None:
        """Count one request in. Raises Throttled, and then nothing was counted."""
        gate = self._gates.get(key.id)
        if gate is None:
            gate = self._gates[key.id] = Gate()
        if key.concurrency is not None and gate.inside >= key.concurrency:
            raise Throttled(
                f"expected at most {key.concurrency} requests at a time for key {key.id},"
                " found more",
                code="concurrency_limited",
                hint="wait for an answer before the next request",
                retry_after_s=1,
            )
        if key.tokens_per_minute is not None:
            _require_tokens(gate, key, key.tokens_per_minute, now_s)
        if key.requests_per_minute is not None:
            _take(gate, key, key.requests_per_minute, now_s)
        gate.inside += 1

    def used(self, key: KeyRecord, tokens: int, now_s: float) -> None:
        """Count the model tokens of an answer, even beyond the rate: the next request waits."""
        gate = self._gates.get(key.id)
        if gate is not None and key.tokens_per_minute is not None:
            _refill(gate, key.tokens_per_minute, now_s)
            gate.left -= tokens

    def leave(self, key: KeyRecord) -> None:
        """Count one request out."""
        gate = self._gates.get(key.id)
        if gate is not None and gate.inside:
            gate.inside -= 1

    def forgo(self, key: KeyRecord) -> None:
        """Count one request out that was turned away elsewhere: its token comes back."""
        gate = self._gates.get(key.id)
        if gate is not None:
            gate.inside = max(gate.inside - 1, 0)
            gate.tokens += 1

    def inside(self, key: KeyRecord) -> int:
        """Return how many requests of the key are under way."""
        gate = self._gates.get(key.id)
        return gate.inside if gate else 0


def _require_tokens(gate: Gate, key: KeyRecord, rate: int, now_s: float) -> None:
    _refill(gate, rate, now_s)
    if gate.left <= 0:
        wait_s = max(math.ceil(-gate.left * 60 / rate), 1)
        raise Throttled(
            f"expected at most {rate} tokens a minute for key {key.id}, found more",
            code="tokens_limited",
            hint=f"try again in {wait_s} s",
            retry_after_s=wait_s,
        )


def _refill(gate: Gate, rate: int, now_s: float) -> None:
    passed = max(now_s - gate.counted_s, 0.0)
    gate.left = min(gate.left + passed * rate / 60, float(rate))
    gate.counted_s = max(now_s, gate.counted_s)


def _take(gate: Gate, key: KeyRecord, rate: int, now_s: float) -> None:
    """Take one token; the bucket is full at first and after a change of the rate at most full."""
    passed = max(now_s - gate.filled_s, 0.0)
    gate.tokens = min(gate.tokens + passed * rate / 60, float(rate))
    gate.filled_s = now_s
    if gate.tokens < 1:
        wait_s = math.ceil((1 - gate.tokens) * 60 / rate) if rate else 60
        raise Throttled(
            f"expected at most {rate} requests a minute for key {key.id}, found more",
            hint=f"try again in {wait_s} s",
            retry_after_s=wait_s,
        )
    gate.tokens -= 1
