"""Reading the running program's own files, or those of a wheel, for their digest."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import posthouse
from posthouse import __version__
from posthouse.model.errors import CommandError
from posthouse.model.software import Origin, Software, digest_of, record_line

PACKAGE = "posthouse"
COMPILED = ".pyc"


def running_software() -> Software:
    """Return what runs here, its files read anew."""
    folder = Path(posthouse.__file__).parent
    lines = sorted(_lines_of(folder))
    return Software(__version__, _origin(folder, lines), digest_of(lines))


def wheel_digest(wheel: Path) -> str:
    """Return the digest that an installation of this wheel has. Raises CommandError."""
    try:
        with zipfile.ZipFile(wheel) as packed:
            names = [n for n in packed.namelist() if n.startswith(f"{PACKAGE}/")]
            return digest_of(record_line(n, packed.read(n)) for n in names if not n.endswith("/"))
    except (OSError, zipfile.BadZipFile) as error:
        raise CommandError(
            f"expected a wheel at {wheel}, found {type(error).__name__}",
            hint="`make wheel` makes one in dist/",
        ) from error


def _lines_of(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != COMPILED:
            name = f"{PACKAGE}/{path.relative_to(folder).as_posix()}"
            yield record_line(name, path.read_bytes())


def _origin(folder: Path, lines: list[str]) -> Origin:
    recorded = _recorded(folder)
    if not recorded:
        return Origin.SOURCE
    return Origin.WHEEL if recorded == lines else Origin.ALTERED


def _recorded(folder: Path) -> list[str]:
    """Return the lines that the installer wrote for these files; none where they are a clone's."""
    try:
        found = distribution(PACKAGE)
    except PackageNotFoundError:
        return []
    if Path(str(found.locate_file(PACKAGE))).resolve() != folder.resolve():
        return []
    record = found.read_text("RECORD") or ""
    lines = (line for line in record.splitlines() if line.startswith(f"{PACKAGE}/"))
    return sorted(line for line in lines if f"{COMPILED}," not in line)
