"""A backup under load, restored, holds all that was acknowledged before it; or nothing is left.

FAULT_ROUNDS sets how many times; 3 unless told.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pyrage
import pytest
from tests.faults.record import (
    Acknowledged,
    assert_whole,
    log_on,
    open_folder_with_keys,
    recover,
)

from posthouse.store.logaudit import audit
from posthouse.store.resolution import Resolution, ask

ROOT = Path(__file__).parents[2]
ROUNDS = max(3, int(os.environ.get("FAULT_ROUNDS", "3")) // 10)


@pytest.fixture
def identity(tmp_path):
    made = pyrage.x25519.Identity.generate()
    (tmp_path / "identity").write_text(f"# made for a test\n{made}\n")
    (tmp_path / "posthouse.toml").write_text('[store]\nfolder = "data"\n')
    return str(made.to_public())


def loaded(folder):
    """Start the load on a folder; its output comes in a pipe."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "tests/faults/load.py"), str(folder), str(os.getpid())],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{ROOT}/src:{ROOT}"},
        cwd=ROOT,
    )


def backing_up(place, recipient, name, **how):
    words = ["backup", "-o", str(place / name), "--recipient", recipient, "--with-master-key"]
    return subprocess.Popen(
        [sys.executable, "-m", "posthouse", *words, "--config", str(place / "posthouse.toml")],
        stderr=subprocess.PIPE,
        text=True,
        **how,
    )


def restored(place, name, into):
    words = ["restore", str(place / name), "--into", str(into)]
    return subprocess.run(
        [sys.executable, "-m", "posthouse", *words, "--identity", str(place / "identity")],
        capture_output=True,
        text=True,
        check=False,
    )


class Reading:
    """Reads what a load acknowledges, as far as it has come."""

    def __init__(self, process):
        self._process = process
        self._text = b""
        os.set_blocking(process.stdout.fileno(), False)

    def so_far(self):
        while piece := self._process.stdout.read(1 << 20):
            self._text += piece
        acknowledged = Acknowledged()
        acknowledged.read(self._text.decode())
        return acknowledged


def assert_signs_nothing(folder):
    """A station that starts here knows less than was signed: it adds no head and says why."""
    before = sorted((p, p.read_bytes()) for p in (folder / "ledger").rglob("*") if p.is_file())
    recover(folder)
    after = sorted((p, p.read_bytes()) for p in (folder / "ledger").rglob("*") if p.is_file())
    assert before == after
    assert before


def faults(folder):
    engine, _ = open_folder_with_keys(folder)
    found = audit(log_on(folder), engine)
    engine.dispose()
    return found.faults


def test_a_backup_under_load_holds_all_that_was_acknowledged_before_it(tmp_path, identity):
    process = loaded(tmp_path / "data")
    reading = Reading(process)
    try:
        end = time.monotonic() + 30
        signed = tmp_path / "data" / "ledger" / "checkpoint"
        while time.monotonic() < end and not (
            len(reading.so_far().receipts) >= 200 and signed.exists()
        ):
            time.sleep(0.05)
        for number in range(ROUNDS):
            before = reading.so_far()
            making = backing_up(tmp_path, identity, f"{number}.age")
            assert making.wait(60) == 0, making.stderr.read()
            assert reading.so_far().receipts > before.receipts, "the load stood still meanwhile"
            shown = restored(tmp_path, f"{number}.age", tmp_path / f"again-{number}")
            assert shown.returncode == 0, shown.stderr
            folder = tmp_path / f"again-{number}"
            assert_signs_nothing(folder)
            ask(log_on(folder), Resolution("restored in a test", "cli:test"))
            assert_whole(folder, recover(folder), before)
            assert faults(folder) == ()
            time.sleep(random.random() / 5)
    finally:
        process.kill()
        process.wait()
    assert before.receipts


def test_a_backup_that_is_killed_leaves_a_whole_file_or_none_under_its_name(tmp_path, identity):
    recover(tmp_path / "data")
    database = sqlite3.connect(tmp_path / "data" / "posthouse.db")
    database.execute("CREATE TABLE ballast (content BLOB)")
    database.execute("INSERT INTO ballast VALUES (randomblob(40000000))")
    database.commit()
    database.close()
    killed = 0
    for number in range(2 * ROUNDS):
        making = backing_up(tmp_path, identity, f"{number}.age")
        time.sleep(0.25 + number / ROUNDS / 3)
        making.send_signal(signal.SIGKILL)
        code = making.wait()
        killed += code == -signal.SIGKILL
        if (tmp_path / f"{number}.age").exists():  # killed, if at all, after it was put down whole
            assert restored(tmp_path, f"{number}.age", tmp_path / f"whole{number}").returncode == 0
        else:
            assert code
    assert killed
    assert backing_up(tmp_path, identity, "last.age").wait(60) == 0
    assert not list((tmp_path / "data").glob("backup-*")), "what a killed one left is swept"
    assert restored(tmp_path, "last.age", tmp_path / "again").returncode == 0
