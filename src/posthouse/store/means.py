"""What a key may do, as a worker tells it to the record's process with every intent.

Rates, concurrency and budgets hold over all workers because that one process counts them, in the
frame that carries the intent: nothing is asked twice, and no intent stands without its place in
the counts. Packed once for each key record, read once for each packed form.
"""

from __future__ import annotations

import orjson

from posthouse.model.caller import KeyRecord
from posthouse.model.usage import MicroUSD

MOST_KNOWN = 20_000


def packed(key: KeyRecord) -> bytes:
    """Return what of a key record counts."""
    return orjson.dumps([key.id, key.budget, key.spent, key.requests_per_minute, key.concurrency])


def unpacked(means: bytes) -> KeyRecord:
    """Return a key record that holds what counts, and nothing else."""
    ident, budget, spent, rate, concurrency = orjson.loads(means)
    return KeyRecord(
        ident, "", "", b"", 0, 0,
        budget=None if budget is None else MicroUSD(budget),
        spent=MicroUSD(spent),
        requests_per_minute=rate,
        concurrency=concurrency,
    )  # fmt: skip


class Packing:
    """Packs each key record once, as long as it is the same one."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[str, tuple[KeyRecord, bytes]] = {}

    def __call__(self, key: KeyRecord) -> bytes:
        """Return what of a key record counts."""
        known = self._known.get(key.id)
        if known is not None and known[0] is key:
            return known[1]
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        means = packed(key)
        self._known[key.id] = (key, means)
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
