"""kill -9 at random moments, power cuts, and the n-th call to the disk failing.

FAULT_ROUNDS sets how many times the process is killed; 5 unless told.
"""

import asyncio
import errno
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faults.disks import BreakingDisk, PowerCutDisk
from tests.faults.load import KEYS, intent, receipt
from tests.faults.record import Acknowledged, assert_log_whole, assert_whole, record_on, recover

from posthouse.model.caller import KeyRecord
from posthouse.model.errors import StoreError
from posthouse.store.disk import Disk
from posthouse.store.keys import SqlKeyStore

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("FAULT_ROUNDS", "5"))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


def killed_run(folder, run, after_s):
    """Run the load and kill it; return what it had acknowledged."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/src:{ROOT}"}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/faults/load.py"), str(folder), str(run)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
    )
    try:
        output, _ = process.communicate(timeout=after_s)
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
    return output


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(folder):
    moments = random.Random()
    acknowledged = Acknowledged()
    for run in range(ROUNDS):
        # The first half of a second is start and recovery, the rest is load.
        acknowledged.read(killed_run(folder, run, moments.uniform(0.4, 2.5)))
        if folder.exists():
            acknowledged.see(folder)
        if run % 20 == 2 or run == ROUNDS - 1:
            assert_whole(folder, recover(folder), acknowledged)
            assert_log_whole(folder, acknowledged)
    assert acknowledged.intents
    assert acknowledged.receipts
    assert acknowledged.events
    assert acknowledged.heads


async def exchanges(recorder, acknowledged, count, start=0):
    """Record exchanges, four at a time, noting what was acknowledged; failures are expected."""

    async def one(number):
        name, key = f"x{number}", KEYS[number % 3]
        try:
            await recorder.intend(intent(name, key))
            acknowledged.intents.add(name)
            await recorder.conclude(receipt(name, key, number))
            acknowledged.receipts.add(name)
        except StoreError:
            return

    for first in range(start, start + count, 4):
        await asyncio.gather(*(one(n) for n in range(first, min(first + 4, start + count))))


async def run_on(folder, disk, count=24):
    """Record on a disk that misbehaves, then stop without any farewell to the journal."""
    acknowledged = Acknowledged()
    try:
        recorder, engine, _ = await record_on(folder, disk)
    except StoreError:
        return acknowledged
    keys = SqlKeyStore(engine)
    for key in KEYS:
        keys.add(KeyRecord(key, "p", key, b"\x00" * 32, 0, 2**40))
    await exchanges(recorder, acknowledged, count)
    await abandon(recorder)
    engine.dispose()
    return acknowledged


async def abandon(recorder):
    """Stop the threads as a crash would, leaving the journal's files as they are."""
    recorder._folding.cancel()
    recorder._sequencing.cancel()
    await recorder._journal.close()
    recorder._thread.shutdown()
    recorder._ledger.close()
    recorder._lock.release()


FAULTS = [(errno.ENOSPC, 1), (errno.EIO, 1), (errno.ENOSPC, 4), (errno.EIO, 9), (None, 1)]


@pytest.mark.parametrize(("code", "lasting"), FAULTS)
def test_nothing_acknowledged_is_lost_when_any_call_to_the_disk_fails(tmp_path, code, lasting):
    struck = 0
    for at in range(1, 34, 1 if ROUNDS >= 100 else 3):
        folder = tmp_path / f"at{at}"
        disk = BreakingDisk(at, code, lasting)
        acknowledged = asyncio.run(run_on(folder, disk))
        struck += bool(disk.failed)
        assert_whole(folder, recover(folder), acknowledged)
    assert struck >= 6


def test_a_short_write_is_continued_and_fails_nobody(folder):
    acknowledged = asyncio.run(run_on(folder, BreakingDisk(12, None, lasting=1)))
    assert len(acknowledged.receipts) == 24


@pytest.mark.parametrize("extra", [0, 1, 37, 300])
def test_nothing_acknowledged_is_lost_when_the_power_goes(folder, extra):
    disk = PowerCutDisk()
    acknowledged = asyncio.run(run_on(folder, disk))
    disk.cut(extra)
    assert len(acknowledged.receipts) == 24
    assert_whole(folder, recover(folder), acknowledged)


def test_without_sync_a_power_cut_loses_something_so_the_test_can_tell(folder):
    disk = PowerCutDisk(lying=True)
    acknowledged = asyncio.run(run_on(folder, disk))
    disk.cut()
    with pytest.raises(AssertionError, match="lost"):
        assert_whole(folder, recover(folder), acknowledged)


async def test_recording_goes_on_by_itself_once_the_disk_works_again(folder):
    disk = BreakingDisk(8, errno.ENOSPC, lasting=10)
    acknowledged = Acknowledged()
    recorder, engine, signer = await record_on(folder, disk)
    await exchanges(recorder, acknowledged, 40)
    refused = 40 - len(acknowledged.receipts)
    assert refused
    assert recorder.state().trouble
    for _ in range(100):
        await asyncio.sleep(0.1)
        if not recorder.state().trouble:
            break
    assert not recorder.state().trouble
    before = len(acknowledged.receipts)
    await exchanges(recorder, acknowledged, 40, start=40)
    assert len(acknowledged.receipts) == before + 40
    await recorder.close()
    engine.dispose()
    assert_whole(folder, signer.public_key, acknowledged)


async def test_a_receipt_that_failed_is_recorded_as_interrupted_when_the_disk_works_again(folder):
    disk = BreakingDisk(10**9, errno.EIO)
    recorder, engine, _ = await record_on(folder, disk)
    await recorder.intend(intent("a", "key-a"))
    disk._at, disk._lasting = disk.calls + 1, 3
    with pytest.raises(StoreError):
        await recorder.conclude(receipt("a", "key-a", 7))
    assert recorder.state().owed == 1
    for _ in range(100):
        await asyncio.sleep(0.1)
        if recorder.find("a"):
            break
    found = recorder.find("a")
    assert b'"ending":"interrupted"' in found
    assert b'"cost":7' in found
    assert b'"delivered":""' in found
    await recorder.close()
    engine.dispose()


def test_a_disk_without_faults_is_the_real_one(folder):
    acknowledged = asyncio.run(run_on(folder, Disk()))
    assert len(acknowledged.receipts) == 24
