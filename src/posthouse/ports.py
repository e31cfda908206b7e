"""What the exchange and the service loops need of the outside world; owned by their consumers.

Adapters live in store/, net/ and service/; only daemon.py knows which one is used.
"""

from __future__ import annotations

from asyncio import Future
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from typing import Protocol

from posthouse.ledger.tiles import Tile
from posthouse.model.caller import KeyRecord, Leak
from posthouse.model.channel import Channel
from posthouse.model.conversation import Kept, Recalled
from posthouse.model.event import Event
from posthouse.model.http import Outgoing, Peer, ResponseHead
from posthouse.model.incident import Incident, State
from posthouse.model.record import Intent, Receipt
from posthouse.model.reminder import Reminder
from posthouse.model.upload import Upload
from posthouse.model.usage import MicroUSD


class Answer(Protocol):
    """An upstream's answer whose head has arrived. Closing it early drops the connection."""

    head: ResponseHead
    peer: Peer

    def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives, never buffered, never empty. Raises UpstreamFault."""

    async def close(self) -> None:
        """Give the connection back if the body was read to its end, else drop it. Idempotent."""


class Upstream(Protocol):
    """Sends one request to one channel. Follows no redirects; verifies TLS; checks the address."""

    async def call(self, channel: Channel, target: str, headers: Outgoing, body: bytes) -> Answer:
        """POST body to the channel's address + target. Raises UpstreamFault, EgressDenied."""

    async def get(self, channel: Channel, target: str, headers: Outgoing) -> Answer:
        """GET from the channel's address + target. Raises UpstreamFault, EgressDenied."""

    async def send(
        self, channel: Channel, line: tuple[str, str], headers: Outgoing, body: bytes
    ) -> Answer:
        """Send any method, `line` being method and target. Raises UpstreamFault, EgressDenied."""

    async def close(self) -> None:
        """Drop every pooled connection."""


class RecordStore(Protocol):
    """The durable record. Both calls return at once; the future is done when it is on disk.

    A future fails with StoreError where it cannot be written: the caller then answers 503 and
    sends nothing. Receipts are signed by the store's signer before they are written.
    """

    def intend(self, intent: Intent, key: KeyRecord, now_s: float) -> Future[bytes | None]:
        """Count the exchange in for its key, over all workers, and write its intent.

        The future may fail with Throttled or BudgetSpent. `now_s` is a monotonic clock.
        """

    def conclude(self, receipt: Receipt) -> Future[bytes | None]:
        """Sign and write a receipt; it settles the intent of the same id, if there was one.

        The future's result is the signed promise that the client gets (ledger/promise.py).
        """

    def settle(self, receipt: Receipt, key: KeyRecord) -> Future[bytes | None]:
        """Sign and write the receipt of a batch that is over, and settle what `receipt.settles`
        names, at most once; without a result where that was settled before, or never held."""

    def find(self, receipt_id: str) -> Future[bytes | None]:
        """Return a signed receipt as canonical JSON, or None."""


class Conversations(Protocol):
    """What was masked in conversations that upstreams keep; calls block and raise StoreError."""

    def recall(self, tenant: str, handles: tuple[str, ...], now_us: int) -> Recalled:
        """Return what is known under these handles."""

    def each(self, tenant: str, handles: tuple[str, ...], now_us: int) -> Mapping[str, Recalled]:
        """Return what is known under each of these handles that is known."""

    def keep(self, kept: Kept, now_us: int) -> None:
        """Keep a part; durable when it returns."""

    def drop(self, tenant: str, handle: str, told: Event) -> None:
        """Forget a handle, and with the last one of a record all of it."""


class UploadStore(Protocol):
    """Files that come in parts; calls block and raise StoreError."""

    def begin(self, tenant: str, upload: Upload) -> None:
        """Keep what is said of a file. Raises Throttled where too many go on."""

    def change(
        self,
        tenant: str,
        ident: str,
        step: Callable[[Upload | None], Upload],
        now_us: int,
        part: tuple[str, bytes] | None = None,
    ) -> Upload:
        """Take a step in one transaction, and keep the part that it adds. Raises what it raises."""

    def find(self, tenant: str, ident: str, now_us: int) -> Upload | None:
        """Return an upload, None for none."""

    def data(self, tenant: str, upload: Upload) -> bytes:
        """Return the bytes of an upload's parts, in their order."""


class LogStore(Protocol):
    """The station's transparency logs, read only; calls block and raise OSError.

    Ledger 0 is the one in use; others are closed ones, by their number.
    """

    def checkpoint(self, number: int) -> bytes | None:
        """Return the newest signed head."""

    def witnessed(self, number: int) -> bytes | None:
        """Return the newest head that enough witnesses cosigned."""

    def tile(self, number: int, tile: Tile) -> bytes | None:
        """Return a tile or a bundle of entries."""

    def vkey(self, number: int) -> str:
        """Return the verifier key."""

    def closed(self) -> Sequence[tuple[int, str]]:
        """Return numbers and origins of the ledgers that were closed."""

    def policy(self) -> bytes:
        """Return how long the ledger in use keeps entries, as JSON."""

    def proof(self, receipt_id: str) -> bytes | None:
        """Return a receipt's offline proof, None where it has none yet.

        Raises VerificationFailed where the log's files do not give one that holds.
        """


class KeyStore(Protocol):
    """Virtual keys at rest, for who only reads them."""

    def every(self) -> Sequence[KeyRecord]:
        """Return all keys, newest last, with what each has spent."""


class KeyCareStore(Protocol):
    """Virtual keys, for who looks after them; calls block for a moment."""

    def every(self) -> Sequence[KeyRecord]:
        """Return all keys."""

    def settle(self, key_id: str) -> None:
        """End a grace that is over. Raises CommandError, StoreError."""

    def remind(self, key_id: str, reminder: Reminder) -> None:
        """Note that something was said of a key. Raises CommandError, StoreError."""


class LeakStore(Protocol):
    """Where leaked keys are ended; blocks for a moment."""

    def leaked(self, leak: Leak, policy: str) -> None:
        """Note a leak in the ledger and end the key: note, rotate or revoke. Raises StoreError."""


class IncidentStore(Protocol):
    """Where incidents are kept and held calls are settled; blocks for a moment."""

    def opened(self, incidents: Sequence[Incident]) -> None:
        """Put incidents on record, each once. Raises StoreError."""

    def states(self, ids: Collection[str]) -> Mapping[str, Incident]:
        """Return the incidents of these ids as they stand now."""

    def decide(self, ident: str, state: State, actor: str, at_us: int) -> bool:
        """Settle a call that waits; False where none waits any more."""


class Signer(Protocol):
    """Signs canonical receipt bytes; the algorithm's name stands beside each signature."""

    name: str
    public_key: bytes

    def sign(self, message: bytes) -> bytes:
        """Return the signature over the message."""


class Counters(Protocol):
    """Rates, concurrency and budgets of keys, as one worker sees them: synchronous, in memory.

    It refuses early what is certain to be refused; what holds over all workers is counted by the
    RecordStore with the intent.
    """

    def enter(self, key: KeyRecord, now_s: float) -> None:
        """Count one request in. Raises Throttled."""

    def reserve(self, key: KeyRecord, amount: MicroUSD, at_s: float) -> None:
        """Set money aside before the call, in every purse of that Unix time. Raises BudgetSpent."""

    def settle(self, key: KeyRecord, reserved: MicroUSD, cost: MicroUSD, at_s: float) -> None:
        """Give back what was set aside at that time and count what it cost."""

    def used(self, key: KeyRecord, tokens: int, now_s: float) -> None:
        """Count the model tokens of an answer."""

    def leave(self, key: KeyRecord) -> None:
        """Count one request out."""

    def forgo(self, key: KeyRecord) -> None:
        """Count one request out that was turned away elsewhere: it does not count."""


class Health(Protocol):
    """Which channels are fit to be tried; synchronous and in memory of one worker."""

    def fit(self, channel: str, now_s: float) -> bool:
        """Tell whether the channel may be tried now."""

    def worked(self, channel: str) -> None:
        """Note an answer."""

    def failed(self, channel: str, now_s: float) -> None:
        """Note a fault that was the channel's own."""

    def busy(self, channel: str, now_s: float, retry_after_s: float = 0.0) -> None:
        """Note that the channel asked for patience."""


class MasterKey(Protocol):
    """Wraps the station's secret; kept by the operator, a device or a service, not in the folder.

    `place` says where it is, for the next start; it holds no secret.
    """

    kind: str
    place: Mapping[str, str]

    def wrap(self, secret: bytes, bound: bytes) -> tuple[bytes, str]:
        """Return the wrapped secret and the version that wrapped it. Raises MasterKeyRefused."""

    def unwrap(self, wrapped: bytes, version: str, bound: bytes) -> bytes:
        """Return the secret. Raises MasterKeyRefused."""
