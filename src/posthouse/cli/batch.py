"""What mask and restore share: key file, workers, progress on a terminal."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from posthouse.batch.engine import Alone, Engine, Processes
from posthouse.batch.run import Progress
from posthouse.cli.terminal import Terminal
from posthouse.model.errors import CommandError

KeyFile = Annotated[
    Path | None, Parameter(help="The key file; without it OUT.key beside the masked data.")
]
Workers = Annotated[int, Parameter(help="Processes that work; 0 means one for each processor.")]


def key_beside(masked: Path) -> Path:
    """Return where the key of masked data lies unless it is said."""
    return masked.with_name(f"{masked.name}.key")


def require_outside(key: Path, *folders: Path) -> None:
    """Refuse a key that lies in what it opens or reads. Raises CommandError."""
    for folder in folders:
        if folder.resolve() in key.resolve().parents:
            raise CommandError(
                f"expected a key file apart from the data, found {key} inside {folder}",
                hint="choose another place with --key",
            )


ByEngine = Annotated[
    Literal["processes", "ray"],
    Parameter(help="Processes of this machine, or a Ray cluster ($RAY_ADDRESS; posthouse[ray])."),
]


ByNames = Annotated[
    Literal["auto", "on", "off"] | None,
    Parameter(help="Look for names of people, organisations, places; else as the settings say."),
]


def engine_of(workers: int, engine: str = "processes") -> Engine:
    """Return who does the work. Raises CommandError."""
    if workers < 0:
        raise CommandError(f"--workers: expected 0 or more, found {workers}")
    count = workers or os.cpu_count() or 1
    if engine == "ray":
        from posthouse.batch.rayengine import Ray

        return Ray(count)
    return Processes(count) if count > 1 else Alone()


@contextlib.contextmanager
def progress(speaker: Terminal, message: str) -> Iterator[Progress]:
    """Show a bar on stderr where a person looks at it."""
    if speaker.as_json or not speaker.err.isatty():
        yield lambda _, __: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    console = Console(file=speaker.err)
    with Bars(*columns, TransferSpeedColumn(), console=console, transient=True) as bars:
        task = bars.add_task(speaker.text(message), total=None)
        yield lambda done, of: bars.update(task, completed=done, total=of)
