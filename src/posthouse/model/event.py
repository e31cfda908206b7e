"""What goes into the ledger beside receipts: changes that users and auditors have a right to see.

An event names what happened to what and by whom; it never holds content or a secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STATION = "station"
"""The actor of what the station did by itself."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the ledger that is not a receipt.

    `kind` is noun.verb (`key.revoked`, `config.changed`), `subject` the id or name of what it
    happened to, `actor` who did it, `project` the tenant it concerns or "". `at_us` is Unix time
    in microseconds. `detail` holds names, counts, states and hashes.
    """

    kind: str
    at_us: int
    subject: str
    actor: str = STATION
    project: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
