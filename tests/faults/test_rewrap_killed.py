"""The station's secret outlives kill -9 at any moment of a move from one master key to another."""

import os
import random
import signal
import subprocess
import sys
import time

from posthouse.master.inputs import Inputs
from posthouse.master.opening import open_keyring
from posthouse.store.keyfile import KEY_FILE, open_folder
from posthouse.store.sealedfile import SEALED_FILE

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "20")) // 4
GIVEN = {"KEK": "0f" * 32, "KEK_2": "f0" * 32}
MOVING = """
import os, sys
from pathlib import Path
from posthouse.master.inputs import Inputs
from posthouse.master.opening import rewrap
folder, inputs = Path(sys.argv[1]), Inputs(os.environ)
print("moving", flush=True)
while True:
    for reference in ("env:KEK", "env:KEK_2", "file", "env:KEK_2", "file"):
        rewrap(folder, reference, inputs)
"""


def test_a_secret_outlives_kill_9_in_the_middle_of_moves(tmp_path):
    folder = tmp_path / "data"
    open_folder(folder)
    secret = open_keyring(folder, Inputs(GIVEN)).hand_over()
    drawn = random.Random(7)
    left = set()
    for _ in range(ROUNDS):
        child = subprocess.Popen(
            [sys.executable, "-c", MOVING, str(folder)],
            env={**os.environ, **GIVEN},
            stdout=subprocess.PIPE,
        )
        child.stdout.readline()
        time.sleep(drawn.random() * 0.1)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        left.add(frozenset(path.name for path in folder.iterdir()))
        assert open_keyring(folder, Inputs(GIVEN)).hand_over() == secret
        names = {path.name for path in folder.iterdir()}
        if SEALED_FILE in names:
            assert not [name for name in names if name.startswith(KEY_FILE)]
    assert left
