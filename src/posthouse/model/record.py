"""What is put on record: an intent before anything leaves, a receipt before the last byte.

Nothing here holds content: commitments are salted SHA-256, the salt goes to the client alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

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
class Receipt:
    """All that the station claims to have done with one request.

    `came`, `left`, `returned`, `delivered` commit to the bytes from the client, to the upstream,
    from the upstream and to the client; empty where nothing passed.
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
