"""Reading the running program's own files, or those of a wheel, for their digest."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import posthouse
from posthouse import __version__
from posthouse.model.errors import CommandError
from posthouse.model.software import Origin, Software, digest_of, record_line

PACKAGE = "posthouse"
COMPILED = "__pycache__"


@cache
def running_software() -> Software:
    """Return what runs here, as its files were when this process first asked."""
    folder = Path(posthouse.__file__).parent
    files = dict(_files_of(folder))
    return Software(__version__, _origin(folder, files), digest_of(files))


def wheel_digest(wheel: Path) -> str:
    """Return the digest that an installation of this wheel has. Raises CommandError."""
    try:
        with zipfile.ZipFile(wheel) as packed:
            names = [n for n in packed.namelist() if n.startswith(f"{PACKAGE}/")]
            return digest_of({name: packed.read(name) for name in names if name[-1] != "/"})
    except (OSError, zipfile.BadZipFile) as error:
        raise CommandError(
            f"expected a wheel at {wheel}, found {type(error).__name__}",
            hint="`make wheel` makes one in dist/",
        ) from error


def _files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file() and COMPILED not in path.parts:
            yield f"{PACKAGE}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _origin(folder: Path, files: Mapping[str, bytes]) -> Origin:
    recorded = _recorded(folder)
    if not recorded:
        return Origin.EDITABLE
    found = {record_line(name, content) for name, content in files.items()}
    return Origin.WHEEL if recorded == found else Origin.ALTERED


def _recorded(folder: Path) -> set[str]:
    """Return the lines that the installer wrote for these files; none where they are a clone's."""
    try:
        found = distribution(PACKAGE)
    except PackageNotFoundError:
        return set()
    if Path(str(found.locate_file(PACKAGE))).resolve() != folder.resolve():
        return set()
    lines = (found.read_text("RECORD") or "").splitlines()
    return {line for line in lines if line.startswith(f"{PACKAGE}/") and COMPILED not in line}
