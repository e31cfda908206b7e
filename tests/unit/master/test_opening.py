"""The secret moves between master keys without ever being lost, whatever breaks off when."""

import stat

import pytest

from posthouse.master.inputs import Inputs
from posthouse.master.opening import begin, open_keyring, require_kind, rewrap
from posthouse.model.errors import ConfigError, MasterKeyRefused, StoreError
from posthouse.store.database import open_database
from posthouse.store.handover import VARIABLE, offer, passing, taken, withdraw
from posthouse.store.keyfile import KEY_FILE, open_folder
from posthouse.store.keyfile import open_keyring as handed_keyring
from posthouse.store.sealedfile import SEALED_FILE, KeyFiles, read_sealed

KEY, OTHER = "0f" * 32, "f0" * 32
GIVEN = {"KEK": KEY, "KEK_2": OTHER, "POSTHOUSE_PASSPHRASE": "correct horse battery staple"}
INPUTS = Inputs(GIVEN)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "data"
    open_folder(path)
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("reference", ["env:KEK", "passphrase"])
def test_a_new_station_s_secret_never_touches_the_disk_in_clear(folder, reference):
    assert rewrap(folder, reference, INPUTS) == ("none", reference.partition(":")[0])
    secret = open_keyring(folder, INPUTS).hand_over()
    assert names(folder) == [SEALED_FILE]
    content = (folder / SEALED_FILE).read_bytes()
    assert secret not in content
    assert secret.hex().encode() not in content
    assert stat.S_IMODE((folder / SEALED_FILE).stat().st_mode) == 0o600


def test_goes_round_all_kinds_with_the_same_secret(folder):
    secret = open_keyring(folder, INPUTS).hand_over()
    kinds = ["passphrase", "env:KEK", "env:KEK_2", "passphrase", "file", "env:KEK"]
    for reference in kinds:
        rewrap(folder, reference, INPUTS)
        assert open_keyring(folder, INPUTS).hand_over() == secret
        assert names(folder) == [KEY_FILE if reference == "file" else SEALED_FILE]


def test_the_wrong_master_key_is_refused_and_changes_nothing(folder):
    rewrap(folder, "env:KEK", INPUTS)
    before = (folder / SEALED_FILE).read_bytes()
    wrong = Inputs({"KEK": OTHER})
    with pytest.raises(MasterKeyRefused, match="found another") as refused:
        open_keyring(folder, wrong)
    assert refused.value.hint
    with pytest.raises(MasterKeyRefused):
        rewrap(folder, "file", wrong)
    with pytest.raises(ConfigError, match="KEK in the environment"):
        open_keyring(folder, Inputs({}))
    assert (folder / SEALED_FILE).read_bytes() == before
    assert names(folder) == [SEALED_FILE]


def test_a_target_that_does_not_give_the_secret_back_takes_nothing_s_place(folder):
    secret = open_keyring(folder, INPUTS).hand_over()
    with pytest.raises(ConfigError):
        rewrap(folder, "env:NOT_SET", INPUTS)
    with pytest.raises(ConfigError, match="kind of master key"):
        rewrap(folder, "sealing-wax", INPUTS)
    assert names(folder) == [KEY_FILE]
    assert open_keyring(folder, INPUTS).hand_over() == secret


class BreakingFiles(KeyFiles):
    """Breaks off at the n-th step: before it, or with it half done or done."""

    def __init__(self, at: int, *, done: bool) -> None:
        self.steps = 0
        self._at, self._done = at, done

    def _step(self, step, *arguments) -> None:
        self.steps += 1
        if self.steps == self._at:
            if self._done:
                step(*arguments)
            raise KeyboardInterrupt
        step(*arguments)

    def draft(self, path, content):
        if self.steps + 1 == self._at and not self._done:
            super().draft(path, content[: len(content) // 2])
        self._step(super().draft, path, content)

    def replace(self, draft, path):
        self._step(super().replace, draft, path)

    def sync(self, folder):
        self._step(super().sync, folder)

    def overwrite(self, path):
        self._step(super().overwrite, path)

    def remove(self, path):
        self._step(super().remove, path)


MOVES = [("file", "env:KEK"), ("env:KEK", "env:KEK_2"), ("env:KEK", "file"), ("file", "passphrase")]


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize(("source", "target"), MOVES)
def test_a_move_that_breaks_off_at_any_step_loses_nothing(tmp_path, source, target, done):
    step = 0
    while True:
        step += 1
        folder = tmp_path / f"{step}"
        open_folder(folder)
        rewrap(folder, source, INPUTS)
        secret = open_keyring(folder, INPUTS).hand_over()
        files = BreakingFiles(step, done=done)
        try:
            rewrap(folder, target, INPUTS, files)
        except KeyboardInterrupt:
            pass
        else:
            break
        assert open_keyring(folder, INPUTS).hand_over() == secret
        plain = [n for n in names(folder) if n.startswith(KEY_FILE)]
        assert not plain or not (folder / SEALED_FILE).exists(), plain
        rewrap(folder, target, INPUTS)
        assert open_keyring(folder, INPUTS).hand_over() == secret
        assert names(folder) == [KEY_FILE if target == "file" else SEALED_FILE]
    assert step > 3


def test_two_secrets_that_differ_are_refused(folder, tmp_path):
    rewrap(folder, "env:KEK", INPUTS)
    (folder / KEY_FILE).write_bytes(b"x" * 32)
    (folder / KEY_FILE).chmod(0o600)
    with pytest.raises(MasterKeyRefused, match="two that differ"):
        open_keyring(folder, INPUTS)
    with pytest.raises(MasterKeyRefused, match="two that differ"):
        rewrap(folder, "file", INPUTS)


def test_a_database_that_lost_its_key_gets_no_new_one(folder):
    open_database(folder).dispose()
    with pytest.raises(StoreError, match=r"station\.key beside the database"):
        rewrap(folder, "env:KEK", INPUTS)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b'{"format": "posthouse-master/2"}', b"\xff" * 9, b"null"],
)
def test_a_damaged_file_is_refused(folder, content):
    rewrap(folder, "env:KEK", INPUTS)
    (folder / SEALED_FILE).write_bytes(content)
    with pytest.raises(StoreError, match="found something else"):
        open_keyring(folder, INPUTS)


def test_every_changed_letter_of_the_file_is_found(folder):
    rewrap(folder, "env:KEK", INPUTS)
    path = folder / SEALED_FILE
    whole = path.read_bytes()
    at, told = whole.index(b'"station"'), read_sealed(folder)
    for place in range(at, len(whole) - 4):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        if read_or_none(folder) == told:
            continue
        with pytest.raises(StoreError):
            open_keyring(folder, INPUTS)


def read_or_none(folder):
    try:
        return read_sealed(folder)
    except StoreError:
        return None


def test_a_file_that_others_can_read_is_refused(folder):
    rewrap(folder, "env:KEK", INPUTS)
    (folder / SEALED_FILE).chmod(0o644)
    with pytest.raises(ConfigError, match="closed to group"):
        open_keyring(folder, INPUTS)


def test_processes_of_the_station_are_handed_the_secret_and_ask_nobody(folder):
    rewrap(folder, "env:KEK", INPUTS)
    keyring = open_keyring(folder, INPUTS)
    environ: dict[str, str] = {}
    assert taken(environ) is None
    offer(keyring, environ)
    offer(keyring, environ)
    assert len(passing(environ)) == 1
    for _ in range(2):
        assert taken(environ).hand_over() == keyring.hand_over()
    withdraw(environ)
    assert taken(environ) is None
    with pytest.raises(StoreError, match="handed over"):
        handed_keyring(folder)


def test_a_station_that_is_sealed_while_it_runs_goes_on(folder, tmp_path, monkeypatch):
    environ: dict[str, str] = {}
    keyring = begin(folder, environ)
    rewrap(folder, "env:KEK", INPUTS)
    assert begin(folder, environ).hand_over() == keyring.hand_over()
    monkeypatch.setenv(VARIABLE, environ[VARIABLE])
    assert handed_keyring(folder).hand_over() == keyring.hand_over()
    other = tmp_path / "other"
    open_folder(other)
    rewrap(other, "env:KEK", INPUTS)
    with pytest.raises(StoreError, match="handed over"):
        handed_keyring(other)
    withdraw(environ)


def test_variables_that_open_the_master_key_go_no_further(folder):
    environ = dict(GIVEN)
    rewrap(folder, "passphrase", INPUTS)
    begin(folder, environ)
    assert "POSTHOUSE_PASSPHRASE" not in environ
    withdraw(environ)


def test_the_settings_can_insist_on_a_kind(folder):
    for kind in ("any", "file"):
        require_kind(folder, kind)
    with pytest.raises(ConfigError, match="found file"):
        require_kind(folder, "env")
    rewrap(folder, "env:KEK", INPUTS)
    require_kind(folder, "env")
    with pytest.raises(ConfigError, match="found env"):
        require_kind(folder, "pkcs11")
