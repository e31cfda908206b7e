"""Group commit: a future is done when its entry is durable, in order, or it fails."""

import asyncio
import errno
import os
import threading

import pytest

from posthouse.model.errors import StoreError
from posthouse.store.disk import Disk
from posthouse.store.journal import BATCH_ENTRIES, SEGMENT_BYTES, Appender, Journal
from posthouse.store.segments import Kind, replay


class Notes:
    """Keeps what a journal tells."""

    def __init__(self):
        self.landed_notes, self.firsts, self.lost_notes = [], [], []

    def landed(self, first, batch):
        self.firsts.append((first, len(batch)))
        self.landed_notes += [one.note for one in batch]

    def busy(self):
        return False

    def lost(self, batch):
        self.lost_notes += [one.note for one in batch]


class HeldDisk(Disk):
    """Counts syncs; holds them, or lets them fail, on request."""

    def __init__(self):
        self.go = threading.Event()
        self.go.set()
        self.syncs = 0
        self.code = None

    def sync(self, file):
        self.go.wait(10)
        self.syncs += 1
        if self.code:
            raise OSError(self.code, os.strerror(self.code))
        super().sync(file)


def journal_on(folder, disk=None, most_waiting=10_000, segment_bytes=SEGMENT_BYTES):
    notes = Notes()
    appender = Appender(folder, disk or Disk(), 0, segment_bytes)
    return Journal(appender, notes, most_waiting), notes


def body(number):
    return b'{"id":"%d"}' % number


def written(folder):
    return [e.body for e in replay(folder, 0) if e.kind is not Kind.SEGMENT]


async def test_an_acknowledged_entry_is_in_the_file(tmp_path):
    journal, notes = journal_on(tmp_path)
    for number in range(3):
        await journal.submit(Kind.INTENT, body(number), number)
        assert written(tmp_path) == [body(n) for n in range(number + 1)]
    await journal.close()
    assert notes.landed_notes == [0, 1, 2]
    assert notes.firsts == [(2, 1), (3, 1), (4, 1)]


async def test_many_callers_share_a_sync(tmp_path):
    disk = HeldDisk()
    journal, notes = journal_on(tmp_path, disk)
    disk.go.clear()
    futures = [journal.submit(Kind.INTENT, body(n), n) for n in range(100)]
    await asyncio.sleep(0.05)
    disk.go.set()
    await asyncio.gather(*futures)
    assert disk.syncs <= 3
    assert notes.landed_notes == list(range(100))
    await journal.close()
    assert written(tmp_path) == [body(n) for n in range(100)]


async def test_large_crowds_are_cut_into_batches(tmp_path):
    journal, notes = journal_on(tmp_path)
    await asyncio.gather(*(journal.submit(Kind.INTENT, body(n), n) for n in range(2000)))
    await journal.close()
    assert max(count for _, count in notes.firsts) <= BATCH_ENTRIES
    assert len(written(tmp_path)) == 2000


async def test_segments_are_turned_when_they_are_full(tmp_path):
    journal, _ = journal_on(tmp_path, segment_bytes=500)
    for number in range(50):
        await journal.submit(Kind.INTENT, body(number), number)
    await journal.close()
    assert len(list(tmp_path.iterdir())) > 3
    assert written(tmp_path) == [body(n) for n in range(50)]


async def test_takes_no_more_than_it_may_hold(tmp_path):
    disk = HeldDisk()
    disk.go.clear()
    journal, _ = journal_on(tmp_path, disk, most_waiting=2)
    kept = [journal.submit(Kind.INTENT, body(n), n) for n in range(2)]
    with pytest.raises(StoreError, match="at most 2"):
        await journal.submit(Kind.INTENT, body(3), 3)
    disk.go.set()
    await asyncio.gather(*kept)
    await journal.submit(Kind.INTENT, body(4), 4)
    await journal.close()


async def test_close_writes_what_was_submitted_and_then_refuses(tmp_path):
    journal, _ = journal_on(tmp_path)
    futures = [journal.submit(Kind.INTENT, body(n), n) for n in range(700)]
    await journal.close()
    await asyncio.gather(*futures)
    assert len(written(tmp_path)) == 700
    with pytest.raises(StoreError, match="closed"):
        await journal.submit(Kind.INTENT, body(1), 1)
    await journal.close()


async def test_a_caller_that_went_away_disturbs_nobody(tmp_path):
    disk = HeldDisk()
    disk.go.clear()
    journal, notes = journal_on(tmp_path, disk)
    gone, stays = (journal.submit(Kind.INTENT, body(n), n) for n in range(2))
    gone.cancel()
    disk.go.set()
    await stays
    await journal.close()
    assert notes.landed_notes == [0, 1]


async def test_fails_everybody_when_the_disk_fails_and_works_again_by_itself(tmp_path):
    disk = HeldDisk()
    journal, notes = journal_on(tmp_path, disk)
    await journal.submit(Kind.INTENT, body(1), 1)
    disk.code = errno.EIO
    for number in (2, 3):
        with pytest.raises(StoreError) as refused:
            await journal.submit(Kind.INTENT, body(number), number)
        assert "EIO" in refused.value.message
        assert refused.value.hint
    assert "EIO" in journal.trouble
    disk.code = None
    for _ in range(100):
        await asyncio.sleep(0.05)
        if not journal.trouble:
            break
    await journal.submit(Kind.INTENT, body(4), 4)
    await journal.close()
    assert notes.lost_notes == [2]
    assert written(tmp_path) == [body(1), body(4)]


async def test_after_a_failed_sync_the_old_segment_is_never_written_again(tmp_path):
    disk = HeldDisk()
    journal, _ = journal_on(tmp_path, disk)
    await journal.submit(Kind.INTENT, body(1), 1)
    (first,) = tmp_path.iterdir()
    disk.code = errno.ENOSPC
    with pytest.raises(StoreError):
        await journal.submit(Kind.INTENT, body(2), 2)
    before = first.read_bytes()
    disk.code = None
    await asyncio.sleep(0.5)
    await journal.submit(Kind.INTENT, body(3), 3)
    await journal.close()
    assert first.read_bytes() == before
    assert len(list(tmp_path.iterdir())) >= 2
