"""Where a request's time goes: the exchange driven in memory, without sockets or disk, by stage."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from posthouse.accounting.price import PriceRow, Tariff
from posthouse.daemon.opening import SOFTWARE
from posthouse.daemon.relaying import now_us, seed
from posthouse.exchange.exchange import Exchange
from posthouse.exchange.facts import Facts, Project
from posthouse.exchange.pipeline import JUDGE, SEND, TAKE
from posthouse.ledger.promise import Sealer, promise_of
from posthouse.ledger.receipt import body_of, key_id
from posthouse.model.caller import KeyRecord
from posthouse.model.channel import Address, Channel
from posthouse.model.dialect import Dialect
from posthouse.model.http import Peer, RequestHead, ResponseHead
from posthouse.model.record import Ending
from posthouse.model.secret import Secret
from posthouse.model.usage import MicroUSD, Price
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.memo import Memo
from posthouse.privacy.token import Minter
from posthouse.routing.health import ChannelHealth
from posthouse.store.counters import MemoryCounters
from posthouse.vault.signer import Ed25519Signer
from posthouse.vault.virtualkey import mint
from posthouse.wire.dialects import resolve

ROUNDS = 2000
REQUEST_BODY = {
    "model": "gpt-x",
    "messages": [
        {"role": "system", "content": "You are helpful."},
        {"role": "user", "content": "Hello there, please tell me about the weather in Paris."},
    ],
}
ANSWER = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "gpt-x",
          "choices": [{"index": 0, "finish_reason": "stop", "message": {
              "role": "assistant", "content": "Hello! How can I help you today?"}}],
          "usage": {"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29}}  # fmt: skip


def facts_and_key() -> tuple[Facts, str]:
    pepper = b"p" * 32
    minted = mint(b"r" * 48, pepper)
    record = KeyRecord(
        minted.id, "default", "bench", minted.digest, 0, 2**40,
        requests_per_minute=10**9, concurrency=10**6,
    )  # fmt: skip
    address = Address("http", "127.0.0.1", 9000)
    channel = Channel("c", address, frozenset(Dialect), Secret("k"), basis="bench")
    price = Price(MicroUSD(150_000), MicroUSD(600_000))
    facts = Facts(
        "station", SOFTWARE, {1: pepper}, {record.id: record},
        {"default": Project("default", Minter(b"m" * 32, "B"), {})}, (channel,),
        Tariff([PriceRow("gpt-x", price)]).price, Detector(RULES), Memo(b"k" * 32),
    )  # fmt: skip
    return facts, minted.plain.reveal()


class InMemory:
    """A station without sockets or disk, one key, and an upstream that always answers the same."""

    def __init__(self) -> None:
        self.facts, key = facts_and_key()
        self._live = (MemoryCounters(), ChannelHealth())
        signer = Ed25519Signer(b"s" * 32)
        self._sealer = Sealer("station", key_id(signer.public_key), signer.sign, now_us)
        self._answer = json.dumps(ANSWER).encode()
        self._headers = (("host", "x"), ("content-type", "application/json"),
                         ("authorization", f"Bearer {key}"))  # fmt: skip

    def ask(self, body: bytes, clock: Callable[[str], None]) -> bytes:
        """Drive one request from its head to its receipt; return what left."""
        head = RequestHead("POST", "/v1/chat/completions", "", self._headers)
        exchange = Exchange(self.facts, self._live, seed(), (head, resolve(head)))
        clock("resolve and begin")
        exchange.greet()
        clock("authenticate")
        exchange.case.body = body
        exchange.case.came.update(body)
        clock("commit to what came")
        for stage in (*TAKE, *JUDGE, *SEND):
            stage(exchange.case)
            clock(stage.__name__)
        exchange._left = list(exchange.case.candidates)
        call = exchange._next()
        clock("write the request")
        exchange.intent()
        clock("intent")
        exchange.answered(
            ResponseHead(200, (("content-type", "application/json"),)),
            Peer("127.0.0.1", 9000, None),
        )
        exchange.feed(self._answer)
        exchange.end()
        clock("inspect and restore the answer")
        receipt = exchange.close(Ending.DELIVERED, now_us())
        clock("account and record")
        promise_of(self._sealer.seal(receipt.id, body_of(receipt)))
        clock("seal the receipt")
        return call.body


def by_stage() -> dict[str, float]:
    """Return microseconds of each step of one small request, the mean of many."""
    station, body = InMemory(), json.dumps(REQUEST_BODY).encode()
    spent: dict[str, float] = defaultdict(float)
    for _ in range(ROUNDS):
        station.ask(body, _Clock(spent))
    return {name: total / ROUNDS * 1e6 for name, total in spent.items()} | {
        "all stages": sum(spent.values()) / ROUNDS * 1e6
    }


class _Clock:
    def __init__(self, spent: dict[str, float]) -> None:
        self._spent = spent
        self._last = time.perf_counter()

    def __call__(self, name: str) -> None:
        now = time.perf_counter()
        self._spent[name] += now - self._last
        self._last = time.perf_counter()


if __name__ == "__main__":
    for name, value in by_stage().items():
        print(f"{name:36} {value:7.1f}")
