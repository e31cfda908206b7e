"""What a key may do, as a worker tells it to the record's process with every intent.

Rates, concurrency and budgets hold over all workers because that one process counts them, in the
frame that carries the intent: nothing is asked twice, and no intent stands without its place in
the counts. Packed once for each key record, read once for each packed form.
"""

from __future__ import annotations

import orjson

from posthouse.model.caller import Derived, KeyRecord
from posthouse.model.usage import MicroUSD

MOST_KNOWN = 20_000

_COUNTED = (
    "id", "budget", "spent", "budget_day", "budget_month",
    "requests_per_minute", "tokens_per_minute", "concurrency",
)  # fmt: skip


def packed(key: KeyRecord) -> bytes:
    """Return what of a key record counts."""
    capped = [key.derived.mark, key.derived.caps] if key.derived else None
    return orjson.dumps([[getattr(key, name) for name in _COUNTED], key.days, capped])


def unpacked(means: bytes) -> KeyRecord:
    """Return a key record that holds what counts, and nothing else."""
    counted, days, capped = orjson.loads(means)
    told = dict(zip(_COUNTED, counted, strict=True))
    return KeyRecord(
        project="", name="", digest=b"", created_at=0, expires_at=0,
        days=tuple((day, MicroUSD(spent)) for day, spent in days),
        derived=None if capped is None else Derived("", capped[0], tuple(map(tuple, capped[1]))),
        **told,
    )  # fmt: skip


class Packing:
    """Packs each key record once, as long as it is the same one."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[KeyRecord, bytes]] = {}

    def __call__(self, key: KeyRecord) -> bytes:
        """Return what of a key record counts."""
        name = (key.id, key.derived.mark if key.derived else "")
        known = self._known.get(name)
        if known is not None and known[0] is key:
            return known[1]
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        means = packed(key)
        self._known[name] = (key, means)
        return means


class Unpacking:
    """Reads each packed form once."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[bytes, KeyRecord] = {}

    def __call__(self, means: bytes) -> KeyRecord:
        """Return the key record that a worker told."""
        known = self._known.get(means)
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known = self._known[means] = unpacked(means)
        return known
