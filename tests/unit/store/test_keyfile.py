"""The master key is made once, for its owner alone, and refused wherever others could read it."""

import stat

import pytest

from posthouse.model.errors import ConfigError, StoreError
from posthouse.store.keyfile import KEY_FILE, master_key, open_folder

KEY, OTHER = bytes(range(32)), b"\xff" * 32


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "data"
    open_folder(path)
    return path


def test_makes_the_folder_for_its_owner_alone(folder):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    open_folder(folder)


def test_makes_the_file_once_whatever_randomness_comes_later(folder):
    assert master_key(folder, KEY) == KEY
    assert master_key(folder, OTHER) == KEY
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert [p.name for p in folder.iterdir()] == [KEY_FILE]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_refuses_a_file_that_others_can_read(folder, mode):
    master_key(folder, KEY)
    (folder / KEY_FILE).chmod(mode)
    with pytest.raises(ConfigError, match="closed to group") as refused:
        master_key(folder, KEY)
    assert "chmod 600" in refused.value.hint


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o755])
def test_refuses_a_folder_that_others_can_enter(folder, mode):
    folder.chmod(mode)
    with pytest.raises(ConfigError) as refused:
        open_folder(folder)
    assert "chmod 700" in refused.value.hint


@pytest.mark.parametrize("found", [b"", KEY[:31], KEY + b"\x00"])
def test_refuses_a_file_of_another_length(folder, found):
    path = folder / KEY_FILE
    path.write_bytes(found)
    path.chmod(0o600)
    with pytest.raises(StoreError, match="expected 32 bytes"):
        master_key(folder, KEY)


def test_refuses_a_link_and_a_file_in_the_folder_s_place(folder, tmp_path):
    (tmp_path / "elsewhere").write_bytes(KEY)
    (folder / KEY_FILE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError):
        master_key(folder, KEY)
    with pytest.raises(StoreError):
        open_folder(tmp_path / "elsewhere")


def test_makes_no_new_key_beside_a_database_that_lost_its_own(folder):
    (folder / "posthouse.db").touch()
    with pytest.raises(StoreError, match=r"station\.key") as refused:
        master_key(folder, KEY)
    assert "backup" in refused.value.hint
    assert not (folder / KEY_FILE).exists()
