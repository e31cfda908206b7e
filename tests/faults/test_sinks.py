"""A second place for the record: killed at random, and its disk failing at the n-th call.

FAULT_ROUNDS sets how many times the process is killed; 3 unless told.
"""

import errno
import os
import random
import time

import pytest
from tests.faults.disks import BreakingDisk
from tests.faults.record import Acknowledged, assert_whole, recover
from tests.faults.test_kill import killed_run

from posthouse.model.errors import StoreError
from posthouse.store.disk import Disk
from posthouse.store.journal import Appender
from posthouse.store.segments import Kind, gaps, last_durable, replay
from posthouse.store.sinks import open_sinks

ROUNDS = max(3, int(os.environ.get("FAULT_ROUNDS", "3")) // 3)
CALLS = min(90, max(10, int(os.environ.get("FAULT_ROUNDS", "3"))))


def test_every_acknowledged_entry_is_in_both_places_when_the_process_is_killed(tmp_path):
    (tmp_path / "sink").mkdir()
    folder = tmp_path / "data"
    acknowledged = Acknowledged()
    for run in range(ROUNDS):
        acknowledged.read(killed_run(folder, run, random.uniform(0.8, 1.6)))
    assert_whole(folder, recover(folder), acknowledged)
    assert acknowledged.receipts
    entries = replay(tmp_path / "sink", 0)
    text = b"\n".join(entry.body for entry in entries)
    assert [one for one in acknowledged.intents if f'"{one}"'.encode() not in text] == []
    kept = b"\n".join(entry.body for entry in entries if entry.kind is Kind.RECEIPT)
    assert [one for one in acknowledged.receipts if f'"{one}"'.encode() not in kept] == []
    assert gaps(tmp_path / "sink", last_durable(tmp_path / "sink")) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, None], ids=["full", "EIO", "short"])
def test_the_n_th_call_to_the_sink_s_disk_fails_and_both_places_agree(tmp_path, code):
    for at in range(1, CALLS):
        places = [tmp_path / f"{at}-{name}" for name in ("journal", "sink")]
        for place in places:
            place.mkdir()
        sinks = open_sinks([places[1]], 2, BreakingDisk(at, code, lasting=1 + at % 3))
        appender = Appender(places[0], Disk(), 0, 300, sinks)
        counted = [n for n in range(12) if counts(appender, n)]
        appender.close()
        sinks.close()
        for place in places:
            assert held(place) == counted, at
        assert counted
        assert gaps(places[1], appender.last) == []


def counts(appender, number):
    """Append one entry; tell whether it counts. A sink in trouble is waited for."""
    try:
        appender.append([(Kind.INTENT, b'{"id":%d}' % number)])
    except StoreError:
        end = time.monotonic() + 60
        while not appender.sinks.sinks[0].well() and time.monotonic() < end:
            time.sleep(0.01)
        return False
    return True


def held(folder):
    found = [entry for entry in replay(folder, 0) if entry.kind is Kind.INTENT]
    return [int(entry.body[6:-1]) for entry in found]
