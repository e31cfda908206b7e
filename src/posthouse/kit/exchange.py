"""One exchange as a client saw it: the bytes it sent and got, committed to as they pass.

Pure, keeps no content. `feed` takes the answer as it arrives, however it is cut; the comment with
the station's promise at the end of a stream is set aside; `failures` compares with the receipt.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from posthouse import verifier
from posthouse.ledger.chain import COMMENT, Chain, without_promise
from posthouse.ledger.commitment import SALT_LENGTH, Commitment, Passage, commit

ID_HEADER = "posthouse-receipt"
SALT_HEADER = "posthouse-receipt-salt"
PROMISE_HEADER = "posthouse-promise"


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that a station owes and does not show.

    `what` names it: receipt, signature, promise, came, delivered, chain, inclusion, consistency.
    """

    receipt: str
    what: str
    found: str

    def __str__(self) -> str:
        return f"receipt {self.receipt or 'none'}: {self.what} does not hold: {self.found}"


class Unverified(Exception):
    """What the station owes for an answer does not hold; `failures` says what."""

    def __init__(self, failures: list[Failure]) -> None:
        super().__init__("; ".join(map(str, failures)))
        self.failures = failures


class Exchange:
    """Grows with an answer's bytes. `request` is None where the client did not keep it.

    `unpacked` makes what undoes a proxy's content coding, as zlib's decompressobj does.
    """

    def __init__(
        self,
        headers: Mapping[str, str],
        request: bytes | None,
        *,
        streamed: bool,
        unpacked: Callable[[], Any] | None = None,
    ) -> None:
        self._unpacking: Any = unpacked() if unpacked is not None else None
        self.id = headers.get(ID_HEADER, "")
        self.promise = headers.get(PROMISE_HEADER, "").encode()
        self.whole = False
        self._salt = _salt(headers.get(SALT_HEADER, ""))
        self._request = request
        self._delivered = Commitment(self._salt, Passage.DELIVERED)
        self._chain = Chain(self._salt, self.id) if streamed else None
        self._held = b""
        self._last = b""

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the answer."""
        if self._unpacking is not None:
            data = self._unpack(data)
        if self._chain is None:
            self._take(data)
            return
        data = self._held + data
        at = self._tail(data)
        self._take(data[:at])
        self._held = data[at:]

    def end(self) -> None:
        """Take the end of the answer."""
        body, promise = without_promise(self._held)
        self._held = b""
        self._take(body)
        self.promise = promise or self.promise
        if self._chain is not None:
            self._chain.end()
        self.whole = True

    @property
    def ending(self) -> bool:
        """Tell whether nothing but the promise can follow: clients read no further than this."""
        return bool(self._held[: len(COMMENT)] == COMMENT) or self._last.endswith(b"[DONE]\n\n")

    def failures(self, sealed: bytes, public_key: bytes) -> list[Failure]:
        """Return what does not hold of a receipt that was given for this exchange."""
        try:
            receipt = verifier.verify_receipt(sealed, public_key, _silent)
            self._check_promise(sealed, public_key)
        except verifier.Refused as refused:
            what = {1: "receipt", 2: "signature", 3: "promise"}[refused.step]
            return [Failure(self.id, what, f"{refused}; {refused.todo}")]
        if receipt.get("id") != self.id:
            return [Failure(self.id, "receipt", f"the one given is for {receipt.get('id')!s:.64}")]
        return [Failure(self.id, *one) for one in self._differing(receipt)]

    def _unpack(self, data: bytes) -> bytes:
        """Return the bytes as they were; what cannot be unpacked counts as it came, and differs."""
        try:
            plain: bytes = self._unpacking.decompress(data)
        except zlib.error:
            self._unpacking = None
            return data
        return plain

    def _take(self, data: bytes) -> None:
        if data:
            self._delivered.update(data)
            self._last = (self._last + data)[-8:]
            if self._chain is not None:
                self._chain.update(data)

    def _tail(self, data: bytes) -> int:
        """Return where bytes begin that may be the promise's comment, or become it."""
        comment = data.rfind(COMMENT)
        if comment >= 0 and self._line_begins(data, comment):
            rest = data[comment:]
            if b"\n" not in rest.removesuffix(b"\n").removesuffix(b"\n"):
                return comment
        line = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        if COMMENT.startswith(data[line:]) and self._line_begins(data, line):
            return line
        return len(data)

    def _line_begins(self, data: bytes, at: int) -> bool:
        before = data[at - 1 : at] if at else self._last[-1:]
        return before in (b"", b"\n", b"\r")

    def _check_promise(self, sealed: bytes, public_key: bytes) -> None:
        """Check that the promise given with the answer is the one on the receipt."""
        if not self.promise:
            return
        try:
            given, owed = json.loads(self.promise), json.loads(sealed)
            fits = verifier.ed25519(
                public_key,
                verifier.b64(given["signature"]["value"]),
                verifier.canonical(given["promise"]),
            )
            same = given["promise"] == owed.get("promise")
        except (KeyError, TypeError, ValueError):
            fits = same = False
        verifier.need(fits, 3, "a promise that the station signed", "another")
        verifier.need(same, 3, "the promise that is on the receipt", "another: keep both")

    def _differing(self, receipt: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        if self._request is not None:
            came = commit(self._salt, Passage.CAME, self._request)
            if receipt.get("came") != came:
                yield "came", "the station says that it got another request"
        if receipt.get("delivered") != self._delivered.told():
            yield "delivered", "the station says that it sent another answer"
        if self._chain is None:
            return
        told = receipt.get("chunks")
        if (receipt.get("chain"), told) != (self._chain.hexdigest(), self._chain.count):
            seen = f"{told} events were sent, {self._chain.count} arrived"
            yield "chain", f"{seen}; {self._kind(told)}"

    def _kind(self, told: object) -> str:
        assert self._chain is not None
        if told == self._chain.count:
            return "one was changed, or they were moved"
        dropped = isinstance(told, int) and told > self._chain.count
        return "events were dropped" if dropped else "events were inserted"


def promised(sealed: bytes) -> tuple[str, int]:
    """Return the log of a verified receipt's promise and its time in microseconds."""
    promise = json.loads(sealed).get("promise") or {}
    return str(promise.get("log", "")), int(promise.get("include_by_us", 0))


def _salt(told: str) -> bytes:
    """Return the salt of a header; a wrong one makes every commitment differ, as it should."""
    try:
        salt = bytes.fromhex(told)
    except ValueError:
        salt = b""
    return salt if len(salt) == SALT_LENGTH else b"\x00" * SALT_LENGTH


def _silent(_step: int, _sentence: str) -> None:
    """Say nothing of what holds."""
