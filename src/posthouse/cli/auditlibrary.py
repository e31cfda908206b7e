"""`posthouse audit library`: references of several models as one signed file."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.audit.libraryfile import library_written
from posthouse.cli.auditfiles import UNSIGNED, Signer, reference_file
from posthouse.cli.files import write
from posthouse.cli.terminal import OK, terminal


def library(
    references: Annotated[tuple[Path, ...], Parameter(help="References, of any models.")],
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="Where to write.")],
    signing: Signer = UNSIGNED,
) -> int:
    """Put references into one file; each keeps where it is from, its date and its expiry."""
    speaker = terminal(json_=False, environ=os.environ)
    now = time.time()
    found = [reference_file(path, now) for path in references]
    write(output, library_written(found, signing.signers()))
    speaker.say(
        "audit.library", file=output, references=len(found),
        models=len({one.model for one in found}),
    )  # fmt: skip
    return OK
