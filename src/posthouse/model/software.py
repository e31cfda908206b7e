"""Which Posthouse runs: its version, and a digest over its files that anyone can compute.

The digest is SHA-256 over one line a file, sorted, as a wheel's RECORD writes them:

    posthouse/ports.py,sha256=<base64url>,<bytes>

So it is the same for a wheel, for its installation and for the clone that it was built from, and
`grep ^posthouse/ RECORD | LC_ALL=C sort | sha256sum` on an unpacked wheel gives it too.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Origin(Enum):
    """Where the running files come from; ALTERED: installed, but no longer as RECORD says."""

    WHEEL = "wheel"
    SOURCE = "source"
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
    def told(self) -> str:
        """Return origin and digest in one word."""
        return f"{self.origin.value}:sha256:{self.digest}"


def record_line(path: str, content: bytes) -> str:
    """Return a file's line as a wheel's RECORD has it."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(content)}"


def digest_of(lines: Iterable[str]) -> str:
    """Return the digest over the lines of all files."""
    text = "".join(f"{line}\n" for line in sorted(lines))
    return hashlib.sha256(text.encode()).hexdigest()
