"""What receipts cost: CPU of each step of one small request, and of checking one with its proof.

Thread time, the least of several runs, so that other work on the machine does not count.
"""

import json
import sys
import time
import timeit
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.stages import ANSWER, REQUEST_BODY, facts_and_key

from posthouse.daemon.relaying import now_us, seed
from posthouse.exchange.exchange import Exchange
from posthouse.exchange.stages.record import record
from posthouse.kit.exchange import Exchange as Seen
from posthouse.ledger.chain import Chain
from posthouse.ledger.checkpoint import Checkpoint
from posthouse.ledger.commitment import Commitment, Passage
from posthouse.ledger.merkle import Frontier, inclusion_proof, leaf_hash
from posthouse.ledger.note import (
    Ed25519Verifier,
    NoteKey,
    NoteSigner,
    SignatureType,
    sign_note,
)
from posthouse.ledger.promise import Sealer, promise_of
from posthouse.ledger.proof import Proof, verify_proof
from posthouse.ledger.receipt import body_of, key_id, verify
from posthouse.ledger.tiles import subtree
from posthouse.model.http import Peer, RequestHead, ResponseHead
from posthouse.model.record import Ending
from posthouse.routing.health import ChannelHealth
from posthouse.store.counters import MemoryCounters
from posthouse.store.receipts import intent_body, told_of
from posthouse.vault.signer import Ed25519Signer
from posthouse.wire.dialects import resolve

LOG = "log.example/station"
EVENT = b'data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n'
BODY, REPLY = json.dumps(REQUEST_BODY).encode(), json.dumps(ANSWER).encode()


def cpu_us(call: Callable[[], object], times: int = 2000) -> float:
    """Return microseconds of processor time of one call."""
    return min(timeit.repeat(call, number=times, repeat=7, timer=time.thread_time)) / times * 1e6


def answered() -> Exchange:
    """Return an exchange whose answer has come."""
    facts, key = facts_and_key()
    given = (("content-type", "application/json"), ("authorization", f"Bearer {key}"))
    head = RequestHead("POST", "/v1/chat/completions", "", given)
    exchange = Exchange(facts, (MemoryCounters(), ChannelHealth()), seed(), (head, resolve(head)))
    exchange.greet()
    exchange.open(BODY)
    whole = ResponseHead(200, (("content-type", "application/json"),))
    exchange.answered(whole, Peer("127.0.0.1", 9000, None))
    exchange.feed(REPLY)
    exchange.end()
    return exchange


def committed(salt: bytes) -> None:
    """Commit to the four bodies of a request."""
    for passage, data in zip(Passage, (BODY, BODY, REPLY, REPLY), strict=True):
        commitment = Commitment(salt, passage)
        commitment.update(data)
        commitment.told()


def of_a_request() -> dict[str, float]:
    """Return what a request pays for its receipt."""
    exchange = answered()
    case, signer = exchange.case, Ed25519Signer(b"s" * 32)
    sealer = Sealer("station", key_id(signer.public_key), signer.sign, now_us, LOG)
    receipt = record(case, Ending.DELIVERED, now_us(), "")
    body = body_of(receipt)
    sealed = sealer.seal(receipt.id, body)
    steps = {
        "four commitments": cpu_us(lambda: committed(case.seed.salt)),
        "intent": cpu_us(lambda: intent_body(exchange.intent())),
        "record": cpu_us(lambda: record(case, Ending.DELIVERED, 1, "")),
        "canonical form": cpu_us(lambda: body_of(receipt)),
        "what is asked of it in queries": cpu_us(lambda: told_of(body)),
        "promise and signature": cpu_us(lambda: sealer.seal(receipt.id, body)),
        "promise for the client": cpu_us(lambda: promise_of(sealed)),
    }
    return steps | {"all of it": sum(steps.values())}


def proof_of(entry: bytes, size: int) -> tuple[bytes, Ed25519Verifier]:
    """Return a proof that a log of some entries holds this one, and whose signature it bears."""
    signer = Ed25519Signer(b"l" * 32)
    key = NoteKey(LOG, SignatureType.ED25519, signer.public_key)
    leaves = [leaf_hash(b"%d" % n) for n in range(size - 1)] + [leaf_hash(entry)]
    tree = Frontier()
    for leaf in leaves:
        tree.append(leaf)

    def node(level: int, index: int) -> bytes:
        return subtree(leaves[index << level : (index + 1) << level])

    note = sign_note(Checkpoint(LOG, size, tree.root()).text(), [NoteSigner(key, signer.sign)])
    path = tuple(inclusion_proof(size - 1, size, node))
    return bytes(Proof(size - 1, path, note)), Ed25519Verifier(key)


def of_a_check() -> dict[str, float]:
    """Return what checking costs, with a proof of a log of 1,000 entries."""
    exchange, signer = answered(), Ed25519Signer(b"s" * 32)
    sealer = Sealer("station", key_id(signer.public_key), signer.sign, now_us, LOG)
    receipt = record(exchange.case, Ending.DELIVERED, now_us(), "")
    sealed = sealer.seal(receipt.id, body_of(receipt))
    proof, verifier = proof_of(sealed, 1000)
    chain = Chain(exchange.case.seed.salt, receipt.id)
    told = {
        "posthouse-receipt": receipt.id,
        "posthouse-receipt-salt": exchange.case.seed.salt.hex(),
    }

    def both() -> None:
        verify(sealed, signer.public_key)
        verify_proof(proof, sealed, [verifier], LOG)

    def by_client() -> None:
        seen = Seen(told, BODY, streamed=False)
        seen.feed(REPLY)
        seen.end()
        seen.failures(sealed, signer.public_key)

    return {
        "a receipt with its proof": cpu_us(both, 200),
        "a receipt by the client kit": cpu_us(by_client, 200),
        "chain, an event of a stream": cpu_us(lambda: chain.update(EVENT)),
    }


if __name__ == "__main__":
    for name, value in {**of_a_request(), **of_a_check()}.items():
        print(f"{name:36} {value:7.1f}")
