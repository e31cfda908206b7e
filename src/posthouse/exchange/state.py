"""Case: what is known of this one request so far; stages read it and add to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from posthouse.exchange.facts import Facts, Project
from posthouse.exchange.warrant import Warrants
from posthouse.inspection.inspector import Inspector
from posthouse.inspection.verdict import Verdict
from posthouse.ledger.chain import Chain
from posthouse.ledger.commitment import Commitment
from posthouse.media.memo import Place
from posthouse.media.outcome import Job, Outcome
from posthouse.media.page import Page
from posthouse.model.batch import Consumed, Share
from posthouse.model.caller import KeyRecord, Leak
from posthouse.model.channel import Channel
from posthouse.model.conversation import Recalled
from posthouse.model.dialect import Endpoint
from posthouse.model.finding import Finding
from posthouse.model.http import RequestHead
from posthouse.model.incident import Incident
from posthouse.model.record import Destination
from posthouse.model.sampling import Sampled
from posthouse.model.upload import Upload
from posthouse.model.usage import NOT_TOLD, NOTHING, MicroUSD, Price, Usage
from posthouse.policy.decide import Decision
from posthouse.ports import Counters, Health
from posthouse.privacy.mapping import EMPTY, Mapping
from posthouse.privacy.names.finder import Told
from posthouse.privacy.token import PATTERN
from posthouse.vault.leaks import LeakWatch
from posthouse.wire.document import Document
from posthouse.wire.formdocument import FormDocument
from posthouse.wire.medium import Medium
from posthouse.wire.wire import Asked, Wire


@dataclass(frozen=True, slots=True, repr=False)
class Seed:
    """What the core cannot make itself: an id, a salt, and what time it is.

    `at_us` is Unix time in microseconds, `now_s` a monotonic clock in seconds.
    """

    id: str
    salt: bytes
    at_us: int
    now_s: float


@dataclass(slots=True, repr=False, eq=False)
class Picture:
    """An image that is read: what it came as, its text as one page, and what was found in that."""

    medium: Medium
    page: Page
    findings: Sequence[Finding] = ()
    covered: bool = False
    original: bytes = b""

    def __post_init__(self) -> None:
        self.original = self.medium.data


@dataclass(slots=True, repr=False, eq=False)
class Case:
    """One request on its way; filled from top to bottom. Holds content: it has no readable form.

    `body` is what the client sent, unpacked once it was read, `bare` tells that nothing is sent;
    `shares` say what a batch may take, `held` that its money is set aside until it is over;
    `upload` came in parts and has become this request;
    `touched` holds the texts that were masked, as they stand in the tree, by their place, and
    `replaced` those that came beside those that left; `new` are the numbers of texts that were not
    masked before (None: all), `fresh` the values found in them, names left out; `same` tells that
    the bytes which left are those of `body`; `heard` counts the UTF-8
    bytes of the answer's texts. `known` was masked in earlier calls, `own` in those of this
    conversation, and `keeper` is the channel with which what is named lies. `done` is what was read
    of media, `places` where that is remembered, `read_as` the body once texts stood in the place of
    documents, `gone` counts what was covered in images. `witness` tells what a second witness said,
    `confirms` and `shadows` whose question this is, and `looks` whose batch the station asks for.
    """

    facts: Facts
    counters: Counters
    health: Health
    seed: Seed
    head: RequestHead
    endpoint: Endpoint
    wire: Wire
    came: Commitment
    left: Commitment
    returned: Commitment
    delivered: Commitment
    # authenticate
    key: KeyRecord | None = None
    old_secret: bool = False
    project: Project | None = None
    entered: bool = False
    # admit
    body: bytes = b""
    bare: bool = False
    upload: Upload | None = None
    document: Document | FormDocument | None = None
    asked: Asked | None = None
    price: Price | None = None
    reserved: MicroUSD = NOTHING
    shares: tuple[Share, ...] = ()
    held: bool = False
    # what is kept from call to call
    recalled: Recalled | None = None
    known: Mapping = EMPTY
    earlier: tuple[tuple[str, str], ...] = ()
    leaving: list[tuple[str, str]] = field(default_factory=list)
    own: Mapping = EMPTY
    keeper: str = ""
    handles: dict[str, None] = field(default_factory=dict)
    remembered: str = ""
    # media
    done: dict[Job, Outcome] = field(default_factory=dict)
    places: dict[Job, Place] = field(default_factory=dict)
    read_as: bytes = b""
    pictures: list[Picture] = field(default_factory=list)
    gone: Counter[str] = field(default_factory=Counter)
    # classify, decide, mask
    searched: Told | None = None
    named: Told | None = None
    digests: Sequence[bytes] = ()
    findings: Sequence[Sequence[Finding]] = ()
    decision: Decision | None = None
    mapping: Mapping = EMPTY
    new: Sequence[int] | None = None
    fresh: Collection[str] = ()
    warrants: Warrants | None = None
    touched: dict[tuple[int, Any], str] = field(default_factory=dict)
    replaced: list[tuple[str, str]] = field(default_factory=list)
    # route
    same: bool = False
    candidates: tuple[Channel, ...] = ()
    channel: Channel | None = None
    destinations: list[Destination] = field(default_factory=list)
    # watch
    watched: LeakWatch = field(default_factory=LeakWatch)
    leaks: list[Leak] = field(default_factory=list)
    # the answer
    inspector: Inspector = field(default_factory=lambda: Inspector(PATTERN))
    incidents: list[Incident] = field(default_factory=list)
    judged: dict[tuple[str, str], Verdict] = field(default_factory=dict)
    stopped: str = ""
    witness: str = ""
    confirms: str = ""
    shadows: str = ""
    looks: str = ""
    sample: Sampled | None = None
    status: int = 0
    usage: Usage = NOT_TOLD
    consumed: Consumed | None = None
    heard: int = 0
    unexamined_answer: bool = False
    chain: Chain | None = None
    claimed: str = ""
    cost: MicroUSD = NOTHING
