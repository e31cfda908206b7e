"""The relay's memory of conversations: what the database cannot say is not known."""

import asyncio

from posthouse.model.conversation import Kept, Recalled
from posthouse.model.errors import StoreError
from posthouse.service.memory import Memory
from posthouse.service.parties import Forgetful


class Store:
    def __init__(self, broken: bool = False) -> None:
        self.broken = broken
        self.kept: list[tuple[Kept, int]] = []

    def recall(self, tenant, handles, now_us):
        if self.broken:
            raise StoreError("away")
        return Recalled(f"{tenant} {handles[0]} {now_us}")

    def keep(self, kept, now_us):
        if self.broken:
            raise StoreError("away")
        self.kept.append((kept, now_us))


KEPT = Kept("a", ("response:r",), "", "one", b"x")


def test_asks_the_store_and_keeps_in_it():
    store = Store()
    memory = Memory(store, lambda: 7)
    assert asyncio.run(memory.recall("a", ("h",))).record == "a h 7"
    assert asyncio.run(memory.keep(KEPT))
    assert store.kept == [(KEPT, 7)]


def test_a_store_that_fails_is_told_and_no_more(caplog):
    memory = Memory(Store(broken=True), lambda: 7)
    assert asyncio.run(memory.recall("a", ("h",))) is None
    assert not asyncio.run(memory.keep(KEPT))
    assert {record.message for record in caplog.records} == {
        "conversation not recalled", "conversation not kept",
    }  # fmt: skip


def test_who_has_no_memory_knows_nothing():
    assert not asyncio.run(Forgetful().recall("a", ("h",))).record
    assert not asyncio.run(Forgetful().keep(KEPT))
