"""One station writes a folder, and a file of the journal is its owner's alone."""

import stat
from pathlib import Path

import pytest

from posthouse.model.errors import StoreError
from posthouse.store.disk import Disk, FolderLock


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


def test_writes_what_can_be_read_back(tmp_path):
    disk = Disk()
    file = disk.create(tmp_path / "a")
    assert disk.write(file, memoryview(b"hello")) == 5
    disk.sync(file)
    disk.truncate(file, 2)
    disk.write(file, memoryview(b"y"))
    disk.close(file)
    disk.sync_folder(tmp_path)
    assert (tmp_path / "a").read_bytes() == b"hey"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_never_opens_a_file_that_is_there(tmp_path):
    (tmp_path / "a").touch()
    with pytest.raises(FileExistsError):
        Disk().create(tmp_path / "a")


def test_two_stations_cannot_hold_one_folder(tmp_path):
    lock = FolderLock(tmp_path)
    before = open_files()
    with pytest.raises(StoreError, match="another station") as refused:
        FolderLock(tmp_path)
    assert refused.value.hint
    assert open_files() == before
    lock.release()
    FolderLock(tmp_path).release()
