"""`posthouse backup` and `restore`: whole, encrypted, refused with a reason, or nothing written."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from types import SimpleNamespace

import pyrage
import pytest
from tests.faults.record import recover

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def place(tmp_path):
    made = pyrage.x25519.Identity.generate()
    (tmp_path / "identity").write_text(f"{made}\n")
    (tmp_path / "other").write_text(f"{pyrage.x25519.Identity.generate()}\n")
    (tmp_path / "posthouse.toml").write_text('[store]\nfolder = "data"\n')
    recover(tmp_path / "data")
    (tmp_path / "data" / "cache").mkdir()
    (tmp_path / "data" / "cache" / "detectors-1").write_bytes(b"made anew")
    (tmp_path / "data" / "local-model.log").write_bytes(b"not for a backup")

    def run(*words, **environ):
        return subprocess.run(
            [sys.executable, "-m", "posthouse", *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "POSTHOUSE_LANG": "en", **environ},
        )

    def backup(name, *words, **environ):
        to = () if environ else ("--recipient", str(made.to_public()))
        return run("backup", "-o", name, *to, *words, "--config", "posthouse.toml", **environ)

    return SimpleNamespace(folder=tmp_path, run=run, backup=backup, identity=made)


def names(place, file):
    data = pyrage.decrypt((place.folder / file).read_bytes(), [place.identity])
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return set(tar.getnames())


def test_what_is_in_a_backup_can_be_read_by_age_and_tar_and_is_what_a_station_needs(place):
    assert place.backup("one.age").returncode == 0
    found = names(place, "one.age")
    assert {"posthouse-backup.json", "manifest.json"} < found
    assert {"data/posthouse.db", "settings/posthouse.toml"} < found
    assert not {n for n in found if "station.key" in n or "cache" in n or n.endswith(".log")}
    assert (place.folder / "one.age").stat().st_mode & 0o777 == 0o600


def test_the_ledger_s_guard_is_never_in_it(place):
    (place.folder / "posthouse.toml").write_text(
        '[store]\nfolder = "data"\n[ledger]\nguard_file = "data/remembers"\n'
    )
    (place.folder / "data" / "remembers").write_bytes(b"the last signed head")
    assert place.backup("one.age").returncode == 0
    assert "data/remembers" not in names(place, "one.age")


def test_the_master_key_is_in_it_only_when_asked_for_and_that_is_said_loudly(place):
    quiet = place.backup("one.age")
    loud = place.backup("two.age", "--with-master-key")
    assert "master key is not in it" in quiet.stderr
    assert "ATTENTION" in loud.stderr
    assert "data/station.key" in names(place, "two.age")
    shown = place.run("backup", "verify", "two.age", "--identity", "identity")
    assert shown.returncode == 0
    assert "ATTENTION" in shown.stderr


def test_a_restored_folder_is_the_one_that_was_backed_up(place):
    assert place.backup("one.age", "--with-master-key").returncode == 0
    shown = place.run("restore", "one.age", "--into", "again", "--identity", "identity")
    assert shown.returncode == 0, shown.stderr
    assert "signs nothing" in shown.stderr
    again = place.folder / "again"
    assert again.stat().st_mode & 0o777 == 0o700
    assert (again / "station.key").read_bytes() == (place.folder / "data/station.key").read_bytes()
    assert (again / "restored-settings/posthouse.toml").is_file()
    recover(again)
    assert not [p for p in place.folder.iterdir() if p.name.startswith(".")]


def test_making_and_restoring_are_announced_to_the_ledger(place):
    assert place.backup("one.age").returncode == 0
    assert place.run("restore", "one.age", "--into", "again", "--identity", "identity")
    events = []
    for folder in ("data", "again"):
        with sqlite3.connect(place.folder / folder / "posthouse.db") as connection:
            events += [
                json.loads(body) for (body,) in connection.execute("SELECT body FROM outbox")
            ]
    assert [event["kind"] for event in events] == ["backup.made", "backup.restored"]
    assert events[0]["actor"].startswith("cli:")
    assert len(events[0]["detail"]["sha256"]) == 64


def test_a_passphrase_from_the_environment_works_too(place):
    made = place.backup("one.age", "--passphrase-env", "WORDS", WORDS=PASSPHRASE)
    assert made.returncode == 0, made.stderr
    words = ("restore", "one.age", "--into", "again", "--passphrase-env", "WORDS")
    assert place.run(*words, WORDS="another").returncode == 1
    assert not (place.folder / "again").exists()
    assert place.run(*words, WORDS=PASSPHRASE).returncode == 0


@pytest.mark.parametrize(
    ("verb", "harm"),
    [("verify", harm) for harm in ("cut", "flip", "stranger")]
    + [("restore", harm) for harm in ("cut head", "cut", "cut end", "flip", "empty", "stranger")],
)
def test_a_backup_that_is_not_whole_or_not_ours_to_open_is_refused(place, verb, harm):
    assert place.backup("one.age").returncode == 0
    path = place.folder / "one.age"
    content = bytearray(path.read_bytes())
    if harm == "flip":
        content[len(content) // 2] ^= 1
    cuts = {"cut head": 60, "cut": len(content) // 2, "cut end": len(content) - 1, "empty": 0}
    path.write_bytes(content[: cuts.get(harm, len(content))])
    identity = ("--identity", "other" if harm == "stranger" else "identity")
    words = {"verify": ("backup", "verify"), "restore": ("restore", "--into", "again")}[verb]
    before = set(place.folder.iterdir())
    shown = place.run(*words, "one.age", *identity)
    assert shown.returncode == 1
    assert "expected a backup that opens" in shown.stderr
    assert "hint:" in shown.stderr
    assert set(place.folder.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("data/../../escaped", b"x"), ("/data/x", b"x"), ("data/x", b"y"), ("manifest.json", b"{}")],
)
def test_a_tar_that_posthouse_did_not_make_is_refused(place, name, content):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for each, text in (
            ("posthouse-backup.json", b'{"format":"posthouse/backup/1"}'),
            (name, content),
        ):
            info = tarfile.TarInfo(each)
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text))
    sealed = pyrage.encrypt(packed.getvalue(), [place.identity.to_public()])
    (place.folder / "one.age").write_bytes(sealed)
    shown = place.run("restore", "one.age", "--into", "again", "--identity", "identity")
    assert shown.returncode == 1
    assert "expected a backup made by Posthouse" in shown.stderr
    assert not (place.folder / "again").exists()
    assert not (place.folder / "escaped").exists()


def test_a_folder_that_is_not_empty_is_left_alone(place):
    assert place.backup("one.age").returncode == 0
    (place.folder / "again").mkdir()
    (place.folder / "again" / "mine").write_text("mine")
    shown = place.run("restore", "one.age", "--into", "again", "--identity", "identity")
    assert shown.returncode == 1
    assert "expected an empty folder" in shown.stderr
    assert [p.name for p in (place.folder / "again").iterdir()] == ["mine"]


def test_a_backup_replaces_no_other_and_is_never_in_the_clear(place):
    assert place.backup("one.age").returncode == 0
    before = (place.folder / "one.age").read_bytes()
    assert place.backup("one.age").returncode == 1
    assert (place.folder / "one.age").read_bytes() == before
    shown = place.run("backup", "-o", "two.age", "--config", "posthouse.toml")
    assert shown.returncode == 1
    assert "never written in the clear" in shown.stderr
    bad = place.run(
        "backup", "-o", "two.age", "--recipient", "age1no", "--config", "posthouse.toml"
    )
    assert "expected an age recipient" in bad.stderr
    assert not (place.folder / "two.age").exists()
    assert b"sqlite" not in before.lower()
