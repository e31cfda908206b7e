"""What is put on record: an intent before anything leaves, a receipt before the last byte.

Nothing here holds content: commitments are salted SHA-256, the salt goes to the client alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from posthouse.model.batch import HELD, settles
from posthouse.model.usage import NOTHING, MicroUSD, Usage


class Ending(Enum):
    """How an exchange ended; every path has exactly one."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    UPSTREAM_FAILED = "upstream_failed"
    TRUNCATED = "truncated"
    CLIENT_GONE = "client_gone"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Intent:
    """Durable before the first byte goes upstream. `at_us` is Unix time in microseconds."""

    id: str
    at_us: int
    key: str
    project: str
    dialect: str
    operation: str
    model: str
    candidates: tuple[str, ...]
    came: str
    reserved: MicroUSD


@dataclass(frozen=True, slots=True)
class Destination:
    """One upstream that was called, as it was really reached; `fault` empty where it answered."""

    channel: str
    host: str
    port: int
    address: str = ""
    spki: str = ""
    status: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What inspection saw in an answer; its action was `passed`, `defused` or `blocked`."""

    rule: str
    action: str
    where: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What the station itself saw, beside what the upstream told.

    `came`, `left`, `returned`, `delivered` count bytes of the four bodies; `input_text` and
    `output_text` UTF-8 bytes of the texts in request and answer; `input_estimate` and
    `output_estimate` are the tokens that these texts take by accounting/price.py's rule of thumb.
    """

    came: int = 0
    left: int = 0
    returned: int = 0
    delivered: int = 0
    input_text: int = 0
    output_text: int = 0
    input_estimate: int = 0
    output_estimate: int = 0


UNCOUNTED = Counted()


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that the station claims to have done with one request.

    `came`, `left`, `returned`, `delivered` commit to the bytes from the client, to the upstream,
    from the upstream and to the client; empty where nothing passed. `chain` and `chunks` are the
    head and the length of the chain over a streamed answer's events. `attempts` and `inspected`
    count all calls and all that inspection saw, also where the lists are cut. `policy` is the
    digest of the policy in force, `rules` are those that spoke. `build` is the digest of the
    station's own files, `packs` are the packs of inspection's rules: name, version, digest.
    """

    id: str
    station: str
    at_us: int
    ended_us: int
    ending: Ending
    key: str
    project: str
    dialect: str
    operation: str
    stream: bool
    status: int
    model_asked: str
    model_routed: str
    model_claimed: str
    came: str
    left: str
    returned: str
    delivered: str
    destinations: tuple[Destination, ...]
    masked: Mapping[str, int]
    unexamined: int
    rule: str
    inspections: tuple[Inspection, ...]
    usage: Usage
    cost: MicroUSD
    priced: bool
    software: str
    reserved: MicroUSD = NOTHING
    parameters_changed: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    refusal: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    truncated: bool = False
    chain: str = ""
    chunks: int = 0
    attempts: int = 0
    policy: str = ""
    rules: tuple[str, ...] = ()
    inspected: int = 0
    counted: Counted = UNCOUNTED
    build: str = ""
    packs: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether what was set aside stays so until a receipt of its own."""
        return self.extra.get("batch") == HELD

    @property
    def settles(self) -> tuple[str, int]:
        """Return which exchange's money this settles and since when it was set aside (Unix time in
        microseconds); an empty name for none."""
        return settles(self.extra)
