"""Which Posthouse runs: its version, and a digest over its files that anyone can compute.

    sha256( for each file of the package, sorted by path: hex sha256(file) "  " path LF )

as `sha256sum` would write it, with paths that begin with posthouse/ and bytecode left out. So the
digest is the same for a wheel, for its installation and for the clone that it was built from:

    find posthouse -type f ! -path '*/__pycache__/*' | LC_ALL=C sort | xargs sha256sum | sha256sum
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Origin(Enum):
    """Where the running files come from.

    EDITABLE: a working copy, for whose files nobody vouches; ALTERED: installed from a wheel, but
    no longer as its RECORD says.
    """

    WHEEL = "wheel"
    EDITABLE = "editable"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Software:
    """The running program; `digest` is hexadecimal."""

    version: str
    origin: Origin
    digest: str

    @property
    def name(self) -> str:
        """Return what receipts call it."""
        return f"posthouse/{self.version}"

    @property
    def build(self) -> str:
        """Return origin and digest in one word, as receipts have it."""
        return f"{self.origin.value}:{self.digest}"


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest over files by their path."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def record_line(path: str, content: bytes) -> str:
    """Return a file's line as a wheel's RECORD has it."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(content)}"
