"""Settling batches, for the relay: the record says whether it is the first to be asked."""

from __future__ import annotations

import logging

from posthouse.exchange.settling import payer, settlement
from posthouse.exchange.state import Case
from posthouse.model.errors import StoreError
from posthouse.ports import RecordStore
from posthouse.service.parties import Observer

LOG = logging.getLogger("posthouse.batches")


async def settle(case: Case, records: RecordStore, observer: Observer, now_us: int) -> None:
    """Settle a batch that an answer tells to be over; what fails is settled the next time."""
    if (found := settlement(case, now_us)) is None:
        return
    hold, receipt = found
    key = payer(hold, case.facts)
    if key is None:
        return
    try:
        if await records.settle(receipt, key) is not None:
            observer.ended(receipt, "")
    except StoreError as error:
        LOG.error("batch not settled", extra={"cause": error.message})
