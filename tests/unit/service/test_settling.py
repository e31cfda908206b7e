"""Settling a batch: what the record says decides, and nothing that fails stops the answer."""

import asyncio

import pytest
from tests.facts import KEY
from tests.unit.exchange.test_settling import SHARES, polled

from posthouse.exchange.settling import written
from posthouse.model.batch import Hold
from posthouse.model.errors import StoreError
from posthouse.model.usage import MicroUSD
from posthouse.service.settling import settle


class Records:
    def __init__(self, answer) -> None:
        self.answer = answer
        self.settled = []

    def settle(self, receipt, key):
        self.settled.append((receipt.settles[0], key.id))
        future = asyncio.get_running_loop().create_future()
        if isinstance(self.answer, Exception):
            future.set_exception(self.answer)
        else:
            future.set_result(self.answer)
        return future


class Observer:
    def __init__(self) -> None:
        self.seen = []

    def ended(self, receipt, client):
        self.seen.append(receipt.id)


@pytest.mark.parametrize(
    ("answer", "seen"), [(b"promise", ["r-batch"]), (None, []), (StoreError("disk"), [])]
)
def test_a_batch_is_counted_where_the_record_settles_it_first(answer, seen):
    records, observer = Records(answer), Observer()
    case = polled({"status": "failed"}, written(Hold(SHARES, "r", 7, KEY.id, MicroUSD(5)))).case
    asyncio.run(settle(case, records, observer, 9))
    assert (records.settled, observer.seen) == ([("r", KEY.id)], seen)


@pytest.mark.parametrize(
    ("told", "key"), [({"status": "in_progress"}, KEY.id), ({"status": "failed"}, "gone")]
)
def test_nothing_is_asked_where_nothing_is_to_be_settled(told, key):
    records = Records(b"promise")
    case = polled(told, written(Hold(SHARES, "r", 7, key, MicroUSD(5)))).case
    asyncio.run(settle(case, records, Observer(), 9))
    assert records.settled == []
