"""Desks of the record's process: what all workers together may do, and what a lost one leaves."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.ledger.receipt import body_of
from posthouse.model.batch import FREE_AFTER_S
from posthouse.model.caller import Derived, KeyRecord
from posthouse.model.errors import BudgetSpent, StoreError, Throttled
from posthouse.model.record import Ending, Intent, Receipt
from posthouse.model.usage import MicroUSD, Usage
from posthouse.store.desk import Desk, Office
from posthouse.store.frames import Concluded, Frame, Intended, Settled, refusal_of
from posthouse.store.heldmoney import Held
from posthouse.store.keyfile import open_folder
from posthouse.store.means import packed
from posthouse.store.receipts import intent_body
from posthouse.store.recovery import Station
from posthouse.store.remote import RecordProcess, RemoteRecorder

KEY = KeyRecord(
    "k", "p", "n", b"", 0, 2**40, budget=MicroUSD(100), concurrency=5, requests_per_minute=1000
)
STATION = Station("s", "v", lambda _, body: body)


def intent(name, reserved=10):
    return Intent(
        name, 1, "k", "p", "openai_chat", "generate", "m", ("c",), "", MicroUSD(reserved)
    )  # fmt: skip


def receipt(name, cost=5):
    return Receipt(
        id=name, station="s", at_us=1, ended_us=2, ending=Ending.DELIVERED, key="k", project="p",
        dialect="openai_chat", operation="generate", stream=False, status=200, model_asked="m",
        model_routed="m", model_claimed="m", came="", left="", returned="", delivered="",
        destinations=(), masked={}, unexamined=0, rule="r", inspections=(), usage=Usage(1, 2),
        cost=MicroUSD(cost), priced=True, software="v",
    )  # fmt: skip


class Records:
    """Takes all at once and remembers it."""

    def __init__(self) -> None:
        self.intents: list[str] = []
        self.receipts: list[bytes] = []
        self.known: dict[str, bytes] = {}

    def intend_body(self, intent_id, body):
        self.intents.append(intent_id)
        return self._done(b"")

    def conclude_body(self, body):
        self.receipts.append(body)
        return self._done(b'{"promise":{},"receipt":{},"signature":{}}')

    def find(self, receipt_id):
        return self.known.get(receipt_id)

    def _done(self, result):
        future = asyncio.get_running_loop().create_future()
        future.set_result(result)
        return future


class Wire(asyncio.Transport):
    """Keeps what a desk sends."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[int, bytes]] = []

    def write(self, data):
        self.sent.append((data[0], bytes(data[13:])))

    def is_closing(self):
        return False


def office():
    return Office(recorder=Records(), station=STATION)


def seat(at: Office) -> tuple[Desk, Wire]:
    desk, wire = Desk(at), Wire()
    desk.connection_made(wire)
    return desk, wire


def intend(desk, name, reserved=10, key=KEY, at_us=1):
    body = Intended(name, at_us, reserved, 1.0, packed(key), intent_body(intent(name, reserved)))
    desk._carry_out(Frame.INTEND, 1, body.packed())


def conclude(desk, name, cost=5, was=True):
    body = Concluded(was, False, cost, 3, name, body_of(receipt(name, cost))).packed()
    desk._carry_out(Frame.CONCLUDE, 2, body)


def conclude_held(desk, name):
    body = Concluded(True, True, 0, 3, name, body_of(receipt(name, 0))).packed()
    desk._carry_out(Frame.CONCLUDE, 2, body)


def settle(desk, name, reserved, cost, *, number=3, key=KEY):
    means = packed(key)
    body = Settled(name, 1, reserved, cost, means, body_of(receipt(f"{name}-batch", cost)))
    desk._carry_out(Frame.SETTLE, number, body.packed())


def test_a_batch_is_settled_once_however_many_ask():
    async def play():
        shared = office()
        (one, first), (two, second) = seat(shared), seat(shared)
        intend(one, "b", 80)
        conclude_held(one, "b")
        await asyncio.sleep(0)
        intend(two, "n", 30)
        assert second.sent[-1][0] == Frame.REFUSED
        for desk in (one, two, one):
            settle(desk, "b", 80, 20)
        await asyncio.sleep(0)
        assert len(shared.recorder.receipts) == 2
        assert [body == b"" for kind, body in first.sent + second.sent if kind == Frame.DONE].count(
            False
        ) == 2
        intend(two, "m", 80)
        assert shared.recorder.intents[-1] == "m"
        intend(two, "o", 1)
        assert second.sent[-1][0] == Frame.REFUSED

    asyncio.run(play())


def test_a_batch_that_nobody_asks_about_is_free_after_three_days_of_the_calendar():
    async def play():
        shared = office()
        desk, wire = seat(shared)
        begun_us = 1_800_000_000_000_000
        intend(desk, "b", 80, at_us=begun_us)
        conclude_held(desk, "b")
        await asyncio.sleep(0)
        late_us = begun_us + int(FREE_AFTER_S * 1_000_000)
        intend(desk, "early", 30, at_us=late_us - 120_000_000)
        assert wire.sent[-1][0] == Frame.REFUSED
        intend(desk, "late", 30, at_us=late_us)
        assert shared.recorder.intents[-1] == "late"

    asyncio.run(play())


def test_a_batch_of_an_earlier_run_gives_nothing_back_to_purses_that_it_is_not_counted_in():
    async def play():
        shared = office()
        desk, wire = seat(shared)
        capped = replace(KEY, derived=Derived("ci", "d", (("d", 50),)))
        shared.held.recall(Held("b", "k", MicroUSD(40), 1), 1.0)
        intend(desk, "under way", 45, key=capped)
        settle(desk, "b", 40, 0, key=capped)
        await asyncio.sleep(0)
        intend(desk, "more", 30, key=capped)
        assert wire.sent[-1][0] == Frame.REFUSED

    asyncio.run(play())


def test_what_could_not_be_written_is_settled_the_next_time():
    async def play():
        shared = office()
        desk, wire = seat(shared)
        shared.held.add("b", KEY, MicroUSD(10), 0.0)
        done, shared.recorder._done = shared.recorder._done, failing
        settle(desk, "b", 10, 5)
        await asyncio.sleep(0)
        assert wire.sent[-1][0] == Frame.FAILED
        assert "b" in shared.held
        shared.recorder._done = done
        settle(desk, "b", 10, 5)
        await asyncio.sleep(0)
        assert wire.sent[-1][0] == Frame.DONE
        assert "b" not in shared.held

    asyncio.run(play())


def test_what_was_never_held_is_not_settled():
    async def play():
        shared = office()
        desk, wire = seat(shared)
        intend(desk, "b", 10)
        conclude(desk, "b")
        settle(desk, "b", 10, 5)
        await asyncio.sleep(0)
        assert len(shared.recorder.receipts) == 1
        assert wire.sent[-1] == (Frame.DONE, b"") or (Frame.DONE, b"") in wire.sent

    asyncio.run(play())


def failing(_result):
    future = asyncio.get_running_loop().create_future()
    future.set_exception(StoreError("disk"))
    return future


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["intend", "conclude", "lose"]),
        st.integers(0, 2),
        st.integers(1, 40),
        st.floats(0, 1),
    ),
    max_size=60,
)


@given(MOVES)
@settings(max_examples=150, deadline=None)
def test_no_order_of_events_at_any_desk_overspends_or_overcrowds(moves):
    async def play():
        shared = office()
        desks = [seat(shared) for _ in range(3)]
        open_ = [{}, {}, {}]
        spent = 0
        for number, (move, at, amount, share) in enumerate(moves):
            desk, _ = desks[at]
            if move == "intend":
                intend(desk, f"n{number}", amount)
                if shared.recorder.intents[-1:] == [f"n{number}"]:
                    open_[at][f"n{number}"] = amount
            elif move == "conclude" and open_[at]:
                name, reserved = open_[at].popitem()
                cost = int(reserved * share)
                spent += cost
                conclude(desk, name, cost)
            elif move == "lose":
                spent += sum(open_[at].values())
                open_[at].clear()
                desk.connection_lost(None)
                desks[at] = seat(shared)
            await asyncio.sleep(0)
            held = sum(sum(names.values()) for names in open_)
            assert spent + held <= KEY.budget
            assert sum(map(len, open_)) <= KEY.concurrency
            assert shared.counters.spent(KEY) == spent
        concluded = len(shared.recorder.receipts)
        assert concluded + sum(map(len, open_)) == len(shared.recorder.intents)

    asyncio.run(play())


async def test_what_a_lost_worker_left_is_closed_as_interrupted_and_charged():
    shared = office()
    desk, _ = seat(shared)
    other, wire = seat(shared)
    for name in "abcde":
        intend(desk, name)
    intend(other, "f")
    assert refusal_of(wire.sent[-1][1]).code == "concurrency_limited"
    desk.connection_lost(None)
    assert len(shared.recorder.receipts) == 5
    assert all(b'"interrupted"' in body for body in shared.recorder.receipts)
    assert shared.counters.spent(KEY) == 50
    intend(other, "g")
    await asyncio.sleep(0)
    assert wire.sent[-1][0] == Frame.DONE
    assert shared.desks == {other}


async def test_an_exchange_that_was_closed_while_its_worker_was_cut_off_is_not_closed_twice():
    shared = office()
    desk, wire = seat(shared)
    shared.recorder.known["a"] = b"closed as interrupted"
    conclude(desk, "a")
    await asyncio.sleep(0)
    assert wire.sent[-1][0] == Frame.FAILED
    assert shared.recorder.receipts == []
    conclude(desk, "b")
    await asyncio.sleep(0)
    assert wire.sent[-1][0] == Frame.DONE


async def test_a_request_that_was_turned_away_still_gets_its_receipt():
    shared = office()
    desk, wire = seat(shared)
    intend(desk, "a", reserved=1000)
    assert wire.sent[-1][0] == Frame.REFUSED
    conclude(desk, "a", cost=0)
    await asyncio.sleep(0)
    assert wire.sent[-1][0] == Frame.DONE
    assert len(shared.recorder.receipts) == 1


async def test_two_workers_share_a_record_and_its_counts_over_its_restart(tmp_path):
    folder = tmp_path / "data"
    open_folder(folder)
    process = RecordProcess(folder, _brief())
    await process.child.start()
    opened = []
    one = RemoteRecorder(process.hub.calling, process=process)
    two = RemoteRecorder(process.hub.calling, opened=lambda: opened.append(1))
    await asyncio.gather(one.start(), two.start())
    rich = KeyRecord("k", "p", "n", b"", 0, 2**40, budget=MicroUSD(20), concurrency=9)
    await one.intend(intent("a"), rich, 0.0)
    await two.intend(intent("b"), rich, 0.0)
    with pytest.raises(BudgetSpent):
        await one.intend(intent("c"), rich, 0.0)
    slow = KeyRecord("l", "p", "n", b"", 0, 2**40, requests_per_minute=1)
    await one.intend(intent("d"), slow, 0.0)
    with pytest.raises(Throttled):
        await two.intend(intent("e"), slow, 0.0)
    process.child.process.kill()
    async with asyncio.timeout(30):
        while len(opened) < 2:
            await asyncio.sleep(0.05)
    assert b'"interrupted"' in await two.find("a")
    with pytest.raises(StoreError, match="closed as interrupted"):
        await two.conclude(receipt("b"))
    await two.close()
    await one.close()


def _brief() -> str:
    from posthouse.store.brief import Brief

    return Brief("v").packed()
