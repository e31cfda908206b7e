"""`posthouse audit join`: one reference of several trusted channels."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.audit.joining import joined
from posthouse.audit.sequential import Terms
from posthouse.audit.signing import written
from posthouse.cli.auditasking import USUAL, How
from posthouse.cli.auditfiles import UNSIGNED, Signer, library_rows, reference_file
from posthouse.cli.files import write
from posthouse.cli.terminal import OK, terminal
from posthouse.model.errors import CommandError


def join(
    references: Annotated[
        tuple[Path, ...], Parameter(help="References of one model by channels that you trust.")
    ],
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="Where to write.")],
    library: Annotated[tuple[Path, ...], Parameter(help="As for `posthouse audit run`.")] = (),
    test: How = USUAL,
    signing: Signer = UNSIGNED,
) -> int:
    """Join references, and learn how much honest channels differ."""
    speaker = terminal(json_=False, environ=os.environ)
    test.require()
    if len(references) < 2:
        raise CommandError("expected two references or more, found fewer")
    now = time.time()
    found = [reference_file(path, now) for path in references]
    rows = library_rows(library, found[0], found[0].model, now)
    whole = joined(found, rows, Terms(test.max, test.alpha))
    write(output, written(whole, signing.signers()))
    speaker.say(
        "audit.joined",
        file=output,
        channels=len(found),
        model=whole.model,
        answers=sum(map(len, whole.answers.values())),
        drift=f"{whole.drift:.0%}",
    )
    return OK
