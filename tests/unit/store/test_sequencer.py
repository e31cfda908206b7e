"""The sequencer: signs what it read back, in order, once; stops at whatever does not fit."""

import errno
import os
import shutil

import pytest
from tests.faults.record import log_on

from posthouse.ledger.checkpoint import open_checkpoint
from posthouse.model.errors import ClockSetBack, LedgerStopped, StoreError
from posthouse.store.disk import Disk
from posthouse.store.guardfile import GuardFile
from posthouse.store.logcheck import check_log
from posthouse.store.logfiles import CHECKPOINT, STAGE
from posthouse.store.sequencer import number_of, open_sequencer, origin_of

NOW = 1_700_000_000_000_000


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir(mode=0o700)
    return tmp_path / "data"


def opened(folder, reached=10**9, disk=None, known=False):
    return open_sequencer(log_on(folder, disk), reached, known=known)


def grown(folder, *counts):
    sequencer = opened(folder)
    for count in counts:
        sequencer.append([b"%d" % n for n in range(count)], sequencer.seq + 10, NOW)
    return sequencer


def head(folder):
    log = log_on(folder)
    key = log.key_of(log.origin)
    return open_checkpoint(log.files.checkpoint(), [key.verifier], log.origin)[0]


def test_a_fresh_log_makes_its_guard_and_grows(folder):
    sequencer = grown(folder, 3, 300)
    assert (sequencer.size, sequencer.seq, sequencer.published_seq) == (303, 20, 20)
    assert head(folder).size == 303
    log = log_on(folder)
    assert check_log(log.files, log.key_of(log.origin)).faults == ()
    assert opened(folder).promised == sequencer.promised
    assert not (folder / "ledger" / STAGE).exists()


def test_narrower_tiles_go_and_can_still_be_had(folder):
    sequencer = opened(folder)
    for _ in range(6):
        sequencer.append([b"x"], sequencer.seq + 1, NOW)
    files = log_on(folder).files
    assert sorted(p.name for p in (folder / "ledger/tile/0/000.p").iterdir()) == ["5", "6"]
    wide = files.every_tile()
    for tile in wide:
        narrow = type(tile)(tile.level, tile.index, 2)
        assert files.cut(narrow) == files.read(tile)[: len(files.cut(narrow))]
    sequencer.append([b"y"] * 250, sequencer.seq + 1, NOW)
    assert not (folder / "ledger/tile/0/000.p").exists()
    assert files.cut(wide[0]) is not None


class CrashingDisk(Disk):
    """Passes calls on until a file of some name is put in place, then fails for good."""

    def __init__(self, name):
        self.name = name
        self.crashed = False

    def rename(self, draft, path):
        if path.name == self.name:
            self.crashed = True
        if self.crashed:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().rename(draft, path)


def test_a_crash_before_the_guard_moved_signs_nothing(folder):
    grown(folder, 5)
    sequencer = opened(folder, disk=CrashingDisk("data.guard"))
    with pytest.raises(OSError, match="error"):
        sequencer.append([b"more"], 20, NOW)
    again = opened(folder)
    assert (again.size, again.seq) == (5, 10)
    again.append([b"other"], 20, NOW)
    assert head(folder).size == 6


@pytest.mark.parametrize("name", ["6", CHECKPOINT])
def test_a_crash_after_the_guard_moved_is_published_by_the_next_start(folder, name):
    grown(folder, 5)
    sequencer = opened(folder, disk=CrashingDisk(name))
    with pytest.raises(OSError, match="error"):
        sequencer.append([b"more"], 20, NOW)
    assert head(folder).size == 5
    assert sequencer.published_seq == 0
    again = opened(folder)
    assert (again.size, again.seq, again.published_seq) == (6, 20, 20)
    assert head(folder).size == 6


def test_a_sequencer_goes_on_by_itself_once_the_disk_works_again(folder):
    grown(folder, 5)
    disk = CrashingDisk(CHECKPOINT)
    sequencer = opened(folder, disk=disk)
    with pytest.raises(OSError, match="error"):
        sequencer.append([b"more"], 20, NOW)
    disk.crashed, disk.name = False, ""
    sequencer.append([b"and more"], 30, NOW)
    assert head(folder).size == 7


def test_files_from_before_the_last_signature_stop_it(folder, tmp_path):
    grown(folder, 5)
    shutil.copytree(folder, tmp_path / "backup")
    grown(folder, 5)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    with pytest.raises(LedgerStopped, match="older than the last signature"):
        opened(folder)


def test_a_lost_guard_stops_it(folder):
    grown(folder, 5)
    (folder.parent / "data.guard").unlink()
    with pytest.raises(LedgerStopped, match="unknown"):
        opened(folder)
    shutil.rmtree(folder / "ledger")
    with pytest.raises(LedgerStopped, match="unknown"):
        opened(folder, known=True)


def test_a_journal_and_database_from_before_the_last_signature_stop_it(folder):
    grown(folder, 5)
    with pytest.raises(LedgerStopped, match="entry 10"):
        opened(folder, reached=9)
    assert opened(folder, reached=10)


def test_a_guard_that_another_station_moved_stops_it(folder):
    one, two = grown(folder, 5), opened(folder)
    one.append([b"a"], 20, NOW)
    with pytest.raises(LedgerStopped):
        two.append([b"b"], 20, NOW)
    assert head(folder).size == 6
    assert opened(folder).size == 6


def test_a_clock_behind_the_last_signature_signs_nothing(folder):
    sequencer = grown(folder, 5)
    with pytest.raises(ClockSetBack, match="clock"):
        sequencer.append([b"more"], 20, NOW - 11_000_000)
    assert head(folder).size == 5
    sequencer.append([b"more"], 20, NOW - 9_000_000)
    assert sequencer.guard.active.at_us == NOW


@pytest.mark.parametrize("name", ["tile/0/000.p/5", "tile/entries/000.p/5"])
def test_a_flipped_bit_on_disk_is_found_before_anything_is_signed_over_it(folder, name):
    sequencer = grown(folder, 5)
    path = folder / "ledger" / name
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(LedgerStopped):
        sequencer.append([b"more"], 20, NOW)
    assert head(folder).size == 5


def test_a_guard_that_cannot_be_written_is_told_with_what_to_do(folder):
    log = log_on(folder)
    nowhere = GuardFile(folder / "no" / "such" / "guard", Disk())
    with pytest.raises(StoreError, match="guard") as caught:
        nowhere.swap(None, open_sequencer(log, 0, known=False).guard)
    assert "ledger.guard_file" in caught.value.hint


def test_origins_are_numbered():
    assert origin_of("a.example/x", 1) == "a.example/x"
    assert origin_of("a.example/x", 170) == "a.example/x/170"
    assert [number_of(o, "a/x") for o in ("a/x", "a/x/170", "a/x/1", "a/y", "a/x/z", "a")] == [
        *(1, 170), *(None,) * 4,
    ]  # fmt: skip
