"""Facts and exchanges in memory: what a test of the core needs of the world, without any of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import orjson

from posthouse.accounting.price import PriceRow, Tariff
from posthouse.exchange.exchange import Exchange
from posthouse.exchange.facts import Facts, Project
from posthouse.exchange.state import Case, Seed
from posthouse.model.caller import KeyRecord
from posthouse.model.channel import Address, Channel
from posthouse.model.dialect import Dialect
from posthouse.model.errors import Refusal
from posthouse.model.finding import Label, Restore, Treatment
from posthouse.model.http import Peer, RequestHead, ResponseHead
from posthouse.model.media import PASSED, MediaRules
from posthouse.model.secret import Secret
from posthouse.model.usage import MicroUSD, Price
from posthouse.privacy.memo import Memo
from posthouse.privacy.token import Minter
from posthouse.vault.virtualkey import mint
from posthouse.wire.dialects import resolve
from posthouse.wire.sse import Cutter
from tests.conformance.speech import CHAT, GEMINI, MESSAGES, RESPONSES, Turn
from tests.detectors import detector

PEPPER = b"p" * 32
MINTED = mint(b"r" * 48, PEPPER)
KEY = KeyRecord(MINTED.id, "default", "test", MINTED.digest, 0, 2**40)
SEED = Seed("r-1", b"s" * 32, 1_000_000, 5.0)
PEER = Peer("192.0.2.7", 443, "ab" * 32)
MODEL = "some-model"
PRICE = Price(MicroUSD(150_000), MicroUSD(600_000))


@dataclass
class Counters:
    """Remembers what it was told; refuses what `refusals` says, by name of the call."""

    refusals: Mapping[str, Refusal] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def _tell(self, name: str, *amounts: int) -> None:
        if name in self.refusals:
            raise self.refusals[name]
        self.told.append(" ".join([name, *map(str, amounts)]))

    def enter(self, key: KeyRecord, now_s: float) -> None:
        self._tell("enter")

    def reserve(self, key: KeyRecord, amount: MicroUSD, at_s: float) -> None:
        self._tell("reserve", amount)

    def settle(self, key: KeyRecord, reserved: MicroUSD, cost: MicroUSD, at_s: float) -> None:
        self._tell("settle", reserved, cost)

    def used(self, key: KeyRecord, tokens: int, now_s: float) -> None:
        self._tell("used", tokens)

    def leave(self, key: KeyRecord) -> None:
        self._tell("leave")

    def forgo(self, key: KeyRecord) -> None:
        self._tell("forgo")


@dataclass
class Health:
    """Finds every channel fit but those named, and remembers what it was told."""

    unfit: frozenset[str] = frozenset()
    told: list[str] = field(default_factory=list)

    def fit(self, channel: str, now_s: float) -> bool:
        return channel not in self.unfit

    def worked(self, channel: str) -> None:
        self.told.append(f"{channel} worked")

    def failed(self, channel: str, now_s: float) -> None:
        self.told.append(f"{channel} failed")

    def busy(self, channel: str, now_s: float, retry_after_s: float = 0.0) -> None:
        self.told.append(f"{channel} busy")


def channel(name: str = "one", **more) -> Channel:
    address = Address("https", f"{name}.example", 443)
    return Channel(name, address, frozenset(Dialect), Secret("k"), **more)


def facts(
    key: KeyRecord = KEY,
    treatments: Mapping[Label, Treatment] | None = None,
    restore: Restore = Restore.SAME_DESTINATION,
    media: MediaRules = PASSED,
    **changes,
) -> Facts:
    """Return facts in which one key may use every model of one channel."""
    project = Project("default", Minter(b"m" * 32, "B"), treatments or {}, restore=restore,
                      media=media)  # fmt: skip
    made = Facts(
        "station", "posthouse/test", {1: PEPPER}, {key.id: key}, {"default": project}, (channel(),),
        Tariff([PriceRow("*", PRICE)]).price, detector(), Memo(b"k" * 32),
    )  # fmt: skip
    return replace(made, **changes)


@dataclass(frozen=True)
class Voice:
    """One dialect: how a client asks, how a vendor answers, and what a client then hears."""

    name: str
    speaker: object
    path: str

    def head(self, *, stream: bool = False, **headers: str) -> RequestHead:
        path, query = self.path, ""
        if self.name == "gemini":
            call, query = (
                ("streamGenerateContent", "alt=sse") if stream else ("generateContent", "")
            )
            path = f"{path}:{call}"
        given = {
            "content-type": "application/json",
            "authorization": f"Bearer {MINTED.plain.reveal()}",
        }
        told = {n.replace("_", "-"): v for n, v in headers.items()}
        return RequestHead("POST", path, query, tuple({**given, **told}.items()))

    def ask(self, text: str, /, *, stream: bool = False, **more) -> bytes:
        """Return a request that says this."""
        said = {"role": "user", "content": text}
        body = {
            "chat": {"model": MODEL, "messages": [said]},
            "responses": {"model": MODEL, "input": [said]},
            "messages": {"model": MODEL, "max_tokens": 100, "messages": [said]},
            "gemini": {"contents": [{"role": "user", "parts": [{"text": text}]}]},
        }[self.name]
        told = {"stream": True} if stream and self.name != "gemini" else {}
        return orjson.dumps({**body, **told, **more})

    def plain(self, turn: Turn) -> bytes:
        return orjson.dumps(self.speaker.plain(turn, MODEL))

    def events(self, turn: Turn, cut) -> bytes:
        return b"".join(self.speaker.events(turn, MODEL, cut))

    def begin(self, *, stream: bool = False, using: Facts | None = None, **headers) -> Exchange:
        """Return the exchange of a request whose head has come."""
        head = self.head(stream=stream, **headers)
        return Exchange(using or facts(), (Counters(), Health()), SEED, (head, resolve(head)))

    def answered(
        self, body: bytes, *, stream: bool = False, using: Facts | None = None
    ) -> Exchange:
        """Return an exchange that waits for the answer's body."""
        exchange = self.begin(stream=stream, using=using)
        exchange.greet()
        exchange.open(body)
        kind = "text/event-stream" if stream else "application/json"
        exchange.answered(ResponseHead(200, (("content-type", kind),)), PEER)
        return exchange


VOICES = (
    Voice("chat", CHAT, "/v1/chat/completions"),
    Voice("responses", RESPONSES, "/v1/responses"),
    Voice("messages", MESSAGES, "/v1/messages"),
    Voice("gemini", GEMINI, f"/v1beta/models/{MODEL}"),
)
CHATS, RESPONDS, CLAUDES, GEMINIS = VOICES


def masked(case: Case) -> dict[str, str]:
    """Return the tokens of a request by the value that they stand for."""
    return {case.mapping.get(token).value: token for token in case.mapping}


def relayed(exchange: Exchange, *chunks: bytes) -> bytes:
    """Return what a client gets of an answer that comes in these chunks."""
    return b"".join([*(exchange.feed(chunk) for chunk in chunks), exchange.end()])


def trees(stream: bytes) -> list[dict]:
    """Return the JSON of a stream's events."""
    told = [event.data for event in Cutter().feed(stream)]
    return [orjson.loads(data) for data in told if data and data != b"[DONE]"]
