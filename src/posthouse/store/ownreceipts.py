"""The receipts of one key, for whoever holds it; what an operator reads is store/reading.py's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select

from posthouse.store.tables import RECEIPTS


@dataclass(frozen=True, slots=True)
class Own:
    """One receipt in a key's list; `at_us` is Unix time in microseconds."""

    id: str
    at_us: int
    ending: str
    cost: int


class OwnReceipts:
    """Queries over the folded record, half a second behind at most; calls block."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def after(self, key: str, receipt_id: str, most: int) -> Sequence[Own] | None:
        """Return a key's receipts in the order they were recorded, from behind one of them.

        With an empty id from the first on; None where the key has no such receipt.
        """
        columns = [RECEIPTS.c[name] for name in Own.__dataclass_fields__]
        query = select(*columns).where(RECEIPTS.c.key == key).order_by(RECEIPTS.c.seq).limit(most)
        with self._engine.connect() as connection:
            if receipt_id:
                place = select(RECEIPTS.c.seq).where(
                    RECEIPTS.c.id == receipt_id, RECEIPTS.c.key == key
                )
                seq = connection.execute(place).scalar()
                if seq is None:
                    return None
                query = query.where(RECEIPTS.c.seq > seq)
            return [Own(*row) for row in connection.execute(query)]
