"""The wheel: the same bytes wherever and whenever it is built, whole, and runs where it is put."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from posthouse.config.software import wheel_digest
from tests.echo import echoed
from tests.running import Station, channel
from tests.supply.pins import ROOT, pins
from tests.upstreams import Upstream

PARTS = ("src", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc")
EPOCH = "1780000000"


def exported(folder):
    """Copy what a build needs."""
    folder.mkdir(parents=True)
    for part in PARTS:
        place = ROOT / part
        if place.is_dir():
            shutil.copytree(place, folder / part, ignore=IGNORED)
        else:
            shutil.copy(place, folder / part)
    return folder


def built(source, out, umask, **environ):
    """Build wheel and sdist as `make wheel` does; return their bytes by name."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", out, "-t", "wheel", "-t", "sdist"],
        cwd=source,
        check=True,
        capture_output=True,
        umask=umask,
        env={"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": EPOCH, **environ},
    )
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    built(exported(folder / "source"), folder / "out", 0o022)
    (found,) = (folder / "out").glob("*.whl")
    return found


def test_two_builds_in_other_folders_times_umasks_and_places_are_equal(tmp_path):
    here = exported(tmp_path / "here")
    there = exported(tmp_path / "another folder" / "deep")
    for path in there.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(path.stat().st_mode & 0o700)
    one = built(here, tmp_path / "one", 0o022, TZ="UTC", PYTHONHASHSEED="1")
    two = built(there, tmp_path / "two", 0o077, TZ="Asia/Shanghai", PYTHONHASHSEED="2", LANG="C")
    assert len(one) == 2
    assert one == two


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    files = (ROOT / "src/posthouse").rglob("*")
    ours = {
        path.relative_to(ROOT / "src").as_posix()
        for path in files
        if path.is_file() and "__pycache__" not in path.parts
    }
    package = {name for name in names if name.startswith("posthouse/")}
    told = {name.partition("/")[2] for name in names - package}
    assert package == ours
    assert told == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert not [name for name in names if name.endswith((".pth", ".so", ".pyc", ".exe"))]


def test_the_wheel_says_that_it_is_pure(wheel):
    with zipfile.ZipFile(wheel) as packed:
        (name,) = [n for n in packed.namelist() if n.endswith("/WHEEL")]
        assert "Root-Is-Purelib: true" in packed.read(name).decode()


def locked_set(site):
    """Put the locked packages, and only these, into an empty environment, without copying them."""
    here = Path(sysconfig.get_paths()["purelib"])
    for name in pins("product"):
        for file in distribution(name).files:
            top = file.parts[0]
            if top not in ("..", "__pycache__") and not (site / top).exists():
                (site / top).symlink_to(here / top)


@pytest.fixture(scope="module")
def installed(tmp_path_factory, wheel):
    """Return the interpreter of a new environment that holds the locked set and the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True, with_pip=False)
    python = folder / "bin" / "python"
    (site,) = (folder / "lib").glob("python*/site-packages")
    locked_set(site)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "-q", "--isolated", "--no-input", "--python", python),
            *("install", "--no-index", "--no-deps", "--no-cache-dir", wheel),
        ],
        check=True,
        capture_output=True,
        env={"PATH": os.environ["PATH"], "PIP_CONFIG_FILE": os.devnull},
    )
    return python


def test_installing_it_makes_no_pth_file_and_meets_every_demand(installed):
    (site,) = (installed.parents[1] / "lib").glob("python*/site-packages")
    assert list(site.glob("*.pth")) == []
    assert (site / "posthouse").is_dir()
    checked = subprocess.run(
        [sys.executable, "-m", "pip", "--python", installed, "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_the_installation_names_the_digest_of_its_wheel(installed, wheel, tmp_path):
    shown = subprocess.run(
        [installed.parent / "posthouse", "software", "digest", "--json"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
    )
    told = json.loads(shown.stdout)
    assert (told["origin"], told["digest"]) == ("wheel", wheel_digest(wheel))


def test_the_bill_of_an_installation_holds_the_product_s_pins_and_no_more(installed, tmp_path):
    shown = subprocess.run(
        [installed, "-m", "posthouse", "sbom"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    parts = {part["name"]: part["version"] for part in json.loads(shown.stdout)["components"]}
    assert parts == {pin.name: pin.version for pin in pins("product").values()}


def test_a_changed_file_of_an_installation_is_named(installed, tmp_path):
    (site,) = (installed.parents[1] / "lib").glob("python*/site-packages")
    path = site / "posthouse" / "logs.py"
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    try:
        shown = subprocess.run(
            [installed, "-m", "posthouse", "software", "digest", "--json"],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        )
    finally:
        path.write_bytes(before)
    assert json.loads(shown.stdout)["origin"] == "altered"


def test_a_station_serves_from_the_wheel(installed, tmp_path):
    with (
        Upstream(echoed) as upstream,
        Station(tmp_path, channel("main", upstream.url), python=installed) as station,
    ):
        body = {"model": "m", "messages": [{"role": "user", "content": "hello"}]}
        status, _, headers = station.post("/v1/chat/completions", body)
        assert status == 200
        assert station.receipt(headers)["ending"] == "delivered"
