"""The ledger under faults: any call to the disk failing, flipped bits, power cuts, two at once.

FAULT_ROUNDS of 100 and more runs every one of the first 500 calls and 10,000 flips; else a sample.
"""

import asyncio
import errno
import os
import random
import shutil

import pytest
from tests.faults.disks import BreakingDisk, PowerCutDisk
from tests.faults.load import KEYS, intent, receipt
from tests.faults.record import (
    Acknowledged,
    assert_log_whole,
    assert_whole,
    log_on,
    open_folder_with_keys,
    record_on,
    recover,
)
from tests.faults.test_kill import abandon

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import LedgerStopped, PosthouseError, StoreError
from posthouse.model.event import Event
from posthouse.store.database import writer
from posthouse.store.keys import SqlKeyStore
from posthouse.store.logaudit import audit
from posthouse.store.outbox import announce
from posthouse.store.receipts import Receipts
from posthouse.store.recovery import reached
from posthouse.store.sequencer import open_sequencer

MANY = int(os.environ.get("FAULT_ROUNDS", "5")) >= 100
ROUNDS = 17
FAULTS = [(errno.ENOSPC, 1), (errno.EIO, 1), (None, 1), (errno.ENOSPC, 7), (errno.EIO, 40)]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


class QuickDisk(BreakingDisk):
    """Breaks as told; what it says is synced is left to the operating system, for speed."""

    def sync(self, file):
        self._break()

    def sync_folder(self, folder):
        self._break()


def announced(engine, acknowledged, name):
    with writer(engine).begin() as connection:
        announce(connection, Event("key.created", 1, name))
    acknowledged.events.add(name)


async def exchange(recorder, acknowledged, name):
    try:
        await recorder.intend(intent(name, KEYS[0]))
        acknowledged.intents.add(name)
        await recorder.conclude(receipt(name, KEYS[0], 7))
        acknowledged.receipts.add(name)
    except StoreError:
        return


async def work(folder, disk, rounds=ROUNDS, *, folding=True):
    """Exchanges, events and checkpoints, round by round, then a stop without any farewell."""
    acknowledged = Acknowledged()
    try:
        recorder, engine, _ = await record_on(folder, disk)
    except StoreError:
        return acknowledged
    recorder._sequencing.cancel()
    if not folding:
        recorder._folding.cancel()
    SqlKeyStore(engine).add(KeyRecord(KEYS[0], "p", "n", b"\x00" * 32, 0, 2**40))
    for number in range(rounds):
        names = [f"r{number}-{n}" for n in range(3)]
        await asyncio.gather(*(exchange(recorder, acknowledged, one) for one in names))
        announced(engine, acknowledged, f"e{number}")
        await recorder._events.take()
        await recorder._ledger.sequence()
        acknowledged.see(folder)
    await abandon(recorder)
    engine.dispose()
    return acknowledged


@pytest.mark.parametrize(("code", "lasting"), FAULTS)
def test_nothing_is_lost_and_no_head_contradicted_whichever_call_fails(tmp_path, code, lasting):
    step = 1 if MANY else 97
    struck = signed = 0
    for at in range(1 if MANY else 11, 501, step):
        folder = tmp_path / f"at{at}"
        disk = QuickDisk(at, code, lasting)
        acknowledged = asyncio.run(work(folder, disk))
        struck += bool(disk.failed)
        signed += bool(acknowledged.heads)
        assert_whole(folder, recover(folder), acknowledged)
        assert_log_whole(folder, acknowledged)
        shutil.rmtree(folder)
    tried = len(range(1 if MANY else 11, 501, step))
    assert struck == tried
    assert signed >= tried // 2


@pytest.mark.parametrize("extra", [0, 1, 300])
def test_nothing_is_lost_and_no_head_contradicted_when_the_power_goes(folder, extra):
    disk = PowerCutDisk()
    acknowledged = asyncio.run(work(folder, disk, rounds=3))
    disk.cut(extra)
    assert_whole(folder, recover(folder), acknowledged)
    assert_log_whole(folder, acknowledged)


def test_without_sync_a_power_cut_loses_a_head_so_the_test_can_tell(folder):
    disk = PowerCutDisk(lying=True)
    acknowledged = asyncio.run(work(folder, disk, rounds=3))
    disk.cut()
    with pytest.raises((AssertionError, PosthouseError)):
        assert_log_whole(folder, acknowledged)


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A folder whose station was killed right after a checkpoint: journal, tiles and guard.

    Nothing is folded, so the journal alone holds the entries: of a last line that the database
    holds too, a flip takes nothing and passes for a torn write.
    """
    folder = tmp_path_factory.mktemp("killed") / "data"
    acknowledged = asyncio.run(work(folder, QuickDisk(0, None), rounds=90, folding=False))
    assert len(acknowledged.receipts) == 270
    engine, _ = open_folder_with_keys(folder)
    yield folder, engine
    engine.dispose()


def fits(folder, engine):
    """Tell whether everything fits, as start and `ledger verify` look at it."""
    log, journal = log_on(folder), folder / "journal"
    try:
        found = reached(journal, Receipts(engine))
        open_sequencer(log, found, known=True)
    except (LedgerStopped, StoreError):
        return False
    return not audit(log, engine).faults


def files_of(folder):
    kept = [folder.parent / "data.guard", folder / "ledger" / "checkpoint"]
    tiles = [path for path in (folder / "ledger" / "tile").rglob("*") if path.is_file()]
    return [*kept, *tiles, *(folder / "journal").glob("*.log")]


def test_every_flipped_bit_is_found(killed):
    folder, engine = killed
    assert fits(folder, engine)
    files = files_of(folder)
    assert len(files) >= 8
    moments = random.Random(7)
    for number in range(10_000 if MANY else 160):
        path = files[number % len(files)]
        sound = path.read_bytes()
        bit = moments.randrange(len(sound) * 8)
        broken = bytearray(sound)
        broken[bit // 8] ^= 1 << bit % 8
        path.write_bytes(broken)
        assert not fits(folder, engine), (path.name, bit)
        path.write_bytes(sound)
    assert fits(folder, engine)


def test_two_recorders_never_work_on_one_folder(folder):
    async def two():
        recorder, engine, _ = await record_on(folder)
        with pytest.raises(StoreError, match="another station"):
            await record_on(folder)
        await recorder.close()
        engine.dispose()

    asyncio.run(two())
