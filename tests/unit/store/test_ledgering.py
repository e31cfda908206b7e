"""The ledger at work over a whole record: events once, clocks, disks, what was there before."""

import asyncio
import dataclasses
import errno
import json
import os
import shutil

import pytest
from tests.faults.load import intent, receipt
from tests.faults.record import log_on, record_on

from posthouse.ledger.tiles import ENTRIES, tile_at, unbundled
from posthouse.model.errors import ClockSetBack, LedgerStopped, StoreError
from posthouse.model.event import Event
from posthouse.store.database import writer
from posthouse.store.disk import Disk
from posthouse.store.outbox import announce
from posthouse.store.proofs import LogReader
from posthouse.store.receipts import Leaf, Receipts
from posthouse.store.resolution import Resolution, ask, asked

NOW = 1_700_000_000_000_000


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


class Clock:
    def __init__(self, now_us=NOW):
        self.now_us = now_us

    def __call__(self):
        return self.now_us


async def exchange(recorder, name):
    await recorder.intend(intent(name, "k"))
    await recorder.conclude(receipt(name, "k", 3))


def entries(folder):
    files = log_on(folder).files
    size = int(files.checkpoint().split(b"\n")[1])
    found = []
    for index in range(-(-size // 256)):
        bundle = tile_at(ENTRIES, index, size)
        found += unbundled(files.read(bundle), bundle.width)
    return [json.loads(one) for one in found]


def tell(engine, name):
    with writer(engine).begin() as connection:
        announce(connection, Event("key.revoked", 1, name))


async def test_events_become_entries_in_order_and_once(folder):
    recorder, engine, _ = await record_on(folder)
    for name in ("a", "b"):
        tell(engine, name)
    await recorder._events.take()
    await recorder._events.take()
    tell(engine, "c")
    await recorder.close()
    engine.dispose()
    assert [one["subject"] for one in entries(folder)] == ["a", "b", "c"]
    recorder, engine, _ = await record_on(folder)
    await recorder.close()
    assert Receipts(engine).announced(9) == []
    engine.dispose()
    assert len(entries(folder)) == 3


async def test_a_checkpoint_comes_by_itself_and_a_receipt_can_be_proved_then(folder):
    recorder, engine, _ = await record_on(folder)
    reader = LogReader(log_on(folder), Receipts(engine))
    await exchange(recorder, "a")
    assert recorder.state().unsequenced == 1
    assert reader.proof("a") is None
    for _ in range(100):
        await asyncio.sleep(0.05)
        if reader.proof("a"):
            break
    assert b"index 0" in reader.proof("a")
    await recorder.close()
    engine.dispose()


async def test_a_clock_set_back_stops_new_exchanges_until_it_is_right(folder):
    clock = Clock()
    recorder, engine, _ = await record_on(folder, now_us=clock)
    await exchange(recorder, "a")
    await recorder._ledger.sequence()
    clock.now_us = NOW - 3_600_000_000
    await recorder._ledger.sequence()
    with pytest.raises(ClockSetBack, match="3600 s"):
        await recorder.intend(intent("b", "k"))
    assert recorder.state().trouble
    clock.now_us = NOW + 1
    await recorder._ledger.sequence()
    await exchange(recorder, "b")
    await recorder.close()
    engine.dispose()
    assert len(entries(folder)) == 2


async def test_a_start_with_the_clock_set_back_signs_nothing_and_an_operator_may_set_it_anew(
    folder,
):
    recorder, engine, _ = await record_on(folder, now_us=Clock())
    await exchange(recorder, "a")
    await recorder.close()
    engine.dispose()
    early = Clock(NOW - 3_600_000_000)
    recorder, engine, _ = await record_on(folder, now_us=early)
    with pytest.raises(ClockSetBack):
        await recorder.intend(intent("b", "k"))
    ask(log_on(folder), Resolution("the clock was an hour ahead", "cli:me"))
    async with asyncio.timeout(20):
        await recorder.renew.wait()
    await recorder.close()
    engine.dispose()
    recorder, engine, _ = await record_on(folder, now_us=early)
    await exchange(recorder, "b")
    await recorder.close()
    engine.dispose()
    assert asked(folder) is None
    assert [one.get("kind", "receipt") for one in entries(folder)] == [
        *("receipt", "receipt", "ledger.resolved"),
    ]  # fmt: skip


class FullDisk(Disk):
    """Takes no files of the ledger: no room, a read-only folder, no permission."""

    def __init__(self, code=errno.ENOSPC, below="ledger"):
        self.full, self._code, self._below = True, code, below

    def create(self, path):
        if self.full and self._below in str(path):
            raise OSError(self._code, os.strerror(self._code))
        return super().create(path)


CODES = [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO]


@pytest.mark.parametrize("code", CODES)
async def test_a_guard_that_cannot_be_written_refuses_the_start_and_signs_nothing(folder, code):
    with pytest.raises(StoreError, match="guard") as caught:
        await record_on(folder, FullDisk(code, "data.guard"))
    assert "ledger.guard_file" in caught.value.hint
    assert log_on(folder).guard.load() is None
    recorder, engine, _ = await record_on(folder)
    await recorder.close()
    engine.dispose()


@pytest.mark.parametrize("code", CODES)
async def test_a_disk_that_takes_nothing_delays_checkpoints_and_loses_nothing(folder, code):
    disk = FullDisk(code)
    recorder, engine, _ = await record_on(folder, disk)
    await exchange(recorder, "a")
    await recorder._ledger.sequence()
    assert "cannot be written" in recorder.state().trouble
    assert log_on(folder).guard.load().active.note == "", "it signed something"
    await exchange(recorder, "b")
    disk.full = False
    await recorder.close()
    engine.dispose()
    assert len(entries(folder)) == 2


async def test_segments_stay_until_they_are_folded_and_sequenced(folder):
    disk = FullDisk()
    recorder, engine, _ = await record_on(folder, disk)
    await exchange(recorder, "a")
    await recorder.close()
    engine.dispose()
    assert list((folder / "journal").glob("*.log"))
    assert log_on(folder).files.checkpoint() is None
    recorder, engine, _ = await record_on(folder)
    assert recorder.state().unsequenced == 1
    await recorder.close()
    assert Receipts(engine).leaf("a")[1] == Leaf(1, 0)
    engine.dispose()
    assert len(entries(folder)) == 1
    assert not list((folder / "journal").glob("*.log"))


async def test_receipts_from_before_there_was_a_ledger_are_entered_first(folder):
    recorder, engine, _ = await record_on(folder)
    for name in ("a", "b"):
        await exchange(recorder, name)
    await recorder.close()
    with writer(engine).begin() as connection:
        connection.exec_driver_sql("UPDATE receipts SET leaf = NULL, ledger = NULL")
        connection.exec_driver_sql("DELETE FROM identity WHERE name = 'ledger'")
    engine.dispose()
    shutil.rmtree(folder / "ledger")
    (folder.parent / "data.guard").unlink()
    recorder, engine, _ = await record_on(folder)
    await exchange(recorder, "c")
    await recorder.close()
    assert [Receipts(engine).leaf(n)[1].index for n in ("a", "b", "c")] == [0, 1, 2]
    engine.dispose()
    assert [one["receipt"]["id"] for one in entries(folder)] == ["a", "b", "c"]


async def test_a_stopped_ledger_leaves_everything_as_it_is_until_it_is_resolved(folder):
    recorder, engine, _ = await record_on(folder)
    await exchange(recorder, "a")
    await recorder.close()
    tell(engine, "waits")
    engine.dispose()
    tile = folder / "ledger/tile/0/000.p/1"
    tile.write_bytes(b"x" * 32)
    recorder, engine, _ = await record_on(folder)
    with pytest.raises(LedgerStopped):
        await recorder.intend(intent("b", "k"))
    with pytest.raises(LedgerStopped):
        await recorder.conclude(receipt("b", "k", 3))
    assert recorder.find("a")
    await recorder.close()
    assert len(Receipts(engine).announced(9)) == 1
    engine.dispose()
    ask(log_on(folder), Resolution("a bit flipped", "cli:me"))
    recorder, engine, _ = await record_on(folder)
    await exchange(recorder, "b")
    await recorder.close()
    engine.dispose()
    told = entries(folder)
    assert [one["receipt"]["id"] for one in told if "receipt" in one] == ["a", "b"]
    assert [one["kind"] for one in told if "kind" in one] == ["key.revoked", "ledger.resolved"]
    assert (folder / "ledger.closed/1/tile/0/000.p/1").read_bytes() == b"x" * 32


async def test_a_receipt_beyond_what_an_entry_holds_is_cut_and_says_so(folder):
    recorder, engine, _ = await record_on(folder)
    long = dataclasses.replace(receipt("a", "k", 3), model_asked="m" * 200_000)
    await recorder.conclude(long)
    await recorder.close()
    engine.dispose()
    (told,) = entries(folder)
    assert "abridged" in told["receipt"]["extra"]
    assert told["receipt"]["id"] == "a"


async def test_a_database_of_another_origin_is_refused_with_what_to_do(folder):
    recorder, engine, _ = await record_on(folder)
    await recorder.close()
    with writer(engine).begin() as connection:
        connection.exec_driver_sql("UPDATE identity SET value = 'x' WHERE name = 'ledger'")
    engine.dispose()
    with pytest.raises(StoreError, match=r"ledger\.origin x"):
        await record_on(folder)
