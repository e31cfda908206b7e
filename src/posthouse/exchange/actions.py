"""What the exchange tells its shell to do next."""

from __future__ import annotations

from dataclasses import dataclass

from posthouse.model.channel import Channel
from posthouse.model.http import Headers


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """Send these bytes to this channel; everything in them was examined."""

    channel: Channel
    target: str
    headers: Headers
    body: bytes
    method: str = "POST"


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """Send this to the client and be done: a refusal or an answer of the station's own."""

    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """Begin the answer to the client. `whole` answers are sent in one piece with their length."""

    status: int
    headers: Headers
    whole: bool
