"""Who takes part in relaying, as the relay's loop sees them: its client, and what it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from posthouse.exchange.exchange import Exchange
from posthouse.exchange.facts import Facts
from posthouse.exchange.searching import Search
from posthouse.exchange.state import Seed
from posthouse.media.outcome import Job, Outcome
from posthouse.media.work import do
from posthouse.model.conversation import UNKNOWN as UNKNOWN_CONVERSATION
from posthouse.model.conversation import Kept, Recalled
from posthouse.model.dialect import Endpoint
from posthouse.model.finding import Finding
from posthouse.model.http import Headers, RequestHead
from posthouse.model.incident import Incident
from posthouse.model.record import Receipt
from posthouse.ports import Counters, Health
from posthouse.privacy.names.finder import Names

Made = Callable[[Facts, tuple[Counters, Health], Seed, tuple[RequestHead, Endpoint]], Exchange]
"""Makes the exchange of a request."""


class Client(Protocol):
    """The client's side of one request, as a server adapter offers it."""

    head: RequestHead

    async def body(self, limit: int) -> bytes:
        """Return the whole body. Raises TooLarge, SlowBody; ConnectionError if the client goes."""

    async def whole(self, status: int, headers: Headers, body: bytes) -> None:
        """Send an answer in one piece."""

    async def begin(self, status: int, headers: Headers) -> None:
        """Send the head of a streamed answer."""

    async def more(self, data: bytes) -> None:
        """Send a part of a streamed answer. Raises ConnectionError if the client is gone."""

    async def finish(self, data: bytes, trailers: Headers = ()) -> None:
        """Send the last part, and the fields behind it where the client's HTTP has a place."""


class Approving(Protocol):
    """Takes incidents, and waits for somebody's word on calls that are held."""

    def opened(self, incidents: Sequence[Incident]) -> None:
        """Put incidents on record, without keeping the answer waiting."""

    async def ask(self, incidents: Sequence[Incident], wait_s: int) -> Mapping[str, Incident]:
        """Return held calls as they were settled, after so long at most."""


class Observer(Protocol):
    """Sees receipts as they are made (metrics, use of keys)."""

    def ended(self, receipt: Receipt, client: str) -> None:
        """Count one receipt; `client` is the address that asked, for counting alone."""


Ahead = Callable[[Names, list[str]], Awaitable[Mapping[str, tuple[Finding, ...]]]]


async def inline(names: Names, texts: list[str]) -> Mapping[str, tuple[Finding, ...]]:
    """Look for names at once, on the loop."""
    return dict(zip(texts, names.find_all(texts), strict=True))


Searching = Callable[[Search], Awaitable[Mapping[str, tuple[Finding, ...]]]]


async def inline_search(search: Search) -> Mapping[str, tuple[Finding, ...]]:
    """Look for values at once, on the loop."""
    return dict(zip(search.texts, search.detector.find_all(search.texts), strict=True))


Reading = Callable[[Sequence[Job]], Awaitable[Sequence[Outcome]]]


async def at_once(jobs: Sequence[Job]) -> Sequence[Outcome]:
    """Read media at once, on the loop."""
    return [do(job) for job in jobs]


class Remembering(Protocol):
    """Keeps what was masked from one call of a conversation to the next."""

    async def recall(self, tenant: str, handles: tuple[str, ...]) -> Recalled | None:
        """Return what is known of a conversation; None where nobody can say."""

    async def each(self, tenant: str, handles: tuple[str, ...]) -> Mapping[str, Recalled] | None:
        """Return what is known under each of the handles; None where nobody can say."""

    async def keep(self, kept: Kept) -> bool:
        """Keep it durably; tell whether that could be done."""

    async def drop(self, tenant: str, handle: str) -> None:
        """Forget what the upstream has deleted."""


@dataclass(frozen=True, slots=True)
class Forgetful:
    """Keeps nothing."""

    async def recall(self, tenant: str, handles: tuple[str, ...]) -> Recalled:  # noqa: ARG002
        """Know nothing."""
        return UNKNOWN_CONVERSATION

    async def each(
        self,
        tenant: str,  # noqa: ARG002
        handles: tuple[str, ...],  # noqa: ARG002
    ) -> Mapping[str, Recalled]:
        """Know nothing."""
        return {}

    async def keep(self, kept: Kept) -> bool:  # noqa: ARG002
        """Keep nothing."""
        return False

    async def drop(self, tenant: str, handle: str) -> None:
        """Forget nothing."""


FORGETFUL = Forgetful()
