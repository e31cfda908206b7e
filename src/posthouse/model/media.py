"""What policy does with what is no text: images, documents, recordings, addresses of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Office files of before 2007 begin, and encrypted ones of later years ([MS-CFB] 2.2)."""


class Handling(Enum):
    """What is done with one kind of media."""

    PASS = "pass"
    REFUSE = "refuse"
    REDACT = "redact"  # an image is read, and what is found in it covered
    TEXT = "text"  # a document's text is sent in its place

    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class MediaRules:
    """What a project does with each kind; `links` are addresses that the upstream fetches from."""

    images: Handling = Handling.PASS
    documents: Handling = Handling.PASS
    others: Handling = Handling.PASS
    links: Handling = Handling.PASS

    def told(self) -> str:
        """Return them for the policy's digest."""
        kinds = (self.images, self.documents, self.others, self.links)
        return " ".join(one.value for one in kinds)


PASSED = MediaRules()
"""All go as they are."""
