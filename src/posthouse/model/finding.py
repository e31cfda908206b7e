"""What was found in a text and what is to be done about it."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Label(Enum):
    """The kind of a sensitive value; names as in shared labelled corpora."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    ID_CARD = "ID_CARD"
    BANK_CARD = "BANK_CARD"
    IBAN = "IBAN"
    IP = "IP"
    URL = "URL"
    CREDENTIAL = "CREDENTIAL"
    PRIVATE_KEY = "PRIVATE_KEY"
    HOST = "HOST"
    PROJECT = "PROJECT"
    OTHER_ID = "OTHER_ID"
    PASSPORT = "PASSPORT"
    VEHICLE = "VEHICLE"
    ACCOUNT = "ACCOUNT"
    DATE_BIRTH = "DATE_BIRTH"
    ADDRESS = "ADDRESS"
    PERSON = "PERSON"
    ORG = "ORG"
    LOCATION = "LOCATION"

    __hash__ = object.__hash__  # Enum hashes the name, in Python: too slow for every request


NAMES = frozenset({Label.PERSON, Label.ORG, Label.LOCATION})
"""What taggers of language find: names, of which any word may be one."""


SECRETS = frozenset({Label.CREDENTIAL, Label.PRIVATE_KEY})
"""What opens something to whoever holds it."""


class Finding(Struct, frozen=True, eq=False, gc=False):
    """A span [start, end) in code points of one text; never the value itself.

    `depth` is how many layers of backslash escapes lie over the value: 0 where it stands as is,
    1 inside a JSON string inside the text, 2 inside JSON inside JSON (wire: privacy/escapes.py).
    `confidence` is 1 where a rule confirmed the value, and what a tagger believes of a name; it
    does not count in comparisons. A Struct is made in a tenth of a frozen dataclass's time, and a
    request may hold thousands.
    """

    start: int
    end: int
    label: Label
    rule: str
    depth: int = 0
    confidence: float = 1.0

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is the same span, found in the same way."""
        if not isinstance(other, Finding):
            return NotImplemented
        return (
            self.start == other.start
            and self.end == other.end
            and self.label is other.label
            and self.rule == other.rule
            and self.depth == other.depth
        )

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.label, self.rule, self.depth))

    def __lt__(self, other: Finding) -> bool:
        """Order by place; labels come after it by name, for they have no order of their own."""
        here = (self.start, self.end, self.depth, self.label.value, self.rule)
        return here < (other.start, other.end, other.depth, other.label.value, other.rule)


class Treatment(Enum):
    """What policy does with a finding; settings may call MASK `token` too.

    MASK and SURROGATE come back in the answer; PARTIAL and DROP never do.
    """

    PASS = "pass"
    MASK = "mask"
    SURROGATE = "surrogate"
    PARTIAL = "partial"
    DROP = "drop"
    REFUSE = "refuse"

    __hash__ = object.__hash__  # as Label's

    @classmethod
    def _missing_(cls, value: object) -> Treatment | None:
        return cls.MASK if value == "token" else None

    @property
    def reversible(self) -> bool:
        """Tell whether the value can be restored in an answer."""
        return self in (Treatment.PASS, Treatment.MASK, Treatment.SURROGATE)


class Restore(Enum):
    """Where in an answer a secret may be restored; other values are restored everywhere.

    SAME_DESTINATION: everywhere but on the way to a host with which it did not stand in the
    request. TOOLS: so too, and in arguments of local file and shell tools alone.
    """

    EVERYWHERE = "everywhere"
    SAME_DESTINATION = "same_destination"
    TOOLS = "tools"
    NEVER = "never"
