"""Debian's packages for tests, without root: downloaded and unpacked under .cache/debian.

A test that needs a tool none of us wrote (Go's own sumdb code, SoftHSM) asks `unpacked` for it.
Where there is no apt, or it reaches no archive, the test is skipped and says so.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path(__file__).parents[1] / ".cache")) / "debian"
TIMEOUT_S = 240


def unpacked(*packages: str) -> Path:
    """Return a folder that holds the packages' files as below /; skip where they are not to be had.

    Only the named packages are fetched, none that they depend on.
    """
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        pytest.skip("needs apt-get and dpkg-deb")
    root = CACHE / "+".join(packages)
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / ".whole").exists():
            _fetch(root, packages)
    return root


def _fetch(root: Path, packages: tuple[str, ...]) -> None:
    lists, drafts = CACHE / "lists", CACHE / "drafts"
    for folder in (lists / "partial", drafts):
        folder.mkdir(parents=True, exist_ok=True)
    options = ["-o", f"Dir::State::Lists={lists}", "-o", "Debug::NoLocking=1"]
    if not any(lists.glob("*Packages*")):
        _run(["apt-get", *options, "update"], CACHE)
    _run(["apt-get", *options, "download", *packages], drafts)
    for package in packages:
        (archive,) = drafts.glob(f"{package}_*.deb")
        _run(["dpkg-deb", "-x", str(archive), str(root)], CACHE)
        archive.unlink()
    (root / ".whole").touch()


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=TIMEOUT_S)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"apt gives no {command[-1]}: {error}")
