"""The same turn asked of a second channel: an exchange of its own, whose answer no client gets.

It asks what left for the first channel, masked as it was, for one whole answer; it goes to another
origin within the same scopes, is paid from the same purses, and leaves intent and receipt. What it
heard is a statement (inspection/confirm.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from posthouse.accounting.price import text_bytes
from posthouse.exchange.actions import Call, Head
from posthouse.exchange.collected import Collected
from posthouse.exchange.exchange import Exchange
from posthouse.exchange.restoring import readable
from posthouse.exchange.stages.inspect import unconfirmed, witnessed
from posthouse.exchange.state import Case, Seed
from posthouse.inspection.confirm import Statement
from posthouse.model.channel import Channel
from posthouse.model.errors import BadRequest, Fault, NotFound, Refusal, UpstreamFault
from posthouse.model.http import Peer, ResponseHead
from posthouse.routing.choose import candidates
from posthouse.wire.document import Document, parse
from posthouse.wire.fields import Kind

MOST_CHANNELS = 2
"""So many are tried: a call waits meanwhile."""


class Question(Exchange):
    """One question, driven like any exchange from its Call to its receipt."""

    def __init__(self, first: Case, seed: Seed, channels: Sequence[Channel]) -> None:
        assert first.document is not None
        assert first.key is not None
        super().__init__(
            first.facts, (first.counters, first.health), seed, (first.head, first.endpoint)
        )
        self._first = first
        self._collected = Collected(first.facts.limits.max_answer)
        self._same = False
        self._fill(first)
        self._left.take(channels)
        self.case.candidates = tuple(channels)

    def _fill(self, first: Case) -> None:
        """Take over what was found and decided on the first channel's request."""
        case = self.case
        assert first.document is not None
        assert first.key is not None
        case.body = first.document.write()
        case.came.update(case.body)
        tree = parse(case.body)
        endpoint, query = case.wire.plainly(tree, first.endpoint, first.head.query)
        kept = tuple(one for one in first.head.headers if one[0] != "accept")
        case.endpoint, case.head = endpoint, replace(first.head, query=query, headers=kept)
        case.document = Document(tree, case.wire.request)
        for medium, one in zip(case.document.media, first.document.media, strict=False):
            medium.examined = one.examined
        case.asked = case.wire.asked(tree, endpoint)
        case.key = replace(first.key, requests_per_minute=None, concurrency=None)
        case.old_secret, case.project = first.old_secret, first.project
        case.price, case.findings, case.decision = first.price, first.findings, first.decision
        case.mapping = first.mapping
        case.confirms = first.seed.id

    def begins(self) -> Call:
        """Set money aside as for the first, and return the call. Raises BudgetSpent."""
        case, amount = self.case, self._first.reserved
        assert case.key is not None
        case.counters.reserve(case.key, amount, case.seed.at_us / 1_000_000)
        case.reserved = amount
        return self._next()

    def answered(self, head: ResponseHead, peer: Peer) -> Head | Call:
        """Take the head. Raises UpstreamFault where no answer to the question can follow."""
        step = super().answered(head, peer)
        if isinstance(step, Call):
            return step
        if head.status >= 300:
            raise UpstreamFault(Fault.STATUS, "the witness did not answer")
        self._same = bool(peer.spki) and peer.spki in {d.spki for d in self._first.destinations}
        return Head(head.status, (), whole=True)

    def feed(self, data: bytes) -> bytes:
        """Collect the answer; nobody gets it."""
        self.case.returned.update(data)
        self._collected.take(data)
        return b""

    def statement(self) -> Statement:
        """Return what the witness answered: all of it has come. Raises UpstreamFault.

        It is empty where the upstream holds the same key as the first: that is no second one.
        """
        case = self.case
        tree = readable(self._collected.whole())
        if not isinstance(tree, dict):
            raise UpstreamFault(Fault.MALFORMED, "the answer is not a JSON object")
        case.usage = case.usage.merged(case.wire.usage(tree))
        case.claimed = case.wire.claimed(tree)
        try:
            slots = Document(tree, case.wire.response).slots
        except BadRequest:
            raise UpstreamFault(Fault.MALFORMED, "the answer is nested too deep") from None
        if case.channel is not None:
            case.health.worked(case.channel.name)
        calls = tuple((call.name, call.arguments) for call in case.wire.calls(tree))
        texts = tuple(s.text for s in slots if s.kind is Kind.TEXT and not s.free)
        case.heard = text_bytes([slot.text for slot in slots])
        return Statement() if self._same else Statement(calls, texts)


def question(first: Exchange, seed: Seed) -> Question | None:
    """Return the question about an exchange's unconfirmed calls, None where nobody may be asked.

    Nobody may where the upstream keeps the conversation, and where no other channel is in reach.
    """
    case = first.case
    if case.document is None or case.asked is None or not unconfirmed(case):
        return None
    if case.asked.recalls or case.document.references:
        return None
    try:
        made = Question(case, replace(seed, salt=case.seed.salt), _others(case)[:MOST_CHANNELS])
    except Refusal:
        return None
    return made if made.case.candidates else None


def heard(first: Exchange, asked: Question | None, answer: Statement | None) -> None:
    """Settle the exchange's unconfirmed calls by an answer, None where there is none."""
    told = ["answered" if answer is not None and not answer.empty else "silent"]
    if asked is not None and asked.closed:
        told += [asked.case.channel.name if asked.case.channel else "", asked.case.seed.id]
    first.case.witness = " ".join(filter(None, told))
    witnessed(first.case, answer)


def _others(first: Case) -> Sequence[Channel]:
    """Return the channels that may be asked: other origins, in scope, switched on, not doubted."""
    assert first.key is not None
    assert first.asked is not None
    modes = first.inspector.modes
    named = modes.witness.channels if modes.witness is not None else ()
    origins = {(one.host, one.port) for one in first.destinations}
    try:
        found = candidates(
            first.facts.channels,
            (first.wire.dialect, first.asked.model),
            first.health,
            first.seed.now_s,
        )
    except NotFound:
        return ()
    allowed = [
        one
        for one in found
        if (one.address.host, one.address.port) not in origins
        and first.key.allows_channel(one.name, one.jurisdiction)
        and first.facts.switches.channel_on(one.name)
        and one.name not in first.facts.doubted
        and (not named or one.name in named)
    ]
    return sorted(allowed, key=lambda one: named.index(one.name)) if named else allowed
