"""What a receipt says beside what a client kept of its exchange: which parts of it hold.

Every check has a name, so that a change is told by what it breaks: `came` the request, `delivered`
the answer, `chain` the events of a stream and their order, `promise` what came with the answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from posthouse.ledger.chain import chain_of, without_promise
from posthouse.ledger.commitment import SALT_LENGTH, Passage, commit
from posthouse.ledger.receipt import FORMAT, canonical_receipt, read_promise, verify_promise
from posthouse.model.errors import VerificationFailed


@dataclass(frozen=True, slots=True)
class Kept:
    """What a client kept: the salt of its exchange, the bytes it sent and got; None where lost."""

    salt: bytes
    request: bytes | None = None
    response: bytes | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One statement of a receipt: what it says and what was found; equal where it holds."""

    name: str
    expected: str
    found: str

    @property
    def holds(self) -> bool:
        """Tell whether the receipt's statement is true of what was kept."""
        return self.expected == self.found


def check_bodies(receipt: Mapping[str, Any], kept: Kept, public_key: bytes) -> list[Check]:
    """Return the checks that can be made of what was kept. Raises VerificationFailed.

    The receipt is one that `verify` returned.
    """
    if receipt.get("format") != FORMAT:
        raise VerificationFailed(
            f"expected the format {FORMAT}, found an older one",
            hint="its commitments can be checked by the release that issued it",
        )
    if len(kept.salt) != SALT_LENGTH:
        raise VerificationFailed(
            f"expected a salt of {SALT_LENGTH} bytes, found {len(kept.salt)}",
            hint="take it from the posthouse-receipt-salt header of the answer",
        )
    checks = []
    if kept.request is not None:
        came = commit(kept.salt, Passage.CAME, kept.request)
        checks.append(Check("came", receipt["came"], came))
    if kept.response is not None:
        checks += _answer(receipt, kept.salt, kept.response, public_key)
    return checks


def _answer(
    receipt: Mapping[str, Any], salt: bytes, response: bytes, public_key: bytes
) -> Iterator[Check]:
    promise = b""
    if receipt["chunks"]:
        response, promise = without_promise(response)
    yield Check("delivered", receipt["delivered"], _told(salt, response))
    if receipt["chunks"]:
        chain = chain_of(salt, receipt["id"], response)
        yield Check(
            "chain",
            _events(receipt["chunks"], receipt["chain"]),
            _events(chain.count, chain.hexdigest()),
        )
    if promise:
        told = verify_promise(read_promise(promise), public_key)
        digest = hashlib.sha256(canonical_receipt(receipt)).hexdigest()
        yield Check("promise", digest, str(told.get("receipt")))


def _told(salt: bytes, response: bytes) -> str:
    return commit(salt, Passage.DELIVERED, response) if response else ""


def _events(count: int, head: str) -> str:
    return f"{count} events, head {head}"
