"""`posthouse audit key` and `sign`: who stands by references, libraries and evidence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.audit.evidence import EVIDENCE, REFERENCE
from posthouse.audit.libraryfile import LIBRARY
from posthouse.audit.signing import opened, signed
from posthouse.cli.auditfiles import signer_of
from posthouse.cli.files import file_of, write
from posthouse.cli.signerkeys import new_key
from posthouse.cli.terminal import OK, terminal
from posthouse.model.errors import CommandError

KINDS = (EVIDENCE, REFERENCE, LIBRARY)


def key(
    file: Annotated[Path, Parameter(help="Where to keep the private key, for you alone.")],
    *,
    name: Annotated[str, Parameter(help="Your name in signatures, like you.example.com.")],
) -> int:
    """Make a key that signs files of audits, and tell its verifier key."""
    speaker = terminal(json_=False, environ=os.environ)
    speaker.say("audit.key", file=file, vkey=new_key(file, name))
    return OK


def sign(
    file: Annotated[Path, Parameter(help="A reference, a library or evidence.")],
    *,
    key: Annotated[Path, Parameter(help="What `posthouse audit key` made.")],
) -> int:
    """Sign a file of an audit, beside whoever signed it before."""
    speaker = terminal(json_=False, environ=os.environ)
    found = opened(file_of(file))
    if found.kind not in KINDS:
        raise CommandError(f"{file}: expected one of {', '.join(KINDS)}, found another kind")
    signer = signer_of(key)
    write(file, signed(found, [signer]))
    speaker.say("audit.signed", file=file, name=signer.key.name)
    return OK
