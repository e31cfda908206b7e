"""Which program this is: a digest over the files of the package as they lie on this machine.

    sha256( for each file of the package, sorted by path: sha256(file) "  " path LF )

as `sha256sum` would write it, with paths relative to the folder that holds `posthouse/`, bytecode
left out. A wheel's digest is the same when computed over the files inside it, so a build that can
be reproduced can be compared with what runs. `wheel:` tells that the package was installed from
one, `editable:` that it runs from a working copy, where nobody vouches for the files.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PACKAGE = "posthouse"


@cache
def installed_build() -> str:
    """Return wheel:<digest> or editable:<digest>."""
    folder = Path(__file__).parents[1]
    files = [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    named = {str(p.relative_to(folder.parent)): p.read_bytes() for p in files}
    return f"{'editable' if _editable() else 'wheel'}:{files_digest(named)}"


def files_digest(files: dict[str, bytes]) -> str:
    """Return the digest over files by their path."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _editable() -> bool:
    """Tell whether the package runs from a working copy: installed so (PEP 610), or not at all."""
    try:
        told = distribution(_PACKAGE).read_text("direct_url.json")
    except PackageNotFoundError:
        return True
    return bool(told and json.loads(told).get("dir_info", {}).get("editable"))
