"""The build on a receipt is the digest of the files that run, as anyone can compute it."""

import subprocess
import sys
from pathlib import Path

import posthouse
from posthouse.store.software import files_digest, installed_build


def test_a_working_copy_says_so_and_its_digest_can_be_computed_with_shell_tools():
    source = Path(posthouse.__file__).parents[1]
    listed = "find posthouse -type f -not -path '*/__pycache__/*' | LC_ALL=C sort"
    command = f"{listed} | xargs sha256sum | sha256sum"
    shown = subprocess.run(
        ["bash", "-c", command], cwd=source, capture_output=True, text=True, check=True
    )
    assert installed_build() == "editable:" + shown.stdout.split()[0]


def test_every_changed_renamed_or_added_file_changes_the_digest():
    files = {"posthouse/a.py": b"1", "posthouse/b.py": b"2"}
    others = [
        {**files, "posthouse/a.py": b"3"},
        {"posthouse/c.py": b"1", "posthouse/b.py": b"2"},
        {**files, "posthouse/c.py": b""},
    ]
    assert len({files_digest(one) for one in [files, *others]}) == 4


def test_it_is_computed_once_in_a_process():
    code = (
        "from posthouse.store.software import installed_build as b; b();"
        "assert b.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
