"""Facts: what the station knows, as one immutable snapshot that a reload swaps whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from posthouse.inspection.modes import USUAL, Modes
from posthouse.inspection.rules import Rulebook
from posthouse.inspection.shipped import shipped_book
from posthouse.media.memo import MediaMemo
from posthouse.model.caller import KeyRecord
from posthouse.model.channel import Channel
from posthouse.model.finding import Label, Restore, Treatment
from posthouse.model.media import PASSED, MediaRules
from posthouse.model.sampling import Pair
from posthouse.model.switch import NO_SWITCHES, Switches
from posthouse.model.usage import Price
from posthouse.privacy.allow import Allowed
from posthouse.privacy.detect import Detector
from posthouse.privacy.memo import Memo
from posthouse.privacy.minted import Minted
from posthouse.privacy.names.finder import Names
from posthouse.privacy.names.joined import Joined
from posthouse.privacy.token import Minter
from posthouse.vault.derivedkey import Chains


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes; how far off the end of a derived key may be, how long a search may take."""

    max_body: int = 20 * 1024 * 1024
    max_answer: int = 64 * 1024 * 1024
    derived_s: int = 24 * 3600
    search_s: float = 30.0


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """A project's own words: a detector that knows its terms, its memo, and what passes."""

    detector: Detector
    memo: Memo
    allowed: Allowed


@dataclass(frozen=True, slots=True)
class Project:
    """One tenant: its treatments, the minter of its tokens, and the digest of its policy.

    `own` are the labels whose treatment is that of one key and not of the whole project, `modes`
    says what is done about what inspection finds. `minted` fills itself: it remembers which tokens
    stand in a text.
    """

    name: str
    minter: Minter
    treatments: Mapping[Label, Treatment]
    policy: str = ""
    own: frozenset[Label] = frozenset()
    words: Words | None = None
    restore: Restore = Restore.SAME_DESTINATION
    modes: Modes = USUAL
    media: MediaRules = PASSED
    minted: Minted = field(default_factory=Minted, repr=False, compare=False)


@dataclass(frozen=True, slots=True, repr=False)
class Naming:
    """How names are found, what was found in a text before, and what came of that."""

    names: Names
    memo: Memo
    joined: Joined


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """Everything a decision may rest on. Holds peppers: it has no readable form.

    `price` finds the price of a model or None; `pairs` are compared on real requests; by
    `strange_ids` unknown ids go on. Three parts fill themselves: `chains` remembers derived keys
    that held, `memo` findings per text, `read_media` what was read of images and documents.
    """

    station: str
    software: str
    peppers: Mapping[int, bytes]
    keys: Mapping[str, KeyRecord]
    projects: Mapping[str, Project]
    channels: tuple[Channel, ...]
    price: Callable[[str], Price | None]
    detector: Detector
    memo: Memo
    naming: Naming | None = None
    limits: Limits = Limits()
    chains: Chains = field(default_factory=Chains)
    read_media: MediaMemo = field(default_factory=lambda: MediaMemo(b""))
    examples: bool = False
    strange_ids: bool = False
    answers: bool = False
    on_leak: str = "rotate"
    switches: Switches = NO_SWITCHES
    pairs: Mapping[str, Pair] = field(default_factory=dict)
    doubted: frozenset[str] = frozenset()
    build: str = ""
    book: Rulebook = field(default_factory=shipped_book)
    keyed: Mapping[tuple[str, str], Project] = field(default_factory=dict)

    def project(self, key: KeyRecord) -> Project | None:
        """Return the project of a key, with what the settings say for this key alone."""
        return self.keyed.get((key.project, key.id)) or self.projects.get(key.project)

    def models(self, key: KeyRecord) -> tuple[str, ...]:
        """Return the names that this key may ask for, in the order of the channels."""
        names = dict.fromkeys(
            name
            for channel in self.channels
            if key.allows_channel(channel.name, channel.jurisdiction)
            for name in channel.models
        )
        return tuple(name for name in names if key.allows(name))
