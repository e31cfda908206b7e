"""Bring the pinned agents into .cache/agents: npm fetches the packages, their hashes are checked.

Each package holds the whole program, so nothing is resolved and no install script runs. Nothing
is written outside the clone.
"""

import base64
import hashlib
import json
import os
import platform
import shutil
import subprocess
import tarfile
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache"
MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


class NotInstalled(Exception):
    """An agent cannot be had on this machine."""


def program(agent: str) -> Path:
    """Return the path of an agent's program, installed first where it is not yet."""
    pin = _pin(agent)
    name = pin["package"].rpartition("/")[2]
    folder = CACHE / "agents" / name
    if not (folder / "whole").exists():
        _unpack(_fetched(pin), folder)
        (folder / "whole").touch()
    return folder / "package" / pin["program"]


def agents() -> list[str]:
    """Return the names of all pinned agents."""
    return list(_pins())


def _pins() -> dict:
    return json.loads((HERE / "pins.json").read_text())


def _pin(agent: str) -> dict:
    pins = _pins()[agent]
    machine = platform.machine().lower()
    here = f"{platform.system().lower()}-{MACHINES.get(machine, machine)}"
    if found := pins.get("any") or pins.get(here):
        return found
    raise NotInstalled(f"{agent} is pinned for {', '.join(pins)}; this machine is {here}")


def _fetched(pin: dict) -> Path:
    """Return the package as npm packs it. Raises NotInstalled where it is not the pinned one."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstalled("npm is not on this machine; install Node.js 20 or newer")
    packs = CACHE / "agents" / "packs"
    packs.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "npm_config_cache": str(CACHE / "npm")}
    told = subprocess.run(
        [npm, "pack", "--json", "--ignore-scripts", "--pack-destination", packs, pin["package"]],
        env=environment, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if told.returncode:
        raise NotInstalled(f"npm cannot fetch {pin['package']}:\n{told.stderr}")
    pack = packs / json.loads(told.stdout)[0]["filename"]
    kind, _, expected = pin["integrity"].partition("-")
    with pack.open("rb") as file:
        found = base64.b64encode(hashlib.file_digest(file, kind).digest()).decode()
    if found != expected:
        pack.unlink()
        raise NotInstalled(f"{pin['package']}: expected {expected}, found {found}")
    return pack


def _unpack(pack: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tarfile.open(pack) as packed:
        packed.extractall(folder)  # the hash vouches for every path in it
    pack.unlink()
