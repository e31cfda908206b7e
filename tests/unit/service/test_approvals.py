"""Held calls: settled by a word, by time, or because nobody is there any more."""

import asyncio
import time
from dataclasses import replace

import orjson
import pytest

from posthouse.model.errors import StoreError
from posthouse.model.incident import Incident, State
from posthouse.service.approvals import Approvals

HELD = Incident("i-1", 5, "r", "k", "lab", "main", "m", "held", "tool call bash", ("a/b",),
                state=State.WAITING)  # fmt: skip


class Store:
    def __init__(self, *, broken=False):
        self.kept = {}
        self.broken = broken

    def opened(self, incidents):
        if self.broken:
            raise StoreError("no disk")
        for one in incidents:
            self.kept.setdefault(one.id, one)

    def states(self, ids):
        return {ident: self.kept[ident] for ident in ids}

    def decide(self, ident, state, actor, at_us):
        one = self.kept.get(ident)
        if one is None or one.state is not State.WAITING:
            return False
        self.kept[ident] = replace(one, state=state, actor=actor, decided_us=at_us)
        return True


def now_us():
    return time.time_ns() // 1000


def approvals(store, told=None):
    def tell(address, body):
        if told is not None:
            told.append((address, orjson.loads(body)))

    return Approvals(
        store, now_us, lambda: "https://hook.example/x" if told is not None else "", tell
    )


async def decided_soon(store, state):
    while "i-1" not in store.kept:
        await asyncio.sleep(0.01)
    store.decide("i-1", state, "cli:me", now_us())


@pytest.mark.parametrize("state", [State.APPROVED, State.DENIED])
def test_a_word_settles_a_call(state):
    store, told = Store(), []

    async def run():
        asking = asyncio.create_task(approvals(store, told).ask([HELD], 30))
        await decided_soon(store, state)
        return await asking

    found = asyncio.run(run())
    assert found["i-1"].state is state
    assert found["i-1"].until_us > HELD.at_us
    assert [(address, body["event"]) for address, body in told] == [
        ("https://hook.example/x", "incident.waiting")
    ]


def test_time_settles_what_nobody_decides():
    store = Store()
    assert asyncio.run(approvals(store).ask([HELD], 1))["i-1"].state is State.EXPIRED


def test_who_goes_away_leaves_nothing_to_be_approved():
    store = Store()

    async def run():
        asking = asyncio.create_task(approvals(store).ask([HELD], 30))
        while "i-1" not in store.kept:
            await asyncio.sleep(0.01)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)

    asyncio.run(run())
    assert store.kept["i-1"].state is State.GONE


def test_what_cannot_be_put_on_record_is_not_approved():
    found = asyncio.run(approvals(Store(broken=True)).ask([HELD], 5))
    assert found["i-1"].state is State.EXPIRED


def test_other_incidents_are_put_on_record_without_waiting():
    store, told = Store(), []
    blocked = replace(HELD, what="blocked", state=State.OPEN)

    async def run():
        ours = approvals(store, told)
        ours.opened([])
        ours.opened([blocked])
        while not told:
            await asyncio.sleep(0.01)

    asyncio.run(run())
    assert store.kept == {"i-1": blocked}
    assert told[0][1]["rules"] == ["a/b"]
