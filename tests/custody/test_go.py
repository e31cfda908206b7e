"""A ledger of 70,000 entries, verified by code that none of us wrote: Go's sumdb/note and tlog.

Debian's golang-1.19 and golang-golang-x-mod-dev are compiled here; they check the signature, every
tile, every entry, the root, and record and tree proofs (70,000 is the specification's example).
"""

import subprocess
from pathlib import Path

import pytest

from posthouse.store.logcheck import check_log
from posthouse.store.sequencer import open_sequencer
from tests.faults.record import log_on
from tests.golang import compiled

SIZE = 70_000
STEPS = [1, 254, 1, 1, 255, 1000, 4096]


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    folder = tmp_path_factory.mktemp("go") / "data"
    folder.mkdir(mode=0o700)
    log = log_on(folder)
    sequencer = open_sequencer(log, 10**9, known=False)
    steps = iter(STEPS)
    while sequencer.size < SIZE:
        count = min(next(steps, 4096), SIZE - sequencer.size)
        first = sequencer.size
        entries = [b'{"receipt":{"id":"%d"}}' % n for n in range(first, first + count)]
        sequencer.append(entries, first + count, 1)
    return log


@pytest.fixture(scope="module")
def program():
    return compiled(Path(__file__).parent / "goverify", "goverify")


def verified(program, log):
    vkey = str(log.key_of(log.origin).signer.key)
    return subprocess.run(
        [program, log.files.folder, vkey], capture_output=True, text=True, timeout=200, check=False
    )


def test_go_verifies_seventy_thousand_entries(program, log):
    shown = verified(program, log)
    assert shown.returncode == 0, shown.stderr
    size, proofs = map(int, shown.stdout.split())
    assert size == SIZE
    assert proofs > 70
    key = log.key_of(log.origin)
    assert check_log(log.files, key).faults == ()


@pytest.mark.parametrize("name", ["checkpoint", "tile/entries/100", "tile/0/200", "tile/1/000"])
def test_go_refuses_what_was_changed(program, log, name):
    path = log.files.folder / name
    sound = path.read_bytes()
    broken = bytearray(sound)
    broken[len(broken) // 2] ^= 1
    path.write_bytes(broken)
    try:
        assert verified(program, log).returncode != 0
    finally:
        path.write_bytes(sound)
